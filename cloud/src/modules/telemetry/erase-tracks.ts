/** What was made of the samples of a source: trips, stops, journeys, crossings of places and faults go with them, as roll-ups do. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/** Assignments of the source before `$3`, in microseconds. */
const assigned = `
  select a.vehicle_id,
    case when lower_inf(a.during) then 0 else (extract(epoch from lower(a.during)) * 1000000)::bigint end as from_us,
    least($3::bigint, case when upper_inf(a.during) then ${Number.MAX_SAFE_INTEGER} else (extract(epoch from upper(a.during)) * 1000000)::bigint end) as to_us
  from unit_assignment a where a.tenant_id = $1 and a.unit_id = $2 and a.kind = 'unit'`;

/** @param beforeUs microseconds since 1970: what began before goes; what is left is folded again, from nothing that knew more. */
export async function eraseTracks(tx: TenantTransaction, source: SourceId, beforeUs: number): Promise<void> {
  const values = [tx.tenantId, source, beforeUs];
  await tx.count(
    "erasure-legs",
    `delete from vehicle_leg l using (${assigned}) b
     where l.tenant_id = $1 and l.vehicle_id = b.vehicle_id and l.started_us < b.to_us and coalesce(l.ended_us, l.seen_us) >= b.from_us`,
    values,
  );
  await tx.count(
    "erasure-journeys",
    `delete from journey j using (${assigned}) b
     where j.tenant_id = $1 and j.vehicle_id = b.vehicle_id and j.started_us < b.to_us and j.ended_us >= b.from_us`,
    values,
  );
  await tx.count(
    "erasure-place-events",
    `delete from place_event e using (${assigned}) b
     where e.tenant_id = $1 and e.vehicle_id = b.vehicle_id and coalesce(e.since_us, e.at_us) < b.to_us and e.certain_us >= b.from_us`,
    values,
  );
  await tx.count(
    "erasure-faults",
    `delete from fault_episode e using (${assigned}) b
     where e.tenant_id = $1 and e.vehicle_id = b.vehicle_id and e.onset_us < b.to_us and e.seen_us >= b.from_us`,
    values,
  );
  for (const table of ["track_checkpoint", "track_head", "fault_checkpoint", "fault_head"]) {
    await tx.count(
      `erasure-${table.replaceAll("_", "-")}`,
      `delete from ${table} t using (${assigned}) b where t.tenant_id = $1 and t.vehicle_id = b.vehicle_id and b.from_us < b.to_us`,
      values,
    );
  }
  await tx.count(
    "erasure-track-mark",
    "insert into track_mark (tenant_id, source_ids, first_us, last_us) values ($1, array[$2::uuid], '{0}', array[(extract(epoch from now()) * 1000000)::bigint])",
    [tx.tenantId, source],
  );
  await tx.count(
    "erasure-fault-mark",
    "insert into fault_mark (tenant_id, source_ids, first_us, last_us) values ($1, array[$2::uuid], '{0}', array[(extract(epoch from now()) * 1000000)::bigint])",
    [tx.tenantId, source],
  );
}
