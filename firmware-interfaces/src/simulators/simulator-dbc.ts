import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDbc } from "../dbc/dbc-parser.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";

const parsed = new Map<string, DbcFile>();

/** DBC files of the simulated vehicles; real files, so that they can be given to any other tool, too. */
export function simulatorDbcPath(name: "drawbar-car.dbc" | "drawbar-van.dbc"): string {
  return path.join(import.meta.dirname, "dbc", name);
}

/** Read once for a whole fleet. */
export function simulatorDbc(name: "drawbar-car.dbc" | "drawbar-van.dbc"): DbcFile {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const file = parseDbc(readFileSync(simulatorDbcPath(name)), { name, mode: "strict" });
  parsed.set(name, file);
  return file;
}
