import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/** How many people may work for a fleet; the tenants module implements it. */
export interface UserQuota {
  /** After the person was added, in the same transaction. @throws DrawbarError `QUOTA_EXCEEDED`. */
  check(tx: TenantTransaction, kind: "users"): Promise<void>;
}
