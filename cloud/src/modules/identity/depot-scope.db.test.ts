import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";

let api: TestApi;
let fleet: TestFleet;
let venlo: SourceId;
let ghent: SourceId;
/** Of somebody whose rights hold in Ghent. */
let headers: Awaited<ReturnType<TestFleet["headers"]>>;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  fleet = await api.makeFleet();
  [venlo, ghent] = [await fleet.addDepot("Venlo"), await fleet.addDepot("Ghent")];
  headers = await fleet.headers("read");
  await limitTo([ghent]);
});

async function limitTo(depots: readonly SourceId[]): Promise<void> {
  await api.db.admin.query("update drawbar.api_token set depot_ids = $2 where tenant_id = $1", [fleet.tenantId, depots]);
}

const get = async (path: string) => api.app.inject({ url: `/api/v1${path}`, headers });

/** @returns what is heard after saying this. */
async function listen(
  ...said: readonly object[]
): Promise<{ readonly heard: readonly { readonly kind: string; readonly code?: string }[]; readonly close: () => void }> {
  // Node's WebSocket takes headers, which the browser's does not.
  const socket = new WebSocket(`ws://127.0.0.1:${api.server.port}/api/v1/live`, { headers } as unknown as string[]);
  const heard: { kind: string; code?: string }[] = [];
  socket.addEventListener("message", ({ data }) => heard.push(JSON.parse(String(data)) as { kind: string })); // live-messages.ts
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  for (const message of said) socket.send(JSON.stringify(message));
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(said.length);
  return { heard, close: () => socket.close() };
}

test("who has rights at some depots sees those only", async () => {
  const depots = async () => ((await get("/depots")).json().items as { depotId: string }[]).map(({ depotId }) => depotId);
  expect(await depots()).toEqual([ghent]);
  await limitTo([ghent, venlo]);

  expect((await depots()).toSorted()).toEqual([venlo, ghent].toSorted());
});

test("another depot's account is as unknown as one that is not there, its link is not listed, and nothing is found through it", async () => {
  const vehicle = await fleet.addVehicle("TR 1");
  const unit = await fleet.addUnit(vehicle);
  await api.db.admin.query(
    "insert into drawbar.source_presence (tenant_id, source_id, heard_at, through_id) values ($1, $2, now(), null), ($1, $3, now(), $2)",
    [fleet.tenantId, venlo, unit],
  );
  expect((await get(`/sources/${venlo}/account`)).json().code).toBe("SOURCE_UNKNOWN");
  expect((await get(`/sources/${ghent}/account`)).statusCode).toBe(200);
  expect((await get("/system")).json().links).toEqual([]);
  expect((await get(`/vehicles?depotId=${venlo}`)).json().items).toEqual([]);
  await limitTo([venlo]);

  expect((await get(`/vehicles?depotId=${venlo}`)).json().items).toHaveLength(1);
  expect((await get(`/sources/${venlo}/account`)).statusCode).toBe(200);
});

test("live values of another depot are refused, in words that do not tell whether it is there", async () => {
  const { heard, close } = await listen({ subscribe: "depot", depotId: venlo }, { subscribe: "depot", depotId: ghent });
  close();

  expect(heard).toContainEqual(expect.objectContaining({ kind: "error", code: "LIVE_DEPOT_UNKNOWN" }));
  expect(heard).toContainEqual(expect.objectContaining({ kind: "snapshot", depotId: ghent }));
});

test("the same holds for server-sent events", async () => {
  const stopped = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${api.server.port}/api/v1/live/events?topic=depot:${venlo}`, { headers, signal: stopped.signal });
  const first = await answer.body?.getReader().read();
  stopped.abort();

  expect(Buffer.from(first?.value ?? []).toString()).toContain("LIVE_DEPOT_UNKNOWN");
});
