/** DBC files from disk, with one clear error when one is of no use. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import { costsSignals, type DbcDiagnostic, type DbcDiagnosticCode } from "@drawbar/firmware-interfaces/dbc/dbc-diagnostics.ts";
import type { DbcFile } from "@drawbar/firmware-interfaces/dbc/dbc-types.ts";
import { failAgent } from "../agent-errors.ts";

export interface LoadedDbc {
  readonly file: DbcFile;
  /** Faults that cost something, such as a statement that had to be left out; `FILE:LINE:COLUMN: what`. */
  readonly faults: readonly string[];
}

/**
 * Reads tolerantly, as files in the wild need it. Refused is what would silently lose signals: a definition of a message or
 * signal that cannot be read, a text without an end that swallows what follows, and a file that defines no frame at all.
 *
 * @throws DrawbarError `DBC_UNUSABLE` with file, line and column of the first fault.
 */
export function loadDbc(file: string): LoadedDbc {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw failAgent("DBC_UNUSABLE", `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); check the path`, { cause: error });
  }
  let parsed: DbcFile;
  try {
    parsed = parseDbc(bytes, { name: path.basename(file) });
  } catch (error) {
    if (error instanceof DrawbarError)
      throw failAgent("DBC_UNUSABLE", `${file}:1:1: this is no DBC file that can be used (${error.message})`, { cause: error });
    throw error;
  }
  const errors = parsed.diagnostics.filter(({ severity, code }) => severity === "error" && !harmless.has(code));
  const faults = errors.map((diagnostic) => faultOf(file, diagnostic));
  const fatal = errors.find(costsSignals);
  if (fatal !== undefined)
    throw failAgent("DBC_UNUSABLE", `${faultOf(file, fatal)}; mend this line`, { details: { file, line: fatal.line, column: fatal.column } });
  if (!parsed.messages.some(({ signals }) => signals.length > 0)) {
    throw failAgent("DBC_UNUSABLE", faults[0] ?? `${file}:1:1: no message with a signal is defined; check that it is the right file`);
  }
  return { file: parsed, faults };
}

function faultOf(file: string, { line, column, message }: DbcDiagnostic): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** What a strict reader refuses and this one understands: everything is decoded as the file says. */
const harmless: ReadonlySet<DbcDiagnosticCode> = new Set<DbcDiagnosticCode>([
  "signal-overlap",
  "name-not-identifier",
  "id-needs-extended-flag",
  "signal-does-not-fit",
]);
