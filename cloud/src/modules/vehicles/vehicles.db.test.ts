import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { MemoryTelemetry } from "../../http/testing/memory-telemetry.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import type { SignalLatest } from "../telemetry/index.ts";

let api: TestApi;
let telemetry: MemoryTelemetry;
let fleet: TestFleet;
let headers: { readonly authorization: string };

beforeAll(async () => {
  telemetry = new MemoryTelemetry();
  api = await startTestApi({ telemetry: () => telemetry });
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  Object.assign(telemetry, new MemoryTelemetry());
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});

const get = async (url: string) => api.app.inject({ url: `/api/v1${url}`, headers });
const signal = (name: string, more: Partial<SignalLatest> = {}): SignalLatest => ({
  signal: name,
  source: `can0/${name}`,
  unit: "km/h",
  decimals: 1,
  kind: "scaled",
  ...more,
});

async function stored(unitId: SourceId, atUs: number): Promise<void> {
  await api.db.app
    .of(fleet.tenantId)
    .count("test-latest", "insert into source_latest (tenant_id, source_id, version, boot, mono_us, at_us, packed) values ($1, $2, 1, 1, 1, $3, '')", [
      fleet.tenantId,
      unitId,
      atUs,
    ]);
}

describe("the fleet list", () => {
  test("comes in order of call sign, page by page, each vehicle once", async () => {
    for (const callSign of ["TR 3", "TR 1", "VAN 7", "TR 2", "TR 10"]) await fleet.addVehicle(callSign);
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = (await get(`/vehicles?limit=2${next === undefined ? "" : `&after=${encodeURIComponent(next)}`}`)).json();
      seen.push(...page.items.map((vehicle: { callSign: string }) => vehicle.callSign));
      ({ next } = page);
    } while (next !== undefined);

    expect(seen).toEqual(["TR 1", "TR 10", "TR 2", "TR 3", "VAN 7"]);
  });

  test("tells the demonstration fleet from the rest", async () => {
    await fleet.addVehicle("REAL");
    await fleet.addVehicle("DEMO", { simulated: true });
    const names = async (query: string) => (await get(`/vehicles${query}`)).json().items.map((vehicle: { callSign: string }) => vehicle.callSign);

    expect([await names(""), await names("?simulated=true"), await names("?simulated=false")]).toEqual([["DEMO", "REAL"], ["DEMO"], ["REAL"]]);
  });

  test("shows a vehicle with its unit, depot, state and headline", async () => {
    const vehicleId = await fleet.addVehicle("TR 214");
    const unitId = await fleet.addUnit(vehicleId);
    const depotId = await fleet.addDepot("Venlo");
    const nowUs = Date.now() * 1_000;
    await stored(unitId, nowUs - 60_000_000);
    await api.db.app
      .of(fleet.tenantId)
      .count("test-presence", "insert into source_presence (tenant_id, source_id, heard_at, through_id) values ($1, $2, now(), $3)", [
        fleet.tenantId,
        unitId,
        depotId,
      ]);
    telemetry.latestSignals = [
      signal("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", { value: 88, atUs: nowUs, unit: "°C" }),
      signal("Vehicle.Cabin.Door", { value: 1, atUs: nowUs }),
      signal("Vehicle.Speed", { value: 81.5, atUs: nowUs - 1_000 }),
      signal("Vehicle.Speed", { value: 81.7, atUs: nowUs, source: "can1/SPEED" }),
    ];

    const [vehicle] = (await get("/vehicles")).json().items;
    expect(vehicle).toMatchObject({
      vehicleId,
      callSign: "TR 214",
      simulated: false,
      state: "late",
      lastSampleAt: new Date((nowUs - 60_000_000) / 1_000).toISOString(),
      unit: { unitId, device: "test device" },
      depot: { depotId, name: "Venlo" },
    });
    expect(vehicle.headline.map(({ name, value, source }: { name: string; value: number; source: string }) => [name, value, source])).toEqual([
      ["Vehicle.Speed", 81.7, "can1/SPEED"],
      ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", 88, "can0/Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"],
    ]);
    expect((await get(`/vehicles/${vehicleId}`)).json()).toEqual(vehicle);
    expect((await get("/vehicles/by-call-sign/TR%20214")).json()).toEqual(vehicle);
  });

  test("says asleep of a unit that signed off, silent of one whose unit was taken out", async () => {
    const nowUs = Date.now() * 1_000;
    const asleep = await fleet.addVehicle("ASLEEP");
    const unitId = await fleet.addUnit(asleep);
    await stored(unitId, nowUs - 7_200_000_000);
    await api.db.app
      .of(fleet.tenantId)
      .count("test-sleep", "insert into source_sleep (tenant_id, source_id, at_us) values ($1, $2, $3)", [fleet.tenantId, unitId, nowUs - 7_199_000_000]);
    const emptied = await fleet.addVehicle("EMPTIED");
    await fleet.addUnit(emptied);
    await api.db.admin.query(
      "update drawbar.unit_assignment set during = tstzrange(lower(during), now() - interval '1 hour') where tenant_id = $1 and vehicle_id = $2",
      [fleet.tenantId, emptied],
    );
    telemetry.latestSignals = [signal("Vehicle.Speed", { value: 0, atUs: nowUs - 7_200_000_000 })];

    const states = (await get("/vehicles")).json().items.map(({ callSign, state }: { callSign: string; state: string }) => [callSign, state]);
    expect(states).toEqual([
      ["ASLEEP", "asleep"],
      ["EMPTIED", "silent"],
    ]);
  });

  test("is never made live by a recording", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    await stored(await fleet.addRun(vehicleId), Date.now() * 1_000);

    expect((await get(`/vehicles/${vehicleId}`)).json()).toMatchObject({ state: "never" });
    expect((await get("/system")).json()).not.toHaveProperty("newestSampleAt");
  });

  test("reads stored headlines once for callers that come at once", async () => {
    for (let vehicle = 0; vehicle < 3; vehicle++) await fleet.addVehicle(`TR ${vehicle}`);
    await Promise.all(Array.from({ length: 10 }, async () => get("/vehicles")));

    expect(telemetry.reads).toBe(3);
  });
});

