/** What an import does to things that are there already: planned in the dry run, done where nobody was quicker, and taken back. */
import { createHash } from "node:crypto";
import { Act } from "../../http/audit.ts";
import type { Finding, HeldChange, ImportColumn, ImportKind, ImportRow, PlannedChange, PlannedRow, PlannedValues, Standing } from "./import-types.ts";
import type { Step } from "./work-store.ts";

/** What rows without an error of their own would do. Each comes back once; its errors beside it. */
export async function planRows(
  { tx, work }: Step,
  kind: ImportKind,
  columns: readonly ImportColumn[],
  key: string,
  rows: readonly ImportRow[],
): Promise<{ readonly planned: readonly PlannedRow[]; readonly findings: readonly Finding[] }> {
  const standing = await kind.changes.find(
    tx,
    key,
    rows.flatMap(({ values }) => values[key] ?? []),
  );
  const mapped = columns.filter((column) => work.mapping[column.key] !== undefined);
  const needed = columns.filter(({ isRequired }) => isRequired);
  const planned: PlannedRow[] = [];
  const fresh: ImportRow[] = [];
  const findings: Finding[] = [];
  for (const row of rows) {
    const thing = standing.get(row.values[key] ?? "");
    if (thing !== undefined) {
      planned.push(planChange(row, thing, mapped));
      continue;
    }
    const missing = needed.filter((column) => row.values[column.key] === undefined);
    for (const { key: field, label } of missing) {
      const message = `${label} is missing: this would be new, and something new needs one.`;
      findings.push({ row: row.row, field, value: "", severity: "error", code: "VALUE_MISSING", message });
    }
    if (missing.length === 0) fresh.push(row);
    planned.push({ row: row.row, outcome: "new", name: row.values[needed[0]?.key ?? key] ?? row.values[key] ?? "", before: {}, after: {} });
  }
  findings.push(...(await kind.findTaken(tx, fresh)), ...(await kind.changes.faults(tx, changesOf(planned), false)));
  return { planned, findings };
}

function planChange({ row, values }: ImportRow, { thingId, name, values: now }: Standing, mapped: readonly ImportColumn[]): PlannedRow {
  const changed = mapped.filter(({ key }) => values[key] !== undefined && values[key] !== now[key]);
  const take = (from: Readonly<Record<string, string>>): PlannedValues => Object.fromEntries(changed.map(({ key }) => [key, from[key] ?? null]));
  return { row, thingId, name, outcome: changed.length === 0 ? "same" : "changed", before: take(now), after: take(values), version: versionOf(now) };
}

/** Changes what is as the dry run saw it. @returns of how many rows, and what keeps the others out. */
export async function applyChanges(
  step: Step,
  kind: ImportKind,
  planned: readonly PlannedRow[],
): Promise<{ readonly changed: number; readonly findings: readonly Finding[] }> {
  const versions = new Map(planned.map(({ row, version }) => [row, version]));
  return makeChanges(step, kind, changesOf(planned), false, ({ row, name }, now) => {
    const about = { row, field: "", severity: "error", value: name } as const;
    if (now === undefined) return { ...about, code: "GONE_SINCE_CHECK", message: "It was removed after the dry run." };
    if (versionOf(now.values) === versions.get(row)) return undefined;
    return { ...about, code: "CHANGED_SINCE_CHECK", message: "Somebody changed it after the dry run, so it is left as it is. Do another dry run." };
  });
}

/** Gives back the values from before, where those of the import still stand. @returns what stays as it is, and why. */
export async function takeChangesBack(step: Step, kind: ImportKind, planned: readonly PlannedRow[]): Promise<readonly Finding[]> {
  const back = changesOf(planned).map((change) => ({ ...change, before: change.after, after: change.before }));
  const { findings } = await makeChanges(step, kind, back, true, ({ row, name, before }, now) => {
    const about = { row, severity: "kept", code: "CHANGED_SINCE" } as const;
    if (now === undefined) return { ...about, field: "", value: name, code: "GONE_SINCE", message: "It was removed since." };
    const field = Object.keys(before).find((key) => (now.values[key] ?? null) !== before[key]);
    return field === undefined ? undefined : { ...about, field, value: name, message: "Kept as it is: somebody has changed this since." };
  });
  return findings.map((finding) => ({ ...finding, severity: "kept" }));
}

async function makeChanges(
  { tx, work, audit }: Step,
  kind: ImportKind,
  wishes: readonly PlannedChange[],
  isBack: boolean,
  objection: (wish: PlannedChange, now: Standing | undefined) => Finding | undefined,
): Promise<{ readonly changed: number; readonly findings: readonly Finding[] }> {
  if (wishes.length === 0) return { changed: 0, findings: [] };
  const held = await kind.changes.hold(
    tx,
    wishes.map(({ thingId }) => thingId),
  );
  const objections = wishes.flatMap((wish) => objection(wish, held.get(wish.thingId)) ?? []);
  const objected = new Set(objections.map(({ row }) => row));
  const standing = wishes.filter(({ row }) => !objected.has(row));
  const faults = await kind.changes.faults(tx, standing, isBack);
  const faulty = new Set(faults.map(({ row }) => row));
  const changes = standing.flatMap((wish): readonly HeldChange[] => {
    const now = held.get(wish.thingId);
    return now === undefined || faulty.has(wish.row) ? [] : [{ ...wish, next: merged(now.values, wish.after) }];
  });
  await kind.changes.write(tx, changes);
  await audit.recordMany(
    tx,
    new Act({ actor: work.actor }),
    changes.map(({ thingId, before, after }) => ({
      action: kind.changes.audited.action,
      subject: { kind: kind.changes.audited.subject, id: thingId },
      before,
      after: { ...after, importId: work.importId },
    })),
  );
  return { changed: changes.length, findings: [...objections, ...faults] };
}

function merged(now: Readonly<Record<string, string>>, wish: PlannedValues): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries({ ...now, ...wish }).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

function changesOf(planned: readonly PlannedRow[]): readonly PlannedChange[] {
  return planned.flatMap(({ row, outcome, thingId, name, before, after }) =>
    outcome === "changed" && thingId !== undefined ? [{ row, thingId, name, before, after }] : [],
  );
}

/** Of everything that an import can change, so that a change of any of it is seen. */
function versionOf(values: Readonly<Record<string, string>>): string {
  const facts = Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 22);
}
