/** Which units sat in which vehicles, and when. */
import { parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/** Microseconds since 1970, `toUs` not included. */
export interface SourceOfVehicle {
  readonly vehicleId: VehicleId;
  readonly source: SourceId;
  readonly fromUs: number;
  readonly toUs: number;
}

/** Recordings that are played sit in no vehicle. */
export async function sourcesOfVehicles(tx: TenantTransaction, vehicles: readonly VehicleId[]): Promise<readonly SourceOfVehicle[]> {
  const rows = await tx.many<{ vehicle_id: string; unit_id: SourceId; from_us: string; to_us: string }>(
    "sources-of-vehicles",
    `select vehicle_id, unit_id,
       case when lower_inf(during) then 0 else (extract(epoch from lower(during)) * 1000000)::bigint end as from_us,
       case when upper_inf(during) then ${Number.MAX_SAFE_INTEGER} else (extract(epoch from upper(during)) * 1000000)::bigint end as to_us
     from unit_assignment where tenant_id = $1 and vehicle_id = any($2::uuid[]) and kind = 'unit'`,
    [tx.tenantId, vehicles],
  );
  return rows.map((row) => ({ vehicleId: parseVehicleId(row.vehicle_id), source: row.unit_id, fromUs: Number(row.from_us), toUs: Number(row.to_us) }));
}