describe("registering a vehicle", () => {
  const register = async (payload: object) => api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload });

  test("gives it an id and an address", async () => {
    const made = await register({ callSign: "TR 214", vin: "wma06xzz9ap012345", description: "tractor" });

    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ callSign: "TR 214", vin: "WMA06XZZ9AP012345", description: "tractor", simulated: false, state: "never", headline: [] });
    expect((await api.app.inject({ url: String(made.headers.location), headers })).json()).toEqual(made.json());
  });

  test("is refused when call sign or VIN are taken, naming by whom", async () => {
    await register({ callSign: "TR 214", vin: "WMA06XZZ9AP012345" });

    expect((await register({ callSign: "TR 214" })).json()).toMatchObject({
      status: 409,
      code: "CALL_SIGN_TAKEN",
      detail: 'there is a vehicle with the call sign "TR 214" already',
    });
    expect((await register({ callSign: "TR 215", vin: "WMA06XZZ9AP012345" })).json()).toMatchObject({
      status: 409,
      code: "VIN_TAKEN",
      detail: 'the vehicle "TR 214" has this VIN already',
    });
  });

  test("by many at once gives the call sign to one", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, async () => register({ callSign: "TR 214" })));

    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.statusCode === 409)).toHaveLength(7);
  });
});

describe("a run of a recording", () => {
  test("is read under its vehicle only", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const other = await fleet.addVehicle("TR 2");
    const run = await fleet.addRun(vehicleId);
    const span = "from=2018-08-02T00:00:00Z&to=2018-08-03T00:00:00Z";

    for (const path of [`signals?run=${run}`, `history?source=a&${span}&run=${run}`, `samples?run=${run}`]) {
      expect([path, (await get(`/vehicles/${vehicleId}/${path}`)).statusCode]).toEqual([path, 200]);
      const elsewhere = await get(`/vehicles/${other}/${path}`);
      expect([path, elsewhere.statusCode, elsewhere.json().code]).toEqual([path, 404, "RUN_UNKNOWN"]);
    }
  });
});

