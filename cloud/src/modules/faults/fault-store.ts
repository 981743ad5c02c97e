/** What the folding of faults keeps between its turns: marks, heads, checkpoints. */
import { parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { faultLimits } from "./limits.ts";

export interface MarkedSpan {
  readonly source: SourceId;
  readonly firstUs: number;
  /** Including. */
  readonly lastUs: number;
}

/** A fold after its last report. */
export interface FoldedState {
  readonly atUs: number;
  readonly state: string;
}

/** Takes the oldest marks, before any segment is read: one that comes later stays, and what it stands for is read again. */
export async function takeFaultMarks(tx: TenantTransaction): Promise<readonly MarkedSpan[]> {
  const rows = await tx.many<{ source_ids: SourceId[]; first_us: string[]; last_us: string[] }>(
    "fault-marks-take",
    `delete from fault_mark
     where tenant_id = $1 and mark_id = any(array(
       select m.mark_id from fault_mark m where m.tenant_id = $1 order by m.mark_id limit $2
     ))
     returning source_ids, first_us, last_us`,
    [tx.tenantId, faultLimits.marksPerTurn],
  );
  return rows.flatMap(({ source_ids: sources, first_us: firsts, last_us: lasts }) =>
    sources.map((source, index) => ({ source, firstUs: Number(firsts[index] ?? 0), lastUs: Number(lasts[index] ?? 0) })),
  );
}

/** Lets a worker fold the reports of these vehicles again, from a time on. In the transaction that moves their reports. */
export async function markVehicleFaults(tx: TenantTransaction, marks: readonly { readonly vehicleId: VehicleId; readonly firstUs: number }[]): Promise<void> {
  if (marks.length === 0) return;
  await tx.count(
    "fault-vehicle-marks-add",
    "insert into fault_vehicle_mark (tenant_id, vehicle_id, first_us) select $1, * from unnest($2::uuid[], $3::bigint[])",
    [tx.tenantId, marks.map(({ vehicleId }) => vehicleId), marks.map(({ firstUs }) => firstUs)],
  );
}

/** Takes the oldest. @returns from when on each vehicle's reports may be others. */
export async function takeVehicleFaultMarks(tx: TenantTransaction): Promise<ReadonlyMap<VehicleId, number>> {
  const rows = await tx.many<{ vehicle_id: string; first_us: string }>(
    "fault-vehicle-marks-take",
    `delete from fault_vehicle_mark
     where tenant_id = $1 and mark_id = any(array(select mark_id from fault_vehicle_mark where tenant_id = $1 order by mark_id limit $2))
     returning vehicle_id, first_us`,
    [tx.tenantId, faultLimits.marksPerTurn],
  );
  const marked = new Map<VehicleId, number>();
  for (const row of rows) {
    const vehicleId = parseVehicleId(row.vehicle_id);
    marked.set(vehicleId, Math.min(marked.get(vehicleId) ?? Number.MAX_SAFE_INTEGER, Number(row.first_us)));
  }
  return marked;
}

/** Whether there is anything to fold. */
export async function hasFaultMarks(tx: TenantTransaction): Promise<boolean> {
  const rows = await tx.many(
    "fault-marks-pending",
    "(select 1 from fault_mark where tenant_id = $1 limit 1) union all (select 1 from fault_vehicle_mark where tenant_id = $1 limit 1)",
    [tx.tenantId],
  );
  return rows.length > 0;
}

/** Whether any report of the vehicle was ever folded. */
export async function isFolded(tx: TenantTransaction, vehicleId: VehicleId): Promise<boolean> {
  const rows = await tx.many("fault-head-known", "select from fault_head where tenant_id = $1 and vehicle_id = $2", [tx.tenantId, vehicleId]);
  return rows.length > 0;
}

/** @returns the first new report of each vehicle that a marked unit sat in at the time; recordings that are played make no faults of a vehicle. */
export async function dirtyFaults(tx: TenantTransaction, spans: readonly MarkedSpan[]): Promise<ReadonlyMap<VehicleId, number>> {
  const rows = await tx.many<{ vehicle_id: string; from_us: string }>(
    "fault-dirty",
    `select a.vehicle_id, min(greatest(b.first_us, d.from_us)) as from_us
     from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as b (source_id, first_us, last_us)
     join unit_assignment a on a.tenant_id = $1 and a.unit_id = b.source_id and a.kind = 'unit'
     cross join lateral (
       select case when lower_inf(a.during) then 0 else (extract(epoch from lower(a.during)) * 1000000)::bigint end as from_us,
         case when upper_inf(a.during) then ${Number.MAX_SAFE_INTEGER} else (extract(epoch from upper(a.during)) * 1000000)::bigint end as to_us
     ) d
     where b.first_us < d.to_us and b.last_us >= d.from_us
     group by a.vehicle_id`,
    [tx.tenantId, spans.map(({ source }) => source), spans.map(({ firstUs }) => firstUs), spans.map(({ lastUs }) => lastUs)],
  );
  return new Map(rows.map((row) => [parseVehicleId(row.vehicle_id), Number(row.from_us)]));
}

/** @returns for each vehicle the newest state from before a time; none for one that has no such state. */
export async function statesBefore(tx: TenantTransaction, wanted: ReadonlyMap<VehicleId, number>): Promise<ReadonlyMap<VehicleId, FoldedState>> {
  const rows = await tx.many<{ vehicle_id: string; at_us: string; state: string }>(
    "fault-states",
    `select b.vehicle_id, s.at_us, s.state
     from unnest($2::uuid[], $3::bigint[]) as b (vehicle_id, before_us)
     cross join lateral (
       select h.through_us as at_us, h.state from fault_head h
       where h.tenant_id = $1 and h.vehicle_id = b.vehicle_id and h.through_us < b.before_us
       union all
       (select c.at_us, c.state from fault_checkpoint c
        where c.tenant_id = $1 and c.vehicle_id = b.vehicle_id and c.at_us < b.before_us
        order by c.at_us desc limit 1)
       order by at_us desc limit 1
     ) s`,
    [tx.tenantId, [...wanted.keys()], [...wanted.values()]],
  );
  return new Map(rows.map((row) => [parseVehicleId(row.vehicle_id), { atUs: Number(row.at_us), state: row.state }]));
}

/** @param keptUs before it no reports are left to fold again. */
export async function saveStates(
  tx: TenantTransaction,
  vehicleId: VehicleId,
  saved: { readonly afterUs: number; readonly head: FoldedState; readonly checkpoints: readonly FoldedState[]; readonly keptUs: number },
): Promise<void> {
  const { afterUs, head, checkpoints, keptUs } = saved;
  await tx.count(
    "fault-head-put",
    `insert into fault_head (tenant_id, vehicle_id, through_us, state) values ($1, $2, $3, $4)
     on conflict on constraint fault_head_key do update set through_us = excluded.through_us, state = excluded.state`,
    [tx.tenantId, vehicleId, head.atUs, head.state],
  );
  // Of those before what is kept the newest stays: a fold of the oldest reports begins with it.
  await tx.count(
    "fault-checkpoints-gone",
    `delete from fault_checkpoint c
     where c.tenant_id = $1 and c.vehicle_id = $2 and (c.at_us > $3 or c.at_us < (
       select max(k.at_us) from fault_checkpoint k where k.tenant_id = $1 and k.vehicle_id = $2 and k.at_us < $4))`,
    [tx.tenantId, vehicleId, afterUs, keptUs],
  );
  if (checkpoints.length === 0) return;
  await tx.count(
    "fault-checkpoints-add",
    `insert into fault_checkpoint (tenant_id, vehicle_id, at_us, state) select $1, $2, * from unnest($3::bigint[], $4::text[])
     on conflict on constraint fault_checkpoint_key do update set state = excluded.state`,
    [tx.tenantId, vehicleId, checkpoints.map(({ atUs }) => atUs), checkpoints.map(({ state }) => state)],
  );
}
