/** What the API says about imports. */
import { Type, type Static } from "typebox";
import { named, oneOf, pageOf } from "../../http/schemas.ts";
import { importKindNames, importStates, type Finding, type Import, type ImportColumn } from "./import-types.ts";

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
    columns: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), required: Type.Boolean() }), { description: "That things of the kind have." }),
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
    rows: Type.Integer({ description: "Of the file, without its header." }),
    rowsDone: Type.Integer({ description: "Of the step in progress." }),
    rowsBad: Type.Integer({ description: "That have an error, and are left out." }),
    rowsWarned: Type.Integer(),
    rowsMade: Type.Integer(),
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

export function importToJson(
  { createdAt, changedAt, fileRows, problem, sheet, mapping, ...rest }: Import,
  columns: readonly ImportColumn[],
): Static<typeof ImportView> {
  return {
    ...rest,
    rows: fileRows,
    columns: columns.map(({ key, label, isRequired }) => ({ key, label, required: isRequired })),
    ...(problem === undefined ? {} : { problem }),
    ...(sheet === undefined
      ? {}
      : { sheet: { ...sheet, headers: [...sheet.headers], samples: sheet.samples.map((cells) => [...cells]), proposed: { ...sheet.proposed } } }),
    ...(mapping === undefined ? {} : { mapping: { ...mapping } }),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}

export function findingToJson(finding: Finding): Static<typeof FindingView> {
  return finding;
}
