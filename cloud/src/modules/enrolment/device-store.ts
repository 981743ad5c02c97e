/** Rows of devices: units, the vehicles that they sit in, depots, and the certificates that they got. */
import { v7 as uuidV7 } from "uuid";
import { parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Quotas } from "../tenants/index.ts";
import { addEvents } from "../../events/event-outbox.ts";

export interface IssuedCertificate {
  readonly serial: string;
  readonly source: SourceId;
  readonly kind: "unit" | "depot";
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256 of the public key (SubjectPublicKeyInfo in DER). */
  readonly keyHash: Buffer;
}

export class DeviceStore {
  readonly #quotas: Pick<Quotas, "check"> | undefined;

  /** @param options.quotas absent where nothing is added. */
  constructor(options: { readonly quotas?: Pick<Quotas, "check"> | undefined } = {}) {
    this.#quotas = options.quotas;
  }

  /** @returns the vehicle with this call sign, registered now when there is none. @throws DrawbarError `QUOTA_EXCEEDED`. */
  async findOrAddVehicle(tx: TenantTransaction, callSign: string, simulated: boolean): Promise<VehicleId> {
    const added = await tx.count(
      "device-vehicle-add",
      `insert into vehicle (tenant_id, vehicle_id, call_sign, simulated) values ($1, $2, $3, $4)
       on conflict on constraint vehicle_call_sign_unique do nothing`,
      [tx.tenantId, uuidV7(), callSign, simulated],
    );
    if (added === 1) await this.#quotas?.check(tx, "vehicles");
    const row = await tx.one<{ vehicle_id: string }>("device-vehicle-find", "select vehicle_id from vehicle where tenant_id = $1 and call_sign = $2", [
      tx.tenantId,
      callSign,
    ]);
    const vehicleId = parseVehicleId(row.vehicle_id);
    if (added === 1) await addEvents(tx, [{ type: "vehicle.registered", subject: vehicleId, body: { vehicleId, callSign, simulated } }]);
    return vehicleId;
  }

  async addUnit(tx: TenantTransaction, source: SourceId, kind: "unit" | "replay", device: string, enrolledAt: Date | null): Promise<void> {
    await tx.count("device-unit-add", "insert into unit (tenant_id, unit_id, kind, device, enrolled_at) values ($1, $2, $3, $4, $5)", [
      tx.tenantId,
      source,
      kind,
      device,
      enrolledAt,
    ]);
  }

  async markReplayEnrolled(tx: TenantTransaction, source: SourceId, device: string, now: Date): Promise<void> {
    await tx.count("device-replay-enrolled", "update unit set device = $3, enrolled_at = $4 where tenant_id = $1 and unit_id = $2", [
      tx.tenantId,
      source,
      device,
      now,
    ]);
  }

  /**
   * Puts a unit into a vehicle from `now` on; the one that sat there goes out. The vehicle's first unit is in it since
   * ever: what it recorded before it could enrol, or while its clock was in 1970, is the vehicle's, too.
   */
  async assign(tx: TenantTransaction, source: SourceId, vehicle: VehicleId, now: Date): Promise<void> {
    // One at a time for each vehicle.
    await tx.many("device-vehicle-lock", "select 1 from vehicle where tenant_id = $1 and vehicle_id = $2 for update", [tx.tenantId, vehicle]);
    await tx.count("device-unassign-empty", "delete from unit_assignment where tenant_id = $1 and vehicle_id = $2 and kind = 'unit' and lower(during) >= $3", [
      tx.tenantId,
      vehicle,
      now,
    ]);
    await tx.count(
      "device-unassign",
      `update unit_assignment set during = tstzrange(lower(during), $3)
       where tenant_id = $1 and vehicle_id = $2 and kind = 'unit' and during @> $3::timestamptz`,
      [tx.tenantId, vehicle, now],
    );
    await tx.count(
      "device-assign",
      `insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during)
       select $1, $2, 'unit', $3, tstzrange(case when exists (select from unit_assignment where tenant_id = $1 and vehicle_id = $3 and kind = 'unit') then $4::timestamptz end, null)`,
      [tx.tenantId, source, vehicle, now],
    );
  }

  /** A new vehicle is in service once a unit speaks for it. What people said of it since stands. */
  async takeIntoService(tx: TenantTransaction, vehicleId: VehicleId): Promise<void> {
    const step = await tx.oneOrNone<{ call_sign: string; at: Date }>(
      "device-into-service",
      `with taken as (
         update vehicle set life = 'active', life_since = now() where tenant_id = $1 and vehicle_id = $2 and life = 'registered' returning call_sign),
       noted as (
         insert into vehicle_life_step (tenant_id, vehicle_id, step_id, before, after)
         select $1, $2, $3, 'registered', 'active' from taken
         returning at)
       select call_sign, at from taken, noted`,
      [tx.tenantId, vehicleId, uuidV7()],
    );
    if (step === undefined) return;
    const body = { vehicleId, callSign: step.call_sign, from: "registered", to: "active", at: step.at.toISOString() };
    await addEvents(tx, [{ type: "vehicle.lifeChanged", subject: vehicleId, body }]);
  }

  /** A recording's times may be any, and it is its vehicle's for ever. */
  async assignReplay(tx: TenantTransaction, source: SourceId, vehicle: VehicleId): Promise<void> {
    await tx.count("device-assign-replay", "insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during) values ($1, $2, 'replay', $3, '(,)')", [
      tx.tenantId,
      source,
      vehicle,
    ]);
  }

  /** @returns false when the name is taken. @throws DrawbarError `QUOTA_EXCEEDED`. */
  async addDepot(tx: TenantTransaction, source: SourceId, name: string, device: string, now: Date): Promise<boolean> {
    const added = await tx.count(
      "device-depot-add",
      "insert into depot (tenant_id, depot_id, name, device, enrolled_at) values ($1, $2, $3, $4, $5) on conflict (tenant_id, name) where revoked_at is null do nothing",
      [tx.tenantId, source, name, device, now],
    );
    if (added === 1) await this.#quotas?.check(tx, "depots");
    return added === 1;
  }

  /** @returns false when the key has a certificate already. */
  async noteCertificate(tx: TenantTransaction, certificate: IssuedCertificate): Promise<boolean> {
    const added = await tx.count(
      "device-certificate-note",
      `insert into certificate_issued (tenant_id, serial, source_id, kind, not_before, not_after, key_hash) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant_id, key_hash) do nothing`,
      [tx.tenantId, certificate.serial, certificate.source, certificate.kind, certificate.notBefore, certificate.notAfter, certificate.keyHash],
    );
    return added === 1;
  }

  /** Whether the device or this very certificate was revoked; a device that is not here was not. */
  async isRevoked(tx: TenantTransaction, source: SourceId, serial: string | undefined): Promise<boolean> {
    const rows = await tx.many(
      "device-revoked",
      `select 1 from unit where tenant_id = $1 and unit_id = $2 and revoked_at is not null
       union all
       select 1 from depot where tenant_id = $1 and depot_id = $2 and revoked_at is not null
       union all
       select 1 from certificate_issued where tenant_id = $1 and serial = $3 and revoked_at is not null`,
      [tx.tenantId, source, serial ?? ""],
    );
    return rows.length > 0;
  }
}
