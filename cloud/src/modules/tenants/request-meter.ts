/**
 * Requests of a fleet in the running minute, all api processes together. Each process counts its own in memory and adds
 * them to one row every now and then: a statement for each request would cost more than most requests do
 * (docs/decisions/0040-request-quota-by-estimate.md). A process is ahead of the row by at most 1 % of the quota and what
 * comes while it writes, so n processes let through at most about n % too many.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { tenantLimits } from "./limits.ts";

interface Count {
  minute: number;
  /** What the row said last. */
  shared: number;
  /** Ours that are not in the row yet. */
  pending: number;
  addedAtUs: number;
  isAdding: boolean;
}

export interface RequestMeterOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The count goes on without it: a quota must not take the API down. */
  readonly onFailed: (error: unknown) => void;
}

export class RequestMeter {
  readonly #options: RequestMeterOptions;
  readonly #counts = new Map<TenantId, Count>();

  constructor(options: RequestMeterOptions) {
    this.#options = options;
  }

  /** @returns milliseconds until the next minute when `most` are reached; `undefined` when this one was counted. */
  count(tenant: TenantId, most: number): number | undefined {
    const { clock } = this.#options;
    const wallUs = clock.wallUs();
    const minute = Math.floor(wallUs / 60_000_000);
    const count = this.#countOf(tenant, minute);
    if (count.shared + count.pending >= most) return 60_000 - ((wallUs / 1_000) % 60_000);
    count.pending += 1;
    const isDue = count.pending >= most * tenantLimits.requestShare || clock.monoUs() - count.addedAtUs >= tenantLimits.requestMs * 1_000;
    if (isDue && !count.isAdding) void this.#add(tenant, count);
    return undefined;
  }

  #countOf(tenant: TenantId, minute: number): Count {
    const known = this.#counts.get(tenant);
    if (known !== undefined && known.minute === minute) return known;
    if (known === undefined && this.#counts.size >= tenantLimits.statesMax) this.#counts.clear();
    const fresh = { minute, shared: 0, pending: 0, addedAtUs: Number.NEGATIVE_INFINITY, isAdding: false };
    this.#counts.set(tenant, fresh);
    return fresh;
  }

  async #add(tenant: TenantId, count: Count): Promise<void> {
    const adding = count.pending;
    count.isAdding = true;
    count.addedAtUs = this.#options.clock.monoUs();
    try {
      const row = await this.#options.database.of(tenant).one<{ requests: string }>(
        "tenant-requests-add",
        `insert into tenant_request_minute as r (tenant_id, minute, requests)
         values ($1, floor(extract(epoch from now()) / 60), $2)
         on conflict on constraint tenant_request_minute_key do update set
           requests = case when r.minute = excluded.minute then r.requests + excluded.requests else excluded.requests end,
           minute = excluded.minute
         returning requests`,
        [tenant, adding],
      );
      count.shared = Number(row.requests);
      count.pending -= adding;
    } catch (error) {
      this.#options.onFailed(error);
    } finally {
      count.isAdding = false;
    }
  }
}
