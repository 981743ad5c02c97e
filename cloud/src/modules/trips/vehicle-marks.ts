/** Vehicles that got or lost samples without any that are new: a unit sat in another vehicle than was said. */
import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { trackLimits } from "./limits.ts";

export interface VehicleMark {
  readonly vehicleId: VehicleId;
  /** Microseconds since 1970. */
  readonly firstUs: number;
  /** Including. */
  readonly lastUs: number;
}

/** Lets a worker fold these times of the vehicles again. In the transaction that moves their samples. */
export async function markVehicles(tx: TenantTransaction, marks: readonly VehicleMark[]): Promise<void> {
  if (marks.length === 0) return;
  await tx.count(
    "track-vehicle-marks-add",
    "insert into track_vehicle_mark (tenant_id, vehicle_id, first_us, last_us) select $1, * from unnest($2::uuid[], $3::bigint[], $4::bigint[])",
    [tx.tenantId, marks.map(({ vehicleId }) => vehicleId), marks.map(({ firstUs }) => firstUs), marks.map(({ lastUs }) => lastUs)],
  );
}

/** Takes the oldest, before anything is read: one that comes later stays. */
export async function takeVehicleMarks(tx: TenantTransaction): Promise<readonly VehicleMark[]> {
  const rows = await tx.many<{ vehicle_id: string; first_us: string; last_us: string }>(
    "track-vehicle-marks-take",
    `delete from track_vehicle_mark
     where tenant_id = $1 and mark_id = any(array(select mark_id from track_vehicle_mark where tenant_id = $1 order by mark_id limit $2))
     returning vehicle_id, first_us, last_us`,
    [tx.tenantId, trackLimits.vehicleMarksPerTurn],
  );
  return rows.map((row) => ({ vehicleId: parseVehicleId(row.vehicle_id), firstUs: Number(row.first_us), lastUs: Number(row.last_us) }));
}

/** Whether there is anything to fold. */
export async function hasMarks(tx: TenantTransaction): Promise<boolean> {
  const rows = await tx.many(
    "tracks-pending",
    "(select 1 from track_mark where tenant_id = $1 limit 1) union all (select 1 from track_vehicle_mark where tenant_id = $1 limit 1)",
    [tx.tenantId],
  );
  return rows.length > 0;
}

/** Nothing of these vehicles can be folded any more: no unit that moved sat in them. */
export async function dropTracks(tx: TenantTransaction, vehicles: readonly VehicleId[]): Promise<void> {
  for (const table of ["track_head", "track_checkpoint"] as const) {
    await tx.count(`${table.replace("_", "-")}-drop`, `delete from ${table} where tenant_id = $1 and vehicle_id = any($2::uuid[])`, [tx.tenantId, vehicles]);
  }
}
