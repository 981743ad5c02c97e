/** Makes journeys of the fleet's trips now and then, for estimates of arrival. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { HistoryCache, learnJourneys } from "../modules/arrivals/index.ts";
import type { CatalogueStore, SegmentOpener } from "../modules/telemetry/index.ts";
import { workerLimits } from "./limits.ts";
import { holdJob } from "./tenant-job.ts";

export interface JourneyJobOptions {
  readonly database: Database;
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
  readonly clock: Clock;
}

export class JourneyJob {
  readonly #options: JourneyJobOptions;
  readonly #histories = new HistoryCache();
  /** When a tenant's turn is due, by the clock that only goes forward. */
  readonly #dueUs = new Map<TenantId, number>();

  constructor(options: JourneyJobOptions) {
    this.#options = options;
  }

  /** @returns 1 while the tenant has more to learn. */
  async turn(tenant: TenantId): Promise<number> {
    const { database, clock } = this.#options;
    if (clock.monoUs() < (this.#dueUs.get(tenant) ?? 0)) return 0;
    const hasMore = await database.transaction(
      tenant,
      async (tx) => (await holdJob(tx, "journeys")) && learnJourneys(tx, { ...this.#options, histories: this.#histories }),
    );
    this.#dueUs.set(tenant, hasMore ? 0 : clock.monoUs() + workerLimits.journeysEveryMs * 1_000);
    return hasMore ? 1 : 0;
  }

  keepOnly(tenants: readonly TenantId[]): void {
    const kept = new Set(tenants);
    for (const tenant of this.#dueUs.keys()) if (!kept.has(tenant)) this.#dueUs.delete(tenant);
  }
}
