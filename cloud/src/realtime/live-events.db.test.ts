import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { startTestApi, type TestApi, type TestFleet } from "../http/testing/test-api.ts";
import { testCatalogueBytes, testCatalogueHash } from "../link/testing/scripted-source.ts";
import { liveLimits } from "./limits.ts";

interface Event {
  readonly id?: number;
  readonly name: string;
  readonly message: Record<string, unknown> & { readonly topic?: string; readonly kind?: string };
}

let api: TestApi;
let fleet: TestFleet;
let vehicleId: VehicleId;
let unitId: SourceId;
let headers: Record<string, string>;
let monoUs = 0;
const open: AbortController[] = [];

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  fleet = await api.makeFleet();
  vehicleId = await fleet.addVehicle("TR 214");
  unitId = await fleet.addUnit(vehicleId);
  headers = await fleet.headers("read");
  await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
  return () => {
    for (const one of open.splice(0)) one.abort();
  };
});

function say(value: number, source = unitId, tenant = fleet.tenantId): void {
  monoUs += 1_000;
  api.exchange.receive(tenant, {
    kind: "live",
    source,
    boot: 1,
    monoUs,
    catalogue: testCatalogueHash,
    values: [{ signal: 0, atUs: Date.now() * 1_000, value }],
  });
}

async function connect(query: string, more: Record<string, string> = {}, at: TestApi = api) {
  const ending = new AbortController();
  open.push(ending);
  const answer = await fetch(`http://127.0.0.1:${at.server.port}/api/v1/live/events?${query}`, { headers: { ...headers, ...more }, signal: ending.signal });
  const events: Event[] = [];
  let isOver = false;
  const read = async (): Promise<void> => {
    let rest = "";
    try {
      for await (const chunk of answer.body ?? []) {
        const parts = (rest + Buffer.from(chunk as Uint8Array).toString("utf8")).split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) {
          const fields = new Map(part.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
          const [id, text] = [fields.get("id"), fields.get("data")];
          if (text !== undefined)
            events.push({ ...(id === undefined ? {} : { id: Number(id) }), name: fields.get("event") ?? "message", message: JSON.parse(text) });
        }
      }
    } catch {
      // ended by the test
    }
    isOver = true;
  };
  void read();
  let taken = 0;
  const next = async (kind: string): Promise<Event> =>
    vi.waitFor(() => {
      const index = events.findIndex(({ message, name }, position) => position >= taken && (message.kind === kind || name === kind));
      if (index < 0) throw new Error(`no ${kind} yet: ${JSON.stringify(events.slice(taken))}`);
      taken = index + 1;
      return events[index] as Event; // found above
    }, 30_000);
  return { answer, events, next, close: () => ending.abort(), isOver: () => isOver };
}

