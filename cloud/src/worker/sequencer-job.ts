/** Gives changes their positions in commit order: nobody ever sees n + 1 before n (docs/architecture.md, The link). */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { holdJob } from "./tenant-job.ts";

/** @returns how many changes got a position; `undefined` when another worker is at it. */
export function sequence(database: Database, tenant: TenantId, changesMax: number): Promise<number | undefined> {
  return database.transaction(tenant, async (tx) => {
    if (!(await holdJob(tx, "sequencer"))) return undefined;
    await tx.count("sequencer-head", "insert into change_head (tenant_id, position) values ($1, 0) on conflict on constraint change_head_key do nothing", [
      tenant,
    ]);
    const row = await tx.one<{ numbered: string }>(
      "sequencer-number",
      `with head as materialized (
         select position from change_head where tenant_id = $1 for update
       ),
       taken as (
         delete from outbox_entry
         where tenant_id = $1 and entry_id in (select entry_id from outbox_entry where tenant_id = $1 order by entry_id limit $2)
         returning entry_id, topic, body
       ),
       numbered as (
         insert into change (tenant_id, position, topic, body)
         select $1, h.position + row_number() over (order by t.entry_id), t.topic, t.body from taken t cross join head h
         returning position
       ),
       moved as (
         update change_head set position = (select max(n.position) from numbered n)
         where tenant_id = $1 and exists (select from numbered)
       )
       select count(*) as numbered from numbered`,
      [tenant, changesMax],
    );
    return Number(row.numbered);
  });
}
