import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

export interface AlarmToRaise {
  /** What it is about; raised again, it only counts. */
  readonly key: string;
  readonly kind: "conflict" | "forked" | "restored";
  readonly source?: SourceId | undefined;
}

export async function raiseAlarm(tx: TenantTransaction, { key, kind, source }: AlarmToRaise): Promise<void> {
  await tx.count(
    "alarm-raise",
    `insert into alarm as a (tenant_id, alarm_key, kind, source_id)
     values ($1, $2, $3, $4)
     on conflict on constraint alarm_primary_key do update set times = a.times + 1, last_seen_at = now()`,
    [tx.tenantId, key, kind, source ?? null],
  );
}
