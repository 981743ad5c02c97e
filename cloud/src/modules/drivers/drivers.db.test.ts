/** Drivers, and who drove what when, against a real database. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";

let api: TestApi;
let fleet: TestFleet;
let headers: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});
afterAll(async () => api.dispose());

async function ask(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object) {
  const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}

const assign = async (driverId: string, vehicleId: string, from: string, to?: string) =>
  ask("POST", "/driver-assignments", { driverId, vehicleId, from, ...(to === undefined ? {} : { to }) });

test("nobody drives two vehicles at once, and no vehicle has two drivers at once, also in the past", async () => {
  const [ada, ben] = [await fleet.addDriver(), await fleet.addDriver()];
  const [first, second] = [await fleet.addVehicle("OVER 1"), await fleet.addVehicle("OVER 2")];
  expect((await assign(ada, first, "2026-11-20T06:00:00Z", "2026-11-20T18:00:00Z")).status).toBe(201);
  expect((await assign(ada, second, "2026-11-20T17:00:00Z")).body).toMatchObject({ status: 409, code: "ASSIGNMENT_OVERLAPS" });
  expect((await assign(ben, first, "2026-11-19T00:00:00Z", "2026-11-20T06:00:01Z")).body.code).toBe("ASSIGNMENT_OVERLAPS");
  // What ends when the other begins does not overlap.
  expect((await assign(ada, second, "2026-11-20T18:00:00Z")).status).toBe(201);
  expect((await assign(ben, first, "2026-11-20T00:00:00Z", "2026-11-20T06:00:00Z")).status).toBe(201);
  expect((await assign(ben, first, "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z")).body.code).toBe("ASSIGNMENT_SPAN_INVALID");

  const { body } = await ask("GET", `/vehicles/${first}/drivers?sort=-from`);
  expect(body.items.map(({ driverId, to }: Record<string, string>) => [driverId, to])).toEqual([
    [ada, "2026-11-20T18:00:00.000Z"],
    [ben, "2026-11-20T06:00:00.000Z"],
  ]);
  const page = await ask("GET", `/drivers/${ada}/assignments?limit=1`);
  const next = await ask("GET", `/drivers/${ada}/assignments?limit=1&after=${page.body.next}`);
  expect([page.body.items[0].callSign, next.body.items[0].callSign, next.body.next]).toEqual(["OVER 1", "OVER 2", undefined]);
  expect((await ask("GET", `/drivers/${ada}`)).body.vehicle.callSign).toBe("OVER 2");
});

test("of many who are put into one vehicle at the same moment, one is", async () => {
  const vehicleId = await fleet.addVehicle("RACE 1");
  const drivers = await Promise.all(Array.from({ length: 6 }, async () => fleet.addDriver()));
  const answers = await Promise.all(drivers.map(async (driverId) => assign(driverId, vehicleId, "2026-11-20T06:00:00Z")));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.every(({ status, body }) => status === 201 || body.code === "ASSIGNMENT_OVERLAPS")).toBe(true);
  expect((await ask("GET", `/vehicles/${vehicleId}/drivers`)).body.items).toHaveLength(1);
});

test("what is wrong is corrected or taken out, each told, and the audit trail keeps what stood there before", async () => {
  const driverId = await fleet.addDriver();
  const vehicleId = await fleet.addVehicle("FIX 1");
  const { assignmentId } = (await assign(driverId, vehicleId, "2026-11-20T06:00:00Z")).body;
  const url = `/driver-assignments/${assignmentId}`;
  expect((await ask("PATCH", url, { to: "2026-11-20T05:00:00Z" })).body.code).toBe("ASSIGNMENT_SPAN_INVALID");
  expect((await ask("PATCH", url, { from: "2026-11-20T07:00:00Z", to: "2026-11-20T15:00:00Z" })).body).toMatchObject({ to: "2026-11-20T15:00:00.000Z" });
  expect((await ask("PATCH", url, { to: null })).body.to).toBeUndefined();
  expect((await ask("DELETE", url)).status).toBe(204);
  expect((await ask("DELETE", url)).body.code).toBe("ASSIGNMENT_UNKNOWN");

  const told = await api.db.app
    .of(fleet.tenantId)
    .many<{ type: string }>("test-driver-events", "select type from event_entry where tenant_id = $1 and subject = $2 order by entry_id", [
      fleet.tenantId,
      vehicleId,
    ]);
  expect(told.map(({ type }) => type)).toEqual(["driver.assigned", "driver.assignmentCorrected", "driver.assignmentCorrected", "driver.assignmentRemoved"]);
});

test("another tenant's driver or vehicle cannot be assigned", async () => {
  const other = await api.makeFleet();
  const theirs = { driver: await other.addDriver(), vehicle: await other.addVehicle("THEIRS") };
  const ours = { driver: await fleet.addDriver(), vehicle: await fleet.addVehicle("OURS") };
  expect((await assign(theirs.driver, ours.vehicle, "2026-11-20T06:00:00Z")).body).toMatchObject({ status: 400, code: "ASSIGNMENT_OF_NOBODY" });
  expect((await assign(ours.driver, theirs.vehicle, "2026-11-20T06:00:00Z")).body.code).toBe("ASSIGNMENT_OF_NOBODY");
});

test("a number is one driver's; who left is listed apart and keeps what they drove, until removed for good", async () => {
  const { driverId } = (await ask("POST", "/drivers", { name: "Zoë de Vries", number: "P-100" })).body;
  expect((await ask("POST", "/drivers", { name: "Other", number: "P-100" })).body).toMatchObject({ status: 409, code: "DRIVER_NUMBER_TAKEN" });
  const vehicleId = await fleet.addVehicle("LEFT 1");
  await assign(driverId, vehicleId, "2026-11-20T06:00:00Z", "2026-11-20T18:00:00Z");
  expect((await ask("PATCH", `/drivers/${driverId}`, { isActive: false })).body).toMatchObject({ isActive: false, number: "P-100" });
  const names = async (query: string) => (await ask("GET", `/drivers?${query}`)).body.items.map(({ name }: { name: string }) => name);
  expect(await names("isActive=false")).toEqual(["Zoë de Vries"]);
  expect(await names("isActive=true")).not.toContain("Zoë de Vries");
  expect((await ask("GET", `/vehicles/${vehicleId}/drivers`)).body.items).toHaveLength(1);
  expect((await ask("PATCH", `/drivers/${driverId}`, { number: null })).body.number).toBeUndefined();
  expect((await ask("DELETE", `/drivers/${driverId}`)).status).toBe(204);
  expect((await ask("GET", `/vehicles/${vehicleId}/drivers`)).body.items).toEqual([]);
});
