/** From stored reports to episodes, on a real database: whatever order they come in. */
import type { FaultReport } from "@drawbar/proto/faults/fault-report.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { parseSourceId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource } from "../../link/testing/scripted-source.ts";
import { CatalogueStore } from "../telemetry/index.ts";
import { clearSilentFaults, foldFaultReports } from "./fault-turn.ts";
import { dm1, faultCatalogueBytes, faultCatalogueHash, reportSegment, snapshot } from "./testing/reported-faults.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const hot = "SPN 110 FMI 16";
const oil = "SPN 100 FMI 1";
const second = 1_000_000;
const hour = 3_600 * second;
const day = 24 * hour;
const startUs = noonUs - 2 * day;

async function makeFleet(): Promise<{ readonly fleet: TestFleet; readonly vehicleId: VehicleId; readonly source: ScriptedSource }> {
  const fleet = await api.makeFleet();
  const vehicleId = await fleet.addVehicle("TR 1");
  const source = new ScriptedSource({ source: await fleet.addUnit(vehicleId), catalogue: faultCatalogueHash });
  await api.store.addCatalogue(fleet.tenantId, faultCatalogueHash, faultCatalogueBytes);
  return { fleet, vehicleId, source };
}

/** Two days: a loose contact, a fault that goes and comes again hours later, one that stays, and trouble codes of OBD-II. */
function story(source: ScriptedSource): readonly LinkRecord[] {
  const at = (us: number, report: FaultReport): LinkRecord => reportSegment(source, startUs + us, report);
  const obd = (lists: readonly ("stored" | "pending")[]): FaultReport => {
    const faults = lists.length === 0 ? [] : [{ code: "P0401", lists }];
    return { protocol: "obd", lamps: lists.includes("stored") ? ["malfunction"] : [], faults, leftOut: 0, frames: [] };
  };
  return [
    at(0, dm1([], [])),
    at(60 * second, dm1(["amberWarning"], [hot], [snapshot(hot)])),
    at(100 * second, dm1([], [])),
    at(300 * second, dm1(["amberWarning"], [hot])),
    at(340 * second, dm1([], [])),
    at(600 * second, obd(["pending"])),
    at(630 * second, obd(["stored"])),
    at(3 * hour, dm1([], [])),
    at(4 * hour, obd([])),
    at(5 * hour, dm1(["redStop"], [oil], [snapshot(oil)])),
    at(day, dm1(["redStop"], [oil])),
    at(day + hour, dm1(["redStop", "amberWarning"], [hot, oil])),
    at(day + 2 * hour, dm1(["redStop"], [oil])),
  ];
}

const turn = async (tenant: TenantId, nowUs = noonUs): Promise<void> => {
  const catalogues = new CatalogueStore({ database: api.db.worker });
  const clock = { wallUs: () => nowUs, monoUs: () => nowUs };
  while ((await api.db.worker.transaction(tenant, async (tx) => foldFaultReports(tx, { catalogues, clock }))) > 0);
};

/** What stands in the end, without what a vehicle's ids have in it. */
async function outcome(tenant: TenantId): Promise<readonly object[]> {
  const { rows } = await api.db.admin.query<object>(
    `select code, control_unit, (onset_us - $2) / 1000000 as onset_s, (seen_us - $2) / 1000000 as seen_s, (absent_us - $2) / 1000000 as absent_s, level,
       interruptions, lists, lamps, frame is not null as has_frame, told
     from drawbar.fault_episode where tenant_id = $1 order by onset_us, code`,
    [tenant, startUs],
  );
  return rows;
}

async function told(tenant: TenantId): Promise<readonly string[]> {
  const { rows } = await api.db.admin.query<{ told: string }>(
    "select type || ' ' || coalesce(body::jsonb ->> 'code', '') as told from drawbar.event_entry where tenant_id = $1 and type like 'fault.%' order by entry_id",
    [tenant],
  );
  return rows.map((row) => row.told);
}

