/** Signs how far a tenant's trail has come: from then on not even a trail that was chained anew passes for the old one. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { CheckpointKey } from "./checkpoint-key.ts";
import { auditLimits } from "./limits.ts";

export interface CheckpointOptions {
  /** As the worker's role. */
  readonly database: Database;
  readonly key: CheckpointKey;
  readonly clock: Clock;
}

interface DueRow {
  readonly position: string;
  readonly hash: Buffer;
  readonly signed: string;
  readonly signed_at: Date | null;
}

/** @returns the position that was signed now; `undefined` when nothing is due, or another worker is at it. */
export async function signCheckpoint({ database, key, clock }: CheckpointOptions, tenant: TenantId): Promise<string | undefined> {
  const now = new Date(clock.wallUs() / 1_000);
  const signed = await database.transaction(tenant, async (tx) => {
    const due = await tx.oneOrNone<DueRow>(
      "audit-checkpoint-due",
      `select h.position, h.hash, coalesce(c.position, 0) as signed, c.signed_at
       from audit_head h
       left join lateral (
         select p.position, p.signed_at from audit_checkpoint p where p.tenant_id = $1 order by p.position desc limit 1
       ) c on true
       where h.tenant_id = $1
       for update of h skip locked`,
      [tenant],
    );
    if (due === undefined || !isDue(due, now)) return undefined;
    const checkpoint = { tenantId: tenant, position: due.position, hash: due.hash, signedAt: now };
    await tx.count(
      "audit-checkpoint-add",
      "insert into audit_checkpoint (tenant_id, position, hash, signed_at, key_id, signature) values ($1, $2, $3, $4, $5, $6)",
      [tenant, due.position, due.hash, now, key.keyId, key.sign(checkpoint)],
    );
    return { position: due.position, hash: due.hash.toString("hex") };
  });
  if (signed === undefined) return undefined;
  // After the commit: a note of what was rolled back would call a whole trail broken.
  await key.noteSigned(tenant, signed);
  return signed.position;
}

function isDue({ position, signed, signed_at }: DueRow, now: Date): boolean {
  const added = BigInt(position) - BigInt(signed);
  if (added <= 0n) return false;
  // The first entries of a tenant are signed at once, so that there is something to hold on to.
  return signed_at === null || added >= BigInt(auditLimits.entriesPerCheckpoint) || now.getTime() - signed_at.getTime() >= auditLimits.checkpointMs;
}
