/** From stored segments to trips and crossings, on a real database: whatever order they come in. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource } from "../../link/testing/scripted-source.ts";
import { FenceSets, type Coordinate } from "../places/index.ts";
import { CatalogueStore } from "../telemetry/index.ts";
import { driveCatalogueBytes, driveCatalogueHash, driveColumns, driveSamples, type Stretch } from "./testing/simulated-drive.ts";
import { endSilentTrips, foldTracks } from "./track-turn.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const minute = 60;
const home: Coordinate = [6.17, 51.37];
const day: readonly Stretch[] = [
  { seconds: 5 * minute, kmh: 0 },
  { seconds: 10 * minute, kmh: 60, headingDeg: 0 },
  { seconds: 10 * minute, kmh: 0 },
  { seconds: 6 * minute, kmh: 50, headingDeg: 90 },
  { seconds: 15 * minute, kmh: 0, isEngineOff: true },
];

/** A fleet of one vehicle with a place around its home and one on its way. */
async function makeFleet(): Promise<{ readonly fleet: TestFleet; readonly vehicleId: VehicleId; readonly source: ScriptedSource }> {
  const fleet = await api.makeFleet();
  const vehicleId = await fleet.addVehicle("TR 1");
  const source = new ScriptedSource({ source: await fleet.addUnit(vehicleId), catalogue: driveCatalogueHash });
  await api.store.addCatalogue(fleet.tenantId, driveCatalogueHash, driveCatalogueBytes);
  const tx = api.db.app.of(fleet.tenantId);
  for (const [id, name, centre] of [
    ["0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a01", "Home", home],
    ["0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a02", "Halfway", [6.17, 51.415]],
  ] as const) {
    await tx.count("test-place", "insert into place (tenant_id, place_id, name, purpose) values ($1, $2, $3, 'yard')", [fleet.tenantId, id, name]);
    await tx.count("test-shape", "insert into place_shape (tenant_id, place_id, from_us, shape, hysteresis_m, dwell_s) values ($1, $2, 0, $3, 25, 0)", [
      fleet.tenantId,
      id,
      { kind: "circle", centre, radiusM: 400 },
    ]);
  }
  await tx.count("test-version", "insert into place_version (tenant_id, version) values ($1, 1)", [fleet.tenantId]);
  return { fleet, vehicleId, source };
}

function segmentsOf(source: ScriptedSource, stretches: readonly Stretch[] = day, startUs = noonUs): readonly LinkRecord[] {
  const samples = driveSamples(stretches, { startUs, from: home });
  const records: LinkRecord[] = [];
  for (let begin = 0; begin < samples.length; begin += 30) records.push(source.segment(0, 0, { columns: driveColumns(samples.slice(begin, begin + 30)) }));
  return records;
}

const turn = async (tenant: TenantId, nowUs = noonUs + 86_400_000_000): Promise<number> => {
  const catalogues = new CatalogueStore({ database: api.db.worker });
  const clock = { wallUs: () => nowUs, monoUs: () => nowUs };
  let marks = 0;
  for (;;) {
    const done = await api.db.worker.transaction(tenant, async (tx) => foldTracks(tx, { catalogues, fences: new FenceSets(), clock }));
    if (done === 0) return marks;
    marks += done;
  }
};

