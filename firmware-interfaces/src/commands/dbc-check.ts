/** `drawbar dbc check`: files in, findings and lines out. Opens no file and prints nothing. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { checkMapping } from "../catalogue/mapping-check.ts";
import { parseMapping } from "../catalogue/mapping-parser.ts";
import { costsSignals, type DbcDiagnostic } from "../dbc/dbc-diagnostics.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";

export type DbcCheckMode = "tolerant" | "strict";
export type Severity = "error" | "warning";

export interface DbcFinding {
  readonly file: string;
  /** Counted from 1, as is the column. */
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

export interface CheckInput {
  /** As findings name it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface DbcCheckOptions {
  readonly dbcs: readonly CheckInput[];
  /** Mapping files, judged by themselves and against all the DBC files. */
  readonly mappings: readonly CheckInput[];
  readonly mode: DbcCheckMode;
}

export interface DbcCheck {
  /** File by file, DBC files first, each in the order of its lines. */
  readonly findings: readonly DbcFinding[];
  /** A sentence about each file, for people. */
  readonly summaries: readonly string[];
  /** Whether anything is an error in the mode. */
  readonly hasErrors: boolean;
}

/**
 * In strict mode an error is what most other readers refuse a file for. In tolerant mode it is what makes the file useless or
 * loses a message or signal; whatever else this reader bears is a warning.
 */
export function checkDbcFiles(options: DbcCheckOptions): DbcCheck {
  const files: DbcFile[] = [];
  const findings: DbcFinding[] = [];
  const summaries: string[] = [];
  for (const { path, bytes } of options.dbcs) {
    const { file, found } = checkDbc(path, bytes, options.mode);
    if (file !== undefined) files.push(file);
    findings.push(...found);
    const signals = file?.messages.reduce((sum, message) => sum + message.signals.length, 0) ?? 0;
    const content = file === undefined ? "no DBC file" : `${count(file.messages.length, "message")}, ${count(signals, "signal")}, ${file.encoding}`;
    summaries.push(`${path}: ${content}; ${countsOf(found)}`);
  }
  for (const { path, bytes } of options.mappings) {
    const mapping = parseMapping(bytes, { name: path });
    const against = checkMapping(
      mapping,
      files.map((file) => ({ file })),
    );
    const found = [...mapping.problems, ...against].toSorted((a, b) => a.line - b.line || a.column - b.column).map((problem) => findingOf(path, problem));
    findings.push(...found);
    summaries.push(`${path}: ${count(mapping.rows.length, "row")} of a mapping; ${countsOf(found)}`);
  }
  return { findings, summaries, hasErrors: findings.some(({ severity }) => severity === "error") };
}

/** `car.dbc:12:3: error: signals A and B of message M share bits (signal-overlap)`, which editors know how to open. */
export function findingText(finding: DbcFinding, paint: (severity: Severity) => string): string {
  const { file, line, column, severity, code, message } = finding;
  return `${file}:${line}:${column}: ${paint(severity)}: ${message} (${code})`;
}

function checkDbc(path: string, bytes: Uint8Array, mode: DbcCheckMode): { readonly file: DbcFile | undefined; readonly found: readonly DbcFinding[] } {
  try {
    const file = parseDbc(bytes, { name: path });
    const found = file.diagnostics.map((diagnostic) => findingOf(path, { ...diagnostic, severity: severityIn(mode, diagnostic) }));
    return { file, found };
  } catch (error) {
    if (!(error instanceof DrawbarError)) throw error;
    const message = error.message.replace(`${error.code}: `, "");
    return { file: undefined, found: [{ file: path, line: 1, column: 1, severity: "error", code: error.code, message }] };
  }
}

function severityIn(mode: DbcCheckMode, diagnostic: DbcDiagnostic): Severity {
  if (mode === "strict") return diagnostic.severity;
  return diagnostic.severity === "error" && costsSignals(diagnostic) ? "error" : "warning";
}

function findingOf(file: string, { line, column, severity, code, message }: Omit<DbcFinding, "file">): DbcFinding {
  return { file, line, column, severity, code, message };
}

function countsOf(findings: readonly DbcFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  return findings.length === 0 ? "nothing to complain about" : `${count(errors, "error")}, ${count(warnings, "warning")}`;
}

function count(number: number, what: string): string {
  return `${number === 0 ? "no" : number} ${what}${number === 1 ? "" : "s"}`;
}
