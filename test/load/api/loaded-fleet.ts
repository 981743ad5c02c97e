/** A large fleet in a database: vehicles that all have a unit and latest values, some with a drive, and a million rows beside them. */
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { TestApi, TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { CatalogueStore } from "@drawbar/cloud/modules/telemetry/index.ts";
import { rollUp } from "@drawbar/cloud/worker/rollup-job.ts";
import { catalogue, catalogueBytes, partSeconds, partsOf } from "../store/stored-fleet.ts";
import type { MixedFleet } from "./request-mix.ts";

export interface FleetSize {
  readonly vehicles: number;
  /** Those with ten minutes of samples, 121 a second. */
  readonly driven: number;
  /** Entries of the audit trail, each as large as a part's row would be. */
  readonly auditEntries: number;
  /** In the event log. */
  readonly events: number;
}

const drawnSources = ["can0/Vehicle.Speed", "can0/OBD.EngineLoad"];
const auditActions = ["vehicle.registered", "vehicle.changed", "run.started", "run.finished", "token.created", "webhook.added"];

/** Straight into the tables: it is not the filling that is measured. Call signs are `TR 1` to `TR <vehicles>`. */
export async function loadFleet(api: TestApi, fleet: TestFleet, size: FleetSize): Promise<MixedFleet> {
  const startUs = Math.floor(systemClock.wallUs() / 60e6 - 60) * 60e6;
  const drives = await loadDrives(api, fleet, { driven: size.driven, startUs });
  const { tenantId } = fleet;
  const insert = async (statement: string, ...values: readonly unknown[]): Promise<void> => void (await api.db.admin.query(statement, [tenantId, ...values]));
  await insert(
    `insert into drawbar.vehicle (tenant_id, vehicle_id, call_sign, description, registered_at)
     select $1, gen_random_uuid(), 'TR ' || n, 'Lorry of depot ' || n % 40, now() - n * interval '1 minute' from generate_series(1, $2::int) n`,
    size.vehicles,
  );
  const added = "from drawbar.vehicle v where v.tenant_id = $1 and v.call_sign like 'TR %'";
  // The id of the vehicle serves for its unit as well.
  await insert(`insert into drawbar.unit (tenant_id, unit_id, kind, device, enrolled_at) select $1, v.vehicle_id, 'unit', 'telematics unit', now() ${added}`);
  await insert(
    `insert into drawbar.unit_assignment (tenant_id, unit_id, kind, vehicle_id, during)
     select $1, v.vehicle_id, 'unit', v.vehicle_id, tstzrange(now() - interval '30 days', null) ${added}`,
  );
  // Each shows what one of those that drove shows.
  const shown = `p.source_id = ($2::uuid[])[1 + abs(hashtext(v.vehicle_id::text)) % cardinality($2::uuid[])]`;
  const units = drives.map(({ unitId }) => unitId);
  await insert(
    `insert into drawbar.source_latest (tenant_id, source_id, version, boot, mono_us, at_us, packed)
     select $1, v.vehicle_id, p.version, p.boot, p.mono_us, p.at_us, p.packed
     from drawbar.vehicle v join drawbar.source_latest p on p.tenant_id = $1 and ${shown}
     where v.tenant_id = $1 and v.call_sign like 'TR %'`,
    units,
  );
  await insert(
    `insert into drawbar.segment_day (tenant_id, source_id, day, slot, span_us)
     select $1, v.vehicle_id, p.day, p.slot, p.span_us
     from drawbar.vehicle v join drawbar.segment_day p on p.tenant_id = $1 and ${shown}
     where v.tenant_id = $1 and v.call_sign like 'TR %'`,
    units,
  );
  await insert(
    `insert into drawbar.audit_entry
       (tenant_id, position, entry_id, recorded_at, actor_kind, actor_id, action, subject_kind, subject_id, outcome, address, details, hash)
     select $1, n, gen_random_uuid(), now() - ($2::int - n) * interval '10 seconds', 'account', gen_random_uuid()::text, ($3::text[])[1 + n % cardinality($3::text[])],
       'vehicle', gen_random_uuid()::text, 'done', '203.0.113.7', json_build_object('after', json_build_object('description', repeat('as it was ', 20)))::text,
       sha256(n::text::bytea)
     from generate_series(1, $2::int) n`,
    size.auditEntries,
    auditActions,
  );
  await insert(`insert into drawbar.audit_head (tenant_id, position, hash) values ($1, $2::int, sha256(($2::int)::text::bytea))`, size.auditEntries);
  await insert(
    `insert into drawbar.event_log (tenant_id, position, event_id, type, subject, occurred_at, body)
     select $1, n, gen_random_uuid(), 'vehicle.registered', gen_random_uuid()::text, now(), json_build_object('callSign', 'TR ' || n, 'note', repeat('x', 200))::text
     from generate_series(1, $2::int) n`,
    size.events,
  );
  await insert(`insert into drawbar.tenant_quota (tenant_id, kind, most) values ($1, 'vehicles', 1000000), ($1, 'requestsPerMinute', 10000000)`);
  await api.db.admin.query("vacuum analyze");
  const { rows } = await api.db.admin.query<{ vehicle_id: string; call_sign: string }>(
    "select vehicle_id, call_sign from drawbar.vehicle where tenant_id = $1 and call_sign like 'TR %' order by hashtext(call_sign) limit 20000",
    [tenantId],
  );
  const iso = (us: number): string => new Date(us / 1_000).toISOString();
  return {
    vehicleIds: rows.map((row) => row.vehicle_id),
    callSigns: rows.map((row) => row.call_sign),
    driven: drives.map(({ vehicleId }) => vehicleId),
    historyQuery: `${drawnSources.map((source) => `source=${source}`).join("&")}&from=${iso(startUs)}&to=${iso(startUs + partSeconds * 1e6)}&points=300`,
    auditActions,
  };
}

async function loadDrives(
  api: TestApi,
  fleet: TestFleet,
  { driven, startUs }: { readonly driven: number; readonly startUs: number },
): Promise<readonly { readonly vehicleId: string; readonly unitId: string }[]> {
  await api.store.addCatalogue(fleet.tenantId, catalogue, catalogueBytes);
  const drives: { readonly vehicleId: string; readonly unitId: string }[] = [];
  for (let seed = 0; seed < driven; seed += 1) {
    const vehicleId = await fleet.addVehicle(`DRIVEN ${seed}`);
    const unitId = await fleet.addUnit(vehicleId);
    for (const { records } of partsOf({ source: unitId, seed, startUs, seconds: partSeconds })) await api.store.apply(fleet.tenantId, records);
    drives.push({ vehicleId, unitId });
  }
  const reading = { catalogues: new CatalogueStore({ database: api.db.worker }), clock: systemClock };
  while (((await rollUp(api.db.worker, reading, fleet.tenantId, { minutesMax: 256, restMs: 0 })) ?? 0) > 0);
  return drives;
}
