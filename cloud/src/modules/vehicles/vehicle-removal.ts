import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { holdStreams, withMerged } from "../telemetry/index.ts";
import { releaseStorage } from "../tenants/index.ts";
import { failVehicle } from "./vehicle-errors.ts";
import { VehicleStore } from "./vehicle-store.ts";

export interface VehicleRemovalOptions {
  readonly database: Database;
  readonly log: Logger;
  readonly audit: AuditTrail;
}

/**
 * Takes vehicles out together with everything that their units and recordings said.
 *
 * Units are revoked first, so that nothing new comes; the vehicle goes last, so that a removal which was interrupted
 * can be asked for again and finishes. Each source is a transaction of its own: one over a year of samples would hold
 * its locks for minutes. That it was asked for is recorded with the first of them.
 */
export class VehicleRemoval {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #audit: AuditTrail;
  readonly #store = new VehicleStore();

  constructor(options: VehicleRemovalOptions) {
    this.#database = options.database;
    this.#log = options.log;
    this.#audit = options.audit;
  }

  /** @throws DrawbarError `VEHICLE_UNKNOWN`. */
  async remove(tenant: TenantId, vehicleId: VehicleId, act: Act): Promise<void> {
    const vehicle = await this.#store.find(this.#database.of(tenant), vehicleId);
    if (vehicle === undefined) throw failVehicle("VEHICLE_UNKNOWN", `the fleet has no vehicle ${vehicleId}`);
    await this.#removeAll(tenant, [vehicleId], async (tx) =>
      this.#audit.record(tx, act, { action: "vehicle.removed", subject: { kind: "vehicle", id: vehicleId }, before: { callSign: vehicle.callSign } }),
    );
  }

  /** The demonstration fleet. @returns how many vehicles there were. */
  async removeSimulated(tenant: TenantId, act: Act): Promise<number> {
    return this.#removeAll(tenant, await this.#store.simulatedIds(this.#database.of(tenant)), async (tx) =>
      this.#audit.record(tx, act, { action: "demo.removed", subject: { kind: "fleet" } }),
    );
  }

  async #removeAll(tenant: TenantId, vehicleIds: readonly VehicleId[], record: (tx: TenantTransaction) => Promise<void>): Promise<number> {
    if (vehicleIds.length === 0) return 0;
    const sources = await this.#store.sourcesOf(this.#database.of(tenant), vehicleIds);
    await this.#database.transaction(tenant, async (tx) => {
      await revoke(tx, sources, vehicleIds);
      await record(tx);
    });
    for (const source of sources) await this.#database.transaction(tenant, async (tx) => removeSamples(tx, source));
    const removed = await this.#database.transaction(tenant, async (tx) => {
      const vehicles = await this.#store.remove(tx, vehicleIds);
      await addEvents(
        tx,
        vehicles.map((body) => ({ type: "vehicle.removed", subject: body.vehicleId, body }) as const),
      );
      return vehicles.length;
    });
    this.#log.info({ vehicles: removed, sources: sources.length }, "vehicles removed");
    return removed;
  }
}

/** Claims that would bring the vehicle back go, too. */
async function revoke(tx: TenantTransaction, sources: readonly SourceId[], vehicleIds: readonly VehicleId[]): Promise<void> {
  await tx.count(
    "removal-revoke-units",
    `update unit set revoked_at = coalesce(revoked_at, now()), held_counts = false
     where tenant_id = $1 and unit_id = any($2::uuid[]) and (revoked_at is null or held_counts)`,
    [tx.tenantId, sources],
  );
  await tx.count(
    "removal-revoke-certificates",
    "update certificate_issued set revoked_at = now() where tenant_id = $1 and source_id = any($2::uuid[]) and revoked_at is null",
    [tx.tenantId, sources],
  );
  await tx.count(
    "removal-claims",
    `delete from claim
     where tenant_id = $1 and used_at is null and call_sign in (select call_sign from vehicle where tenant_id = $1 and vehicle_id = any($2::uuid[]))`,
    [tx.tenantId, vehicleIds],
  );
}

/** Everything under a source id but the unit itself: that it is revoked must be remembered for as long as its certificate lives. */
const tablesOfSource = [
  "sealing_key",
  "segment_day",
  "stream_thinned",
  "stream_entrusted",
  "stream_statement",
  "stream_range",
  "source_epoch",
  "stream_expired",
  "quarantine",
  "alarm",
  "source_latest",
  "rollup_mark",
  "rollup_minute",
  "rollup_hour_minutes",
  "rollup_hour",
  "source_presence",
  "source_sleep",
] as const;

async function removeSamples(tx: TenantTransaction, source: SourceId): Promise<void> {
  await holdStreams(tx, source);
  const { slots } = await tx.one<{ slots: number[] | null }>(
    "removal-slots",
    "select array_agg(distinct s.slot) as slots from stream_range r, unnest(r.slots) as s (slot) where r.tenant_id = $1 and r.source_id = $2",
    [tx.tenantId, source],
  );
  // Unnamed: its plan depends on the slots (docs/decisions, partitions).
  if (slots !== null) {
    const { bytes } = await tx.one<{ bytes: string }>(
      "",
      `with gone as (delete from segment where tenant_id = $1 and source_id = $2 and slot = any($3::int[]) returning octet_length(body) as size)
       select coalesce(sum(size), 0) as bytes from gone`,
      [tx.tenantId, source, withMerged(slots)],
    );
    await releaseStorage(tx, Number(bytes));
  }
  for (const table of tablesOfSource) {
    await tx.count(`removal-${table.replaceAll("_", "-")}`, `delete from ${table} where tenant_id = $1 and source_id = $2`, [tx.tenantId, source]);
  }
}
