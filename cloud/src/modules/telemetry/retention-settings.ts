/** How long a tenant keeps its telemetry, as its people set it. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { checkRetention } from "./keeping-forecast.ts";
import { retentionOf, type RetentionDays } from "./retention-horizon.ts";

export interface RetentionState extends RetentionDays {
  readonly sweptAt: Date | undefined;
  /** Of what has expired so far. */
  readonly expiredSegments: number;
  readonly expiredSamples: number;
}

export async function readRetention(database: Database, tenant: TenantId): Promise<RetentionState> {
  const tx = database.of(tenant);
  const { hotDays, coldDays } = await retentionOf(tx);
  const row = await tx.one<{ segments: string; samples: string; swept_at: Date | null }>(
    "retention-expired",
    `select coalesce(sum(segments), 0) as segments, coalesce(sum(samples), 0) as samples,
       (select swept_at from telemetry_retention where tenant_id = $1) as swept_at
     from telemetry_expiry where tenant_id = $1`,
    [tenant],
  );
  return { hotDays, coldDays, sweptAt: row.swept_at ?? undefined, expiredSegments: Number(row.segments), expiredSamples: Number(row.samples) };
}

/** What is past shorter days is unreadable from then on, and is not brought back by longer ones once it was swept. @throws DrawbarError `RETENTION_INVALID`. */
export async function setRetention(database: Database, tenant: TenantId, { hotDays, coldDays }: RetentionDays): Promise<void> {
  checkRetention({ hotDays, coldDays });
  await database.of(tenant).count(
    "retention-set",
    `insert into telemetry_retention (tenant_id, hot_days, cold_days) values ($1, $2, $3)
     on conflict on constraint telemetry_retention_key do update set hot_days = excluded.hot_days, cold_days = excluded.cold_days`,
    [tenant, hotDays, coldDays],
  );
}
