import { v7 as uuidV7 } from "uuid";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import { checkMapping } from "./column-mapping.ts";
import { failImport } from "./import-errors.ts";
import { findingList, importList, plannedRowList, type FindingListQuery, type ImportListQuery, type PlannedRowListQuery } from "./import-lists.ts";
import { ImportStore } from "./import-store.ts";
import type { ColumnMapping, Finding, Import, ImportColumn, ImportKindName, ImportKinds, ImportState } from "./import-types.ts";
import { importLimits } from "./limits.ts";
import { PlanStore, type ListedRow } from "./plan-store.ts";

/** Imports as people ask for them; the worker does their steps. */
export class ImportService {
  readonly #database: Database;
  readonly #kinds: ImportKinds;
  readonly #store = new ImportStore();
  readonly #plans = new PlanStore();

  constructor(options: { readonly database: Database; readonly kinds: ImportKinds }) {
    this.#database = options.database;
    this.#kinds = options.kinds;
  }

  async page(tenant: TenantId, query: ImportListQuery): Promise<{ readonly imports: readonly Import[]; readonly next?: string }> {
    const { imports, end } = await this.#store.page(this.#database.of(tenant), query);
    return { imports, ...(end === undefined ? {} : { next: importList.next(query, end) }) };
  }

  /** What things of a kind may have in this fleet. */
  columns(tenant: TenantId, kind: ImportKindName): Promise<readonly ImportColumn[]> {
    return this.#kinds[kind].columnsOf(this.#database.of(tenant));
  }

  /** @throws DrawbarError `IMPORT_UNKNOWN`. */
  async find(tenant: TenantId, importId: string): Promise<Import> {
    return known(await this.#store.find(this.#database.of(tenant), importId), importId);
  }

  /** @throws DrawbarError `IMPORT_UNKNOWN`. */
  async findings(tenant: TenantId, importId: string, query: FindingListQuery): Promise<{ readonly findings: readonly Finding[]; readonly next?: string }> {
    await this.find(tenant, importId);
    const { findings, end } = await this.#store.findings(this.#database.of(tenant), importId, query);
    return { findings, ...(end === undefined ? {} : { next: findingList.next(query, end) }) };
  }

  /** What becomes of each row, of an import that may change things. @throws DrawbarError `IMPORT_UNKNOWN`. */
  async plannedRows(
    tenant: TenantId,
    importId: string,
    query: PlannedRowListQuery,
  ): Promise<{ readonly rows: readonly ListedRow[]; readonly columns: readonly ImportColumn[]; readonly next?: string }> {
    const { kind } = await this.find(tenant, importId);
    const { rows, end } = await this.#plans.page(this.#database.of(tenant), importId, query);
    return { rows, columns: await this.columns(tenant, kind), ...(end === undefined ? {} : { next: plannedRowList.next(query, end) }) };
  }

  /** @throws DrawbarError `IMPORTS_TOO_MANY`. */
  async start(tenant: TenantId, wish: { readonly kind: ImportKindName; readonly fileName: string }, act: Act): Promise<Import> {
    const importId = uuidV7();
    await this.#database.transaction(tenant, async (tx) => {
      if ((await this.#store.countOpen(tx)) >= importLimits.openMax)
        throw failImport("IMPORTS_TOO_MANY", `${importLimits.openMax} imports are under way, which is the limit; finish or discard one first`);
      await this.#store.makeRoom(tx);
      await this.#store.add(tx, { importId, ...wish }, act.actor);
    });
    return this.find(tenant, importId);
  }

  /** @throws DrawbarError `IMPORT_UNKNOWN`, `IMPORT_STATE`. */
  async putPart(tenant: TenantId, importId: string, part: number, body: Uint8Array): Promise<void> {
    await this.#change(tenant, importId, ["uploading"], async (tx) => this.#store.putPart(tx, importId, part, body));
  }

  /** Everything has been sent. @throws DrawbarError `IMPORT_PARTS_MISSING`, and those of `putPart`. */
  async read(tenant: TenantId, importId: string, parts: number, act: Act): Promise<Import> {
    return this.#change(tenant, importId, ["uploading"], async (tx) => {
      const there = new Set(await this.#store.parts(tx, importId));
      const missing = Array.from({ length: parts }, (_, part) => part).find((part) => !there.has(part));
      if (missing !== undefined) throw failImport("IMPORT_PARTS_MISSING", `part ${missing} of ${parts} has not arrived`);
      if (there.size > parts) throw failImport("IMPORT_PARTS_MISSING", `${there.size} parts have arrived, not ${parts}`);
      await this.#store.begin(tx, importId, "reading", act.actor);
    });
  }

  /** @throws DrawbarError `IMPORT_MAPPING_INVALID`, and those of `putPart`. */
  async check(tenant: TenantId, importId: string, wish: { readonly mapping: ColumnMapping; readonly updateBy?: string }, act: Act): Promise<Import> {
    const { mapping, updateBy } = wish;
    return this.#change(tenant, importId, ["read", "checked"], async (tx, held) => {
      checkMapping(await this.#kinds[held.kind].columnsOf(tx), held.sheet?.headers ?? [], mapping, updateBy);
      await this.#store.map(tx, importId, mapping, updateBy);
      await this.#store.begin(tx, importId, "checking", act.actor);
    });
  }

  /** @throws as `putPart`. */
  async apply(tenant: TenantId, importId: string, act: Act): Promise<Import> {
    return this.#change(tenant, importId, ["checked"], async (tx) => this.#store.begin(tx, importId, "applying", act.actor));
  }

  /** @throws as `putPart`. */
  async undo(tenant: TenantId, importId: string, act: Act): Promise<Import> {
    return this.#change(tenant, importId, ["applied"], async (tx) => this.#store.begin(tx, importId, "undoing", act.actor));
  }

  /** Forgets it; what it has made stays. @throws as `putPart`. */
  async discard(tenant: TenantId, importId: string): Promise<void> {
    await this.#database.transaction(tenant, async (tx) => {
      this.#checkState(known(await this.#store.hold(tx, importId), importId), ["uploading", "unreadable", "read", "checked", "applied", "undone"]);
      await this.#store.discard(tx, importId);
    });
  }

  async #change(
    tenant: TenantId,
    importId: string,
    from: readonly ImportState[],
    change: (tx: TenantTransaction, held: Import) => Promise<void>,
  ): Promise<Import> {
    await this.#database.transaction(tenant, async (tx) => {
      const held = known(await this.#store.hold(tx, importId), importId);
      this.#checkState(held, from);
      await change(tx, held);
    });
    return this.find(tenant, importId);
  }

  #checkState({ state }: Import, from: readonly ImportState[]): void {
    if (!from.includes(state)) throw failImport("IMPORT_STATE", `the import is ${state}; this follows on ${from.join(" or ")}`);
  }
}

function known(found: Import | undefined, importId: string): Import {
  if (found === undefined) throw failImport("IMPORT_UNKNOWN", `the fleet has no import ${importId}`);
  return found;
}
