/** Vehicles with units, as enrolment leaves them behind, for tests that begin with samples. */
import { randomUUID } from "node:crypto";
import { parseVehicleId, type SourceId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TestDatabase } from "../../db/testing/test-database.ts";

export async function addVehicle(db: TestDatabase, tenant: TenantId, callSign = `TR ${randomUUID().slice(0, 8)}`): Promise<VehicleId> {
  const vehicleId = parseVehicleId(randomUUID());
  await db.app.of(tenant).count("test-vehicle", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, $3)", [tenant, vehicleId, callSign]);
  return vehicleId;
}

/** @param during a tstzrange, for ever when absent. */
export async function putUnit(
  db: TestDatabase,
  tenant: TenantId,
  source: SourceId,
  vehicle: VehicleId,
  options: { readonly kind?: "unit" | "replay"; readonly during?: string } = {},
): Promise<void> {
  const { kind = "unit", during = "(,)" } = options;
  await db.app
    .of(tenant)
    .count("test-unit", "insert into unit (tenant_id, unit_id, kind, device, enrolled_at) values ($1, $2, $3, 'test', now()) on conflict do nothing", [
      tenant,
      source,
      kind,
    ]);
  await db.app
    .of(tenant)
    .count("test-assignment", "insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during) values ($1, $2, $3, $4, $5)", [
      tenant,
      source,
      kind,
      vehicle,
      during,
    ]);
}