/** What stands in the end, without what a vehicle's ids have in it. */
async function outcome(tenant: TenantId): Promise<{ readonly legs: readonly object[]; readonly events: readonly object[] }> {
  const { rows: legs } = await api.db.admin.query<object>(
    `select kind, (started_us - $2) / 1000000 as start_s, (ended_us - $2) / 1000000 as end_s, distance_m, distance_from, idle_us, moving_us, start_latitude, end_longitude
     from drawbar.vehicle_leg where tenant_id = $1 order by started_us`,
    [tenant, noonUs],
  );
  const { rows: events } = await api.db.admin.query<object>(
    `select p.name, e.kind, (e.at_us - $2) / 1000000 as at_s from drawbar.place_event e join drawbar.place p using (tenant_id, place_id)
     where e.tenant_id = $1 order by e.at_us, p.name`,
    [tenant, noonUs],
  );
  const { rows: stays } = await api.db.admin.query<object>(
    `select n.event_id, s.event_id as stay_id
     from (
       select distinct on (vehicle_id, place_id) event_id, kind from drawbar.place_event where tenant_id = $1 order by vehicle_id, place_id, certain_us desc
     ) n
     full join (select event_id from drawbar.place_stay where tenant_id = $1) s using (event_id)
     where (coalesce(n.kind, 'left') = 'left') <> (s.event_id is null)`,
    [tenant],
  );
  expect(stays, "who is inside a place is who did not leave it since").toEqual([]);
  return { legs, events };
}

interface Answer {
  readonly items: readonly { readonly kind?: string; readonly placeName?: string; readonly tripId?: string }[];
  readonly next?: string;
  readonly trip: object;
  readonly track: { readonly at: number[]; readonly longitude: number[]; readonly latitude: number[]; readonly fixes: number };
  readonly links: { readonly placeEvents: string };
}

async function told(tenant: TenantId): Promise<readonly string[]> {
  const { rows } = await api.db.admin.query<{ type: string }>(
    "select type from drawbar.event_entry where tenant_id = $1 and type ~ '^(trip|place)' order by entry_id",
    [tenant],
  );
  return rows.map(({ type }) => type);
}

async function inOrder(): Promise<Awaited<ReturnType<typeof outcome>>> {
  const { fleet, source } = await makeFleet();
  for (const segment of segmentsOf(source)) {
    await api.store.apply(fleet.tenantId, [segment]);
    await turn(fleet.tenantId);
  }
  expect(await told(fleet.tenantId)).toEqual(["trip.started", "place.left", "place.entered", "place.left", "trip.ended", "trip.started", "trip.ended"]);
  return outcome(fleet.tenantId);
}

