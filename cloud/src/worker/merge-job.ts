/** Merges old segments tenant by tenant, some at each turn, so that no tenant waits for another's backlog. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import {
  CatalogueStore,
  existingSlots,
  MergeRound,
  packHours,
  receiveDayOfSlot,
  yymmddOf,
  type MergeTurn,
  type SegmentOpener,
} from "../modules/telemetry/index.ts";
import { releaseStorage } from "../modules/tenants/index.ts";
import { workerLimits } from "./limits.ts";
import { holdJob } from "./tenant-job.ts";

export interface MergeJobOptions {
  readonly database: Database;
  readonly opener?: SegmentOpener | undefined;
  readonly clock: Clock;
  /** Its own when absent. */
  readonly catalogues?: CatalogueStore | undefined;
}

interface TenantState {
  round: MergeRound | undefined;
  endedAtUs: number;
  /** One round looked into the partitions of all days; the ones after it leave old days alone. */
  hasSeenAll: boolean;
}

export class MergeJob {
  readonly #options: MergeJobOptions;
  readonly #catalogues: CatalogueStore;
  readonly #tenants = new Map<TenantId, TenantState>();

  constructor(options: MergeJobOptions) {
    this.#options = options;
    this.#catalogues = options.catalogues ?? new CatalogueStore(options);
  }

  /** @returns `undefined` when the tenant's last round ended less than `mergeEveryMs` ago. */
  async turn(tenant: TenantId): Promise<MergeTurn | undefined> {
    const { database, opener, clock } = this.#options;
    const nowUs = clock.wallUs();
    const state = this.#tenants.get(tenant) ?? { round: undefined, endedAtUs: Number.NEGATIVE_INFINITY, hasSeenAll: false };
    if (state.round === undefined && Math.abs(nowUs - state.endedAtUs) < workerLimits.mergeEveryMs * 1_000) return undefined;
    this.#tenants.set(tenant, state);
    state.round ??= new MergeRound({ database, tenant, opener, release: releaseStorage });
    const slots = await existingSlots(database);
    const recentFrom = yymmddOf(nowUs / 1_000 - workerLimits.mergeDays * 86_400_000);
    const turn = await state.round.turn(state.hasSeenAll ? slots.filter((slot) => receiveDayOfSlot(slot) >= recentFrom) : slots, nowUs);
    const packed = await this.#pack(tenant, nowUs);
    if (packed === workerLimits.hoursPerPack) return { ...turn, hasMore: true };
    if (!turn.hasMore) Object.assign(state, { round: undefined, endedAtUs: nowUs, hasSeenAll: true });
    return turn;
  }

  /** Minutes lie packed when they have rested, too. @returns hours that were packed; 0 when somebody rolls up at this moment. */
  #pack(tenant: TenantId, nowUs: number): Promise<number> {
    return this.#options.database.transaction(tenant, async (tx) =>
      (await holdJob(tx, "rollup")) ? packHours(tx, this.#catalogues, { nowUs, hoursMax: workerLimits.hoursPerPack }) : 0,
    );
  }

  /** Of tenants that are gone nothing is kept. */
  keepOnly(tenants: readonly TenantId[]): void {
    const known = new Set(tenants);
    for (const tenant of this.#tenants.keys()) if (!known.has(tenant)) this.#tenants.delete(tenant);
  }
}
