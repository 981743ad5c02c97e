/** What each row of an import would do to what is there, or has done. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import type { PlannedRowListQuery } from "./import-lists.ts";
import type { PlannedOutcome, PlannedRow, PlannedValues } from "./import-types.ts";
import { importLimits } from "./limits.ts";

interface PlanRecord {
  readonly file_row: number;
  readonly outcome: PlannedOutcome;
  readonly thing_id: string | null;
  readonly name: string;
  readonly before: PlannedValues;
  readonly after: PlannedValues;
  readonly version: string | null;
}

/** A row as people see it. */
export interface ListedRow extends PlannedRow {
  /** Sentences of the errors that keep it out. */
  readonly problems: readonly string[];
}

const columns = "file_row, outcome, thing_id, name, before, after, version";

export class PlanStore {
  async page(
    tx: TenantTransaction,
    importId: string,
    { limit, position, isDescending, filters }: PlannedRowListQuery,
  ): Promise<{ readonly rows: readonly ListedRow[]; readonly end?: Position }> {
    const [direction, comparison] = isDescending ? ["desc", "<"] : ["asc", ">"];
    const asked = { after: position?.[0], outcome: filters.outcome };
    const clauses = [
      ...(asked.after === undefined ? [] : [{ text: `file_row ${comparison}`, value: asked.after, type: "int" }]),
      ...(asked.outcome === undefined ? [] : [{ text: "outcome =", value: asked.outcome, type: "text" }]),
    ];
    const wheres = clauses.map(({ text, type }, index) => `and ${text} $${index + 3}::${type}`).join(" ");
    const shape = [direction, ...(asked.after === undefined ? [] : ["after"]), ...(asked.outcome === undefined ? [] : ["outcome"])].join("-");
    const found = await tx.many<PlanRecord & { readonly problems: readonly string[] }>(
      `import-plan-page-${shape}-${limit}`,
      `select ${columns}, array(
           select f.message from bulk_import_finding f
           where f.tenant_id = $1 and f.import_id = $2 and f.file_row = p.file_row and f.severity = 'error' and p.outcome = 'error'
           order by f.field, f.code
         ) as problems
       from bulk_import_plan p
       where tenant_id = $1 and import_id = $2 ${wheres}
       order by file_row ${direction}
       limit ${limit + 1}`,
      [tx.tenantId, importId, ...clauses.map(({ value }) => value)],
    );
    const rows = found.slice(0, limit).map((record) => ({ ...toRow(record), problems: record.problems }));
    const last = rows.at(-1);
    return found.length > limit && last !== undefined ? { rows, end: [String(last.row)] } : { rows };
  }

  async add(tx: TenantTransaction, importId: string, rows: readonly PlannedRow[]): Promise<void> {
    await tx.count(
      "import-plan-add",
      `insert into bulk_import_plan (tenant_id, import_id, ${columns})
       select $1, $2, p.* from unnest($3::int[], $4::text[], $5::uuid[], $6::text[], $7::jsonb[], $8::jsonb[], $9::text[]) as p`,
      [
        tx.tenantId,
        importId,
        rows.map(({ row }) => row),
        rows.map(({ outcome }) => outcome),
        rows.map(({ thingId }) => thingId ?? null),
        rows.map(({ name }) => name.slice(0, importLimits.findingValueMax)),
        rows.map(({ before }) => JSON.stringify(before)),
        rows.map(({ after }) => JSON.stringify(after)),
        rows.map(({ version }) => version ?? null),
      ],
    );
  }

  /** Of rows from the first to the last, those that change something. */
  async changed(tx: TenantTransaction, importId: string, first: number, last: number): Promise<readonly PlannedRow[]> {
    const found = await tx.many<PlanRecord>(
      "import-plan-between",
      `select ${columns} from bulk_import_plan
       where tenant_id = $1 and import_id = $2 and outcome = 'changed' and file_row between $3 and $4
       order by file_row`,
      [tx.tenantId, importId, first, last],
    );
    return found.map(toRow);
  }

  /** Rows that need nothing done, from the first to the last. */
  async sameRows(tx: TenantTransaction, importId: string, first: number, last: number): Promise<ReadonlySet<number>> {
    const found = await tx.many<{ file_row: number }>(
      "import-plan-same",
      "select file_row from bulk_import_plan where tenant_id = $1 and import_id = $2 and outcome = 'same' and file_row between $3 and $4",
      [tx.tenantId, importId, first, last],
    );
    return new Set(found.map(({ file_row }) => file_row));
  }

  /** Up to `rowsPerBatch` rows that changed something, in the order of the file. */
  async changedAfter(tx: TenantTransaction, importId: string, after: number): Promise<readonly PlannedRow[]> {
    const found = await tx.many<PlanRecord>(
      "import-plan-after",
      `select ${columns} from bulk_import_plan where tenant_id = $1 and import_id = $2 and outcome = 'changed' and file_row > $3 order by file_row limit $4`,
      [tx.tenantId, importId, after, importLimits.rowsPerBatch],
    );
    return found.map(toRow);
  }

  async drop(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-plan-drop", "delete from bulk_import_plan where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }

  async dropRows(tx: TenantTransaction, importId: string, rows: readonly number[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.count("import-plan-drop-rows", "delete from bulk_import_plan where tenant_id = $1 and import_id = $2 and file_row = any($3::int[])", [
      tx.tenantId,
      importId,
      rows,
    ]);
  }

  /** What is needed to take an import back stays. */
  async keepChanged(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-plan-keep-changed", "delete from bulk_import_plan where tenant_id = $1 and import_id = $2 and outcome <> 'changed'", [
      tx.tenantId,
      importId,
    ]);
  }
}

function toRow({ file_row, outcome, thing_id, name, before, after, version }: PlanRecord): PlannedRow {
  return { row: file_row, outcome, thingId: thing_id ?? undefined, name, before, after, version: version ?? undefined };
}
