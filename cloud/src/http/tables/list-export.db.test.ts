import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../testing/test-api.ts";

let api: TestApi;
let fleet: TestFleet;
let headers: { readonly authorization: string };
beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});
afterAll(async () => api.dispose());

const get = async (url: string, by = headers) => api.app.inject({ url: `/api/v1${url}`, headers: by });
const linesOf = async (url: string): Promise<readonly string[]> => (await get(url)).body.trimEnd().split("\r\n");

describe("the file of a list", () => {
  test("has every item over pages, in the list's order and with its filters, as text and as a workbook", async () => {
    await api.db.app.of(fleet.tenantId).count(
      "t",
      `insert into driver (tenant_id, driver_id, name, note, is_active)
         select $1, gen_random_uuid(), 'D ' || n, case n when 1000 then '=1+1' when 1001 then E'two\\nlines' else '' end, n < 2000 from generate_series(1000, 2100) n`,
      [fleet.tenantId],
    );
    const csv = (await get("/drivers/export?sort=-name")).body;
    expect(csv.split("\r\n")).toHaveLength(1_103);
    expect(csv.startsWith("name,number,vehicle,active,note\r\nD 2100,,,no,\r\n")).toBe(true);
    expect(csv.endsWith(`D 1001,,,yes,"two\nlines"\r\nD 1000,,,yes,'=1+1\r\n`)).toBe(true);

    const { rawPayload } = await get("/drivers/export?isActive=false&format=xlsx");
    const { sheets } = await readXlsx(rawPayload);
    expect([sheets[0]?.name, sheets[0]?.rows.length, sheets[0]?.rows[1]?.slice(0, 1)]).toEqual(["Drivers", 102, ["D 2000"]]);
    const entries = await api.db.app
      .of(fleet.tenantId)
      .many<{ action: string }>("entries", "select action from audit_pending where tenant_id = $1", [fleet.tenantId]);
    expect(entries.filter(({ action }) => action === "drivers.exported")).toHaveLength(2);
  });

  test("is there of groups, faults, places, what happened at one, drives, people, recordings and the trail", async () => {
    const vehicleId = await fleet.addVehicle("FILE 1");
    await fleet.addFault(vehicleId);
    await fleet.addRun(vehicleId, "a, b.log");
    await api.app.inject({ method: "POST", url: "/api/v1/vehicle-groups", headers, payload: { name: "North", note: "Since 2024" } });
    const yard = { name: "Gate -7", purpose: "yard", shape: { kind: "circle", centre: [6.17, 51.37], radiusM: 300 } };
    const { placeId } = (await api.app.inject({ method: "POST", url: "/api/v1/places", headers, payload: yard })).json();
    const driverId = await fleet.addDriver();
    const from = "2026-11-25T06:00:00.000Z";
    await api.app.inject({ method: "POST", url: "/api/v1/driver-assignments", headers, payload: { driverId, vehicleId, from } });

    expect(await linesOf("/vehicle-groups/export")).toEqual(["group,note,vehicles", "North,Since 2024,0"]);
    const [fault] = (await get(`/faults?vehicleId=${vehicleId}`)).json().items;
    expect((await linesOf(`/faults/export?vehicleId=${vehicleId}&state=${fault.state}`))[1]).toContain(`FILE 1,${fault.level},${fault.code},`);
    expect(await linesOf(`/faults/export?vehicleId=${vehicleId}&code=P9999`)).toHaveLength(1);
    expect((await linesOf("/places/export?purpose=yard&text=gate%20-"))[1]).toContain("Gate -7,yard,circle,,0,");
    expect(await linesOf("/places/export?text=harbour")).toHaveLength(1);
    expect(await linesOf(`/places/${placeId}/events/export`)).toEqual(["at,vehicle,event,place,insideSince"]);
    const drive = ["vehicle,driver,from,to", `FILE 1,A driver,${from},`];
    expect(await linesOf(`/drivers/${driverId}/assignments/export`)).toEqual(drive);
    expect(await linesOf(`/vehicles/${vehicleId}/drivers/export?sort=-from`)).toEqual(drive);
    expect((await linesOf(`/vehicles/${vehicleId}/runs/export`))[1]).toMatch(/^"a, b\.log",/);
    expect((await linesOf("/users/export"))[1]).toContain(fleet.email);
    expect((await linesOf("/audit/export"))[0]).toContain("position,recordedAt,actorKind,");
  });

  test("opens to whom the list opens, of no other fleet, and is refused as a problem before its first row", async () => {
    const other = await api.makeFleet();
    const vehicleId = await other.addVehicle("THEIRS 1");
    expect((await get("/users/export", await fleet.headers("read"))).statusCode).toBe(403);
    expect((await get("/audit/export", await fleet.headers("read"))).statusCode).toBe(403);
    for (const url of [`/faults/export?vehicleId=${vehicleId}`, `/vehicles/${vehicleId}/runs/export`, `/vehicles/${vehicleId}/drivers/export`])
      expect([url, (await get(url)).json().code]).toEqual([url, "VEHICLE_UNKNOWN"]);
    expect((await get("/faults/export?from=2026-02-30T00:00:00Z")).statusCode).toBe(400);
  });
});
