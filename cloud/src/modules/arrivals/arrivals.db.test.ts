/** From stored segments to an arrival that the API tells, on a real database. */
import { randomUUID } from "node:crypto";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { ScriptedSource } from "../../link/testing/scripted-source.ts";
import { JourneyJob } from "../../worker/journey-job.ts";
import { FenceSets, scaleAt, type Coordinate } from "../places/index.ts";
import { CatalogueStore } from "../telemetry/index.ts";
import { driveCatalogueBytes, driveCatalogueHash, driveColumns, driveSamples, type Stretch } from "../trips/testing/simulated-drive.ts";
import { endSilentTrips, foldTracks } from "../trips/index.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const dayUs = 86_400e6;
const minute = 60;
const start: Coordinate = [6.17, 51.37];
/** Twenty minutes to the depot, and an hour and a half there. */
const journey: readonly Stretch[] = [
  { seconds: 2 * minute, kmh: 0 },
  { seconds: 20 * minute, kmh: 60, headingDeg: 90 },
  { seconds: 5 * minute, kmh: 0 },
];
const depotAt: Coordinate = [start[0] + 20_000 / scaleAt(start[1]).ofLongitude, start[1]];

interface Fleet {
  readonly fleet: TestFleet;
  readonly vehicleId: VehicleId;
  readonly depotId: string;
  readonly source: ScriptedSource;
}

async function makeFleet(): Promise<Fleet> {
  const fleet = await api.makeFleet();
  const vehicleId = await fleet.addVehicle("TR 214");
  const source = new ScriptedSource({ source: await fleet.addUnit(vehicleId), catalogue: driveCatalogueHash });
  await api.store.addCatalogue(fleet.tenantId, driveCatalogueHash, driveCatalogueBytes);
  const depotId = await fleet.addDepot("Venlo");
  await addDepotGround(fleet.tenantId, depotId, depotAt);
  return { fleet, vehicleId, depotId, source };
}

async function addDepotGround(tenant: TenantId, depotId: string | null, centre: Coordinate): Promise<void> {
  const [tx, placeId] = [api.db.app.of(tenant), randomUUID()];
  await tx.count("test-ground", "insert into place (tenant_id, place_id, name, purpose, depot_id) values ($1, $2, 'Yard ' || $2::uuid, 'depot', $3)", [
    tenant,
    placeId,
    depotId,
  ]);
  await tx.count("test-ground-shape", "insert into place_shape (tenant_id, place_id, from_us, shape, hysteresis_m, dwell_s) values ($1, $2, 0, $3, 25, 0)", [
    tenant,
    placeId,
    { kind: "circle", centre, radiusM: 400 },
  ]);
}

async function drive({ fleet, source }: Fleet, stretches: readonly Stretch[], startUs: number): Promise<void> {
  const samples = driveSamples(stretches, { startUs, from: start, everyS: 10 });
  const records: LinkRecord[] = [];
  for (let begin = 0; begin < samples.length; begin += 30) records.push(source.segment(0, 0, { columns: driveColumns(samples.slice(begin, begin + 30)) }));
  await api.store.apply(fleet.tenantId, records);
  await fold(fleet.tenantId);
}

async function fold(tenant: TenantId): Promise<void> {
  const catalogues = new CatalogueStore({ database: api.db.worker });
  await api.db.worker.transaction(tenant, async (tx) => {
    await foldTracks(tx, { catalogues, fences: new FenceSets(), clock: systemClock });
    await endSilentTrips(tx);
  });
}

async function learn(tenant: TenantId, job = jobOf()): Promise<void> {
  while ((await job.turn(tenant)) > 0);
}

function jobOf(): JourneyJob {
  return new JourneyJob({ database: api.db.worker, catalogues: new CatalogueStore({ database: api.db.worker }), clock: systemClock });
}

async function get<Answer>(fleet: TestFleet, url: string): Promise<Answer> {
  const response = await api.app.inject({ url: `/api/v1${url}`, headers: await fleet.headers() });
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}

async function journeys(tenant: TenantId): Promise<readonly { readonly has_path: boolean; readonly at_depot: boolean; readonly judged: number }[]> {
  const { rows } = await api.db.admin.query<{ has_path: boolean; at_depot: boolean; judged: number }>(
    `select path is not null as has_path, place_id is not null as at_depot, jsonb_array_length(judged) as judged
     from drawbar.journey where tenant_id = $1 order by started_us`,
    [tenant],
  );
  return rows;
}

interface Arrival {
  readonly state: string;
  readonly heading?: {
    readonly depot: { readonly name: string };
    readonly arrival: { readonly p10: string; readonly p50: string; readonly p90: string };
    readonly basis: string;
    readonly journeys: number;
    readonly distanceM: number;
  };
}

