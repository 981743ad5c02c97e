import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import type { SampleBatch } from "../telemetry/index.ts";

/** What an export reads instead of the store, for exports that no store would give. */
type Samples = () => AsyncIterable<SampleBatch> | Iterable<SampleBatch>;

const second = 1_000_000;
let api: TestApi;
let exporting: TestApi;
let samples: Samples;
let fleet: TestFleet;
let headers: { readonly authorization: string };
let nowUs: number;

beforeAll(async () => {
  api = await startTestApi();
  exporting = await startTestApi({
    samples: async function* scripted() {
      yield* samples();
    },
  });
});
afterAll(async () => {
  await api.dispose();
  await exporting.dispose();
});
beforeEach(async () => {
  fleet = await api.makeFleet();
  headers = await fleet.headers();
  nowUs = Date.now() * 1_000;
  await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
});

const get = async (url: string) => api.app.inject({ url: `/api/v1${url}`, headers });

/** A unit or recording that sends what a test wants, stored as the link role stores it. */
function sourceOf(source: SourceId): ScriptedSource {
  return new ScriptedSource({ source, bootedAtUs: nowUs - 24 * 3_600 * second });
}

async function store(...records: readonly LinkRecord[]): Promise<void> {
  const outcomes = await api.store.apply(fleet.tenantId, records);
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["stored"]));
}

describe("a vehicle of the list", () => {
  test("says what the VIN of one vehicle says, and keeps a VIN whose check digit does not fit", async () => {
    const headersOf = { ...headers, "content-type": "application/json" };
    const registered = await api.app.inject({
      method: "POST",
      url: "/api/v1/vehicles",
      headers: headersOf,
      payload: { callSign: "ESCAPE", vin: "1fmcu0ga1pk000001" },
    });
    expect(registered.statusCode).toBe(201);
    const { vehicleId, decoded } = registered.json();
    expect(decoded).toMatchObject({ kind: "decoded", make: "Ford", model: "Escape", modelYear: 2023, findings: [] });
    expect((await get(`/vehicles/${vehicleId}`)).json().decoded).toEqual(decoded);
    expect((await get("/vehicles")).json().items[0].decoded).toBeUndefined();

    const changed = await api.app.inject({
      method: "PATCH",
      url: `/api/v1/vehicles/${vehicleId}`,
      headers: headersOf,
      payload: { vin: "1FMCU0GA7PK000001" },
    });
    expect(changed.statusCode).toBe(200);
    expect(changed.json().decoded).toMatchObject({
      checkDigitOk: false,
      findings: [{ code: "check-digit-wrong", severity: "warning", suggestions: expect.arrayContaining(["1FMCU0GA1PK000001"]) }],
    });
  });

  test("shows a vehicle with its unit, depot, state and headline", async () => {
    const vehicleId = await fleet.addVehicle("TR 214");
    const unitId = await fleet.addUnit(vehicleId);
    const depotId = await fleet.addDepot("Venlo");
    const at = Float64Array.of(nowUs - 60 * second);
    const source = sourceOf(unitId);
    await store(
      source.segment(nowUs - 70 * second, 5, { raw: 100 }),
      source.segment(at[0] ?? 0, 1, {
        columns: [
          { kind: "scaled", signal: 0, times: at, raw: Float64Array.of(8_170) },
          { kind: "scaled", signal: 1, times: at, raw: Float64Array.of(8_000) },
          { kind: "float", signal: 2, times: at, values: Float64Array.of(20) },
        ],
      }),
    );
    await api.db.app
      .of(fleet.tenantId)
      .count("test-presence", "insert into source_presence (tenant_id, source_id, heard_at, through_id) values ($1, $2, now(), $3)", [
        fleet.tenantId,
        unitId,
        depotId,
      ]);

    const [vehicle] = (await get("/vehicles")).json().items;
    expect(vehicle).toMatchObject({
      vehicleId,
      callSign: "TR 214",
      simulated: false,
      state: "late",
      lastSampleAt: new Date((nowUs - 60 * second) / 1_000).toISOString(),
      unit: { unitId, device: "test device" },
      depot: { depotId, name: "Venlo" },
    });
    expect(vehicle.headline.map(({ name, value }: { name: string; value: number }) => [name, value])).toEqual([
      ["Vehicle.Speed", 81.7],
      ["Vehicle.Powertrain.CombustionEngine.Speed", 1_000],
    ]);
    expect((await get(`/vehicles/${vehicleId}`)).json()).toEqual(vehicle);
    expect((await get("/vehicles/by-call-sign/TR%20214")).json()).toEqual(vehicle);
  });

  test("says asleep of a unit that signed off, silent of one whose unit was taken out", async () => {
    const asleep = await fleet.addUnit(await fleet.addVehicle("ASLEEP"));
    await store(sourceOf(asleep).segment(nowUs - 7_210 * second, 10));
    await api.db.app
      .of(fleet.tenantId)
      .count("test-sleep", "insert into source_sleep (tenant_id, source_id, at_us) values ($1, $2, $3)", [fleet.tenantId, asleep, nowUs - 7_200 * second]);
    const emptied = await fleet.addVehicle("EMPTIED");
    await store(sourceOf(await fleet.addUnit(emptied)).segment(nowUs - 7_210 * second, 10));
    await api.db.admin.query(
      "update drawbar.unit_assignment set during = tstzrange(lower(during), now() - interval '1 hour') where tenant_id = $1 and vehicle_id = $2",
      [fleet.tenantId, emptied],
    );

    const states = (await get("/vehicles")).json().items.map(({ callSign, state }: { callSign: string; state: string }) => [callSign, state]);
    expect(states).toEqual([
      ["ASLEEP", "asleep"],
      ["EMPTIED", "silent"],
    ]);
  });

  test("is never made live by a recording", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    await store(sourceOf(await fleet.addRun(vehicleId)).segment(nowUs - 5 * second, 5));

    const vehicle = (await get(`/vehicles/${vehicleId}`)).json();
    expect([vehicle.state, vehicle.headline, vehicle.lastSampleAt]).toEqual(["never", [], undefined]);
    expect((await get("/system")).json()).not.toHaveProperty("newestSampleAt");
  });
});

