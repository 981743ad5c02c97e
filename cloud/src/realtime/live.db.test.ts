import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveFrame, Watch } from "@drawbar/proto/link/live.ts";
import { startTestApi, type TestApi, type TestFleet } from "../http/testing/test-api.ts";
import { ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../link/testing/scripted-source.ts";

type Message = Record<string, unknown> & { topic: string; kind: string };

let api: TestApi;
let fleet: TestFleet;
let vehicleId: VehicleId;
let unitId: SourceId;
let watches: Watch[];
let monoUs = 0;
const open: WebSocket[] = [];

beforeAll(async () => {
  api = await startTestApi();
  api.exchange.onWatch((_tenant, watch) => watches.push(watch));
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  watches = [];
  fleet = await api.makeFleet();
  vehicleId = await fleet.addVehicle("TR 214");
  unitId = await fleet.addUnit(vehicleId);
  await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
  return () => {
    for (const socket of open.splice(0)) socket.terminate();
  };
});

function say(values: LiveFrame["values"], source = unitId): void {
  monoUs += 1_000;
  api.exchange.receive(fleet.tenantId, { kind: "live", source, boot: 1, monoUs, catalogue: testCatalogueHash, values });
}

const speed = (value: number) => ({ signal: 0, atUs: Date.now() * 1_000, value });

async function connect(
  headers: Readonly<Record<string, string>>,
): Promise<{ socket: WebSocket; messages: Message[]; next: (kind: string) => Promise<Message> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${api.server.port}/api/v1/live`, { headers });
  open.push(socket);
  const messages: Message[] = [];
  socket.on("message", (data: Buffer) => messages.push(JSON.parse(data.toString()) as Message));
  await once(socket, "open");
  let taken = 0;
  const next = async (kind: string): Promise<Message> =>
    vi.waitFor(() => {
      const index = messages.findIndex((message, at) => at >= taken && message.kind === kind);
      if (index < 0) throw new Error(`no ${kind} yet: ${JSON.stringify(messages.slice(taken))}`);
      taken = index + 1;
      return messages[index] as Message; // found above
    }, 30_000);
  return { socket, messages, next };
}

async function refusal(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${api.server.port}/api/v1/live`, { headers });
  const [, response] = (await Promise.race([once(socket, "unexpected-response"), once(socket, "open").then(() => [undefined, { statusCode: 101 }])])) as [
    unknown,
    { statusCode?: number },
  ];
  socket.on("error", () => undefined);
  socket.terminate();
  return response.statusCode;
}

async function signIn(): Promise<string> {
  const answer = await api.app.inject({ method: "POST", url: "/api/v1/session", payload: { email: fleet.email, password: fleet.password } });
  return `drawbar_session=${answer.cookies[0]?.value}`;
}

describe("a live connection", () => {
  test("needs credentials; with a cookie also a page of this host", async () => {
    const cookie = await signIn();
    const host = `127.0.0.1:${api.server.port}`;

    expect(await refusal({})).toBe(401);
    expect(await refusal({ authorization: "Bearer dbt_wrong" })).toBe(401);
    expect(await refusal({ cookie })).toBe(403);
    expect(await refusal({ cookie, origin: "https://evil.example" })).toBe(403);
    expect(await refusal({ cookie, origin: `http://${host}` })).toBe(101);
    expect(await refusal(await fleet.headers("read"))).toBe(101);
    expect(await refusal(await fleet.headers("write"))).toBe(403);
  });

  test("that is refused keeps no socket", async () => {
    const connections = async () => new Promise((resolve) => api.app.server.getConnections((_error, count) => resolve(count)));
    await expect.poll(connections).toBe(0);
    for (let attempt = 0; attempt < 5; attempt++) expect(await refusal({})).toBe(401);

    await expect.poll(connections).toBe(0);
  });

  test("is told apart from an ordinary request", async () => {
    const answer = await api.app.inject({ url: "/api/v1/live", headers: await fleet.headers("read") });

    expect([answer.statusCode, answer.json().code]).toEqual([426, "UPGRADE_REQUIRED"]);
  });

  test("answers what it does not understand, and ends when it hears too much", async () => {
    const { socket, next, messages } = await connect(await fleet.headers("read"));
    for (const text of ["nonsense", "{}", '{"subscribe":"everything"}', '{"subscribe":"vehicle","vehicleId":"7"}']) socket.send(text);
    await expect.poll(() => messages).toHaveLength(4);
    expect(await next("error")).toMatchObject({ topic: "error", code: "REQUEST_INVALID" });

    for (let word = 0; word < 120; word++) socket.send("{}");
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(1008);
  });

  test("ends when its token is revoked or expires", async () => {
    const cookie = await signIn();
    await api.db.admin.query("update drawbar.session set expires_at = now() + interval '1.5 seconds' where tenant_id = $1", [fleet.tenantId]);
    const { socket } = await connect({ cookie, origin: `http://127.0.0.1:${api.server.port}` });
    const [code] = (await once(socket, "close")) as [number];

    expect(code).toBe(4401);
  });
});

