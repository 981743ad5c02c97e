/** The four steps of an import. Each is one transaction: a worker that is killed leaves all of it or nothing, and another begins it anew. */
import { importLimits } from "./limits.ts";
import { isNeeded, proposeMapping } from "./column-mapping.ts";
import { applyChanges, planRows, takeChangesBack } from "./import-changes.ts";
import { failImport } from "./import-errors.ts";
import type { Finding, ImportColumn, ImportKind, ImportRow, PlannedRow } from "./import-types.ts";
import { readSheet } from "./read-sheet.ts";
import type { Outcome, Step, StoredRow } from "./work-store.ts";

/** From bytes to rows, and to what a person has to know to map columns. */
export async function readFile({ tx, work, store, say }: Step, kind: ImportKind): Promise<Outcome> {
  const columns = await kind.columnsOf(tx);
  const { format, encoding, separator, rows } = readSheet(await store.file(tx, work.importId), work.fileName);
  await store.dropRows(tx, work.importId);
  let headers: readonly string[] | undefined;
  let width = 0;
  let fileRows = 0;
  const samples: (readonly string[])[] = [];
  let chunk: StoredRow[] = [];
  for await (const [row, cells] of rows) {
    if (headers === undefined && isHeader(columns, cells)) {
      headers = cells;
      continue;
    }
    headers ??= [];
    width = Math.max(width, cells.length);
    fileRows += 1;
    if (samples.length < importLimits.samplesMax) samples.push(cells);
    chunk.push([row, ...cells]);
    if (chunk.length < importLimits.rowsPerChunk) continue;
    await store.addRows(tx, work.importId, chunk);
    chunk = [];
    if (fileRows % importLimits.rowsPerBatch === 0) await say(fileRows);
  }
  if (chunk.length > 0) await store.addRows(tx, work.importId, chunk);
  if (fileRows === 0) throw failImport("IMPORT_FILE_UNREADABLE", "the file has no rows beside its header");
  await store.dropFile(tx, work.importId);
  const given = headers ?? [];
  const names = Array.from({ length: Math.max(width, given.length) }, (_, index) => given[index] || `Column ${index + 1}`);
  const facts = { format, headers: names, samples, proposed: proposeMapping(columns, names) };
  return { state: "read", fileRows, sheet: { ...facts, ...(encoding === undefined ? {} : { encoding }), ...(separator === undefined ? {} : { separator }) } };
}

/** Whether a file's first row names columns: a value that a column can only have as a value says that it does not. */
function isHeader(columns: readonly ImportColumn[], cells: readonly string[]): boolean {
  if (Object.keys(proposeMapping(columns, cells)).length > 0) return true;
  return !cells.some((cell) => /^[A-HJ-NPR-Z0-9]{17}$/i.test(cell) || /^\d+$/.test(cell));
}

/** The dry run: every row that cannot be made is named, with the cell and the reason; nothing is made. */
export async function checkRows(step: Step, kind: ImportKind): Promise<Outcome> {
  const { tx, work, store, plans, say } = step;
  const { updateBy } = work;
  const columns = await kind.columnsOf(tx);
  await store.dropFindings(tx, work.importId);
  await plans.drop(tx, work.importId);
  const seen = new SeenValues();
  let done = 0;
  let rowsBad = 0;
  let rowsWarned = 0;
  let rowsChanged = 0;
  let rowsSame = 0;
  let kept = 0;
  for await (const batch of store.rows(tx, work.importId)) {
    const findings: Finding[] = [];
    const names = new Map<number, string>();
    const nameKey = columns.find(({ isRequired }) => isRequired)?.key ?? "";
    const rows = batch.flatMap((stored) => {
      const { row, found } = readRow(columns, work, stored);
      if (updateBy !== undefined) names.set(row.row, row.values[nameKey] ?? row.values[updateBy] ?? "");
      const all = [...found, ...seen.clashes(columns, row)];
      findings.push(...all);
      return all.some(({ severity }) => severity === "error") ? [] : [row];
    });
    const plan = updateBy === undefined ? undefined : await planRows(step, kind, columns, updateBy, rows);
    findings.push(...(plan === undefined ? await kind.findTaken(tx, rows) : plan.findings));
    const bad = new Set(findings.filter(({ severity }) => severity === "error").map(({ row }) => row));
    rowsBad += bad.size;
    rowsWarned += new Set(findings.filter(({ row, severity }) => severity === "warning" && !bad.has(row)).map(({ row }) => row)).size;
    if (rowsBad > importLimits.findingsMax)
      throw failImport("IMPORT_FILE_UNREADABLE", `more than ${importLimits.findingsMax} rows have errors: is every column mapped to the right one?`);
    // Errors first: of warnings some may be left out, of bad rows none.
    const room = Math.max(0, importLimits.findingsMax - kept);
    const warnings = findings.filter(({ severity }) => severity !== "error").slice(0, room);
    kept += warnings.length;
    await store.addFindings(tx, work.importId, [...findings.filter(({ severity }) => severity === "error"), ...warnings]);
    if (plan !== undefined) {
      const good = plan.planned.filter(({ row }) => !bad.has(row));
      const errors = [...bad].map((row): PlannedRow => ({ row, outcome: "error", name: names.get(row) ?? "", before: {}, after: {} }));
      await plans.add(tx, work.importId, [...good, ...errors]);
      rowsChanged += good.filter(({ outcome }) => outcome === "changed").length;
      rowsSame += good.filter(({ outcome }) => outcome === "same").length;
    }
    done += batch.length;
    await say(done);
  }
  return { state: "checked", rowsBad, rowsWarned, rowsChanged, rowsSame };
}