describe("a run of a recording", () => {
  test("is read under its vehicle only", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const other = await fleet.addVehicle("TR 2");
    const run = await fleet.addRun(vehicleId);
    await store(sourceOf(run).segment(noonUs, 5));
    const span = "from=2026-11-25T12:00:00Z&to=2026-11-25T12:01:00Z";

    for (const path of [`signals?run=${run}`, `history?source=can0/SPEED/V&${span}&run=${run}`, `samples?run=${run}`]) {
      expect([path, (await get(`/vehicles/${vehicleId}/${path}`)).statusCode]).toEqual([path, 200]);
      const elsewhere = await get(`/vehicles/${other}/${path}`);
      expect([path, elsewhere.statusCode, elsewhere.json().code]).toEqual([path, 404, "RUN_UNKNOWN"]);
    }
    expect((await get(`/vehicles/${vehicleId}/signals?run=${run}`)).json().items).toMatchObject([{ source: "can0/SPEED/V", value: 1_004 * 0.01 }]);
  });

  test("is listed under its vehicle with what became of its samples", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const run = await fleet.addRun(vehicleId, "drive.log");
    await store(sourceOf(run).segment(noonUs, 5));

    expect((await get(`/vehicles/${vehicleId}/runs`)).json().items).toEqual([
      {
        runId: run,
        vehicleId,
        log: { name: "drive.log" },
        startedAt: expect.any(String),
        account: { produced: 5, received: 5, lost: 0, entrusted: 0, open: 0 },
        segments: 1,
      },
    ]);
  });
});

describe("a history", () => {
  test("has every sample when they are few, with its own digits", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    await store(sourceOf(await fleet.addUnit(vehicleId)).segment(nowUs - 60 * second, 3, { raw: 2_886 }));
    const from = new Date((nowUs - 120 * second) / 1_000).toISOString();
    const to = new Date(nowUs / 1_000).toISOString();
    const history = (await get(`/vehicles/${vehicleId}/history?source=can0/SPEED/V&from=${from}&to=${to}`)).json();

    expect(history).toMatchObject({ from, to, resolution: "raw" });
    const at = [60, 59, 58].map((ago) => (nowUs - ago * second) / 1_000);
    const values = [28.86, 28.87, 28.88];
    expect(history.series).toEqual([
      { source: "can0/SPEED/V", signal: "Vehicle.Speed", unit: "km/h", decimals: 1, at, mean: values, min: values, max: values, count: [1, 1, 1] },
    ]);
  });

  test("of a signal that was never seen says so", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const answer = await get(`/vehicles/${vehicleId}/history?source=can0/WINGS&from=2026-11-25T12:00:00Z&to=2026-11-25T12:01:00Z`);

    expect([answer.statusCode, answer.json().code]).toEqual([404, "SIGNAL_UNKNOWN"]);
  });
});