describe("a followed vehicle", () => {
  test("is told whole first, then as it changes, with the sample's time and the cloud's", async () => {
    const nowUs = Date.now() * 1_000;
    await api.store.apply(fleet.tenantId, [
      new ScriptedSource({ source: unitId, bootedAtUs: nowUs - 60_000_000 }).segment(nowUs - 10_000_000, 3, { raw: 3_998 }),
    ]);
    const { socket, next } = await connect(await fleet.headers("read"));
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));
    expect(await next("snapshot")).toEqual({
      topic: "vehicle",
      vehicleId,
      kind: "snapshot",
      signals: [
        {
          signal: "Vehicle.Speed",
          source: "can0/SPEED/V",
          unit: "km/h",
          decimals: 1,
          kind: "scaled",
          value: 40,
          at: new Date((nowUs - 8_000_000) / 1_000).toISOString(),
        },
      ],
    });

    const sentMs = Date.now();
    say([speed(51.25)]);
    const delta = (await next("delta")) as Message & { values: { source: string; value: number; at: number; sentAt: number }[] };
    expect(delta).toMatchObject({ topic: "vehicle", vehicleId, values: [{ source: "can0/SPEED/V", value: 51.25 }] });
    const [value] = delta.values;
    expect(value?.at).toBeGreaterThanOrEqual(sentMs);
    expect(value?.sentAt).toBeGreaterThanOrEqual(sentMs);
    expect(Date.now() - (value?.sentAt ?? 0)).toBeLessThan(500);
  });

  test("knows from live values what was said before anybody looked", async () => {
    say([speed(30)]);
    const signals = async () => (await api.app.inject({ url: `/api/v1/vehicles/${vehicleId}/signals`, headers: await fleet.headers("read") })).json();
    await expect.poll(signals).toMatchObject({ items: [{ source: "can0/SPEED/V", value: 30 }] });
    const { socket, next } = await connect(await fleet.headers("read"));
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));

    expect(await next("snapshot")).toMatchObject({ signals: [{ source: "can0/SPEED/V", value: 30 }] });
  });

  test("is watched while somebody looks: all signals, or those that everybody named", async () => {
    const { socket, next } = await connect(await fleet.headers("read"));
    say([speed(1)]);
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId, signals: ["can0/EEC1/EngineSpeed"] }));
    expect(await next("snapshot")).toMatchObject({ signals: [] });
    await expect.poll(() => watches).toHaveLength(1);
    expect(watches[0]).toEqual({ kind: "watch", source: unitId, signals: [1], catalogue: testCatalogueHash, forMs: 30_000 });

    const other = await connect(await fleet.headers("read"));
    other.socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));
    await other.next("snapshot");
    await expect.poll(() => watches).toHaveLength(2);
    expect(watches[1]).toEqual({ kind: "watch", source: unitId, signals: [], forMs: 30_000 });

    say([speed(2), { signal: 1, atUs: 5, value: 800 }]);
    expect(await next("delta")).toMatchObject({ values: [{ source: "can0/EEC1/EngineSpeed", value: 800 }] });
    expect(await other.next("delta")).toMatchObject({ values: [{ value: 2 }, { value: 800 }] });
  });

  test("sends at most twenty deltas a second, and never loses the newest", async () => {
    const { socket, next, messages } = await connect(await fleet.headers("read"));
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));
    await next("snapshot");
    const startedAt = performance.now();
    for (let value = 1; performance.now() - startedAt < 1_000; value++) {
      say([speed(value)]);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    say([speed(-1)]);
    await expect.poll(() => messages.at(-1)).toMatchObject({ values: [{ value: -1 }] });

    expect(messages.filter(({ kind }) => kind === "delta").length).toBeLessThanOrEqual(24);
    expect(messages.filter(({ kind }) => kind === "delta").length).toBeGreaterThan(10);
  });

  test("of another fleet is unknown, and is not watched", async () => {
    const other = await api.makeFleet("Another");
    const { socket, next } = await connect(await other.headers("read"));
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));

    expect(await next("error")).toMatchObject({ code: "VEHICLE_UNKNOWN", vehicleId });
    say([speed(1)]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(watches).toEqual([]);
  });

  test("is not told about recordings of it", async () => {
    const runId = await fleet.addRun(vehicleId);
    const { socket, next, messages } = await connect(await fleet.headers("read"));
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));
    await next("snapshot");
    say([speed(99)], runId);
    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(messages).toHaveLength(1);
  });

  test("is told no more after it was left", async () => {
    const { socket, next, messages } = await connect(await fleet.headers("read"));
    socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));
    await next("snapshot");
    socket.send(JSON.stringify({ unsubscribe: "vehicle", vehicleId }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    say([speed(1)]);
    await new Promise((resolve) => setTimeout(resolve, 200));

    expect(messages).toHaveLength(1);
  });

  test("is one of at most sixteen of a connection", async () => {
    const { socket, next, messages } = await connect(await fleet.headers("read"));
    for (let vehicle = 0; vehicle < 17; vehicle++) socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId: await fleet.addVehicle(`MORE ${vehicle}`) }));

    expect(await next("error")).toMatchObject({ code: "LIVE_TOO_MANY_VEHICLES" });
    await expect.poll(() => messages.filter(({ kind }) => kind === "snapshot")).toHaveLength(16);
  });
});

