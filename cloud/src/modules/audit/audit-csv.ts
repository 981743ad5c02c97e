/** Entries as CSV (RFC 4180). */
import type { AuditEntry } from "./audit-store.ts";

const columns = [
  "position",
  "recordedAt",
  "actorKind",
  "actorId",
  "actorName",
  "action",
  "subjectKind",
  "subjectId",
  "outcome",
  "address",
  "requestId",
  "details",
] as const;

export const csvHeader = `${columns.join(",")}\r\n`;

export function csvLine(entry: AuditEntry): string {
  return `${columns.map((name) => cell(entry[name])).join(",")}\r\n`;
}

function cell(value: string | Date | undefined): string {
  const text = value instanceof Date ? value.toISOString() : (value ?? "");
  // A spreadsheet takes a cell that begins so for a formula, and what is logged comes from anybody (CWE-1236).
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
