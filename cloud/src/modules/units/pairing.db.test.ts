/** Which unit sits in which vehicle, and that history follows it, against a real database. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource } from "../../link/testing/scripted-source.ts";
import { FenceSets } from "../places/index.ts";
import { CatalogueStore } from "../telemetry/index.ts";
import { foldTracks } from "../trips/index.ts";
import { driveCatalogueBytes, driveCatalogueHash, driveColumns, driveSamples } from "../trips/testing/simulated-drive.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const minuteUs = 60_000_000;
const at = (minutes: number): string => new Date(noonUs / 1_000 + minutes * 60_000).toISOString();

interface Lab {
  readonly fleet: TestFleet;
  readonly vehicles: readonly [VehicleId, VehicleId];
  readonly units: readonly [SourceId, SourceId];
  readonly ask: (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object) => Promise<{ readonly status: number; readonly body: any }>; // oxlint-disable-line typescript/no-explicit-any -- answers are picked by their names
}

/** Two vehicles with a unit each; the first one drives twice from noon on: minutes 5 to 15 and 25 to 31. */
async function lab(): Promise<Lab> {
  const fleet = await api.makeFleet();
  const headers = await fleet.headers();
  const vehicles = [await fleet.addVehicle("ONE"), await fleet.addVehicle("TWO")] as const;
  const units = [await fleet.addUnit(vehicles[0]), await fleet.addUnit(vehicles[1])] as const;
  await api.store.addCatalogue(fleet.tenantId, driveCatalogueHash, driveCatalogueBytes);
  const stretches = [
    { seconds: 300, kmh: 0 },
    { seconds: 600, kmh: 60, headingDeg: 0 },
    { seconds: 600, kmh: 0 },
    { seconds: 360, kmh: 50, headingDeg: 90 },
    { seconds: 900, kmh: 0, isEngineOff: true },
  ];
  const samples = driveSamples(stretches, { startUs: noonUs, from: [6.17, 51.37] });
  const source = new ScriptedSource({ source: units[0], catalogue: driveCatalogueHash });
  const records = [];
  for (let begin = 0; begin < samples.length; begin += 60) records.push(source.segment(0, 0, { columns: driveColumns(samples.slice(begin, begin + 60)) }));
  await api.store.apply(fleet.tenantId, records);
  await fold(fleet.tenantId);
  return {
    fleet,
    vehicles,
    units,
    ask: async (method, url, payload) => {
      const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) });
      return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
    },
  };
}

async function fold(tenant: TenantId): Promise<void> {
  const nowUs = noonUs + 12 * 60 * minuteUs;
  const options = {
    catalogues: new CatalogueStore({ database: api.db.worker }),
    fences: new FenceSets(),
    clock: { wallUs: () => nowUs, monoUs: () => nowUs },
  };
  while ((await api.db.worker.transaction(tenant, async (tx) => foldTracks(tx, options))) > 0);
}

/** Minutes after noon at which each trip of the vehicle began and ended. */
async function trips({ ask, fleet }: Lab, vehicleId: VehicleId): Promise<readonly (readonly number[])[]> {
  await fold(fleet.tenantId);
  const { body } = await ask("GET", `/vehicles/${vehicleId}/trips?sort=startedAt`);
  const minute = (time: string) => Math.round((Date.parse(time) * 1_000 - noonUs) / minuteUs);
  return body.items.map((trip: { startedAt: string; endedAt: string }) => [minute(trip.startedAt), minute(trip.endedAt)]);
}

const rowsOf = async (fleet: TestFleet, table: string) =>
  (await api.db.admin.query(`select 1 from drawbar.${table} where tenant_id = $1`, [fleet.tenantId])).rowCount;

test("two units that are exchanged from a past time take each other's place, and trips and samples go where they sat", async () => {
  const it = await lab();
  const [one, two] = it.vehicles;
  expect([await trips(it, one), await trips(it, two)]).toEqual([[[5, 15], [25, 31]], []]); // prettier-ignore
  const put = await it.ask("POST", `/vehicles/${two}/units`, { unitId: it.units[0], from: at(20), exchange: true });
  expect(put).toMatchObject({ status: 201, body: { callSign: "TWO", from: at(20), unitId: it.units[0] } });
  expect([await trips(it, one), await trips(it, two)]).toEqual([[[5, 15]], [[25, 31]]]);
  const units = async (vehicleId: VehicleId) =>
    (await it.ask("GET", `/vehicles/${vehicleId}/units?sort=-from`)).body.items.map(({ unitId, to }: Record<string, string>) => [unitId, to]);
  expect(await units(one)).toEqual([[it.units[1], undefined], [it.units[0], at(20)]]); // prettier-ignore
  expect(await units(two)).toEqual([[it.units[0], undefined], [it.units[1], at(20)]]); // prettier-ignore
  const first = async (vehicleId: VehicleId) => (await it.ask("GET", `/vehicles/${vehicleId}/signals`)).body.items[0]?.at;
  expect([await first(one), (await first(two))?.slice(0, 16)]).toEqual([undefined, at(45).slice(0, 16)]);

  // Back again: as if nothing had been said.
  const back = (await it.ask("POST", `/vehicles/${one}/units`, { unitId: it.units[0], from: at(20), exchange: true })).body;
  expect([await trips(it, one), await trips(it, two)]).toEqual([[[5, 15], [25, 31]], []]); // prettier-ignore
  expect(back.from).toBe(at(20));
});

