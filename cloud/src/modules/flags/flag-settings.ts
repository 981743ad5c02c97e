/** How the flags of a fleet are set, remembered for a moment. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { findFlag } from "./flag-definitions.ts";

export interface FlagSetting {
  readonly variant: string;
  readonly changedAt: Date;
}

type Settings = ReadonlyMap<string, FlagSetting>;

/** At the bound of tenants all are forgotten and read again; other processes see a change after `keptMs`. */
const limits = { keptMs: 2_000, tenantsMax: 10_000 } as const;

export class FlagSettings {
  readonly #clock: Clock;
  readonly #known = new Map<TenantId, { readonly untilUs: number; readonly settings: Settings }>();

  constructor(options: { readonly clock: Clock }) {
    this.#clock = options.clock;
  }

  /** @param tx reads what is not remembered: who is in a transaction must not wait for a second connection. */
  async of(tx: TenantTransaction): Promise<Settings> {
    const nowUs = this.#clock.monoUs();
    const known = this.#known.get(tx.tenantId);
    if (known !== undefined && known.untilUs > nowUs) return known.settings;
    const rows = await tx.many<{ flag: string; variant: string; changed_at: Date }>(
      "flag-settings",
      "select flag, variant, changed_at from flag_setting where tenant_id = $1",
      [tx.tenantId],
    );
    // A variant that this release does not know any more counts as not set.
    const valid = rows.filter(({ flag, variant }) => findFlag(flag)?.variants.includes(variant) === true);
    const settings = new Map(valid.map(({ flag, variant, changed_at: changedAt }) => [flag, { variant, changedAt }]));
    if (this.#known.size >= limits.tenantsMax) this.#known.clear();
    this.#known.set(tx.tenantId, { untilUs: nowUs + limits.keptMs * 1_000, settings });
    return settings;
  }

  forget(tenant: TenantId): void {
    this.#known.delete(tenant);
  }
}