describe("trips and crossings of stored segments", () => {
  let expected: Awaited<ReturnType<typeof outcome>>;
  beforeAll(async () => {
    const { fleet, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, segmentsOf(source));
    await turn(fleet.tenantId);
    expected = await outcome(fleet.tenantId);
  });

  it("are those that were driven, with the distance that the odometer counted", async () => {
    expect(expected.legs).toMatchObject([
      { kind: "stop", start_s: "0", end_s: "299" },
      { kind: "trip", start_s: "299", end_s: "900", distance_from: "odometer", distance_m: 10_000 },
      { kind: "stop", start_s: "900", end_s: "1499" },
      { kind: "trip", start_s: "1499", end_s: "1860", distance_from: "odometer", distance_m: 5_000 },
      { kind: "stop", start_s: "1860", end_s: null },
    ]);
    expect(expected.events).toMatchObject([
      { name: "Home", kind: "found", at_s: "0" },
      { name: "Home", kind: "left" },
      { name: "Halfway", kind: "entered" },
      { name: "Halfway", kind: "left" },
    ]);
  });

  it("are read through the API, a trip with as much of its track as a picture shows", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, segmentsOf(source));
    await turn(fleet.tenantId);
    const headers = await fleet.headers("read");
    // What answers look like is the contract test's; here members are picked by their names.
    const get = async (url: string): Promise<Answer> => (await api.app.inject({ url: `/api/v1${url}`, headers })).json();
    const page = await get(`/vehicles/${vehicleId}/trips?limit=1&sort=-startedAt`);
    expect(page.items).toMatchObject([{ startedAt: "2026-11-25T12:24:59.000Z", endedAt: "2026-11-25T12:31:00.000Z", distanceM: 5_000, movingS: 360 }]);
    const [first] = (await get("/trips?limit=1")).items;
    const { trip, track, links } = await get(`/vehicles/${vehicleId}/trips/${first?.tripId}?width=200`);
    expect(trip).toEqual(first);
    // its ends, and the moment at which it set off
    expect([track.at.length, track.fixes, track.latitude.at(0), track.longitude.at(-1)]).toEqual([3, 602, home[1], home[0]]);
    expect((await get(links.placeEvents.replace("/api/v1", ""))).items.map(({ kind, placeName }) => [kind, placeName])).toEqual([
      ["left", "Home"],
      ["entered", "Halfway"],
      ["left", "Halfway"],
    ]);
    expect((await get(`/vehicles/${vehicleId}/stops`)).items).toMatchObject([{ durationS: 299 }, { durationS: 599 }, { idleS: 0 }]);
    expect((await get("/places/0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a01/vehicles")).items).toEqual([]);
  });

  it("say who drove, from where to where by today's places, and how it stood afterwards; a file has the same rows", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, segmentsOf(source));
    await turn(fleet.tenantId);
    const headers = await fleet.headers();
    const post = async (url: string, payload: object): Promise<{ readonly driverId: string }> =>
      (await api.app.inject({ method: "POST", url: `/api/v1${url}`, headers, payload })).json();
    // drawn after the trips, around one of them: what is narrower names a position better, what is a zone worse
    await post("/places", { name: "Limburg", purpose: "zone", shape: { kind: "circle", centre: home, radiusM: 100 } });
    await post("/places", { name: "Gate", purpose: "yard", shape: { kind: "circle", centre: home, radiusM: 50 } });
    const { driverId } = await post("/drivers", { name: "=Ada" });
    const { driverId: other } = await post("/drivers", { name: "Ben" });
    await post("/driver-assignments", { driverId, vehicleId, from: "2026-11-25T12:20:00Z", to: "2026-11-25T12:26:00Z" });
    const get = async (url: string): Promise<Answer> => (await api.app.inject({ url: `/api/v1${url}`, headers })).json();
    expect((await get("/trips")).items).toMatchObject([
      { startPlace: { name: "Gate" }, stopAfter: { durationS: 599, lasts: false } },
      { driver: { driverId, name: "=Ada" }, stopAfter: { lasts: true } },
    ]);
    for (const of of ["", `/vehicles/${vehicleId}`]) {
      expect((await get(`${of}/trips?driverId=${driverId}&limit=1`)).items).toHaveLength(1);
      expect((await get(`${of}/trips?driverId=${other}`)).items).toEqual([]);
    }
    const file = async (query: string): Promise<readonly string[]> =>
      (await api.app.inject({ url: `/api/v1/trips/export?${query}`, headers })).body.trimEnd().split("\r\n");
    const [head, latest, ...earlier] = await file(`vehicleId=${vehicleId}&sort=-startedAt`);
    expect(head?.split(",").slice(0, 10).join()).toBe("callSign,driver,startedAt,endedAt,from,to,fromNear,toNear,distanceKm,distanceFrom");
    expect(latest).toMatch(/^TR 1,'=Ada,2026-11-25T12:24:59.000Z,2026-11-25T12:31:00.000Z,[^,]+,[^,]+,in Lottum,near Straelen,5.000,odometer,6.0,6.0,/);
    expect(earlier).toHaveLength(1);
    expect(await file(`driverId=${other}&format=csv`)).toHaveLength(1);
  });

  it("are the same when segments come one by one", async () => {
    expect(await inOrder()).toEqual(expected);
  });

  it.each([1, 2, 3])("are the same when segments come shuffled, some twice, in batches, seed %i", async (seed) => {
    const { fleet, source } = await makeFleet();
    const random = new SeededRandom(seed);
    const segments = segmentsOf(source).flatMap((segment) => (random.next() < 0.2 ? [segment, segment] : [segment]));
    const shuffled = segments.map((segment) => ({ segment, at: random.next() })).sort((left, right) => left.at - right.at);
    for (let begin = 0; begin < shuffled.length; begin += 7) {
      await api.store.apply(
        fleet.tenantId,
        shuffled.slice(begin, begin + 7).map(({ segment }) => segment),
      );
      if (random.next() < 0.7) await turn(fleet.tenantId);
    }
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
  });

  it("are the same when the middle comes a day late, and what was told before is taken back", async () => {
    const { fleet, source } = await makeFleet();
    const segments = segmentsOf(source);
    const [from, to] = [22, 58];
    const early = segments.filter((_, index) => index < from || index >= to);
    await api.store.apply(fleet.tenantId, early);
    await turn(fleet.tenantId, noonUs + 3_600_000_000);
    expect(await outcome(fleet.tenantId)).not.toEqual(expected);
    await api.store.apply(fleet.tenantId, segments.slice(from, to));
    await turn(fleet.tenantId, noonUs + 2 * 86_400_000_000);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
    expect(await told(fleet.tenantId)).toContain("trip.ended");
    await api.store.apply(fleet.tenantId, segments);
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
  });

  it("are the same when the worker is killed in the middle of its turns, and nothing is told twice", async () => {
    const { fleet, source } = await makeFleet();
    const segments = segmentsOf(source);
    const random = new SeededRandom(5);
    const script = path.join(import.meta.dirname, "testing", "fold-until-killed.ts");
    const kills = 3;
    for (let kill = 0; kill < kills; kill += 1) {
      const part = segments.slice((kill * segments.length) / kills, ((kill + 1) * segments.length) / kills);
      const worker = spawn(process.execPath, [script, api.db.workerUrl, fleet.tenantId, String(noonUs + 86_400_000_000)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(worker, "exit");
      await once(worker.stdout, "data");
      await api.store.apply(fleet.tenantId, part);
      await setTimeout(random.next() * 25);
      worker.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
    }
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
    const all = await told(fleet.tenantId);
    // what a turn found before the rest came is taken back; what stands in the end was told once more than it was taken back
    expect(all.filter((type) => type === "trip.ended").length - all.filter((type) => type === "trip.withdrawn").length).toBe(2);
  });

  it("go when what a unit said is erased, and with their vehicle", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, segmentsOf(source));
    await turn(fleet.tenantId);
    const headers = await fleet.headers();
    const url = "/api/v1/telemetry/erasures";
    const erased = await api.app.inject({ method: "POST", url, headers, payload: { sourceId: source.source } });
    expect(erased.statusCode).toBe(201);
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual({ legs: [], events: [] });
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicleId}`, headers });
    const { rows } = await api.db.admin.query<{ left: string }>(
      `select (select count(*) from drawbar.track_mark where tenant_id = $1) + (select count(*) from drawbar.track_head where tenant_id = $1)
         + (select count(*) from drawbar.track_checkpoint where tenant_id = $1) as left`,
      [fleet.tenantId],
    );
    expect(rows).toEqual([{ left: "0" }]);
  });

  it("end by themselves when nothing more is heard, and go on when it was only late", async () => {
    const { fleet, source } = await makeFleet();
    const segments = segmentsOf(source);
    await api.store.apply(fleet.tenantId, segments.slice(0, 15));
    await turn(fleet.tenantId);
    await api.db.admin.query("update drawbar.track_head set folded_at = now() - interval '11 minutes' where tenant_id = $1", [fleet.tenantId]);
    expect(await api.db.worker.transaction(fleet.tenantId, async (tx) => endSilentTrips(tx))).toBe(1);
    expect((await outcome(fleet.tenantId)).legs.at(-1)).toMatchObject({ kind: "trip", start_s: "299", end_s: "449" });
    await api.store.apply(fleet.tenantId, segments.slice(15));
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
  });

  it("are made in many turns when there is more than one turn reads", async () => {
    const { fleet, source } = await makeFleet();
    const samples = driveSamples(day, { startUs: noonUs, from: home });
    const segments = samples.map((sample) => source.segment(0, 0, { columns: driveColumns([sample]) }));
    await api.store.apply(fleet.tenantId, segments.slice(600));
    await turn(fleet.tenantId);
    await api.store.apply(fleet.tenantId, segments.slice(0, 600));
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
  });
});
