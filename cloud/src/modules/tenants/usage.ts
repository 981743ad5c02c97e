/** What a fleet has used: counted where it is exact, added up where counting would read everything. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";

export interface Ingested {
  readonly samplesToday: number;
  readonly bytes: number;
}

export async function readIngested(tx: TenantTransaction, clock: Clock): Promise<Ingested> {
  const row = await tx.one<{ samples: string; bytes: string }>(
    "tenant-ingested",
    `select coalesce(sum(samples) filter (where day = $2), 0) as samples, coalesce(sum(bytes), 0) as bytes from tenant_usage_day where tenant_id = $1`,
    [tx.tenantId, dayOf(clock)],
  );
  return { samplesToday: Number(row.samples), bytes: Number(row.bytes) };
}

/**
 * What links have stored, gathered in memory and added every now and then: one row per fleet and day, written with each
 * batch, would make all batches of a fleet wait for each other. A process that dies forgets what it did not write yet.
 */
export class IngestMeter {
  readonly #database: Database;
  readonly #clock: Clock;
  #stored = new Map<TenantId, { samples: number; bytes: number }>();

  constructor(options: { readonly database: Database; readonly clock: Clock }) {
    this.#database = options.database;
    this.#clock = options.clock;
  }

  add(tenant: TenantId, samples: number, bytes: number): void {
    const stored = this.#stored.get(tenant);
    if (stored === undefined) this.#stored.set(tenant, { samples, bytes });
    else {
      stored.samples += samples;
      stored.bytes += bytes;
    }
  }

  /** @throws what the database throws; the rest is then written the next time. */
  async write(): Promise<void> {
    const stored = this.#stored;
    this.#stored = new Map();
    const day = dayOf(this.#clock);
    try {
      for (const [tenant, { samples, bytes }] of stored) {
        await this.#database.of(tenant).count(
          "tenant-usage-add",
          `insert into tenant_usage_day as u (tenant_id, day, samples, bytes) values ($1, $2, $3, $4)
           on conflict on constraint tenant_usage_day_key do update set samples = u.samples + excluded.samples, bytes = u.bytes + excluded.bytes`,
          [tenant, day, samples, bytes],
        );
        stored.delete(tenant);
      }
    } finally {
      for (const [tenant, { samples, bytes }] of stored) this.add(tenant, samples, bytes);
    }
  }
}

/** Segments were removed, of whatever day: only the sum over all days is a fleet's storage. */
export async function releaseStorage(tx: TenantTransaction, bytes: number): Promise<void> {
  await tx.count(
    "tenant-usage-release",
    `insert into tenant_usage_day as u (tenant_id, day, samples, bytes) values ($1, floor(extract(epoch from now()) / 86400), 0, -$2::bigint)
     on conflict on constraint tenant_usage_day_key do update set bytes = u.bytes + excluded.bytes`,
    [tx.tenantId, bytes],
  );
}

/** Days since 1970 UTC. */
function dayOf(clock: Clock): number {
  return Math.floor(clock.wallUs() / 86_400_000_000);
}
