/** Odometers from telemetry, trips and people, through the API on a real database. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource } from "../../link/testing/scripted-source.ts";
import { driveCatalogueBytes, driveCatalogueHash, driveColumns, driveSamples } from "../trips/testing/simulated-drive.ts";
import { meterLimits } from "./limits.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const at = (minutes: number): string => new Date(noonUs / 1_000 + minutes * 60_000).toISOString();

async function lab() {
  const fleet = await api.makeFleet();
  const headers = await fleet.headers();
  const vehicleId = await fleet.addVehicle("ONE");
  return {
    fleet,
    vehicleId,
    ask: async (method: "GET" | "POST" | "DELETE", url: string, payload?: object) => {
      const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) });
      return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
    },
  };
}

test("the odometer of a drive is stated with its signal, and a person who contradicts it is told apart", async () => {
  const { fleet, vehicleId, ask } = await lab();
  const source = new ScriptedSource({ source: await fleet.addUnit(vehicleId), catalogue: driveCatalogueHash });
  await api.store.addCatalogue(fleet.tenantId, driveCatalogueHash, driveCatalogueBytes);
  const samples = driveSamples([{ seconds: 600, kmh: 60, headingDeg: 0 }], { startUs: noonUs, from: [6.17, 51.37] });
  await api.store.apply(fleet.tenantId, [source.segment(0, 0, { columns: driveColumns(samples) })]);
  const last = (samples.at(-1)?.odometerM ?? 0) / 1_000;

  const { body } = await ask("GET", `/vehicles/${vehicleId}/meters`);
  expect(body.items[0]).toMatchObject({
    meter: "odometer",
    unit: "km",
    error: 1,
    from: { kind: "signal", name: "gnss/Vehicle.TraveledDistance" },
  });
  expect(body.items[0].value).toBeCloseTo(last, 0);
  expect(body.items[1]).toEqual({ meter: "engine-hours", unit: "h", sources: [], readings: [] });

  const wrong = await ask("POST", `/vehicles/${vehicleId}/meters`, { meter: "odometer", value: last + 5_000, at: at(-60) });
  expect(wrong.status).toBe(201);
  const people = (await ask("GET", `/vehicles/${vehicleId}/meters`)).body.items[0].sources.find(({ kind }: { kind: string }) => kind === "people");
  expect(people).toMatchObject({ isChosen: false, doubts: [{ reason: "contradicts", readingId: wrong.body.readingId }] });
  expect((await ask("DELETE", `/meter-readings/${wrong.body.readingId}`)).status).toBe(204);
  expect((await ask("DELETE", `/meter-readings/${wrong.body.readingId}`)).status).toBe(404);
});

test("without a signal, what a person read is carried on with trips", async () => {
  const { fleet, vehicleId, ask } = await lab();
  const read = new Date(Date.now() - 400 * 86_400_000).toISOString();
  await ask("POST", `/vehicles/${vehicleId}/meters`, { meter: "odometer", value: 1_000, at: read, note: "at the pump" });
  await fleet.addTrip(vehicleId);
  const { rows } = await api.db.admin.query<{ km: number }>(
    "select sum(distance_m) / 1000 as km from drawbar.vehicle_leg where tenant_id = $1 and vehicle_id = $2",
    [fleet.tenantId, vehicleId],
  );
  const odometer = (await ask("GET", `/vehicles/${vehicleId}/meters`)).body.items[0];
  expect(odometer.value).toBeCloseTo(1_000 + (rows[0]?.km ?? 0), 0);
  expect(odometer).toMatchObject({ from: { kind: "people" }, readings: [{ value: 1_000, note: "at the pump" }] });
});

test("a reading is none of the future, no more than a meter shows, and a vehicle has a bounded number of them", async () => {
  const { fleet, vehicleId, ask } = await lab();
  const add = async (payload: object) => (await ask("POST", `/vehicles/${vehicleId}/meters`, { meter: "engine-hours", value: 1, ...payload })).body;
  expect(await add({ at: "2199-01-01T00:00:00Z" })).toMatchObject({ code: "METER_READING_INVALID" });
  expect(await add({ value: 300_000 })).toMatchObject({ code: "METER_READING_INVALID" });
  await api.db.app.of(fleet.tenantId).count(
    "test-readings",
    `insert into meter_reading (tenant_id, reading_id, vehicle_id, meter, value, read_at, note)
       select $1, gen_random_uuid(), $2, 'odometer', n, now() - interval '1 day', '' from generate_series(1, $3) n`,
    [fleet.tenantId, vehicleId, meterLimits.readingsMax - 1],
  );
  const codes = await Promise.all([add({}), add({}), add({})]);
  expect(codes.filter(({ code }) => code === "METER_READINGS_TOO_MANY")).toHaveLength(2);
});
