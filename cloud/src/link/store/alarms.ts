import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { NewEvent } from "../../events/event-types.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

export interface AlarmToRaise {
  /** What it is about; raised again, it only counts. */
  readonly key: string;
  readonly kind: "conflict" | "forked" | "restored";
  readonly source?: SourceId | undefined;
  readonly event: NewEvent;
}

/** The fleet is told at the first time; of a restored database each time, since each one is another. */
export async function raiseAlarm(tx: TenantTransaction, { key, kind, source, event }: AlarmToRaise): Promise<void> {
  await tx.count(
    "alarm-raise",
    `with raised as (
       insert into alarm as a (tenant_id, alarm_key, kind, source_id)
       values ($1, $2, $3, $4)
       on conflict on constraint alarm_primary_key do update set times = a.times + 1, last_seen_at = now()
       returning times
     )
     insert into event_entry (tenant_id, type, subject, body)
     select $1, $5, $6, $7 from raised where times = 1 or $3 = 'restored'`,
    [tx.tenantId, key, kind, source ?? null, event.type, event.subject, JSON.stringify(event.body)],
  );
}
