import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { AuditActor } from "../../http/audit.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import { importLimits } from "./limits.ts";
import type { FindingListQuery, ImportListQuery } from "./import-lists.ts";
import type { ColumnMapping, Finding, FindingSeverity, Import, ImportKindName, ImportState, SheetFacts } from "./import-types.ts";

interface ImportRecord {
  readonly import_id: string;
  readonly kind: ImportKindName;
  readonly file_name: string;
  readonly state: ImportState;
  readonly problem: string | null;
  readonly sheet: SheetFacts | null;
  readonly mapping: ColumnMapping | null;
  readonly update_by: string | null;
  readonly file_rows: number;
  readonly rows_done: number;
  readonly rows_bad: number;
  readonly rows_warned: number;
  readonly rows_made: number;
  readonly rows_changed: number;
  readonly rows_same: number;
  readonly rows_kept: number;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly created_us: string;
}

interface FindingRow {
  readonly file_row: number;
  readonly field: string;
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly value: string;
  readonly message: string;
}

const selectImport = `
  select import_id, kind, file_name, state, problem, sheet, mapping, update_by, file_rows, rows_done, rows_bad, rows_warned, rows_made,
    rows_changed, rows_same, rows_kept, created_at, changed_at, (extract(epoch from created_at) * 1000000)::bigint as created_us
  from bulk_import`;

/** Rows of imports as the API reads and writes them. */
export class ImportStore {
  async find(tx: TenantTransaction, importId: string): Promise<Import | undefined> {
    const row = await tx.oneOrNone<ImportRecord>("import-find", `${selectImport} where tenant_id = $1 and import_id = $2`, [tx.tenantId, importId]);
    return row === undefined ? undefined : toImport(row);
  }

  /** Until the transaction ends, nobody else changes it; what the worker does meanwhile waits. */
  async hold(tx: TenantTransaction, importId: string): Promise<Import | undefined> {
    const row = await tx.oneOrNone<ImportRecord>("import-hold", `${selectImport} where tenant_id = $1 and import_id = $2 for no key update`, [
      tx.tenantId,
      importId,
    ]);
    return row === undefined ? undefined : toImport(row);
  }

  async page(
    tx: TenantTransaction,
    { limit, position, isDescending }: ImportListQuery,
  ): Promise<{ readonly imports: readonly Import[]; readonly end?: Position }> {
    const { rows, ...end } = await readPage<ImportRecord>(tx, {
      name: "import-page",
      select: selectImport,
      where: () => ["tenant_id = $1"],
      order: [
        { column: "created_at", type: "microseconds", of: (row) => row.created_us },
        { column: "import_id", type: "uuid", of: (row) => row.import_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { imports: rows.map(toImport), ...end };
  }

  async add(
    tx: TenantTransaction,
    wish: { readonly importId: string; readonly kind: ImportKindName; readonly fileName: string },
    actor: AuditActor,
  ): Promise<void> {
    await tx.count("import-add", "insert into bulk_import (tenant_id, import_id, kind, file_name, actor_kind, actor_id) values ($1, $2, $3, $4, $5, $6)", [
      tx.tenantId,
      wish.importId,
      wish.kind,
      wish.fileName,
      actor.kind,
      actor.id ?? null,
    ]);
  }

  /** @returns how many have not ended. */
  async countOpen(tx: TenantTransaction): Promise<number> {
    const { open } = await tx.one<{ open: string }>(
      "import-count-open",
      "select count(*) as open from bulk_import where tenant_id = $1 and state not in ('unreadable', 'applied', 'undone')",
      [tx.tenantId],
    );
    return Number(open);
  }

  /** The oldest that have ended go, until there is room for one more. */
  async makeRoom(tx: TenantTransaction): Promise<void> {
    await tx.count(
      "import-make-room",
      `delete from bulk_import where tenant_id = $1 and import_id in (
         select import_id from bulk_import where tenant_id = $1 and state in ('unreadable', 'applied', 'undone')
         order by created_at
         limit greatest(0, (select count(*) from bulk_import where tenant_id = $1) - $2)
       )`,
      [tx.tenantId, importLimits.importsMax - 1],
    );
  }

  /** Again under its number: what came last holds. */
  async putPart(tx: TenantTransaction, importId: string, part: number, body: Uint8Array): Promise<void> {
    await tx.count(
      "import-put-part",
      `insert into bulk_import_part (tenant_id, import_id, part, body) values ($1, $2, $3, $4)
       on conflict on constraint bulk_import_part_key do update set body = excluded.body`,
      [tx.tenantId, importId, part, body],
    );
  }

  async parts(tx: TenantTransaction, importId: string): Promise<readonly number[]> {
    const rows = await tx.many<{ part: number }>("import-parts", "select part from bulk_import_part where tenant_id = $1 and import_id = $2 order by part", [
      tx.tenantId,
      importId,
    ]);
    return rows.map(({ part }) => part);
  }

  /** Hands it to the worker. @param actor who asked. */
  async begin(tx: TenantTransaction, importId: string, state: ImportState, actor: AuditActor): Promise<void> {
    await tx.count(
      "import-begin",
      `update bulk_import set state = $3, problem = null, rows_done = 0, tries = 0, actor_kind = $4, actor_id = $5, changed_at = now()
       where tenant_id = $1 and import_id = $2`,
      [tx.tenantId, importId, state, actor.kind, actor.id ?? null],
    );
  }

  async map(tx: TenantTransaction, importId: string, mapping: ColumnMapping, updateBy: string | undefined): Promise<void> {
    await tx.count("import-map", "update bulk_import set mapping = $3, update_by = $4 where tenant_id = $1 and import_id = $2", [
      tx.tenantId,
      importId,
      mapping,
      updateBy ?? null,
    ]);
  }

  async discard(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-discard", "delete from bulk_import where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }

  async findings(
    tx: TenantTransaction,
    importId: string,
    { limit, position, isDescending, filters }: FindingListQuery,
  ): Promise<{ readonly findings: readonly Finding[]; readonly end?: Position }> {
    const { rows, ...end } = await readPage<FindingRow>(tx, {
      name: "import-findings",
      select: "select file_row, field, code, severity, value, message from bulk_import_finding",
      where: (bind) => ["tenant_id = $1", `import_id = ${bind(importId)}`, filters.severity && `severity = ${bind(filters.severity)}`],
      order: [
        { column: "file_row", type: "int", of: (row) => row.file_row },
        { column: "field", type: "text", of: (row) => row.field },
        { column: "code", type: "text", of: (row) => row.code },
      ],
      isDescending,
      limit,
      position,
    });
    return { findings: rows.map(({ file_row, ...finding }) => ({ row: file_row, ...finding })), ...end };
  }
}

function toImport(row: ImportRecord): Import {
  return {
    importId: row.import_id,
    kind: row.kind,
    fileName: row.file_name,
    state: row.state,
    problem: row.problem ?? undefined,
    sheet: row.sheet ?? undefined,
    mapping: row.mapping ?? undefined,
    updateBy: row.update_by ?? undefined,
    fileRows: row.file_rows,
    rowsDone: row.rows_done,
    rowsBad: row.rows_bad,
    rowsWarned: row.rows_warned,
    rowsMade: row.rows_made,
    rowsChanged: row.rows_changed,
    rowsSame: row.rows_same,
    rowsKept: row.rows_kept,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
