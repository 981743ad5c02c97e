import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { CheckpointKey } from "./checkpoint-key.ts";
import { auditLimits } from "./limits.ts";
import { verifyTrail, type TrailReport } from "./verify-trail.ts";

export interface CheckedTrail {
  readonly report: TrailReport;
  readonly checkedAt: Date;
}

export interface TrailChecksOptions {
  readonly database: Database;
  /** Absent where this process has no folder with the key. */
  readonly key: CheckpointKey | undefined;
  readonly clock: Clock;
}

/** A walk reads a whole trail, so pages that ask at once share one, and ask again after a while only. */
export class TrailChecks {
  readonly #options: TrailChecksOptions;
  readonly #checked = new Map<TenantId, { readonly untilMs: number; readonly result: Promise<CheckedTrail> }>();

  constructor(options: TrailChecksOptions) {
    this.#options = options;
  }

  check(tenant: TenantId): Promise<CheckedTrail> {
    const { database, key, clock } = this.#options;
    const nowMs = clock.monoUs() / 1_000;
    const known = this.#checked.get(tenant);
    if (known !== undefined && known.untilMs > nowMs) return known.result;
    if (this.#checked.size >= trailChecksLimits.tenantsMax) this.#checked.clear();
    const result = verifyTrail(database, tenant, key, { entriesMax: auditLimits.entriesPerCheck }).then((report) => ({
      report,
      checkedAt: new Date(clock.wallUs() / 1_000),
    }));
    this.#checked.set(tenant, { untilMs: nowMs + trailChecksLimits.keptMs, result });
    result.catch(() => this.#checked.delete(tenant));
    return result;
  }
}

/** At the bound of tenants all are forgotten, and walked anew when asked for. */
const trailChecksLimits = { keptMs: 10_000, tenantsMax: 10_000 } as const;