describe("an event stream", () => {
  test("tells a vehicle's values as a snapshot, then as they change", async () => {
    const { answer, next } = await connect(`topic=vehicle:${vehicleId}`);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-request-id") !== null]).toEqual([200, "text/event-stream", true]);
    expect((await next("snapshot")).message).toMatchObject({ topic: "vehicle", vehicleId, signals: [] });
    say(12.5);

    expect((await next("delta")).message).toMatchObject({ topic: "vehicle", vehicleId, values: [{ source: "can0/SPEED/V", value: 12.5 }] });
  });

  test("tells several topics: the fleet, and of a depot the vehicles that come through it", async () => {
    const depotId = await fleet.addDepot("Venlo");
    await api.db.app
      .of(fleet.tenantId)
      .count("test-through", "insert into source_presence (tenant_id, source_id, heard_at, through_id) values ($1, $2, now(), $3)", [
        fleet.tenantId,
        unitId,
        depotId,
      ]);
    await fleet.addVehicle("ELSEWHERE");
    const { events } = await connect(`topic=fleet&topic=depot:${depotId}`);
    await expect.poll(() => events.map(({ message }) => message.kind)).toEqual(["snapshot", "snapshot"]);

    const names = Object.fromEntries(
      events.map(({ message }) => [message.topic, (message["vehicles"] as { callSign: string }[]).map(({ callSign }) => callSign)]),
    );
    expect(names).toEqual({ fleet: ["ELSEWHERE", "TR 214"], depot: ["TR 214"] });
  });

  test("shows nothing of another tenant: its vehicles and depots are unknown, its frames do not come", async () => {
    const theirs = await api.makeFleet("Theirs");
    const theirVehicle = await theirs.addVehicle("SECRET");
    const theirUnit = await theirs.addUnit(theirVehicle);
    const theirDepot = await theirs.addDepot("Hidden");
    await api.store.addCatalogue(theirs.tenantId, testCatalogueHash, testCatalogueBytes);
    const { events } = await connect(`topic=vehicle:${theirVehicle}&topic=depot:${theirDepot}&topic=fleet`);
    await expect.poll(() => events).toHaveLength(3);
    say(76_543.25, theirUnit, theirs.tenantId);
    say(12);
    await expect.poll(() => events.some(({ message }) => message.kind === "delta")).toBe(true);

    expect(new Set(events.flatMap(({ message }) => (message.kind === "error" ? [message["code"]] : [])))).toEqual(
      new Set(["SOURCE_UNKNOWN", "VEHICLE_UNKNOWN"]),
    );
    expect(JSON.stringify(events)).not.toMatch(/SECRET|Hidden|76543/);
  });

  test("goes on where it was left: what was missed comes as one delta with the newest values", async () => {
    const first = await connect(`topic=vehicle:${vehicleId}&topic=fleet`);
    await expect.poll(() => first.events).toHaveLength(2);
    say(10);
    const { id } = await first.next("delta");
    first.close();
    for (const value of [11, 12, 13]) say(value);
    const second = await connect(`topic=vehicle:${vehicleId}`, { "last-event-id": String(id) });

    expect(await second.next("delta")).toMatchObject({ message: { values: [{ source: "can0/SPEED/V", value: 13 }] } });
    expect(second.events[0]?.message.kind).toBe("delta");
  });

  test.each([
    ["made up", "yesterday"],
    ["of the future", String((Date.now() + 3_600_000) * 1_000)],
    ["too old", String((Date.now() - liveLimits.resumeMs - 1_000) * 1_000)],
    ["zero", "0"],
  ])("begins with a snapshot when the last event's id is %s", async (_what, id) => {
    const { next, events } = await connect(`topic=vehicle:${vehicleId}&topic=fleet`, { "last-event-id": id });
    await next("snapshot");
    await next("snapshot");

    expect(events.filter(({ message }) => message.kind === "delta")).toEqual([]);
  });

  test("needs credentials and the right to read", async () => {
    const ask = async (by: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${api.server.port}/api/v1/live/events?topic=fleet`, { headers: by })).status;

    expect([await ask({}), await ask({ authorization: "Bearer dbt_wrong" }), await ask(await fleet.headers("write"))]).toEqual([401, 401, 403]);
  });

  test("ends by itself with its token", async () => {
    const short = await api.app.inject({
      method: "POST",
      url: "/api/v1/tokens",
      headers: await fleet.headers(),
      payload: { name: "short", scopes: ["read"], expiresInMs: 1_000 },
    });
    const { next, isOver } = await connect("topic=fleet", { authorization: `Bearer ${short.json().token}` });

    expect((await next("end")).message).toMatchObject({ code: 4_401 });
    await expect.poll(isOver).toBe(true);
  });

  test("is no request that a stop waits for, and is told", async () => {
    const other = await startTestApi();
    const theirs = await other.makeFleet();
    const { next } = await connect("topic=fleet", await theirs.headers("read"), other);
    await next("snapshot");
    await other.dispose();

    expect((await next("end")).message).toMatchObject({ code: 1_001 });
  });
});
