import type { TenantTransaction } from "../db/tenant-transaction.ts";

/**
 * Takes a tenant's job for the rest of the transaction: two workers that recompute one minute could write in the wrong
 * order, and two that number changes would wait for each other.
 *
 * @returns false when another worker has it.
 */
export async function holdJob(tx: TenantTransaction, job: "rollup" | "sequencer" | "tracks" | "faults" | "imports" | "journeys"): Promise<boolean> {
  const take = (): Promise<readonly unknown[]> =>
    tx.many("job-hold", "select 1 from tenant_job where tenant_id = $1 and job = $2 for update skip locked", [tx.tenantId, job]);
  if ((await take()).length === 1) return true;
  const made = await tx.count("job-make", "insert into tenant_job (tenant_id, job) values ($1, $2) on conflict on constraint tenant_job_key do nothing", [
    tx.tenantId,
    job,
  ]);
  return made === 1;
}
