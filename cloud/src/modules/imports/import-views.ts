/** What the API says about imports. */
import { Type, type Static } from "typebox";
import { named, oneOf, pageOf } from "../../http/schemas.ts";
import { importKindNames, importStates, plannedOutcomes, type Finding, type Import, type ImportColumn } from "./import-types.ts";
import type { ListColumn } from "../../http/tables/list-export.ts";
import type { ListedRow } from "./plan-store.ts";

const Mapping = Type.Record(Type.String(), Type.Integer({ minimum: 0 }), { description: "Key of a column to the index of the file's column, from 0." });

export const ImportView = named(
  "Import",
  Type.Object({
    importId: Type.String(),
    kind: oneOf(importKindNames),
    fileName: Type.String(),
    state: oneOf(importStates, {
      description:
        "uploading: parts are awaited; reading, checking, applying, undoing: the worker is at it; unreadable: no table; read: columns can be mapped; checked: the dry run is done; applied: made; undone: taken back.",
    }),
    problem: Type.Optional(Type.String({ description: "Why the last step did not end as wished." })),
    columns: Type.Array(
      Type.Object({
        key: Type.String(),
        label: Type.String(),
        required: Type.Boolean(),
        unique: Type.Boolean({ description: "No two have the same: what is there can be found by it." }),
      }),
      { description: "That things of the kind have." },
    ),
    sheet: Type.Optional(
      Type.Object({
        format: oneOf(["csv", "xlsx"]),
        encoding: Type.Optional(Type.String()),
        separator: Type.Optional(Type.String()),
        headers: Type.Array(Type.String()),
        samples: Type.Array(Type.Array(Type.String()), { description: "The first rows." }),
        proposed: Mapping,
      }),
    ),
    mapping: Type.Optional(Mapping),
    updateBy: Type.Optional(
      Type.String({ description: "Key of the column by which things that are there are found and changed; without it they are errors." }),
    ),
    rows: Type.Integer({ description: "Of the file, without its header." }),
    rowsDone: Type.Integer({ description: "Of the step in progress." }),
    rowsBad: Type.Integer({ description: "That have an error, and are left out." }),
    rowsWarned: Type.Integer(),
    rowsMade: Type.Integer(),
    rowsChanged: Type.Integer({ description: "That change what is there: after the dry run would, once applied have." }),
    rowsSame: Type.Integer({ description: "Whose thing is as they say already." }),
    rowsKept: Type.Integer({ description: "What an undo left, since it was changed or is in use." }),
    createdAt: Type.String({ format: "date-time" }),
    changedAt: Type.String({ format: "date-time" }),
  }),
);
export const ImportPage = pageOf("ImportPage", ImportView);

export const FindingView = named(
  "ImportFinding",
  Type.Object({
    row: Type.Integer({ description: "As a spreadsheet counts: from 1, with the header." }),
    field: Type.String({ description: "Key of the column; empty for the whole row." }),
    severity: oneOf(["error", "warning", "kept"]),
    code: Type.String(),
    message: Type.String(),
    value: Type.String({ description: "Of the cell, cut to 100 characters." }),
  }),
);
export const FindingPage = pageOf("ImportFindingPage", FindingView);

export const PlannedRowView = named(
  "ImportRow",
  Type.Object({
    row: Type.Integer({ description: "As a spreadsheet counts: from 1, with the header." }),
    outcome: oneOf(plannedOutcomes, {
      description: "new: something is made of it; changed: something that is there gets other values; same: it is so already; error: the row is left out.",
    }),
    thingId: Type.Optional(Type.String({ description: "Of what is there." })),
    name: Type.String({ description: "What it is called, or would be." }),
    changes: Type.Array(
      Type.Object({ field: Type.String(), label: Type.String(), before: Type.Optional(Type.String()), after: Type.Optional(Type.String()) }),
      { description: "As a person reads them; absent where there is no value." },
    ),
    problems: Type.Array(Type.String(), { description: "Why it is left out." }),
  }),
);
export const PlannedRowPage = pageOf("ImportRowPage", PlannedRowView);

/** Of files: imports, what is wrong with one, and what becomes of its rows. */
export const importColumns: readonly ListColumn<Static<typeof ImportView>>[] = [
  ["file", ({ fileName }) => fileName],
  ["state", ({ state }) => state],
  ["rows", ({ rows }) => String(rows)],
  ["rowsBad", ({ rowsBad }) => String(rowsBad)],
  ["rowsMade", ({ rowsMade }) => String(rowsMade)],
  ["rowsChanged", ({ rowsChanged }) => String(rowsChanged)],
  ["createdAt", ({ createdAt }) => createdAt],
  ["changedAt", ({ changedAt }) => changedAt],
];
export const findingColumns: readonly ListColumn<Static<typeof FindingView>>[] = [
  ["row", ({ row }) => String(row)],
  ["severity", ({ severity }) => severity],
  ["message", ({ message }) => message],
  ["column", ({ field }) => field],
  ["value", ({ value }) => value],
];
export const rowColumns: readonly ListColumn<Static<typeof PlannedRowView>>[] = [
  ["row", ({ row }) => String(row)],
  ["name", ({ name }) => name],
  ["outcome", ({ outcome }) => outcome],
  ["problems", ({ problems }) => problems.join("; ")],
  ["changes", ({ changes }) => changes.map(({ label, before = "", after = "" }) => `${label}: ${before} > ${after}`).join("; ")],
];

export function plannedRowToJson(
  { row, outcome, thingId, name, before, after, problems }: ListedRow,
  columns: readonly ImportColumn[],
): Static<typeof PlannedRowView> {
  const shown = (column: ImportColumn, value: string | null | undefined) => (value == null ? undefined : (column.show?.(value) ?? value));
  const changes = columns.flatMap((column) => {
    if (!(column.key in after)) return [];
    const [was, is] = [shown(column, before[column.key]), shown(column, after[column.key])];
    return [{ field: column.key, label: column.label, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
  return { row, outcome, name, changes, problems: [...problems], ...(thingId === undefined ? {} : { thingId }) };
}

export function importToJson(
  { createdAt, changedAt, fileRows, problem, sheet, mapping, updateBy, ...rest }: Import,
  columns: readonly ImportColumn[],
): Static<typeof ImportView> {
  return {
    ...rest,
    rows: fileRows,
    columns: columns.map(({ key, label, isRequired, isUnique }) => ({ key, label, required: isRequired, unique: isUnique })),
    ...(problem === undefined ? {} : { problem }),
    ...(sheet === undefined
      ? {}
      : { sheet: { ...sheet, headers: [...sheet.headers], samples: sheet.samples.map((cells) => [...cells]), proposed: { ...sheet.proposed } } }),
    ...(mapping === undefined ? {} : { mapping: { ...mapping } }),
    ...(updateBy === undefined ? {} : { updateBy }),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}

export function findingToJson(finding: Finding): Static<typeof FindingView> {
  return finding;
}
