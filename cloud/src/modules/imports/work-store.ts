/** What the worker reads and writes of an import, many rows a statement. */
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { AuditActor } from "../../http/audit.ts";
import { importLimits } from "./limits.ts";
import type { AuditTrail } from "../audit/index.ts";
import type { ColumnMapping, Finding, ImportKindName, ImportState, MadeThing, SheetFacts } from "./import-types.ts";
import { PlanStore } from "./plan-store.ts";

/** A step that somebody asked for. */
export interface Work {
  readonly importId: string;
  readonly kind: ImportKindName;
  readonly fileName: string;
  readonly state: "reading" | "checking" | "applying" | "undoing";
  readonly mapping: ColumnMapping;
  readonly updateBy: string | undefined;
  readonly fileRows: number;
  readonly rowsMade: number;
  readonly rowsChanged: number;
  readonly rowsBad: number;
  readonly tries: number;
  readonly actor: AuditActor;
}

/** A row of the file: its number, then its cells. */
export type StoredRow = readonly [number, ...string[]];

export interface Outcome {
  readonly state: ImportState;
  readonly sheet?: SheetFacts;
  readonly fileRows?: number;
  readonly rowsBad?: number;
  readonly rowsWarned?: number;
  readonly rowsMade?: number;
  readonly rowsChanged?: number;
  readonly rowsSame?: number;
  readonly rowsKept?: number;
}

export class WorkStore {
  /** The step that has waited longest. */
  async next(tx: TenantTransaction): Promise<Work | undefined> {
    const row = await tx.oneOrNone<{
      import_id: string;
      kind: ImportKindName;
      file_name: string;
      state: Work["state"];
      mapping: ColumnMapping | null;
      update_by: string | null;
      file_rows: number;
      rows_made: number;
      rows_changed: number;
      rows_bad: number;
      tries: number;
      actor_kind: AuditActor["kind"];
      actor_id: string | null;
    }>(
      "import-next",
      `select import_id, kind, file_name, state, mapping, update_by, file_rows, rows_made, rows_changed, rows_bad, tries,
         actor_kind, actor_id
       from bulk_import
       where tenant_id = $1 and state in ('reading', 'checking', 'applying', 'undoing')
       order by changed_at, import_id
       limit 1`,
      [tx.tenantId],
    );
    if (row === undefined) return undefined;
    const {
      import_id: importId,
      file_name: fileName,
      file_rows: fileRows,
      rows_made: rowsMade,
      rows_changed: rowsChanged,
      update_by: updateBy,
      rows_bad: rowsBad,
      actor_kind,
      actor_id,
      mapping,
      ...rest
    } = row;
    return {
      ...rest,
      importId,
      fileName,
      fileRows,
      rowsMade,
      rowsChanged,
      rowsBad,
      mapping: mapping ?? {},
      updateBy: updateBy ?? undefined,
      actor: { kind: actor_kind, id: actor_id ?? undefined },
    };
  }

  /** Outside of the step's transaction: it must stand when the step takes the process down. */
  async countTry(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-try", "update bulk_import set tries = tries + 1, rows_done = 0 where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }

  /** Outside of the step's transaction, so that a person sees it. */
  async sayProgress(tx: TenantTransaction, importId: string, rowsDone: number): Promise<void> {
    await tx.count("import-progress", "update bulk_import set rows_done = $3 where tenant_id = $1 and import_id = $2", [tx.tenantId, importId, rowsDone]);
  }

  /** The last statement of a step. */
  async end(tx: TenantTransaction, work: Work, outcome: Outcome): Promise<void> {
    await tx.one(
      "import-end",
      `update bulk_import
       set state = $4, problem = null, sheet = coalesce($5, sheet), file_rows = coalesce($6, file_rows), rows_bad = coalesce($7, rows_bad),
         rows_warned = coalesce($8, rows_warned), rows_made = coalesce($9, rows_made), rows_kept = coalesce($10, rows_kept),
         rows_changed = coalesce($11, rows_changed), rows_same = coalesce($12, rows_same), changed_at = now()
       where tenant_id = $1 and import_id = $2 and state = $3
       returning 1 as ended`,
      [
        tx.tenantId,
        work.importId,
        work.state,
        outcome.state,
        outcome.sheet ?? null,
        outcome.fileRows ?? null,
        outcome.rowsBad ?? null,
        outcome.rowsWarned ?? null,
        outcome.rowsMade ?? null,
        outcome.rowsKept ?? null,
        outcome.rowsChanged ?? null,
        outcome.rowsSame ?? null,
      ],
    );
  }

  /** A step did not end as wished, and its transaction is gone. */
  async giveUp(tx: TenantTransaction, work: Work, state: ImportState, problem: string): Promise<void> {
    await tx.count(
      "import-give-up",
      "update bulk_import set state = $4, problem = $5, changed_at = now() where tenant_id = $1 and import_id = $2 and state = $3",
      [tx.tenantId, work.importId, work.state, state, problem.slice(0, 500)],
    );
  }

