/** Quotas of a fleet: what it may have, what it has, and the check before one more. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { actOfCommand, type AuditTrail } from "../audit/index.ts";
import { tenantLimits } from "./limits.ts";
import { isQuotaKind, quotaKindNames, quotaKinds, type QuotaKind } from "./quota-kinds.ts";
import { failTenant } from "./tenant-errors.ts";
import { readTenantState } from "./tenant-state.ts";
import { readIngested } from "./usage.ts";

/** Things that are counted row by row, since one more is a decision of a person. */
export type CountedKind = "vehicles" | "depots" | "users";

export interface QuotaUse {
  readonly kind: QuotaKind;
  readonly used: number;
  readonly most: number;
  /** Whether `most` is what every fleet has unless said otherwise. */
  readonly isStandard: boolean;
}

const countStatements: Readonly<Record<CountedKind, string>> = {
  vehicles: "select count(*) as used from vehicle where tenant_id = $1",
  depots: "select count(*) as used from depot where tenant_id = $1 and revoked_at is null",
  users: "select count(*) as used from membership where tenant_id = $1",
};

export class Quotas {
  readonly #database: Database;
  readonly #clock: Clock;
  /** Checks that can be left out: there was so much room that nobody can have filled it since. */
  readonly #spare = new Map<string, { left: number; readonly untilUs: number }>();

  readonly #audit: AuditTrail | undefined;

  /** @param options.audit where a change of a quota is recorded; absent where none is made. */
  constructor(options: { readonly database: Database; readonly clock: Clock; readonly audit?: AuditTrail | undefined }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#audit = options.audit;
  }

  /**
   * In the transaction that has just added one, which is rolled back by what this throws. Exact, however many add at the
   * same time: near the bound they go one after the other.
   *
   * @throws DrawbarError `QUOTA_EXCEEDED`.
   */
  async check(tx: TenantTransaction, kind: CountedKind): Promise<void> {
    const key = `${tx.tenantId}/${kind}`;
    const spare = this.#spare.get(key);
    if (spare !== undefined && spare.left > 0 && spare.untilUs > this.#clock.monoUs()) {
      spare.left -= 1;
      return;
    }
    const most = await this.#most(tx, kind);
    const room = most - (await count(tx, kind));
    if (room > tenantLimits.lockedRoom) {
      if (this.#spare.size >= tenantLimits.statesMax) this.#spare.clear();
      // A hundredth: a hundred processes that all do so still cannot pass the bound.
      this.#spare.set(key, { left: Math.floor(room / 100), untilUs: this.#clock.monoUs() + tenantLimits.stateMs * 1_000 });
      return;
    }
    await tx.many("quota-lock", "select 1 from tenant where tenant_id = $1 for no key update", [tx.tenantId]);
    const used = await count(tx, kind);
    if (used > most) throw failTenant("QUOTA_EXCEEDED", `the fleet has ${used - 1} ${kind} and may have ${most} (quota ${kind})`);
  }

  /**
   * In the worker's transaction that has just added many, which is rolled back by what this throws. Exact, as `check` is.
   *
   * @throws DrawbarError `QUOTA_EXCEEDED`.
   */
  async checkMany(tx: TenantTransaction, kind: CountedKind): Promise<void> {
    await tx.many("quota-hold", "select hold_quotas($1)", [tx.tenantId]);
    const [most, used] = [await this.#most(tx, kind), await count(tx, kind)];
    if (used > most) throw failTenant("QUOTA_EXCEEDED", `the fleet would have ${used} ${kind} and may have ${most} (quota ${kind}); nothing was added`);
  }

  async list(tenant: TenantId): Promise<readonly QuotaUse[]> {
    const tx = this.#database.of(tenant);
    const { quotas } = await readTenantState(this.#database, tenant);
    const { samplesToday, bytes } = await readIngested(tx, this.#clock);
    const requests = await tx.oneOrNone<{ requests: string }>(
      "quota-requests",
      "select requests from tenant_request_minute where tenant_id = $1 and minute = floor(extract(epoch from now()) / 60)",
      [tenant],
    );
    const used: Readonly<Record<QuotaKind, number>> = {
      vehicles: await count(tx, "vehicles"),
      depots: await count(tx, "depots"),
      users: await count(tx, "users"),
      requestsPerMinute: Number(requests?.requests ?? 0),
      samplesPerDay: samplesToday,
      storageBytes: bytes,
    };
    return quotaKindNames.map((kind) => ({ kind, used: used[kind], most: quotas[kind], isStandard: quotas[kind] === quotaKinds[kind].standard }));
  }

  /** @param most `undefined` for the standard. @throws DrawbarError `QUOTA_INVALID`. */
  async set(tenant: TenantId, kind: string, most: number | undefined): Promise<void> {
    if (!isQuotaKind(kind)) throw failTenant("QUOTA_INVALID", `"${kind.slice(0, 40)}" is no quota; there are ${quotaKindNames.join(", ")}`);
    if (most !== undefined && (!Number.isSafeInteger(most) || most < 0))
      throw failTenant("QUOTA_INVALID", `${most} is no quota; expected a whole number from 0 on`);
    await this.#database.transaction(tenant, async (tx) => {
      const before = await this.#most(tx, kind);
      await tx.count("quota-unset", "delete from tenant_quota where tenant_id = $1 and kind = $2", [tenant, kind]);
      if (most !== undefined) await tx.count("quota-set", "insert into tenant_quota (tenant_id, kind, most) values ($1, $2, $3)", [tenant, kind, most]);
      const after = most ?? quotaKinds[kind].standard;
      await this.#audit?.record(tx, actOfCommand(), {
        action: "quota.changed",
        subject: { kind: "quota", id: kind },
        before: { most: before },
        after: { most: after },
      });
    });
  }

  async #most(tx: TenantTransaction, kind: QuotaKind): Promise<number> {
    const row = await tx.oneOrNone<{ most: string }>("quota-most", "select most from tenant_quota where tenant_id = $1 and kind = $2", [tx.tenantId, kind]);
    return row === undefined ? quotaKinds[kind].standard : Number(row.most);
  }
}

async function count(tx: TenantTransaction, kind: CountedKind): Promise<number> {
  const { used } = await tx.one<{ used: string }>(`quota-count-${kind}`, countStatements[kind], [tx.tenantId]);
  return Number(used);
}