/** Makes every row that has no error, or none: the quota counts at the end. */
export async function applyRows(step: Step, kind: ImportKind): Promise<Outcome> {
  const { tx, work, store, plans, say } = step;
  const columns = await kind.columnsOf(tx);
  let done = 0;
  let rowsMade = 0;
  let rowsChanged = 0;
  let { rowsBad } = work;
  for await (const batch of store.rows(tx, work.importId)) {
    const [first, last] = [batch[0]?.[0] ?? 0, batch.at(-1)?.[0] ?? 0];
    const bad = await store.badRows(tx, work.importId, first, last);
    const planned = work.updateBy === undefined ? [] : await plans.changed(tx, work.importId, first, last);
    const there = new Set(planned.map(({ row }) => row));
    if (work.updateBy !== undefined) for (const row of await plans.sameRows(tx, work.importId, first, last)) there.add(row);
    const read = batch.filter(([row]) => !bad.has(row)).map((stored) => readRow(columns, work, stored));
    // What a cell may be can have changed since the dry run.
    const faults = read.flatMap(({ found }) => found.filter(({ severity }) => severity === "error"));
    const wrong = new Set(faults.map(({ row }) => row));
    const { made, findings } = await kind.make(
      tx,
      read.flatMap(({ row }) => (wrong.has(row.row) || there.has(row.row) ? [] : [row])),
    );
    await store.addMade(tx, work.importId, made);
    const applied = await applyChanges(
      step,
      kind,
      planned.filter(({ row }) => !wrong.has(row)),
    );
    const leftOut = new Set([...faults, ...findings, ...applied.findings].map(({ row }) => row));
    await plans.dropRows(tx, work.importId, [...leftOut]);
    await store.addFindings(tx, work.importId, [...faults, ...findings, ...applied.findings]);
    rowsMade += made.length;
    rowsChanged += applied.changed;
    rowsBad += leftOut.size;
    done += batch.length;
    await say(done);
  }
  await kind.checkQuota(tx);
  await store.dropRows(tx, work.importId);
  await plans.keepChanged(tx, work.importId);
  return { state: "applied", rowsMade, rowsChanged, rowsBad };
}

/** Takes back what is as the import made it, and gives what it changed the values from before. */
export async function undoRows(step: Step, kind: ImportKind): Promise<Outcome> {
  const { tx, work, store, plans, say } = step;
  let after = "00000000-0000-0000-0000-000000000000";
  let done = 0;
  let rowsKept = 0;
  for (;;) {
    const made = await store.made(tx, work.importId, after);
    const last = made.at(-1);
    if (last === undefined) break;
    after = last.thingId;
    const kept = await kind.takeBack(tx, made);
    await store.addFindings(tx, work.importId, kept);
    rowsKept += kept.length;
    done += made.length;
    await say(done);
  }
  await store.dropMade(tx, work.importId);
  for (let afterRow = 0; ;) {
    const planned = await plans.changedAfter(tx, work.importId, afterRow);
    const last = planned.at(-1);
    if (last === undefined) break;
    afterRow = last.row;
    const kept = await takeChangesBack(step, kind, planned);
    await store.addFindings(tx, work.importId, kept);
    rowsKept += new Set(kept.map(({ row }) => row)).size;
    done += planned.length;
    await say(done);
  }
  await plans.drop(tx, work.importId);
  return { state: "undone", rowsKept };
}

function readRow(
  columns: readonly ImportColumn[],
  { mapping, updateBy }: Step["work"],
  stored: StoredRow,
): { readonly row: ImportRow; readonly found: readonly Finding[] } {
  const [row] = stored;
  const values: Record<string, string> = {};
  const found: Finding[] = [];
  for (const column of columns) {
    const index = mapping[column.key];
    const text = index === undefined ? "" : String(stored[index + 1] ?? "");
    const about = { row, field: column.key, value: text };
    if (text === "") {
      if (isNeeded(column, updateBy)) found.push({ ...about, severity: "error", code: "VALUE_MISSING", message: `${column.label} is missing.` });
      continue;
    }
    const reading = column.read(text);
    if (reading.kind === "bad") found.push({ ...about, severity: "error", ...reading.fault });
    else {
      values[column.key] = reading.value;
      if (reading.warning !== undefined) found.push({ ...about, severity: "warning", ...reading.warning });
    }
  }
  return { row: { row, values }, found };
}

/** Values of unique columns, each with the row that had it first. */
class SeenValues {
  readonly #rows = new Map<string, Map<string, number>>();

  clashes(columns: readonly ImportColumn[], { row, values }: ImportRow): readonly Finding[] {
    return columns.flatMap(({ key, label, isUnique }): readonly Finding[] => {
      const value = values[key];
      if (!isUnique || value === undefined) return [];
      let seen = this.#rows.get(key);
      if (seen === undefined) this.#rows.set(key, (seen = new Map()));
      const first = seen.get(value);
      if (first === undefined) {
        seen.set(value, row);
        return [];
      }
      return [{ row, field: key, value, severity: "error", code: "TAKEN_IN_FILE", message: `${label} "${value}" is in row ${first} already.` }];
    });
  }
}
