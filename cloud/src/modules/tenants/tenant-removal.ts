/** The end of a fleet whose time of grace is over: the worker's part. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { tenantLimits } from "./limits.ts";

export type Removal = { readonly kind: "none" } | { readonly kind: "going"; readonly rows: number } | { readonly kind: "gone" };

/** @param database as the worker's role. Removes a part; call it again while it is `going`. */
export async function removeEndedTenant(database: Database, tenant: TenantId): Promise<Removal> {
  const tx = database.of(tenant);
  const ended = await tx.many("removal-ended", "select 1 from tenant where tenant_id = $1 and delete_after <= now()", [tenant]);
  if (ended.length === 0) return { kind: "none" };
  let rows = 0;
  for (let turn = 0; turn < tenantLimits.purgesPerTurn; turn += 1) {
    const { removed } = await tx.one<{ removed: string }>("removal-purge", "select purge_tenant($1, $2) as removed", [tenant, tenantLimits.purgeRows]);
    if (removed === "0") return { kind: "gone" };
    rows += Number(removed);
  }
  return { kind: "going", rows };
}