describe("a vehicle on its way to a depot", () => {
  let known: Fleet;
  beforeAll(async () => {
    known = await makeFleet();
    const nowUs = systemClock.wallUs();
    for (const daysAgo of [3, 2, 1]) await drive(known, journey, nowUs - daysAgo * dayUs - 12 * minute * 1e6);
    await learn(known.fleet.tenantId);
    // Twelve minutes ago it started as on the days before, and it is ten minutes on its way.
    await drive(
      known,
      [
        { seconds: 2 * minute, kmh: 0 },
        { seconds: 10 * minute, kmh: 60, headingDeg: 90 },
      ],
      nowUs - 12 * minute * 1e6,
    );
  });

  it("is known to head there, with the time, its error, the rest of the way and what it is taken from", async () => {
    expect(await journeys(known.fleet.tenantId)).toMatchObject([
      { has_path: true, at_depot: true, judged: 3 },
      { has_path: true, at_depot: true, judged: 3 },
      { has_path: true, at_depot: true, judged: 3 },
    ]);
    const { state, heading } = await get<Arrival>(known.fleet, `/vehicles/${known.vehicleId}/arrival`);
    expect(state).toBe("heading");
    expect(heading).toMatchObject({ basis: "journeys", journeys: 3, depot: { depotId: known.depotId } });
    const left = (Date.parse(heading?.arrival.p50 ?? "") - systemClock.wallUs() / 1e3) / 60_000;
    expect(left).toBeGreaterThan(7);
    expect(left).toBeLessThan(12);
    expect(Date.parse(heading?.arrival.p10 ?? "")).toBeLessThan(Date.parse(heading?.arrival.p90 ?? ""));
    expect(Math.abs((heading?.distanceM ?? 0) - 9_600)).toBeLessThan(500);
  });

  it("is among those that the depot expects, and at no other depot", async () => {
    const arrivals = await get<{ readonly items: readonly object[]; readonly placeId?: string }>(known.fleet, `/depots/${known.depotId}/arrivals`);
    expect(arrivals.items).toMatchObject([{ vehicleId: known.vehicleId, callSign: "TR 214", heading: { basis: "journeys" } }]);
    const other = await known.fleet.addDepot("Liège");
    expect(await get(known.fleet, `/depots/${other}/arrivals`)).toMatchObject({ name: "Liège", items: [] });
  });

  it("learns nothing twice, and makes a journey anew when late telemetry changes its trips", async () => {
    await learn(known.fleet.tenantId);
    expect(await journeys(known.fleet.tenantId)).toHaveLength(3);
    await api.db.admin.query(
      "update drawbar.vehicle_leg set ended_us = ended_us - 1000000 where tenant_id = $1 and kind = 'trip' and started_us = (select max(started_us) from drawbar.journey where tenant_id = $1)",
      [known.fleet.tenantId],
    );
    const { rows: before } = await api.db.admin.query<{ newest: string }>("select max(journey_no) as newest from drawbar.journey where tenant_id = $1", [
      known.fleet.tenantId,
    ]);
    await learn(known.fleet.tenantId);
    const { rows: after } = await api.db.admin.query<{ newest: string }>("select max(journey_no) as newest from drawbar.journey where tenant_id = $1", [
      known.fleet.tenantId,
    ]);
    expect(await journeys(known.fleet.tenantId)).toHaveLength(3);
    expect(Number(after[0]?.newest)).toBeGreaterThan(Number(before[0]?.newest));
  });

  it("is learned anew when a depot is drawn, and forgotten with the vehicle", async () => {
    await addDepotGround(known.fleet.tenantId, null, [5, 50]);
    const job = jobOf();
    await job.turn(known.fleet.tenantId);
    expect(await journeys(known.fleet.tenantId)).toHaveLength(0);
    await learn(known.fleet.tenantId, job);
    expect(await journeys(known.fleet.tenantId)).toHaveLength(3);
    await api.db.admin.query("delete from drawbar.vehicle where tenant_id = $1", [known.fleet.tenantId]);
    expect(await journeys(known.fleet.tenantId)).toHaveLength(0);
  });
});

describe("a vehicle without an estimate", () => {
  it("says why: it never drove, it is in a depot, it was not heard for long", async () => {
    const known = await makeFleet();
    const state = async (): Promise<string> => (await get<Arrival>(known.fleet, `/vehicles/${known.vehicleId}/arrival`)).state;
    expect(await state()).toBe("never-driven");
    await drive(known, journey, systemClock.wallUs() - 5 * 3_600e6);
    expect(await state()).toBe("silent");
    await drive(known, journey, systemClock.wallUs() - 27 * minute * 1e6);
    expect(await state()).toBe("in-depot");
  });

  it("is not guessed at when no journey tells and it drives away from every depot", async () => {
    const known = await makeFleet();
    await drive(
      known,
      [
        { seconds: minute, kmh: 0 },
        { seconds: 10 * minute, kmh: 60, headingDeg: 270 },
      ],
      systemClock.wallUs() - 11 * minute * 1e6,
    );
    expect(await get<Arrival>(known.fleet, `/vehicles/${known.vehicleId}/arrival`)).toMatchObject({ state: "unclear" });
  });

  it("says that it is a guess when it only drives that way", async () => {
    const known = await makeFleet();
    await drive(
      known,
      [
        { seconds: minute, kmh: 0 },
        { seconds: 12 * minute, kmh: 60, headingDeg: 90 },
      ],
      systemClock.wallUs() - 13 * minute * 1e6,
    );
    expect(await get<Arrival>(known.fleet, `/vehicles/${known.vehicleId}/arrival`)).toMatchObject({
      state: "heading",
      heading: { basis: "distance", probabilityFrom: "direction", journeys: 0, judged: 0 },
    });
  });
});

it("learns of one tenant alone", async () => {
  const [one, other] = [await makeFleet(), await makeFleet()];
  await drive(one, journey, systemClock.wallUs() - dayUs);
  await learn(one.fleet.tenantId);
  await learn(other.fleet.tenantId);
  expect(await journeys(one.fleet.tenantId)).toHaveLength(1);
  expect(await journeys(other.fleet.tenantId)).toHaveLength(0);
});
