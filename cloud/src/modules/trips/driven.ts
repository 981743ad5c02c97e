import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/** A trip as a stretch of way. */
export interface DrivenStretch {
  readonly fromUs: number;
  /** Of one that goes on: how far it was looked at. */
  readonly toUs: number;
  readonly km: number;
  /** Measured along the track, not by the odometer. */
  readonly isOfTrack: boolean;
}

/** Trips of a vehicle that begin at a time or later, latest first. */
export async function drivenSince(tx: TenantTransaction, vehicleId: VehicleId, sinceUs: number, limit: number): Promise<readonly DrivenStretch[]> {
  const rows = await tx.many<{ from_us: string; to_us: string; distance_m: number; is_of_track: boolean }>(
    "trips-driven-since",
    `select started_us as from_us, coalesce(ended_us, seen_us) as to_us, distance_m, distance_from = 'track' as is_of_track
     from vehicle_leg
     where tenant_id = $1 and vehicle_id = $2 and kind = 'trip' and started_us >= $3
     order by started_us desc
     limit $4`,
    [tx.tenantId, vehicleId, Math.floor(sinceUs), limit],
  );
  return rows.map((row) => ({ fromUs: Number(row.from_us), toUs: Number(row.to_us), km: row.distance_m / 1_000, isOfTrack: row.is_of_track }));
}
