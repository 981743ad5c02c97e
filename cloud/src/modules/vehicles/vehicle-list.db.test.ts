import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";

let api: TestApi;
let fleet: TestFleet;
let headers: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});

async function get(path: string) {
  return api.app.inject({ url: `/api/v1${path}`, headers });
}

/** Call signs of all pages of a list. */
async function all(query: string): Promise<readonly string[]> {
  const seen: string[] = [];
  let next: string | undefined;
  do {
    const page = (await get(`/vehicles?${query}${next === undefined ? "" : `&after=${encodeURIComponent(next)}`}`)).json();
    seen.push(...page.items.map((vehicle: { callSign: string }) => vehicle.callSign));
    ({ next } = page);
  } while (next !== undefined);
  return seen;
}

describe("the fleet as a list", () => {
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

  test("is narrowed to vehicles by their worst fault of now, page by page and as a file; what was cleared does not count", async () => {
    const nowUs = Date.now() * 1_000;
    const faults: Readonly<Record<string, readonly (readonly [level: string, told: string, absentUs: number | null])[]>> = {
      "TR 1": [
        ["note", "raised", null],
        ["stop-now", "raised", null],
        ["workshop", "raised", null],
      ],
      "TR 2": [
        ["workshop", "raised", null],
        ["note", "raised", null],
        ["stop-now", "cleared", nowUs - 7_200_000_000],
      ],
      "TR 3": [
        ["workshop", "raised", nowUs - 1_000_000],
        ["stop-now", "raised", nowUs - 7_200_000_000],
      ],
      "TR 4": [["note", "raised", null]],
      "TR 5": [],
    };
    for (const [callSign, episodes] of Object.entries(faults)) {
      const vehicleId = await fleet.addVehicle(callSign);
      for (const [index, [level, told, absentUs]] of episodes.entries()) {
        await api.db.admin.query(
          `insert into drawbar.fault_episode (tenant_id, vehicle_id, control_unit, code, onset_us, episode_id, level, seen_us, absent_us, heard_us,
             interruptions, lists, lamps, told)
           values ($1, $2, 'can0/DM1@00', $3, $4, gen_random_uuid(), $5, $4, $6, $4, 0, '{}', '{}', $7)`,
          [fleet.tenantId, vehicleId, `SPN ${index} FMI 1`, nowUs - 9_000_000_000, level, absentUs, told],
        );
      }
    }
    await (await api.makeFleet()).addVehicle("TR 9");

    expect(await all("faultLevel=stop-now&limit=1")).toEqual(["TR 1"]);
    expect(await all("faultLevel=workshop&limit=1")).toEqual(["TR 2", "TR 3"]);
    expect(await all("faultLevel=note&sort=-callSign")).toEqual(["TR 4"]);
    expect((await get("/vehicles/export?faultLevel=workshop&column=callSign")).body).toBe("callSign\r\nTR 2\r\nTR 3\r\n");
    expect((await get("/vehicles?faultLevel=cleared")).statusCode).toBe(400);
  });

  test("comes in every order forwards and backwards, whatever the pages", async () => {
    const names = ["TR 3", "TR 1", "VAN 7", "TR 2", "TR 10"];
    for (const callSign of names) await fleet.addVehicle(callSign);
    await api.db.admin.query(
      "update drawbar.vehicle set registered_at = '2026-01-01T00:00:00.123456Z' where tenant_id = $1 and call_sign in ('TR 3', 'TR 1')",
      [fleet.tenantId],
    );
    const byTime = ["TR 1", "TR 3", "VAN 7", "TR 2", "TR 10"];
    const orders = { callSign: names.toSorted(), registeredAt: byTime };
    for (const [sort, expected] of Object.entries(orders)) {
      for (const limit of [1, 2, 5]) {
        expect([sort, limit, await all(`sort=${sort}&limit=${limit}`)]).toEqual([sort, limit, expected]);
        expect([sort, limit, await all(`sort=-${sort}&limit=${limit}`)]).toEqual([sort, limit, expected.toReversed()]);
      }
    }
  });

  test("refuses a cursor that was edited, or is of another order, filter or list", async () => {
    for (const callSign of ["TR 1", "TR 2"]) await fleet.addVehicle(callSign);
    const { next } = (await get("/vehicles?limit=1")).json<{ next: string }>();
    const edited = next.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    for (const query of [
      `after=${edited}`,
      `after=${next}x`,
      `after=${next}%3D`,
      "after=TR%201",
      "after=",
      `after=${next}&sort=-callSign`,
      `after=${next}&simulated=true`,
    ]) {
      const answer = await get(`/vehicles?limit=1&${query}`);
      expect([query, answer.statusCode, answer.json().code]).toEqual([query, 400, "CURSOR_INVALID"]);
    }
    expect((await get(`/vehicles?limit=1&after=${next}`)).json().items).toMatchObject([{ callSign: "TR 2" }]);
  });

  test("leaves out by unit and by depot", async () => {
    const [withUnit] = [await fleet.addVehicle("TR 1"), await fleet.addVehicle("TR 2")];
    const unitId = await fleet.addUnit(withUnit);
    const depotId = await fleet.addDepot("Venlo");
    await api.db.app
      .of(fleet.tenantId)
      .count("test-through", "insert into source_presence (tenant_id, source_id, heard_at, through_id) values ($1, $2, now(), $3)", [
        fleet.tenantId,
        unitId,
        depotId,
      ]);

    expect(await all("hasUnit=true")).toEqual(["TR 1"]);
    expect(await all("hasUnit=false")).toEqual(["TR 2"]);
    expect(await all(`depotId=${depotId}`)).toEqual(["TR 1"]);
    expect(await all(`depotId=${unitId}`)).toEqual([]);
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

describe("changing a vehicle", () => {
  const change = async (vehicleId: string, payload: object, more: object = {}) =>
    api.app.inject({ method: "PATCH", url: `/api/v1/vehicles/${vehicleId}`, headers: { ...headers, ...more }, payload });

  test("is refused when it was changed since it was read", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const { etag } = (await get(`/vehicles/${vehicleId}`)).headers;
    const first = await change(vehicleId, { description: "with a crane" }, { "if-match": etag });
    const late = await change(vehicleId, { callSign: "TR 2" }, { "if-match": etag });

    expect([first.statusCode, first.json().description]).toEqual([200, "with a crane"]);
    expect([late.statusCode, late.json().code]).toEqual([412, "PRECONDITION_FAILED"]);
    expect((await change(vehicleId, { callSign: "TR 2" }, { "if-match": `"other", ${first.headers["etag"]}` })).json()).toMatchObject({ callSign: "TR 2" });
    expect((await get("/vehicles/by-call-sign/TR%202")).headers["etag"]).toBe((await get(`/vehicles/${vehicleId}`)).headers["etag"]);
  });

  test("of two at once lets one win", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const { etag } = (await get(`/vehicles/${vehicleId}`)).headers;
    const answers = await Promise.all(["A", "B", "C", "D"].map(async (description) => change(vehicleId, { description }, { "if-match": etag })));

    expect(answers.map(({ statusCode }) => statusCode).toSorted((left, right) => left - right)).toEqual([200, 412, 412, 412]);
  });

  test("takes no tag that is weak or none at all", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    const { etag } = (await get(`/vehicles/${vehicleId}`)).headers;
    expect((await change(vehicleId, { description: "x" }, { "if-match": `W/${etag}` })).statusCode).toBe(412);
    expect((await change(vehicleId, { description: "x" }, { "if-match": "no tag" })).statusCode).toBe(400);
    expect((await change(vehicleId, { description: "x" }, { "if-match": "*" })).statusCode).toBe(200);
  });

  test("leaves call signs and VINs to who has them", async () => {
    const vehicleId = await fleet.addVehicle("TR 1");
    await fleet.addVehicle("TR 2");
    expect((await change(vehicleId, { callSign: "TR 2" })).json()).toMatchObject({ status: 409, code: "CALL_SIGN_TAKEN" });
    expect((await change(vehicleId, { callSign: "TR 1", vin: "wma06xzz9ap012345" })).json()).toMatchObject({ callSign: "TR 1", vin: "WMA06XZZ9AP012345" });
  });
});