describe("an export", () => {
  test("streams lines from the store with every digit", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const times = Float64Array.of(1_533_226_488_233_527, 1_533_226_488_243_527);
    await store(
      sourceOf(await fleet.addRun(vehicleId)).segment(times[0] ?? 0, 2, {
        columns: [
          { kind: "scaled", signal: 0, times, raw: Float64Array.of(2_886, -1) },
          { kind: "integer", signal: 3, times, values: BigInt64Array.of(9_223_372_036_854_775_807n, -1n) },
          { kind: "text", signal: 4, times, values: ["D", "R"] },
        ],
      }),
    );
    const { runId } = (await get(`/vehicles/${vehicleId}/runs`)).json().items[0];
    const answer = await get(`/vehicles/${vehicleId}/samples?run=${runId}`);

    expect(answer.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
    expect(answer.body.split("\n")).toEqual([
      '{"signal":"Vehicle.Speed","source":"can0/SPEED/V","timeNs":"1533226488233527000","value":28.86,"unit":"km/h"}',
      '{"signal":"Vehicle.Speed","source":"can0/SPEED/V","timeNs":"1533226488243527000","value":-0.01,"unit":"km/h"}',
      '{"signal":"can0/COUNT/N","source":"can0/COUNT/N","timeNs":"1533226488233527000","value":9223372036854775807,"unit":""}',
      '{"signal":"can0/COUNT/N","source":"can0/COUNT/N","timeNs":"1533226488243527000","value":-1,"unit":""}',
      '{"signal":"can0/TEXT/GEAR","source":"can0/TEXT/GEAR","timeNs":"1533226488233527000","value":"D","unit":""}',
      '{"signal":"can0/TEXT/GEAR","source":"can0/TEXT/GEAR","timeNs":"1533226488243527000","value":"R","unit":""}',
      "",
    ]);
    const csv = await get(`/vehicles/${vehicleId}/samples?run=${runId}&signal=can0/COUNT/N&format=csv`);
    expect([csv.headers["content-type"], csv.body]).toEqual([
      "text/csv; charset=utf-8; header=present",
      "signal,source,timeNs,value,unit\r\ncan0/COUNT/N,can0/COUNT/N,1533226488233527000,9223372036854775807,\r\ncan0/COUNT/N,can0/COUNT/N,1533226488243527000,-1,\r\n",
    ]);
  });

  const batch = (samples: number): SampleBatch => ({
    signal: "S",
    source: "s",
    unit: "",
    timesUs: new Float64Array(samples).fill(1),
    values: new Float64Array(samples),
  });

  async function exportAddress(): Promise<{ readonly url: string; readonly headers: { readonly authorization: string } }> {
    const other = await exporting.makeFleet();
    return { url: `http://127.0.0.1:${exporting.server.port}/api/v1/vehicles/${await other.addVehicle("TR 1")}/samples`, headers: await other.headers("read") };
  }

  test("that fails before its first line is answered as a problem; one that fails later breaks off", async () => {
    const { url, ...request } = await exportAddress();
    samples = async function* failing() {
      yield* [];
      throw new Error("the disk is gone");
    };
    expect((await fetch(url, request)).status).toBe(500);

    samples = async function* failing() {
      yield batch(2_000);
      throw new Error("the disk is gone");
    };
    await expect(fetch(url, request).then(async (answer) => answer.text())).rejects.toThrow("terminated");
  });

  test("is one of at most four of a fleet, and gives its place back when the reader goes away", async () => {
    const { url, ...request } = await exportAddress();
    samples = function* endless() {
      for (;;) yield batch(10_000);
    };
    const readers = [1, 2, 3, 4].map(() => new AbortController());
    // Kept: an answer that nobody refers to is cancelled by the garbage collector.
    const answers: Response[] = [];
    for (const reader of readers) answers.push(await fetch(url, { ...request, signal: reader.signal }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);

    const refused = await fetch(url, request);
    expect([refused.status, refused.headers.get("retry-after"), ((await refused.json()) as { code: string }).code]).toEqual([429, "5", "EXPORT_BUSY"]);
    for (const reader of readers) reader.abort();
    await expect
      .poll(async () => {
        const reader = new AbortController();
        const { status } = await fetch(url, { ...request, signal: reader.signal });
        reader.abort();
        return status;
      })
      .toBe(200);
  });
});

describe("removing", () => {
  async function withData(vehicleId: VehicleId): Promise<SourceId> {
    const unitId = await fleet.addUnit(vehicleId);
    await store(sourceOf(unitId).segment(nowUs - 20 * second, 10));
    return unitId;
  }

  async function rowsOf(unitId: SourceId): Promise<Record<string, number>> {
    const tables = ["segment", "stream_range", "source_latest", "rollup_mark"];
    const counts = await Promise.all(
      tables.map(async (table) => api.db.admin.query<{ count: string }>(`select count(*) from drawbar.${table} where source_id = $1`, [unitId])),
    );
    return Object.fromEntries(tables.map((table, index) => [table, Number(counts[index]?.rows[0]?.count)]));
  }

  test("the demonstration fleet takes its vehicles and all that they said, and nothing else", async () => {
    const demo = await withData(await fleet.addVehicle("DEMO", { simulated: true }));
    const real = await withData(await fleet.addVehicle("REAL"));
    const before = await rowsOf(real);
    expect(Object.values(before).every((rows) => rows > 0)).toBe(true);
    const answer = await api.app.inject({ method: "DELETE", url: "/api/v1/demo", headers });

    expect(answer.json()).toEqual({ vehicles: 1 });
    expect(await rowsOf(demo)).toEqual({ segment: 0, stream_range: 0, source_latest: 0, rollup_mark: 0 });
    expect(await rowsOf(real)).toEqual(before);
    expect((await get("/vehicles")).json().items.map(({ callSign }: { callSign: string }) => callSign)).toEqual(["REAL"]);
    expect((await api.app.inject({ method: "DELETE", url: "/api/v1/demo", headers })).json()).toEqual({ vehicles: 0 });
  });

  test("a vehicle leaves no row of what its sources said in any table", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const unitId = await withData(vehicleId);
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicleId}`, headers });
    const { rows } = await api.db.admin.query<{ table_name: string }>(
      `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'drawbar' and c.column_name = 'source_id' and t.table_type = 'BASE TABLE' and c.table_name <> 'certificate_issued'`,
    );

    expect(rows.length).toBeGreaterThan(10);
    for (const { table_name: table } of rows) {
      const left = await api.db.admin.query(`select from drawbar.${table} where source_id = $1`, [unitId]);
      expect([table, left.rowCount]).toEqual([table, 0]);
    }
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
  const source = sourceOf(unitId);
  const [first, missing, third] = [0, 1, 2].map((index) => source.segment(nowUs - (30 - index * 5) * second, 5)) as [LinkRecord, LinkRecord, LinkRecord]; // three were made
  await store(first, third, source.segment(nowUs - 5 * second, 2, { priority: 0 }));

  const account = (await get(`/sources/${unitId}/account`)).json();
  expect(account.totals).toEqual({ produced: 17, received: 12, lost: 0, entrusted: 0, open: missing.produced });
  expect(account.streams).toHaveLength(2);
});

test("the system's state counts vehicles, depots, links and the last minute's samples", async () => {
  const unitId = await fleet.addUnit(await fleet.addVehicle("TR 1"));
  const depotId = await fleet.addDepot("Venlo");
  const source = sourceOf(unitId);
  await store(...Array.from({ length: 7 }, (_, index) => source.segment(nowUs - (70 - index * 10) * second, 10)));
  const tx = api.db.app.of(fleet.tenantId);
  for (const heard of [unitId, depotId]) {
    await tx.count(
      "test-heard",
      "insert into source_presence (tenant_id, source_id, heard_at) values ($1, $2, now()) on conflict on constraint source_presence_key do update set heard_at = now()",
      [fleet.tenantId, heard],
    );
  }

  const system = (await get("/system")).json();
  expect(system).toEqual({
    version: "0.0.0",
    vehicles: 1,
    depots: 1,
    samplesPerSecond: expect.any(Number),
    newestSampleAt: new Date((nowUs - second) / 1_000).toISOString(),
    links: [
      { sourceId: depotId, kind: "depot", name: "Venlo", lastHeardAt: expect.any(String) },
      { sourceId: unitId, kind: "unit", name: "TR 1", lastHeardAt: expect.any(String) },
    ],
  });
  expect(system.samplesPerSecond).toBeGreaterThan(0.8);
  expect(system.samplesPerSecond).toBeLessThanOrEqual(1);
  expect((await get("/depots")).json()).toEqual({ items: [{ depotId, name: "Venlo", connected: true, lastHeardAt: expect.any(String) }] });
});