describe("an export", () => {
  test("streams lines with every digit", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    telemetry.batches = () => [
      { signal: "Speed", source: "can0/S", unit: "km/h", timesUs: Float64Array.of(1_533_226_488_233_527), values: Float64Array.of(28.86) },
      { signal: "Counter", source: "can0/C", unit: "", timesUs: Float64Array.of(1, 2), values: BigInt64Array.of(9_223_372_036_854_775_807n, -1n) },
    ];
    const answer = await get(`/vehicles/${vehicleId}/samples`);

    expect(answer.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
    expect(answer.body.split("\n")).toEqual([
      '{"signal":"Speed","source":"can0/S","timeNs":"1533226488233527000","value":28.86,"unit":"km/h"}',
      '{"signal":"Counter","source":"can0/C","timeNs":"1000","value":9223372036854775807,"unit":""}',
      '{"signal":"Counter","source":"can0/C","timeNs":"2000","value":-1,"unit":""}',
      "",
    ]);
  });

  test("that fails before its first line is answered as a problem; one that fails later breaks off", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    telemetry.batches = async function* failing() {
      yield* [];
      throw new Error("the disk is gone");
    };
    expect((await get(`/vehicles/${vehicleId}/samples`)).statusCode).toBe(500);

    telemetry.batches = async function* failing() {
      yield { signal: "S", source: "s", unit: "", timesUs: new Float64Array(2_000).fill(1), values: new Float64Array(2_000) };
      throw new Error("the disk is gone");
    };
    await expect(
      fetch(`http://127.0.0.1:${api.server.port}/api/v1/vehicles/${vehicleId}/samples`, { headers }).then(async (answer) => answer.text()),
    ).rejects.toThrow("terminated");
  });

  test("is one of at most four of a fleet, and gives its place back when the reader goes away", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    telemetry.batches = function* endless() {
      for (;;) yield { signal: "S", source: "s", unit: "", timesUs: new Float64Array(10_000).fill(1), values: new Float64Array(10_000) };
    };
    const url = `http://127.0.0.1:${api.server.port}/api/v1/vehicles/${vehicleId}/samples`;
    const readers = [1, 2, 3, 4].map(() => new AbortController());
    for (const reader of readers) expect((await fetch(url, { headers, signal: reader.signal })).status).toBe(200);

    const refused = await fetch(url, { headers });
    expect([refused.status, refused.headers.get("retry-after"), ((await refused.json()) as { code: string }).code]).toEqual([429, "5", "EXPORT_BUSY"]);
    for (const reader of readers) reader.abort();
    await expect
      .poll(async () => {
        const reader = new AbortController();
        const { status } = await fetch(url, { headers, signal: reader.signal });
        reader.abort();
        return status;
      })
      .toBe(200);
  });
});

