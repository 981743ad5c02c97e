/** What the rest of the cloud tells: each event with its business row, or neither. */
import { randomUUID } from "node:crypto";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../http/testing/test-api.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../link/testing/scripted-source.ts";
import { isBodyOf, isEventType } from "./event-types.ts";
import { addEvents } from "./event-outbox.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

/** The outbox, oldest first; each body checked against its schema. */
async function told(tenant: TenantId) {
  const rows = await api.db.app
    .of(tenant)
    .many<{ type: string; subject: string; body: string }>("told", "select type, subject, body from event_entry where tenant_id = $1 order by entry_id", [
      tenant,
    ]);
  return rows.map(({ type, subject, body }) => {
    const parsed: unknown = JSON.parse(body);
    expect([type, isEventType(type) && isBodyOf(type, parsed)]).toEqual([type, true]);
    return { type, subject, body: parsed };
  });
}

describe("the cloud tells", () => {
  it("that a vehicle was registered and removed, once each", async () => {
    const fleet = await api.makeFleet();
    const headers = await fleet.headers();
    const answer = await api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload: { callSign: "TR 214" } });
    const { vehicleId } = answer.json();
    expect((await api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload: { callSign: "TR 214" } })).statusCode).toBe(409);
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicleId}`, headers });

    expect(await told(fleet.tenantId)).toEqual([
      { type: "vehicle.registered", subject: vehicleId, body: { vehicleId, callSign: "TR 214", simulated: false } },
      { type: "vehicle.removed", subject: vehicleId, body: { vehicleId, callSign: "TR 214" } },
    ]);
  });

  it("what a batch brought of each source, under the vehicle that the source sits in, and not what was known", async () => {
    const fleet = await api.makeFleet();
    const vehicleId = await fleet.addVehicle("TR 215");
    const sourceId = await fleet.addUnit(vehicleId);
    const source = new ScriptedSource({ source: sourceId });
    const stranger = new ScriptedSource({ source: parseSourceId(randomUUID()) });
    await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
    const batch = [source.segment(noonUs, 10), source.segment(noonUs + 10_000_000, 5), stranger.segment(noonUs, 3)];
    await api.store.apply(fleet.tenantId, batch);
    await api.store.apply(fleet.tenantId, batch);

    const events = await told(fleet.tenantId);
    expect(events).toHaveLength(2);
    expect(events.find(({ subject }) => subject === vehicleId)).toMatchObject({
      type: "telemetry.stored",
      body: { sourceId, vehicleId, segments: 2, samples: batch[0] === undefined || batch[1] === undefined ? 0 : batch[0].samples + batch[1].samples },
    });
    expect(events.find(({ subject }) => subject !== vehicleId)).toMatchObject({ body: { vehicleId: null, segments: 1 } });
  });

  it("the alarms of the link: a conflict when it is new, a restored database each time", async () => {
    const { tenantId } = await api.makeFleet();
    const source = new ScriptedSource({ source: parseSourceId(randomUUID()) });
    const { stream, seq } = source.segment(noonUs, 1);
    for (const _ of [1, 2]) {
      await api.store.alarm(tenantId, { kind: "conflict", stream, seq });
      await api.store.alarm(tenantId, { kind: "restored" });
    }

    expect((await told(tenantId)).map(({ type }) => type)).toEqual(["link.conflict", "link.restored", "link.restored"]);
  });
});

describe("the outbox", () => {
  it("forgets an event whose transaction failed", async () => {
    const { tenantId } = await api.makeFleet();
    const failing = api.db.app.transaction(tenantId, async (tx) => {
      await addEvents(tx, [{ type: "link.restored", subject: tenantId, body: {} }]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await told(tenantId)).toEqual([]);
  });

  it("refuses what does not fit the schema of its type, and what is too long", async () => {
    const { tenantId } = await api.makeFleet();
    const add = async (body: never) => api.db.app.transaction(tenantId, async (tx) => addEvents(tx, [{ type: "depot.enrolled", subject: "d", body }]));
    for (const body of [{}, { depotId: "7", name: "Venlo" }, { depotId: randomUUID(), name: "x".repeat(300_000) }])
      await expect(add(body as never)).rejects.toMatchObject({ code: "EVENT_MALFORMED" });
    await expect(add({ depotId: randomUUID(), name: "\u0000 Venlo" } as never)).resolves.toBeUndefined();
  });
});
