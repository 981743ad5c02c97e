/** Newest values of sources as they stand in the database, kept in memory so that a batch need not read them first. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { isNewer, mergeNewest, unpackLatest, type NewestValue, type NewestValues } from "../../modules/telemetry/index.ts";

/** A source's row as it shall become, if it is still at `version`. */
export interface LatestChange {
  readonly source: SourceId;
  /** Of the row that was merged into; 0 when there was none. */
  readonly version: number;
  readonly values: NewestValues;
}

interface Kept {
  readonly version: number;
  readonly values: NewestValues;
}

interface LatestRow {
  readonly source_id: SourceId;
  readonly version: string;
  readonly packed: Buffer;
}

/**
 * Values kept in memory, of all sources together: some 100 MB. At the bound the source that was used longest ago goes
 * and is read again when needed. A bound that holds fewer sources than deliver in turn would forget each just before it is needed.
 */
const standardValuesKept = 1_000_000;

export class LatestValues {
  readonly #database: Database;
  readonly #kept = new Map<string, Kept>();
  readonly #valuesKept: number;
  #values = 0;

  constructor(options: { readonly database: Database; readonly valuesKept?: number | undefined }) {
    this.#database = options.database;
    this.#valuesKept = options.valuesKept ?? standardValuesKept;
  }

  /** @returns the rows that change, sorted by source; another writer may have changed them meanwhile, the statement finds out. */
  async merge(tenant: TenantId, values: ReadonlyMap<SourceId, readonly NewestValue[]>): Promise<readonly LatestChange[]> {
    const sources = [...values.keys()].sort();
    await this.#load(tenant, sources);
    return sources.flatMap((source) => {
      const kept = this.#kept.get(`${tenant}/${source}`) ?? { version: 0, values: new Map() };
      const merged = mergeNewest(kept.values, values.get(source) ?? []);
      return merged === kept.values ? [] : [{ source, version: kept.version, values: merged }];
    });
  }

  committed(tenant: TenantId, changes: readonly LatestChange[]): void {
    for (const { source, version, values } of changes) {
      const key = `${tenant}/${source}`;
      const kept = this.#kept.get(key);
      if (kept !== undefined && kept.version > version) continue;
      this.#keep(key, { version: version + 1, values });
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#values <= this.#valuesKept) break;
      this.#drop(oldest);
    }
  }

  /** After a refusal or a failure: what is in memory may not be what is in the database. */
  forget(tenant: TenantId, sources: Iterable<SourceId>): void {
    for (const source of sources) this.#drop(`${tenant}/${source}`);
  }

  async #load(tenant: TenantId, sources: readonly SourceId[]): Promise<void> {
    const missing = sources.filter((source) => !this.#kept.has(`${tenant}/${source}`));
    if (missing.length === 0) return;
    const rows = await this.#database
      .of(tenant)
      .many<LatestRow>("latest-load", "select source_id, version, packed from source_latest where tenant_id = $1 and source_id = any($2::uuid[])", [
        tenant,
        missing,
      ]);
    const found = new Map(rows.map((row) => [row.source_id, row]));
    for (const source of missing) {
      const row = found.get(source);
      this.#keep(
        `${tenant}/${source}`,
        row === undefined ? { version: 0, values: new Map() } : { version: Number(row.version), values: unpackLatest(row.packed) },
      );
    }
  }

  #keep(key: string, kept: Kept): void {
    this.#drop(key);
    this.#kept.set(key, kept);
    this.#values += roomOf(kept);
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#values -= roomOf(kept);
    this.#kept.delete(key);
  }
}

/** A source that has no values yet takes some room, too. */
function roomOf({ values }: Kept): number {
  return values.size + 1;
}

/** The newest sample of all signals, for the row's own columns. */
export function newestOf(values: NewestValues): NewestValue | undefined {
  let newest: NewestValue | undefined;
  for (const value of values.values()) if (newest === undefined || isNewer(value, newest)) newest = value;
  return newest;
}
