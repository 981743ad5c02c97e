import { failImport } from "./import-errors.ts";
import type { ColumnMapping, ImportColumn } from "./import-types.ts";

/** Letters and digits of a heading: "Fahrgestell-Nr." and "fahrgestellnr" are one. */
export function wordOf(heading: string): string {
  return heading
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[^a-z0-9]/g, "");
}

/** Which of the file's columns is which, by their headings; each is taken once. */
export function proposeMapping(columns: readonly ImportColumn[], headers: readonly string[]): ColumnMapping {
  const words = headers.map(wordOf);
  const taken = new Set<number>();
  const proposed: Record<string, number> = {};
  for (const { key, words: known } of columns) {
    const index = known.map((word) => words.findIndex((each, at) => each === word && !taken.has(at))).find((at) => at >= 0);
    if (index === undefined) continue;
    taken.add(index);
    proposed[key] = index;
  }
  return proposed;
}

/** @throws DrawbarError `IMPORT_MAPPING_INVALID`. */
export function checkMapping(columns: readonly ImportColumn[], headers: readonly string[], mapping: ColumnMapping): void {
  const known = new Set(columns.map(({ key }) => key));
  const used = new Set<number>();
  for (const [key, index] of Object.entries(mapping)) {
    if (!known.has(key)) throw failImport("IMPORT_MAPPING_INVALID", `there is no column "${key.slice(0, 40)}"; there are ${[...known].join(", ")}`);
    if (index >= headers.length) throw failImport("IMPORT_MAPPING_INVALID", `the file has ${headers.length} columns, none at ${index}`);
    if (used.has(index)) throw failImport("IMPORT_MAPPING_INVALID", `the file's column "${headers[index] ?? index}" is named twice`);
    used.add(index);
  }
  const missing = columns.find(({ key, isRequired }) => isRequired && mapping[key] === undefined);
  if (missing !== undefined) throw failImport("IMPORT_MAPPING_INVALID", `"${missing.label}" is needed: say which column of the file it is`);
}
