/** A person takes a unit or a depot out of trust: what is kept of it, who may, and what it still means for its data. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";

let api: TestApi;
let fleet: TestFleet;
beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet();
});
afterAll(async () => api.dispose());

async function ask(method: "GET" | "POST" | "DELETE", url: string, payload?: object) {
  const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers: await fleet.headers(), ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}

const rows = async (sql: string, ...values: readonly unknown[]) => (await api.db.admin.query(sql, [fleet.tenantId, ...values])).rows;
const out = { at: expect.any(String), by: "test", reason: "stolen in Venlo" };
const reason = "stolen in Venlo";

test("a unit goes out once, with who and why in its vehicle's history, in the audit trail and in an event, and can be put nowhere", async () => {
  const vehicleId = await fleet.addVehicle("TR 1");
  const unitId = await fleet.addUnit(vehicleId);
  const told: unknown[] = [];
  api.exchange.onRevoked((...device) => told.push(device));
  const both = await Promise.all([ask("POST", `/units/${unitId}/revoke`, { reason }), ask("POST", `/units/${unitId}/revoke`, { reason })]);
  expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect(both.map(({ body }) => body.code ?? body)).toEqual(expect.arrayContaining([out, "DEVICE_OUT_ALREADY"]));
  await expect.poll(() => told).toEqual([[fleet.tenantId, unitId]]);
  expect((await ask("GET", `/vehicles/${vehicleId}/units`)).body.items).toMatchObject([{ unitId, revoked: out }]);
  expect((await ask("GET", "/units")).body.items.map((unit: { unitId: string }) => unit.unitId)).not.toContain(unitId);
  expect(await ask("POST", `/vehicles/${await fleet.addVehicle("TR 2")}/units`, { unitId })).toMatchObject({
    status: 400,
    body: { code: "UNIT_OF_PAIRING_UNKNOWN" },
  });
  expect(await rows("select action, actor_kind from drawbar.audit_pending where tenant_id = $1 and subject_id = $2::text", unitId)).toEqual([
    { action: "unit.revoked", actor_kind: "token" },
  ]);
  expect(await rows("select type, body::jsonb as body from drawbar.event_entry where tenant_id = $1 and subject = $2::text", unitId)).toEqual([
    { type: "unit.revoked", body: { unitId, device: "test device", at: expect.any(String) } },
  ]);
});

test("a depot goes out only for who has rights there, leaves the list of those in use, and gives its name to the next one", async () => {
  const depotId = await fleet.addDepot("Venlo");
  const elsewhere = await fleet.addDepot("Ghent");
  const headers = await fleet.headers("read", "write");
  await api.db.admin.query("update drawbar.api_token set depot_ids = $2 where tenant_id = $1", [fleet.tenantId, [elsewhere]]);
  const limited = await api.app.inject({ method: "POST", url: `/api/v1/depots/${depotId}/revoke`, headers, payload: { reason } });
  expect([limited.statusCode, limited.json().code]).toEqual([404, "DEPOT_UNKNOWN"]);
  expect(await ask("POST", `/depots/${depotId}/revoke`, { reason })).toEqual({ status: 200, body: out });
  const names = async (query: string) => (await ask("GET", `/depots${query}`)).body.items;
  expect(await names("")).toMatchObject([{ name: "Ghent" }]);
  expect(await names("?includeRevoked=true")).toMatchObject([{ name: "Ghent" }, { depotId, name: "Venlo", connected: false, revoked: out }]);
  expect(await ask("POST", "/claims", { kind: "depot", depotName: "Venlo" })).toMatchObject({ status: 201 });
  expect(await fleet.addDepot("Venlo")).not.toBe(depotId);
});

test("what a depot took from a unit before it heard is stored, until the unit's vehicle is removed", async () => {
  const vehicleId = await fleet.addVehicle("TR 3");
  const source: SourceId = await fleet.addUnit(vehicleId);
  const unit = new ScriptedSource({ source });
  await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
  expect(await ask("POST", `/units/${source}/revoke`, { reason })).toMatchObject({ status: 200 });
  expect(await api.store.apply(fleet.tenantId, [unit.segment(noonUs, 5)])).toMatchObject([{ kind: "stored" }]);
  expect(await ask("DELETE", `/vehicles/${vehicleId}`)).toMatchObject({ status: 204 });
  expect(await api.store.apply(fleet.tenantId, [unit.segment(noonUs + 10_000_000, 5)])).toMatchObject([{ kind: "corrupt" }]);
});

test("a recording's unit, and what is not there, cannot be taken out", async () => {
  const run = await fleet.addRun(await fleet.addVehicle("TR 4"));
  const depotId = await fleet.addDepot("Essen");
  for (const url of [`/units/${run}/revoke`, `/units/${depotId}/revoke`])
    expect(await ask("POST", url, { reason })).toMatchObject({ status: 404, body: { code: "UNIT_UNKNOWN" } });
  expect(await ask("POST", `/depots/${run}/revoke`, { reason })).toMatchObject({ status: 404, body: { code: "DEPOT_UNKNOWN" } });
});
