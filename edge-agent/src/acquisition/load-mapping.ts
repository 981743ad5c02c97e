/** Mapping files from disk, with one clear error when one is of no use. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseMapping } from "@drawbar/firmware-interfaces/catalogue/mapping-parser.ts";
import type { Mapping } from "@drawbar/firmware-interfaces/catalogue/mapping-types.ts";
import { failAgent } from "../agent-errors.ts";

/**
 * A fault anywhere refuses the file: the fleet wrote it, and a signal under a wrong name is worse than an agent that does not start.
 *
 * @throws DrawbarError `MAPPING_UNUSABLE` with file, line and column of the first fault.
 */
export function loadMapping(file: string): Mapping {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw failAgent("MAPPING_UNUSABLE", `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); check the path`, { cause: error });
  }
  const mapping = parseMapping(bytes, { name: path.basename(file) });
  const [problem] = mapping.problems;
  if (problem === undefined) return mapping;
  const { line, column, message } = problem;
  throw failAgent("MAPPING_UNUSABLE", `${file}:${line}:${column}: ${message}`, { details: { file, line, column } });
}
