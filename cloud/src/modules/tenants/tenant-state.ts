/** Whether a fleet is served, and what it may use: read often, so remembered for a moment. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { tenantLimits } from "./limits.ts";
import { isQuotaKind, quotaKinds, type QuotaKind } from "./quota-kinds.ts";

export type QuotaLimits = Readonly<Record<QuotaKind, number>>;

export interface Suspension {
  readonly since: Date;
  readonly reason: string;
  readonly deleteAfter: Date | undefined;
}

export interface TenantState {
  readonly exists: boolean;
  /** Absent for a fleet that is served. */
  readonly suspension: Suspension | undefined;
  readonly quotas: QuotaLimits;
}

interface Row {
  readonly suspended_at: Date | null;
  readonly suspension_reason: string | null;
  readonly delete_after: Date | null;
  readonly quotas: Readonly<Record<string, number>> | null;
}

export async function readTenantState(database: Database, tenant: TenantId): Promise<TenantState> {
  const row = await database.of(tenant).oneOrNone<Row>(
    "tenant-state",
    `select t.suspended_at, t.suspension_reason, t.delete_after,
       (select json_object_agg(q.kind, q.most) from tenant_quota q where q.tenant_id = $1) as quotas
     from tenant t where t.tenant_id = $1`,
    [tenant],
  );
  const quotas = Object.fromEntries(Object.entries(quotaKinds).map(([kind, { standard }]) => [kind, standard])) as Record<QuotaKind, number>; // the same keys
  for (const [kind, most] of Object.entries(row?.quotas ?? {})) if (isQuotaKind(kind)) quotas[kind] = most;
  const {
    suspended_at: since,
    suspension_reason: reason,
    delete_after: deleteAfter,
  } = row ?? { suspended_at: null, suspension_reason: null, delete_after: null };
  return {
    exists: row !== undefined,
    suspension: since === null ? undefined : { since, reason: reason ?? "", deleteAfter: deleteAfter ?? undefined },
    quotas,
  };
}

export class TenantStates {
  readonly #options: { readonly database: Database; readonly clock: Clock };
  readonly #known = new Map<TenantId, { readonly untilUs: number; readonly state: Promise<TenantState> }>();

  constructor(options: { readonly database: Database; readonly clock: Clock }) {
    this.#options = options;
  }

  /** As it was at most `tenantLimits.stateMs` ago. */
  of(tenant: TenantId): Promise<TenantState> {
    const nowUs = this.#options.clock.monoUs();
    const known = this.#known.get(tenant);
    if (known !== undefined && known.untilUs > nowUs) return known.state;
    if (this.#known.size >= tenantLimits.statesMax) this.#known.clear();
    const state = readTenantState(this.#options.database, tenant);
    this.#known.set(tenant, { untilUs: nowUs + tenantLimits.stateMs * 1_000, state });
    state.catch(() => this.#known.delete(tenant));
    return state;
  }
}