describe("the followed fleet", () => {
  test("is told whole first, then what changed of a vehicle", async () => {
    const { socket, next } = await connect(await fleet.headers("read"));
    socket.send(JSON.stringify({ subscribe: "fleet" }));
    expect(await next("snapshot")).toMatchObject({ topic: "fleet", vehicles: [{ vehicleId, callSign: "TR 214", state: "never", headline: [] }] });

    say([speed(51.25)]);
    const delta = (await next("delta")) as Message & { vehicles: Record<string, unknown>[] };
    expect(delta.vehicles).toEqual([
      {
        vehicleId,
        state: "live",
        lastSampleAt: expect.any(String),
        headline: [{ name: "Vehicle.Speed", source: "can0/SPEED/V", unit: "km/h", decimals: 1, value: 51.25, at: expect.any(String) }],
      },
    ]);
    say([speed(52)]);
    expect(await next("delta")).toMatchObject({ vehicles: [{ vehicleId, headline: [{ value: 52 }] }] });
  });

  test("says when a unit signs off", async () => {
    const { socket, next } = await connect(await fleet.headers("read"));
    say([speed(1)]);
    socket.send(JSON.stringify({ subscribe: "fleet" }));
    await next("snapshot");
    api.exchange.receive(fleet.tenantId, { kind: "asleep", source: unitId, boot: 1, monoUs: (monoUs += 1_000), atUs: Date.now() * 1_000 });

    await expect.poll(() => next("delta")).toMatchObject({ vehicles: [{ vehicleId, state: "asleep" }] });
  });

  test("has only one's own vehicles", async () => {
    const other = await api.makeFleet("Another");
    const { socket, next } = await connect(await other.headers("read"));
    socket.send(JSON.stringify({ subscribe: "fleet" }));

    expect(await next("snapshot")).toMatchObject({ vehicles: [] });
  });
});

test("a reader that stops reading costs the others nothing, and gets the newest once it reads again", async () => {
  const headers = await fleet.headers("read");
  const slow = await connect(headers);
  const quick = await connect(headers);
  for (const { socket } of [slow, quick]) socket.send(JSON.stringify({ subscribe: "vehicle", vehicleId }));
  await Promise.all([slow.next("snapshot"), quick.next("snapshot")]);
  const before = slow.messages.length;
  slow.socket.pause();

  const many = Array.from({ length: 2 }, (_, signal) => signal);
  for (let round = 0; round < 60; round++) {
    say(many.map((signal) => ({ signal, atUs: Date.now() * 1_000, value: round })));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await expect.poll(() => quick.messages.at(-1)).toMatchObject({ values: [{ value: 59 }, { value: 59 }] });
  slow.socket.resume();
  await expect.poll(() => slow.messages.at(-1)).toMatchObject({ values: [{ value: 59 }, { value: 59 }] });

  expect(slow.messages.length).toBeGreaterThan(before);
});

test("the server stops with a word to those who look, without waiting for them", async () => {
  const leaving = await startTestApi();
  const headers = await (await leaving.makeFleet()).headers("read");
  const sockets = [1, 2].map(() => new WebSocket(`ws://127.0.0.1:${leaving.server.port}/api/v1/live`, { headers }));
  await Promise.all(sockets.map(async (socket) => once(socket, "open")));
  sockets[1]?.pause(); // never answers the closing word
  const code = once(sockets[0] as WebSocket, "close"); // two were made above
  const startedAt = performance.now();
  await leaving.dispose();

  expect((await code)[0]).toBe(1001);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  sockets[1]?.terminate();
});
