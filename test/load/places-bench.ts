/** PLACES: from a stored position to the event that a vehicle crossed a line, with 10,000 places and 10,000 vehicles. */
import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { testDatabase, type TestDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { PostgresCloudStore } from "@drawbar/cloud/link/store/postgres-cloud-store.ts";
import { FenceSets, stepStays, type Crossing, type FenceIndex, type Stays } from "@drawbar/cloud/modules/places/index.ts";
import { CatalogueStore } from "@drawbar/cloud/modules/telemetry/index.ts";
import { driveCatalogueBytes, driveCatalogueHash } from "@drawbar/cloud/modules/trips/testing/simulated-drive.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { movingFleet, reportOf, reportSeconds, samplesOf, shapesOfRegion, type MovingVehicle } from "./places/moving-fleet.ts";

const count = Number(process.env["DRAWBAR_BENCH_VEHICLES"] ?? 10_000);
const rounds = 6;
const batch = 100;
const settleMaxMs = 60_000;
const ticksPerSecond = 100;

export const benches: readonly Bench[] = [
  { id: "PLACES", title: "10,000 vehicles that report every 10 s among 10,000 places: from stored to told", run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const db = await testDatabase();
  let worker: ChildProcess | undefined;
  try {
    const tenant = await db.makeTenant();
    const fleet = movingFleet(count);
    await fill(db, tenant, fleet);
    const places = await db.app.transaction(tenant, async (tx) => new FenceSets().of(tx));
    sayIndex(context, places, fleet);
    const catalogues = new CatalogueStore({ database: db.app });
    const store = new PostgresCloudStore({ database: db.app, catalogues, clock: systemClock });
    await store.addCatalogue(tenant, driveCatalogueHash, driveCatalogueBytes);
    worker = fork(path.join(import.meta.dirname, "places/track-worker.ts"), [db.workerUrl]);
    let cpu = { user: 0, system: 0 };
    worker.on("message", (usage) => (cpu = usage as typeof cpu)); // what the worker sends
    const startUs = Math.floor(systemClock.wallUs() / 1e6) * 1e6;
    const storedAt = new Map<string, number>();
    const watch = new EventWatch(db, tenant);
    watch.start();
    const startedAt = performance.now();
    await drive(store, tenant, fleet, startUs, storedAt);
    const droveS = (performance.now() - startedAt) / 1_000;
    await settled(db, tenant);
    const databaseS = await backendSeconds(db);
    await watch.stop();
    const latenciesMs = watch.seen
      .flatMap(({ vehicleId, atUs, seenMs }) => {
        const report = Math.floor((atUs - startUs) / 1e6 / reportSeconds);
        const sent = storedAt.get(`${vehicleId}/${report}`);
        return report === 0 || sent === undefined ? [] : [seenMs - sent]; // the first round fills an empty table
      })
      .toSorted((left, right) => left - right);
    const at = (share: number): number => (latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? Number.NaN) / 1_000;
    const wrong = await wrongCrossings(db, tenant, fleet, startUs, places);
    const reports = count * rounds;
    context.say(`${reports} reports in ${droveS.toFixed(1)} s, ${(reports / droveS).toFixed(0)} a second; ${latenciesMs.length} crossings timed`);
    context.say(
      `from stored to told: median ${at(0.5).toFixed(2)} s, P90 ${at(0.9).toFixed(2)} s, P99 ${at(0.99).toFixed(2)} s, longest ${at(1).toFixed(2)} s`,
    );
    const workerS = (cpu.user + cpu.system) / 1e6;
    context.say(
      `processor: worker ${workerS.toFixed(1)} s and its database connections ${databaseS.toFixed(1)} s, together ${(((workerS + databaseS) / droveS) * 100).toFixed(0)} % of one`,
    );
    return [
      { name: "p99", value: at(0.99), unit: "s", direction: "at-most", must: 2, moonshot: 0.5 },
      { name: "wrong", value: wrong, unit: "crossings", direction: "at-most", must: 0, moonshot: 0 },
    ];
  } finally {
    worker?.disconnect();
    await sleep(500);
    await db.dispose();
  }
}

async function fill(db: TestDatabase, tenant: TenantId, fleet: readonly MovingVehicle[]): Promise<void> {
  const tx = db.app.of(tenant);
  const [vehicles, units] = [fleet.map(({ vehicleId }) => vehicleId), fleet.map(({ unitId }) => unitId)];
  await tx.count("bench-vehicles", "insert into vehicle (tenant_id, vehicle_id, call_sign) select $1, b, b::text from unnest($2::uuid[]) b", [
    tenant,
    vehicles,
  ]);
  await tx.count("bench-units", "insert into unit (tenant_id, unit_id, kind, device, enrolled_at) select $1, b, 'unit', '', now() from unnest($2::uuid[]) b", [
    tenant,
    units,
  ]);
  await tx.count(
    "bench-assignments",
    "insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during) select $1, u, 'unit', v, tstzrange(null, null) from unnest($2::uuid[], $3::uuid[]) b (u, v)",
    [tenant, units, vehicles],
  );
  const ids = Array.from({ length: count }, () => randomUUID());
  await tx.count("bench-places", "insert into place (tenant_id, place_id, name, purpose) select $1, b, b::text, 'zone' from unnest($2::uuid[]) b", [
    tenant,
    ids,
  ]);
  await tx.count(
    "bench-shapes",
    "insert into place_shape (tenant_id, place_id, from_us, shape, hysteresis_m, dwell_s) select $1, i, 0, s::jsonb, 0, 0 from unnest($2::uuid[], $3::text[]) b (i, s)",
    [tenant, ids, shapesOfRegion(count).map((shape) => JSON.stringify(shape))],
  );
  await tx.count("bench-version", "insert into place_version (tenant_id, version) values ($1, 1)", [tenant]);
  await db.admin.query("analyze");
}

/** Each vehicle at its tenth of a second in ten, as nearly as the machine can. */
async function drive(
  store: PostgresCloudStore,
  tenant: TenantId,
  fleet: readonly MovingVehicle[],
  startUs: number,
  storedAt: Map<string, number>,
): Promise<void> {
  const startedAt = performance.now();
  for (let report = 0; report < rounds; report += 1) {
    for (let begin = 0; begin < fleet.length; begin += batch) {
      const dueMs = (report + begin / fleet.length) * reportSeconds * 1_000;
      await sleep(Math.max(0, startedAt + dueMs - performance.now()));
      const vehicles = fleet.slice(begin, begin + batch);
      await store.apply(
        tenant,
        vehicles.map((vehicle) => reportOf(vehicle, startUs, report)),
      );
      const now = performance.now();
      for (const { vehicleId } of vehicles) storedAt.set(`${vehicleId}/${report}`, now);
    }
  }
}

/** Reads the outbox as it grows. */
class EventWatch {
  readonly seen: { readonly vehicleId: string; readonly atUs: number; readonly seenMs: number }[] = [];
  readonly #db: TestDatabase;
  readonly #tenant: TenantId;
  #isStopped = false;
  #running: Promise<void> | undefined;

  constructor(db: TestDatabase, tenant: TenantId) {
    this.#db = db;
    this.#tenant = tenant;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    let after = "0";
    while (!this.#isStopped) {
      const { rows } = await this.#db.admin.query<{ entry_id: string; type: string; body: string }>(
        "select entry_id, type, body from drawbar.event_entry where tenant_id = $1 and entry_id > $2 and type in ('place.entered', 'place.left') order by entry_id",
        [this.#tenant, after],
      );
      const seenMs = performance.now();
      for (const { body } of rows) {
        const { vehicleId, at } = JSON.parse(body) as { vehicleId: string; at: string }; // by the schema of these types
        this.seen.push({ vehicleId, atUs: Date.parse(at) * 1_000, seenMs });
      }
      after = rows.at(-1)?.entry_id ?? after;
      await sleep(50);
    }
  }
}

async function settled(db: TestDatabase, tenant: TenantId): Promise<void> {
  for (let waited = 0; waited < settleMaxMs; waited += 250) {
    const { rows } = await db.admin.query("select 1 from drawbar.track_mark where tenant_id = $1 limit 1", [tenant]);
    if (rows.length === 0) break;
    await sleep(250);
  }
  await sleep(1_000);
}

/** Processor time of the worker's connections, from the system's own table. */
async function backendSeconds(db: TestDatabase): Promise<number> {
  const { rows } = await db.admin.query<{ pid: number }>("select pid from pg_stat_activity where application_name = 'bench-tracks'");
  return rows.reduce((sum, { pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond;
  }, 0);
}

/** Against one walk over each whole track: those that are missing, and those that are too many. */
async function wrongCrossings(db: TestDatabase, tenant: TenantId, fleet: readonly MovingVehicle[], startUs: number, places: FenceIndex): Promise<number> {
  const expected = new Set<string>();
  for (const vehicle of fleet) {
    const found: Crossing[] = [];
    let stays: Stays = [];
    let before: number | undefined;
    for (let report = 0; report < rounds; report += 1) {
      for (const { at, atUs } of samplesOf(vehicle, startUs, report)) {
        stays = stepStays(stays, places, at, atUs, before, found);
        before = atUs;
      }
    }
    for (const { placeId, kind, atUs } of found) expected.add(`${vehicle.vehicleId} ${placeId} ${kind} ${atUs}`);
  }
  const { rows } = await db.admin.query<{ event: string }>(
    "select vehicle_id || ' ' || place_id || ' ' || kind || ' ' || at_us as event from drawbar.place_event where tenant_id = $1",
    [tenant],
  );
  const right = rows.filter(({ event }) => expected.has(event)).length;
  return rows.length - right + (expected.size - right);
}

/** What one position costs with the index, and with looking at every box, which is what it is chosen over. */
function sayIndex(context: BenchContext, places: FenceIndex, fleet: readonly MovingVehicle[]): void {
  const startedAt = performance.now();
  let near = 0;
  for (const { from } of fleet) near += places.near(from, 1).filter(({ shape }) => shape.contains(from)).length;
  const indexUs = ((performance.now() - startedAt) / fleet.length) * 1_000;
  const all = places.all();
  const linearAt = performance.now();
  let inBoxes = 0;
  for (const { from } of fleet.slice(0, 500)) {
    for (const { shape } of all) {
      const { west, east, south, north } = shape.box;
      if (from[0] >= west && from[0] <= east && from[1] >= south && from[1] <= north && shape.contains(from)) inBoxes += 1;
    }
  }
  const linearUs = ((performance.now() - linearAt) / 500) * 1_000;
  context.say(
    `${places.size} places; one position: ${indexUs.toFixed(1)} us with the index, ${linearUs.toFixed(0)} us over all boxes (${near} and ${inBoxes} inside)`,
  );
}