describe("removing", () => {
  async function withData(vehicleId: VehicleId): Promise<SourceId> {
    const unitId = await fleet.addUnit(vehicleId);
    const tx = api.db.app.of(fleet.tenantId);
    await stored(unitId, 5);
    const slot = 3_000_000 + Number(new Date().toISOString().slice(2, 10).replaceAll("-", ""));
    await api.db.app.directory.one("test-partition", "select drawbar.add_segment_partitions($1::int[])", [[slot]]);
    await tx.count(
      "test-segment",
      `insert into segment (tenant_id, source_id, epoch, seq, first_us, last_us, produced_before, slot, samples, produced, priority, kind, checksum, body)
       values ($1, $2, 1, 1, 0, 5, 0, $3, 10, 10, 3, 1, '', '')`,
      [fleet.tenantId, unitId, slot],
    );
    await tx.count("test-range", "insert into stream_range (tenant_id, source_id, epoch, priority, have, slots) values ($1, $2, 1, 3, '{[1,2)}', $3)", [
      fleet.tenantId,
      unitId,
      [slot],
    ]);
    await tx.count("test-minute", "insert into rollup_minute (tenant_id, source_id, minute, packed) values ($1, $2, 0, '')", [fleet.tenantId, unitId]);
    return unitId;
  }

  async function rowsOf(unitId: SourceId): Promise<Record<string, number>> {
    const tables = ["segment", "stream_range", "source_latest", "rollup_minute"];
    const counts = await Promise.all(
      tables.map(async (table) => api.db.admin.query<{ count: string }>(`select count(*) from drawbar.${table} where source_id = $1`, [unitId])),
    );
    return Object.fromEntries(tables.map((table, index) => [table, Number(counts[index]?.rows[0]?.count)]));
  }

  test("the demonstration fleet takes its vehicles and all that they said, and nothing else", async () => {
    const demo = await withData(await fleet.addVehicle("DEMO", { simulated: true }));
    const real = await withData(await fleet.addVehicle("REAL"));
    const answer = await api.app.inject({ method: "DELETE", url: "/api/v1/demo", headers });

    expect(answer.json()).toEqual({ vehicles: 1 });
    expect(await rowsOf(demo)).toEqual({ segment: 0, stream_range: 0, source_latest: 0, rollup_minute: 0 });
    expect(await rowsOf(real)).toEqual({ segment: 1, stream_range: 1, source_latest: 1, rollup_minute: 1 });
    expect((await get("/vehicles")).json().items.map(({ callSign }: { callSign: string }) => callSign)).toEqual(["REAL"]);
    expect((await api.app.inject({ method: "DELETE", url: "/api/v1/demo", headers })).json()).toEqual({ vehicles: 0 });
  });

  test("a vehicle revokes its unit, so that it does not come back", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const unitId = await withData(vehicleId);
    expect((await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicleId}`, headers })).statusCode).toBe(204);

    const { rows } = await api.db.admin.query("select revoked_at from drawbar.unit where unit_id = $1", [unitId]);
    expect(rows).toEqual([{ revoked_at: expect.any(Date) }]);
    expect((await get(`/vehicles/${vehicleId}`)).statusCode).toBe(404);
  });
});

test("the account of a source adds up its streams", async () => {
  const unitId = await fleet.addUnit(await fleet.addVehicle("TR 1"));
  telemetry.streams = [
    { stream: `${unitId}/7/0`, produced: 10, received: 10, lost: 0, entrusted: 0, open: 0 },
    { stream: `${unitId}/7/3`, produced: 100, received: 80, lost: 5, entrusted: 10, open: 5 },
  ];

  expect((await get(`/sources/${unitId}/account`)).json()).toEqual({
    sourceId: unitId,
    streams: telemetry.streams,
    totals: { produced: 110, received: 90, lost: 5, entrusted: 10, open: 5 },
  });
});

test("the system's state counts vehicles, depots, links and the last minute's samples", async () => {
  const vehicleId = await fleet.addVehicle("TR 1");
  const unitId = await fleet.addUnit(vehicleId);
  const depotId = await fleet.addDepot("Venlo");
  const nowUs = Date.now() * 1_000;
  await stored(unitId, nowUs);
  const tx = api.db.app.of(fleet.tenantId);
  const slot = 3_000_000 + Number(new Date().toISOString().slice(2, 10).replaceAll("-", ""));
  await api.db.app.directory.one("test-partition", "select drawbar.add_segment_partitions($1::int[])", [[slot]]);
  await tx.count(
    "test-segment-now",
    `insert into segment (tenant_id, source_id, epoch, seq, first_us, last_us, produced_before, slot, samples, produced, priority, kind, checksum, body)
     values ($1, $2, 1, 1, $4, $4, 0, $3, 1200, 1200, 3, 1, '', '')`,
    [fleet.tenantId, unitId, slot, nowUs - 20_000_000],
  );
  for (const source of [unitId, depotId])
    await tx.count("test-heard", "insert into source_presence (tenant_id, source_id, heard_at) values ($1, $2, now())", [fleet.tenantId, source]);

  expect((await get("/system")).json()).toEqual({
    version: "0.0.0",
    vehicles: 1,
    depots: 1,
    samplesPerSecond: 20,
    newestSampleAt: new Date(nowUs / 1_000).toISOString(),
    links: [
      { sourceId: depotId, kind: "depot", name: "Venlo", lastHeardAt: expect.any(String) },
      { sourceId: unitId, kind: "unit", name: "TR 1", lastHeardAt: expect.any(String) },
    ],
  });
  expect((await get("/depots")).json()).toEqual({ items: [{ depotId, name: "Venlo", connected: true, lastHeardAt: expect.any(String) }] });
});
