/** Suspending a fleet, resuming it, and its end: for whoever runs the headquarters. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { actOfCommand, type AuditTrail } from "../audit/index.ts";
import { tenantLimits } from "./limits.ts";
import { failTenant } from "./tenant-errors.ts";
import { readTenantState } from "./tenant-state.ts";

export interface TenantLifeOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

export class TenantLife {
  readonly #options: TenantLifeOptions;

  constructor(options: TenantLifeOptions) {
    this.#options = options;
  }

  /** From the next moment on (`tenantLimits.stateMs`) nobody of the fleet gets in. Idempotent. */
  async suspend(tenant: TenantId, reason: string): Promise<void> {
    await this.#change(tenant, "tenant.suspended", { reason: bounded(reason) }, "suspended_at = coalesce(suspended_at, $2), suspension_reason = $3", [
      this.#now(),
      bounded(reason),
    ]);
  }

  /**
   * @param options.keeps says that a fleet that was to be deleted shall stay.
   * @throws DrawbarError `TENANT_STATE_CONFLICT`.
   */
  async resume(tenant: TenantId, options: { readonly keeps?: boolean } = {}): Promise<void> {
    const { suspension } = await readTenantState(this.#options.database, tenant);
    if (suspension === undefined) throw failTenant("TENANT_STATE_CONFLICT", "the fleet is not suspended");
    if (suspension.deleteAfter !== undefined && options.keeps !== true)
      throw failTenant(
        "TENANT_STATE_CONFLICT",
        `the fleet is to be deleted after ${suspension.deleteAfter.toISOString()}; say --keep to resume it all the same`,
      );
    await this.#change(tenant, "tenant.resumed", {}, "suspended_at = null, suspension_reason = null, delete_after = null", []);
  }

  /**
   * Suspends the fleet at once; after the grace period the worker removes everything of it.
   *
   * @throws DrawbarError `TENANT_GRACE_INVALID`.
   */
  async scheduleDeletion(tenant: TenantId, graceMs: number = tenantLimits.graceMs): Promise<{ readonly deleteAfter: Date }> {
    if (!(graceMs >= tenantLimits.graceMsMin && graceMs <= tenantLimits.graceMsMax))
      throw failTenant("TENANT_GRACE_INVALID", `${graceMs} ms is no time of grace; expected 1 hour to 366 days`);
    const deleteAfter = new Date(this.#now().getTime() + graceMs);
    await this.#change(
      tenant,
      "tenant.deletionScheduled",
      { deleteAfter },
      "suspended_at = coalesce(suspended_at, $2), suspension_reason = coalesce(suspension_reason, $3), delete_after = $4",
      [this.#now(), "the fleet is to be deleted", deleteAfter],
    );
    return { deleteAfter };
  }

  /** Somebody takes everything of the fleet away: the fleet shall be able to read it. */
  async noteExport(tenant: TenantId): Promise<void> {
    await this.#options.audit.recordAlone(tenant, actOfCommand(), { action: "tenant.exported", subject: { kind: "tenant", id: tenant } });
  }

  async #change(tenant: TenantId, action: string, after: object, assignments: string, values: readonly unknown[]): Promise<void> {
    const { database, audit } = this.#options;
    await database.transaction(tenant, async (tx) => {
      await tx.count(`life-${action}`, `update tenant set ${assignments} where tenant_id = $1`, [tenant, ...values]);
      await audit.record(tx, actOfCommand(), { action, subject: { kind: "tenant", id: tenant }, after });
    });
  }

  #now(): Date {
    return new Date(this.#options.clock.wallUs() / 1_000);
  }
}

function bounded(reason: string): string {
  return reason
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, tenantLimits.reasonMax);
}