test("a pairing that never was takes all that was made of it along, and one that is corrected moves what lies between", async () => {
  const it = await lab();
  const [one] = it.vehicles;
  const [pairing] = (await it.ask("GET", `/vehicles/${one}/units`)).body.items;
  expect((await it.ask("PATCH", `/unit-assignments/${pairing.assignmentId}`, { from: at(20) })).status).toBe(200);
  expect(await trips(it, one)).toEqual([[25, 31]]);
  expect((await it.ask("PATCH", `/unit-assignments/${pairing.assignmentId}`, { from: null, to: at(20) })).body).not.toHaveProperty("from");
  expect(await trips(it, one)).toEqual([[5, 15]]);
  expect((await it.ask("DELETE", `/unit-assignments/${pairing.assignmentId}`)).status).toBe(204);
  expect(await trips(it, one)).toEqual([]);
  expect([await rowsOf(it.fleet, "vehicle_leg"), await rowsOf(it.fleet, "track_head"), await rowsOf(it.fleet, "track_checkpoint")]).toEqual([0, 0, 0]);
  expect((await it.ask("GET", "/units?isFree=true")).body.items).toMatchObject([{ unitId: it.units[0] }]);
  // Free, it can be put in again from before it first spoke.
  await it.ask("POST", `/vehicles/${one}/units`, { unitId: it.units[0], from: at(-60) });
  expect(await trips(it, one)).toEqual([[5, 15], [25, 31]]); // prettier-ignore
  const { rows } = await api.db.admin.query<{ type: string }>(
    "select type from drawbar.event_entry where tenant_id = $1 and type like 'unit%' order by entry_id",
    [it.fleet.tenantId],
  );
  expect(rows.map(({ type }) => type)).toEqual(["unit.assignmentCorrected", "unit.assignmentCorrected", "unit.assignmentRemoved", "unit.assigned"]);
});

test("what cannot have been is refused: two at once, the future, an end before the beginning, a unit that was taken out", async () => {
  const it = await lab();
  const [one, two] = it.vehicles;
  const put = async (vehicleId: VehicleId, payload: object) => (await it.ask("POST", `/vehicles/${vehicleId}/units`, payload)).body.code;
  expect(await put(one, { unitId: it.units[0] })).toBe("UNIT_SITS_THERE");
  expect(await put(two, { unitId: it.units[0], from: "2999-01-01T00:00:00Z" })).toBe("UNIT_PAIRING_SPAN_INVALID");
  expect(await put(two, { unitId: it.units[0], from: at(20) })).toBeUndefined();
  // Before that swap nothing can be put in without correcting it first.
  expect(await put(one, { unitId: it.units[0], from: at(10) })).toBe("UNIT_PAIRING_OVERLAPS");
  const [, earlier] = (await it.ask("GET", `/vehicles/${two}/units?sort=-from`)).body.items;
  const correct = async (payload: object) => (await it.ask("PATCH", `/unit-assignments/${earlier.assignmentId}`, payload)).body.code;
  expect([await correct({ to: null }), await correct({ from: at(30) }), await correct({ to: at(20) })]).toEqual([
    "UNIT_PAIRING_OVERLAPS",
    "UNIT_PAIRING_SPAN_INVALID",
    undefined,
  ]);
  await api.db.admin.query("update drawbar.unit set revoked_at = now() where tenant_id = $1 and unit_id = $2", [it.fleet.tenantId, it.units[1]]);
  expect(await put(one, { unitId: it.units[1] })).toBe("UNIT_OF_PAIRING_UNKNOWN");
  const other = await lab();
  expect(await put(one, { unitId: other.units[0] })).toBe("UNIT_OF_PAIRING_UNKNOWN");
});

test("of many who put one unit somewhere at the same moment each is served, and it sits in one vehicle", async () => {
  const it = await lab();
  const vehicles = await Promise.all(Array.from({ length: 6 }, async (_, index) => it.fleet.addVehicle(`RACE ${index}`)));
  const answers = await Promise.all(vehicles.map(async (vehicleId) => it.ask("POST", `/vehicles/${vehicleId}/units`, { unitId: it.units[0] })));
  expect(answers.every(({ status, body }) => status === 201 || body.code === "UNIT_PAIRING_OVERLAPS")).toBe(true);
  const now = (await it.ask("GET", "/vehicles?hasUnit=true")).body.items.filter(({ unit }: { unit: { unitId: string } }) => unit.unitId === it.units[0]);
  expect(now).toHaveLength(1);
});

test("a vehicle that is removed leaves a unit that sat elsewhere too its life and its samples", async () => {
  const it = await lab();
  const [one, two] = it.vehicles;
  await it.ask("POST", `/vehicles/${two}/units`, { unitId: it.units[0], from: at(20) });
  expect((await it.ask("DELETE", `/vehicles/${one}`)).status).toBe(204);
  expect(await trips(it, two)).toEqual([[25, 31]]);
  expect((await it.ask("GET", "/units")).body.items.map(({ unitId }: { unitId: string }) => unitId).toSorted()).toEqual(it.units.toSorted());
});
