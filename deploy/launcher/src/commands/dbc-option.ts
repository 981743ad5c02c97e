/** The option `--dbc [BUS=]FILE` of several commands. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import type { DbcFile } from "@drawbar/firmware-interfaces/dbc/dbc-types.ts";
import { failLauncher } from "../launcher-errors.ts";
import type { Output } from "../output/output.ts";

/** Complaints about a file that are shown one by one; the rest is counted. */
const faultsShownMax = 10;

/** An option that may be repeated; commander passes nothing before its first value. */
export function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/**
 * Reads as tolerantly as a person who just wants to look needs it; what was left out is said.
 *
 * @throws DrawbarError `FILE_UNREADABLE`.
 */
export function dbcOf(text: string, output: Output): { readonly bus: string | undefined; readonly file: DbcFile } {
  const [, bus, file = text] = /^([A-Za-z0-9_.-]+)=(.+)$/.exec(text) ?? [];
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}); check the path`, { cause });
  }
  const parsed = parseDbc(bytes, { name: path.basename(file) });
  const faults = parsed.diagnostics.filter(({ severity }) => severity === "error");
  if (!parsed.messages.some(({ signals }) => signals.length > 0)) {
    const [first] = faults;
    throw failLauncher(
      "FILE_UNREADABLE",
      first === undefined ? `${file} defines no message with a signal; is it the right file?` : `${file}:${first.line}:${first.column}: ${first.message}`,
    );
  }
  for (const { line, column, message } of faults.slice(0, faultsShownMax)) output.warn(`${file}:${line}:${column}: ${message}`);
  if (faults.length > faultsShownMax) output.warn(`${file}: ${faults.length - faultsShownMax} more faults`);
  return { bus, file: parsed };
}