  async file(tx: TenantTransaction, importId: string): Promise<Uint8Array> {
    const rows = await tx.many<{ body: Buffer }>("import-file", "select body from bulk_import_part where tenant_id = $1 and import_id = $2 order by part", [
      tx.tenantId,
      importId,
    ]);
    return Buffer.concat(rows.map(({ body }) => body));
  }

  async dropFile(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-drop-file", "delete from bulk_import_part where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }

  async addRows(tx: TenantTransaction, importId: string, rows: readonly StoredRow[]): Promise<void> {
    await tx.count("import-add-rows", "insert into bulk_import_rows (tenant_id, import_id, first_row, cells) values ($1, $2, $3, $4)", [
      tx.tenantId,
      importId,
      rows[0]?.[0] ?? 0,
      JSON.stringify(rows),
    ]);
  }

  async dropRows(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-drop-rows", "delete from bulk_import_rows where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }

  /** Up to `rowsPerBatch` at a time, in the order of the file. */
  async *rows(tx: TenantTransaction, importId: string): AsyncGenerator<readonly StoredRow[], void, undefined> {
    let after = 0;
    for (;;) {
      const chunks = await tx.many<{ first_row: number; cells: readonly StoredRow[] }>(
        "import-rows",
        "select first_row, cells from bulk_import_rows where tenant_id = $1 and import_id = $2 and first_row > $3 order by first_row limit $4",
        [tx.tenantId, importId, after, importLimits.rowsPerBatch / importLimits.rowsPerChunk],
      );
      const last = chunks.at(-1);
      if (last === undefined) return;
      after = last.first_row;
      yield chunks.flatMap(({ cells }) => cells);
    }
  }

  async dropFindings(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-drop-findings", "delete from bulk_import_finding where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }

  async addFindings(tx: TenantTransaction, importId: string, findings: readonly Finding[]): Promise<void> {
    if (findings.length === 0) return;
    await tx.count(
      "import-add-findings",
      `insert into bulk_import_finding (tenant_id, import_id, file_row, field, code, severity, value, message)
       select $1, $2, f.* from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as f
       on conflict do nothing`,
      [
        tx.tenantId,
        importId,
        findings.map(({ row }) => row),
        findings.map(({ field }) => field),
        findings.map(({ code }) => code),
        findings.map(({ severity }) => severity),
        findings.map(({ value }) => value.slice(0, importLimits.findingValueMax)),
        findings.map(({ message }) => message),
      ],
    );
  }

  /** Rows that an error keeps out, of those between. */
  async badRows(tx: TenantTransaction, importId: string, first: number, last: number): Promise<ReadonlySet<number>> {
    const rows = await tx.many<{ file_row: number }>(
      "import-bad-rows",
      "select distinct file_row from bulk_import_finding where tenant_id = $1 and import_id = $2 and severity = 'error' and file_row between $3 and $4",
      [tx.tenantId, importId, first, last],
    );
    return new Set(rows.map(({ file_row }) => file_row));
  }

  async addMade(tx: TenantTransaction, importId: string, made: readonly MadeThing[]): Promise<void> {
    await tx.count(
      "import-add-made",
      `insert into bulk_import_made (tenant_id, import_id, thing_id, file_row, written)
       select $1, $2, m.thing_id, m.file_row, m.written from unnest($3::uuid[], $4::int[], $5::jsonb[]) as m (thing_id, file_row, written)`,
      [tx.tenantId, importId, made.map(({ thingId }) => thingId), made.map(({ row }) => row), made.map(({ written }) => JSON.stringify(written))],
    );
  }

  /** @param after the thing before, in the order of ids. */
  async made(tx: TenantTransaction, importId: string, after: string): Promise<readonly MadeThing[]> {
    const rows = await tx.many<{ thing_id: string; file_row: number; written: Readonly<Record<string, string>> }>(
      "import-made",
      "select thing_id, file_row, written from bulk_import_made where tenant_id = $1 and import_id = $2 and thing_id > $3 order by thing_id limit $4",
      [tx.tenantId, importId, after, importLimits.rowsPerBatch],
    );
    return rows.map(({ thing_id, file_row, written }) => ({ thingId: thing_id, row: file_row, written }));
  }

  async dropMade(tx: TenantTransaction, importId: string): Promise<void> {
    await tx.count("import-drop-made", "delete from bulk_import_made where tenant_id = $1 and import_id = $2", [tx.tenantId, importId]);
  }
}

/** What a step gets: its transaction, and a way to say how far it is. */
export interface Step {
  readonly tx: TenantTransaction;
  readonly work: Work;
  readonly store: WorkStore;
  readonly plans: PlanStore;
  readonly audit: AuditTrail;
  readonly say: (rowsDone: number) => Promise<void>;
}

export function stepOf(database: Database, tx: TenantTransaction, work: Work, store: WorkStore, audit: AuditTrail): Step {
  return { tx, work, store, audit, plans: new PlanStore(), say: async (rowsDone) => store.sayProgress(database.of(tx.tenantId), work.importId, rowsDone) };
}
