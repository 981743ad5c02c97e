/** Catalogues by their hash, and the tenant's own number for each signal that they name. */
import { createHash } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { Catalogue } from "@drawbar/proto/segment/catalogue.ts";
import { parseCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { telemetryLimits } from "./limits.ts";
import type { Scale } from "./minute-column.ts";
import { failTelemetry } from "./telemetry-errors.ts";

export interface KnownCatalogue {
  readonly catalogue: Catalogue;
  /** `signal.signal_id` of each signal, in the catalogue's order. */
  readonly signalIds: readonly number[];
}

interface CatalogueRow {
  readonly hash: Buffer;
  readonly body: Buffer;
  readonly signal_ids: number[];
}

/** What is stored never changes, so what was read once is kept. */
export class CatalogueStore {
  readonly #database: Database;
  /** In order of use, the longest unused first. */
  readonly #kept = new Map<string, KnownCatalogue>();

  constructor(options: { readonly database: Database }) {
    this.#database = options.database;
  }

  /** @returns those of `hashes` that are stored. */
  async find(tenant: TenantId, hashes: Iterable<CatalogueHash>): Promise<ReadonlyMap<CatalogueHash, KnownCatalogue>> {
    const found = new Map<CatalogueHash, KnownCatalogue>();
    const missing: CatalogueHash[] = [];
    for (const hash of new Set(hashes)) {
      const known = this.#take(`${tenant}/${hash}`);
      if (known === undefined) missing.push(hash);
      else found.set(hash, known);
    }
    if (missing.length === 0) return found;
    const rows = await this.#database
      .of(tenant)
      .many<CatalogueRow>("catalogue-find", "select hash, body, signal_ids from catalogue where tenant_id = $1 and hash = any($2::bytea[])", [
        tenant,
        missing.map((hash) => Buffer.from(hash, "hex")),
      ]);
    for (const row of rows) {
      const hash = row.hash.toString("hex") as CatalogueHash; // a hash went in
      found.set(hash, this.#keep(`${tenant}/${hash}`, { catalogue: parseCatalogue(row.body), signalIds: row.signal_ids }));
    }
    return found;
  }

  /** What raw numbers of the tenant's scaled signals are multiplied with, by the newest catalogues, by signal id. */
  async scales(tenant: TenantId): Promise<ReadonlyMap<number, readonly Scale[]>> {
    const rows = await this.#database
      .of(tenant)
      .many<{ hash: Buffer }>("catalogue-newest", "select hash from catalogue where tenant_id = $1 order by added_at desc, hash limit $2", [
        tenant,
        telemetryLimits.cataloguesPerPack,
      ]);
    const known = await this.find(
      tenant,
      rows.map(({ hash }) => hash.toString("hex") as CatalogueHash), // a hash went in
    );
    const scales = new Map<number, Scale[]>();
    for (const { catalogue, signalIds } of known.values()) {
      for (const [index, { kind, factor, offset }] of catalogue.signals.entries()) {
        const signalId = signalIds[index];
        if (kind !== "scaled" || signalId === undefined) continue;
        const ofSignal = scales.get(signalId) ?? [];
        if (!ofSignal.some((scale) => scale.factor === factor && scale.offset === offset)) ofSignal.push({ factor, offset });
        scales.set(signalId, ofSignal);
      }
    }
    return scales;
  }

  /** @throws DrawbarError `CATALOGUE_MISSING`. */
  async get(tenant: TenantId, hash: CatalogueHash): Promise<KnownCatalogue> {
    const known = (await this.find(tenant, [hash])).get(hash);
    if (known === undefined) throw failTelemetry("CATALOGUE_MISSING", `catalogue ${hash} of tenant ${tenant} is not stored`);
    return known;
  }

  /**
   * Durable before it returns; a catalogue that is there is left as it is.
   *
   * @throws DrawbarError `CATALOGUE_REFUSED`, `SIGNALS_TOO_MANY`.
   */
  async add(tenant: TenantId, hash: CatalogueHash, bytes: Uint8Array): Promise<void> {
    if ((await this.find(tenant, [hash])).has(hash)) return;
    if (createHash("sha256").update(bytes).digest("hex") !== hash)
      throw failTelemetry("CATALOGUE_REFUSED", `the bytes sent for catalogue ${hash} have another hash`);
    const catalogue = parse(hash, bytes);
    const signalIds = await this.#database.transaction(tenant, async (tx) => {
      const ids = await signalIdsOf(tx, catalogue);
      await tx.count(
        "catalogue-add",
        "insert into catalogue (tenant_id, hash, body, signal_ids) values ($1, $2, $3, $4::int[]) on conflict on constraint catalogue_key do nothing",
        [tenant, Buffer.from(hash, "hex"), Buffer.from(bytes), ids],
      );
      return ids;
    });
    this.#keep(`${tenant}/${hash}`, { catalogue, signalIds });
  }

  #take(key: string): KnownCatalogue | undefined {
    const known = this.#kept.get(key);
    return known === undefined ? undefined : this.#keep(key, known);
  }

  #keep(key: string, known: KnownCatalogue): KnownCatalogue {
    this.#kept.delete(key);
    this.#kept.set(key, known);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= telemetryLimits.cataloguesKept) break;
      this.#kept.delete(oldest);
    }
    return known;
  }
}

function parse(hash: CatalogueHash, bytes: Uint8Array): Catalogue {
  try {
    return parseCatalogue(bytes);
  } catch (error) {
    throw failTelemetry("CATALOGUE_REFUSED", `catalogue ${hash} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Gives numbers to signals that have none. Sorted, so that two catalogues that come at once do not wait for each other in a ring. */
async function signalIdsOf(tx: TenantTransaction, { signals }: Catalogue): Promise<number[]> {
  const columns = [signals.map(({ source }) => source), signals.map(({ name }) => name), signals.map(({ unit }) => unit), signals.map(({ kind }) => kind)];
  const { total } = await tx.one<{ total: string }>("signal-count", "select count(*) as total from signal where tenant_id = $1", [tx.tenantId]);
  if (Number(total) + signals.length > telemetryLimits.signalsMax) {
    throw failTelemetry(
      "SIGNALS_TOO_MANY",
      `the tenant has ${total} signals, and a catalogue brings up to ${signals.length} more (limit ${telemetryLimits.signalsMax})`,
    );
  }
  await tx.count(
    "signal-add",
    `insert into signal (tenant_id, source, name, unit, kind, decimals)
     select $1, b.source, b.name, b.unit, b.kind, b.decimals
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[]) as b (source, name, unit, kind, decimals)
     where not exists (
       select from signal s
       where s.tenant_id = $1 and s.source = b.source and s.name = b.name and s.unit = b.unit and s.kind = b.kind
     )
     order by b.source, b.name, b.unit, b.kind
     on conflict on constraint signal_unique do nothing`,
    [tx.tenantId, ...columns, signals.map(({ decimals }) => decimals)],
  );
  const rows = await tx.many<{ signal_id: number }>(
    "signal-ids",
    `select s.signal_id
     from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as b (source, name, unit, kind, n)
     join signal s on s.tenant_id = $1 and s.source = b.source and s.name = b.name and s.unit = b.unit and s.kind = b.kind
     order by b.n`,
    [tx.tenantId, ...columns],
  );
  return rows.map((row) => row.signal_id);
}
