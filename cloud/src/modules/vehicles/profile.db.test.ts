/** What people say of vehicles: steps of their life with events, groups and tags, against a real database. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { nowhere } from "../../http/testing/route-case.ts";

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
  return { status: answer.statusCode, etag: answer.headers.etag, body: answer.body === "" ? undefined : answer.json() };
}

async function register(callSign: string, rest: object = {}): Promise<string> {
  const { status, body } = await ask("POST", "/vehicles", { callSign, ...rest });
  expect(status).toBe(201);
  return body.vehicleId;
}

async function listed(query: string): Promise<readonly string[]> {
  const { body } = await ask("GET", `/vehicles?${query}`);
  return body.items.map(({ callSign }: { callSign: string }) => callSign);
}

test("a vehicle goes through its life step by step, each told once, and the history says when and why", async () => {
  const vehicleId = await register("LIFE 1");
  const step = async (to: string, note?: string) => ask("POST", `/vehicles/${vehicleId}/life`, { to, ...(note === undefined ? {} : { note }) });
  expect((await ask("GET", `/vehicles/${vehicleId}`)).body.life).toBe("registered");
  expect((await step("active", "plates are on")).body.life).toBe("active");
  expect((await step("active")).body).toMatchObject({ status: 409, code: "LIFE_STEP_REFUSED" });
  expect((await step("workshop", "brakes")).status).toBe(200);
  expect((await step("decommissioned")).status).toBe(200);
  expect((await step("workshop")).status).toBe(409);
  const last = await step("active", "sold back to us");

  const { body } = await ask("GET", `/vehicles/${vehicleId}/life?sort=-at`);
  expect(body.items.map(({ from, to, note }: Record<string, string>) => [from, to, note])).toEqual([
    ["decommissioned", "active", "sold back to us"],
    ["workshop", "decommissioned", ""],
    ["active", "workshop", "brakes"],
    ["registered", "active", "plates are on"],
  ]);
  expect(last.body.lifeSince).toBe(body.items[0].at);
  const events = await api.db.app
    .of(fleet.tenantId)
    .many<{ body: string }>(
      "test-life-events",
      "select body from event_entry where tenant_id = $1 and type = 'vehicle.lifeChanged' and subject = $2 order by entry_id",
      [fleet.tenantId, vehicleId],
    );
  expect(events.map((event) => JSON.parse(event.body)).map(({ from, to }: Record<string, string>) => [from, to])).toEqual(
    body.items.toReversed().map(({ from, to }: Record<string, string>) => [from, to]),
  );
});

test("pages of a life follow each other without a gap", async () => {
  const vehicleId = await register("LIFE 2");
  for (const to of ["active", "workshop", "active"]) await ask("POST", `/vehicles/${vehicleId}/life`, { to });
  const first = await ask("GET", `/vehicles/${vehicleId}/life?limit=2`);
  const second = await ask("GET", `/vehicles/${vehicleId}/life?limit=2&after=${first.body.next}`);
  expect([...first.body.items, ...second.body.items].map(({ to }) => to)).toEqual(["active", "workshop", "active"]);
  expect(second.body.next).toBeUndefined();
});

test("of two who take the same step at once, one is refused, and the step is there once", async () => {
  const vehicleId = await register("LIFE 3");
  const both = await Promise.all([1, 2].map(async () => ask("POST", `/vehicles/${vehicleId}/life`, { to: "active" })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await ask("GET", `/vehicles/${vehicleId}/life`)).body.items).toHaveLength(1);
});

test("the list is narrowed by life, group and tag, page by page in any order", async () => {
  const group = (await ask("POST", "/vehicle-groups", { name: "Lists" })).body;
  await register("LIST 1", { groupId: group.groupId, tags: ["reefer", "Euro 6"] });
  const second = await register("LIST 2", { groupId: group.groupId });
  await register("LIST 3", { tags: ["reefer"] });
  await ask("POST", `/vehicles/${second}/life`, { to: "workshop" });

  expect(await listed(`groupId=${group.groupId}`)).toEqual(["LIST 1", "LIST 2"]);
  expect(await listed("tag=reefer&sort=-callSign")).toEqual(["LIST 3", "LIST 1"]);
  expect(await listed(`groupId=${group.groupId}&life=workshop`)).toEqual(["LIST 2"]);
  const { body } = await ask("GET", "/vehicles?tag=reefer&limit=1&sort=registeredAt");
  expect(body.items[0].tags).toEqual(["Euro 6", "reefer"]);
  expect(body.items[0].group).toEqual({ groupId: group.groupId, name: "Lists" });
  expect(await listed(`tag=reefer&limit=1&sort=registeredAt&after=${body.next}`)).toEqual(["LIST 3"]);
});

test("group and tags are changed with the vehicle, against the state they were decided on", async () => {
  const { groupId } = (await ask("POST", "/vehicle-groups", { name: "Changing" })).body;
  const vehicleId = await register("CHANGE 1");
  const { etag } = await ask("GET", `/vehicles/${vehicleId}`);
  expect((await ask("PATCH", `/vehicles/${vehicleId}`, { groupId, tags: ["b", "a"] })).body).toMatchObject({ group: { name: "Changing" }, tags: ["a", "b"] });
  const stale = await api.app.inject({
    method: "PATCH",
    url: `/api/v1/vehicles/${vehicleId}`,
    headers: { ...headers, "if-match": String(etag) },
    payload: { tags: [] },
  });
  expect(stale.statusCode).toBe(412);
  // What is not named stays.
  expect((await ask("PATCH", `/vehicles/${vehicleId}`, { description: "x" })).body.group.groupId).toBe(groupId);
  expect((await ask("PATCH", `/vehicles/${vehicleId}`, { groupId: null })).body.group).toBeUndefined();
  expect((await ask("PATCH", `/vehicles/${vehicleId}`, { groupId: nowhere })).body).toMatchObject({ status: 400, code: "GROUP_OF_VEHICLE_UNKNOWN" });
  expect((await ask("PATCH", `/vehicles/${vehicleId}`, { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) })).status).toBe(400);
});

test("another tenant's group is none that a vehicle can be put into", async () => {
  const theirs = await (await api.makeFleet()).addGroup();
  expect((await ask("POST", "/vehicles", { callSign: "THEFT", groupId: theirs })).body.code).toBe("GROUP_OF_VEHICLE_UNKNOWN");
  expect(await listed(`groupId=${theirs}`)).toEqual([]);
});

test("a group counts its vehicles, has a name of its own, and leaves them where they are when it goes", async () => {
  const { groupId } = (await ask("POST", "/vehicle-groups", { name: "Venlo", note: "south" })).body;
  const vehicleId = await register("GROUPED", { groupId });
  expect((await ask("POST", "/vehicle-groups", { name: "Venlo" })).body.code).toBe("GROUP_NAME_TAKEN");
  const other = (await ask("POST", "/vehicle-groups", { name: "Liège" })).body;
  expect((await ask("PATCH", `/vehicle-groups/${other.groupId}`, { name: "Venlo" })).body.code).toBe("GROUP_NAME_TAKEN");
  expect((await ask("PATCH", `/vehicle-groups/${groupId}`, { name: "Venlo south" })).body).toEqual({
    groupId,
    name: "Venlo south",
    note: "south",
    vehicles: 1,
  });
  expect((await ask("DELETE", `/vehicle-groups/${groupId}`)).status).toBe(204);
  expect((await ask("GET", `/vehicles/${vehicleId}`)).body.group).toBeUndefined();
  expect((await ask("GET", "/vehicle-groups")).body.items.map(({ name }: { name: string }) => name)).not.toContain("Venlo south");
});
