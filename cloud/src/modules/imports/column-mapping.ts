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

/**
 * @param updateBy column by which things that are there are found: that one is needed, others only of what is new.
 * @throws DrawbarError `IMPORT_MAPPING_INVALID`.
 */
export function checkMapping(columns: readonly ImportColumn[], headers: readonly string[], mapping: ColumnMapping, updateBy?: string): void {
  const known = new Set(columns.map(({ key }) => key));
  const used = new Set<number>();
  for (const [key, index] of Object.entries(mapping)) {
    if (!known.has(key)) throw failImport("IMPORT_MAPPING_INVALID", `there is no column "${key.slice(0, 40)}"; there are ${[...known].join(", ")}`);
    if (index >= headers.length) throw failImport("IMPORT_MAPPING_INVALID", `the file has ${headers.length} columns, none at ${index}`);
    if (used.has(index)) throw failImport("IMPORT_MAPPING_INVALID", `the file's column "${headers[index] ?? index}" is named twice`);
    used.add(index);
  }
  const unique = columns.filter(({ isUnique }) => isUnique).map(({ key }) => key);
  if (updateBy !== undefined && !unique.includes(updateBy))
    throw failImport(
      "IMPORT_MAPPING_INVALID",
      `nothing is found by "${updateBy.slice(0, 40)}"; no two have the same ${unique.join(" or ")}, so choose one of these`,
    );
  const missing = columns.find((column) => isNeeded(column, updateBy) && mapping[column.key] === undefined);
  if (missing !== undefined) throw failImport("IMPORT_MAPPING_INVALID", `"${missing.label}" is needed: say which column of the file it is`);
}

/** Whether each row has to have it: what is there is found by one column; what is new needs more, which the plan looks at. */
export function isNeeded({ key, isRequired }: ImportColumn, updateBy: string | undefined): boolean {
  return updateBy === undefined ? isRequired : key === updateBy;
}