describe("fault episodes", () => {
  let expected: readonly object[];
  beforeAll(async () => {
    const { fleet, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, story(source));
    await turn(fleet.tenantId);
    expected = await outcome(fleet.tenantId);
  });

  it("are made of what control units report", () => {
    expect(expected).toMatchObject([
      {
        code: hot,
        control_unit: "can0/DM1@00",
        onset_s: "60",
        seen_s: "300",
        absent_s: "340",
        level: "workshop",
        interruptions: 1,
        has_frame: true,
        told: "cleared",
      },
      { code: "P0401", control_unit: "can0/OBD@7E8", onset_s: "600", absent_s: "14400", level: "workshop", lists: ["stored"], told: "cleared" },
      { code: oil, onset_s: "18000", seen_s: "93600", absent_s: null, level: "stop-now", told: "raised" },
      { code: hot, onset_s: "90000", absent_s: "93600", level: "workshop", interruptions: 0, has_frame: false, told: "cleared" },
    ]);
  });

  it.each([1, 2, 3, 4])("are the same shuffled, doubled and in many batches (seed %i)", async (seed) => {
    const { fleet, source } = await makeFleet();
    const random = new SeededRandom(seed);
    const segments = story(source);
    const shuffled = [...segments, ...segments]
      .map((segment) => ({ segment, rank: random.next() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ segment }) => segment);
    while (shuffled.length > 0) {
      await api.store.apply(fleet.tenantId, [...new Set(shuffled.splice(0, 1 + random.below(4)))]);
      await turn(fleet.tenantId);
    }
    expect(await outcome(fleet.tenantId)).toEqual(expected);
  });

  it("are the same when a day's reports come a day late, and what they disprove is taken back", async () => {
    const { fleet, source } = await makeFleet();
    const segments = story(source);
    // Without the hours in between the fault of the second day seems to begin there.
    await api.store.apply(fleet.tenantId, segments.slice(10));
    await turn(fleet.tenantId);
    await api.store.apply(fleet.tenantId, segments.slice(0, 10));
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
    const events = await told(fleet.tenantId);
    expect(events.filter((event) => event === `fault.raised ${oil}`)).toHaveLength(2);
    expect(events.filter((event) => event.startsWith("fault.withdrawn"))).toHaveLength(1);
  });

  it("are told once in effect, and cleared also when the vehicle says nothing more", async () => {
    const { fleet, source } = await makeFleet();
    const segments = story(source);
    for (const segment of segments.slice(0, 3)) {
      await api.store.apply(fleet.tenantId, [segment, segment]);
      await turn(fleet.tenantId, startUs + 120 * second);
    }
    expect(await told(fleet.tenantId)).toEqual([`fault.raised ${hot}`]);
    const clear = async (nowUs: number): Promise<number> => api.db.worker.transaction(fleet.tenantId, async (tx) => clearSilentFaults(tx, nowUs));
    expect(await clear(startUs + 600 * second)).toBe(0);
    expect(await clear(startUs + 701 * second)).toBe(1);
    expect(await clear(startUs + 800 * second)).toBe(0);
    expect(await told(fleet.tenantId)).toEqual([`fault.raised ${hot}`, `fault.cleared ${hot}`]);
    // It was only late that it had come back.
    await api.store.apply(fleet.tenantId, segments.slice(3, 4));
    await turn(fleet.tenantId, startUs + 800 * second);
    expect(await told(fleet.tenantId)).toEqual([`fault.raised ${hot}`, `fault.cleared ${hot}`, `fault.raised ${hot}`]);
  });

  it("follow the vehicle when its unit is replaced, and the unit's earlier ones stay where they were", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    const segments = story(source);
    await api.store.apply(fleet.tenantId, segments.slice(0, 10));
    const swapUs = startUs + 12 * hour;
    const next = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a77");
    const other = await fleet.addVehicle("TR 2");
    const tx = api.db.app.of(fleet.tenantId);
    await tx.count("test-unit", "insert into unit (tenant_id, unit_id, kind, device, enrolled_at) values ($1, $2, 'unit', 'test device', now())", [
      fleet.tenantId,
      next,
    ]);
    await api.db.admin.query(
      "update drawbar.unit_assignment set during = tstzrange(lower(during), to_timestamp($2::double precision / 1000000)) where tenant_id = $1",
      [fleet.tenantId, swapUs],
    );
    for (const [unit, vehicle] of [
      [next, vehicleId],
      [source.source, other],
    ] as const)
      // prettier-ignore
      await tx.count(
        "test-swap",
        "insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during) values ($1, $2, 'unit', $3, tstzrange(to_timestamp($4::double precision / 1000000), null))",
        [fleet.tenantId, unit, vehicle, swapUs],
      );
    const nextSource = new ScriptedSource({ source: next, catalogue: faultCatalogueHash });
    await api.store.apply(fleet.tenantId, story(nextSource).slice(10));
    await api.store.apply(fleet.tenantId, [reportSegment(source, startUs + day, dm1(["amberWarning"], ["SPN 97 FMI 3"]))]);
    await turn(fleet.tenantId);
    const { rows } = await api.db.admin.query<{ code: string; vehicle_id: string }>(
      "select code, vehicle_id from drawbar.fault_episode where tenant_id = $1 order by onset_us, code",
      [fleet.tenantId],
    );
    expect(rows.filter(({ vehicle_id }) => vehicle_id === vehicleId).map(({ code }) => code)).toEqual([hot, "P0401", oil, hot]);
    expect(rows.filter(({ vehicle_id }) => vehicle_id === other).map(({ code }) => code)).toEqual(["SPN 97 FMI 3"]);
  });

  it("come as texts, of which a chart has no points", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, story(source));
    const [from, to] = [new Date(startUs / 1_000).toISOString(), new Date((startUs + hour) / 1_000).toISOString()];
    const url = `/api/v1/vehicles/${vehicleId}/history?source=can0/DM1/Faults@00&from=${from}&to=${to}`;
    const answer = await api.app.inject({ url, headers: await fleet.headers() });
    expect([answer.statusCode, answer.json().series]).toMatchObject([200, [{ signal: "Drawbar.Faults", at: [], mean: [], count: [] }]]);
    const [newer, values] = await Promise.all(
      [`history?source=can0/DM1/Faults@00&from=${from}&to=${to}&width=400`, `at?source=can0/DM1/Faults@00&time=${to}`].map(async (rest) =>
        api.app.inject({ url: `/api/v1/vehicles/${vehicleId}/signals/${rest}`, headers: await fleet.headers() }),
      ),
    );
    expect([newer?.statusCode, values?.statusCode]).toEqual([200, 200]);
  });

  it("go with the unit when it is said to have sat in another vehicle", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, story(source));
    await turn(fleet.tenantId);
    const headers = await fleet.headers();
    const ask = async (method: "GET" | "POST" | "DELETE", path: string, payload?: object) =>
      api.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload === undefined ? {} : { payload }) });
    const [pairing] = (await ask("GET", `/vehicles/${vehicleId}/units`)).json().items;
    expect((await ask("DELETE", `/unit-assignments/${pairing.assignmentId}`)).statusCode).toBe(204);
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual([]);
    const other = await fleet.addVehicle("TR 2");
    const put = { unitId: source.source, from: new Date((startUs - hour) / 1_000).toISOString() };
    expect((await ask("POST", `/vehicles/${other}/units`, put)).statusCode).toBe(201);
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual(expected);
  });

  it("go when what a unit said is erased, and with their vehicle", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, story(source));
    await turn(fleet.tenantId);
    const headers = await fleet.headers();
    const erased = await api.app.inject({ method: "POST", url: "/api/v1/telemetry/erasures", headers, payload: { sourceId: source.source } });
    expect(erased.statusCode).toBe(201);
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual([]);
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicleId}`, headers });
    const { rows } = await api.db.admin.query<{ left: string }>(
      `select (select count(*) from drawbar.fault_mark where tenant_id = $1) + (select count(*) from drawbar.fault_head where tenant_id = $1)
         + (select count(*) from drawbar.fault_checkpoint where tenant_id = $1) as left`,
      [fleet.tenantId],
    );
    expect(rows).toEqual([{ left: "0" }]);
  });

  it("pass by what is no report, and what comes from a clock that is wrong", async () => {
    const { fleet, source } = await makeFleet();
    const text = (atUs: number, value: string): LinkRecord =>
      source.segment(0, 0, { priority: 0, columns: [{ kind: "text", signal: 0, times: Float64Array.of(atUs), values: [value] }] });
    await api.store.apply(fleet.tenantId, [text(startUs, "{"), text(startUs + 1, '{"v":9}'), reportSegment(source, noonUs + 2 * day, dm1(["redStop"], [hot]))]);
    await turn(fleet.tenantId);
    expect(await outcome(fleet.tenantId)).toEqual([]);
  });
});

describe("the API of faults", () => {
  it("lists, pages and filters episodes, and gives one with what the vehicle did", async () => {
    const { fleet, vehicleId, source } = await makeFleet();
    await api.store.apply(fleet.tenantId, story(source));
    await turn(fleet.tenantId);
    const headers = await fleet.headers();
    const get = async <Body>(url: string): Promise<Body> => (await api.app.inject({ url: `/api/v1${url}`, headers })).json<Body>();
    interface Page {
      readonly items: readonly {
        readonly code: string;
        readonly episodeId: string;
        readonly state: string;
        readonly silentSince?: string;
        readonly text?: string;
      }[];
      readonly next?: string;
    }
    const codes = async (query: string): Promise<readonly string[]> => (await get<Page>(query)).items.map(({ code }) => code);
    expect(await codes("/faults")).toEqual([hot, "P0401", oil, hot]);
    const first = await get<Page>("/faults?sort=-onsetAt&limit=3");
    expect(first.items.map(({ code }) => code)).toEqual([hot, oil, "P0401"]);
    expect(await codes(`/faults?sort=-onsetAt&limit=3&after=${first.next}`)).toEqual([hot]);
    expect(await codes("/faults?state=active")).toEqual([oil]);
    expect(await codes(`/vehicles/${vehicleId}/faults?state=cleared&level=workshop&code=P0401`)).toEqual(["P0401"]);
    expect(await codes(`/faults?vehicleId=${vehicleId}&from=${new Date((startUs + day) / 1_000).toISOString()}`)).toEqual([hot]);
    const [active] = (await get<Page>("/faults?state=active")).items;
    // The vehicle of this story was last heard a while ago by any clock.
    expect(active).toMatchObject({ silentSince: expect.any(String) as string, text: "Engine oil pressure: too low, most severe" });
    expect(await get(`/faults/${active?.episodeId}`)).toMatchObject({
      fault: { code: oil, spn: 100, fmi: 1, level: "stop-now", controlUnit: { key: "can0/DM1@00", name: "Engine" } },
      frame: { from: "snapshot", values: [{ name: "Vehicle.Speed", unit: "km/h", value: 83.2, ageS: 0.1 }] },
    });
    expect(await get("/fault-levels")).toMatchObject({ items: [{ vehicleId, level: "stop-now", faults: 1, worst: { code: oil, text: active?.text ?? "" } }] });
  });
});
