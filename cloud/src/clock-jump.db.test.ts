/** The clock of one machine jumps while it serves: nothing that is kept, compared or promised may go by it. */
import { generateKeySync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { DatabaseClock } from "./db/database-clock.ts";
import { startTestApi, type TestApi, type TestFleet } from "./http/testing/test-api.ts";
import { PostgresCloudStore } from "./link/store/postgres-cloud-store.ts";
import { ensurePartitions } from "./link/store/partitions.ts";
import { receiveDayOf } from "./link/store/store-batch-values.ts";
import { ScriptedSource, testCatalogueBytes, testCatalogueHash } from "./link/testing/scripted-source.ts";
import { putUnit } from "./link/testing/test-fleet.ts";
import { WebhookSender, WebhookService, WebhookTarget } from "./modules/integrations/index.ts";
import { CatalogueStore, monthOfDay, SegmentSealer } from "./modules/telemetry/index.ts";
import { SecretBox } from "./secrets/secret-box.ts";

const hourMs = 3_600_000;
const log = createLogger({ process: "test", level: "silent" });
const offset = { ms: 0 };
const machine: Clock = { wallUs: () => systemClock.wallUs() + offset.ms * 1_000, monoUs: () => systemClock.monoUs() };

let api: TestApi;
let fleet: TestFleet;
beforeAll(async () => {
  api = await startTestApi({ machine });
});
afterAll(() => api.dispose());
beforeEach(async () => {
  offset.ms = 0;
  fleet = await api.makeFleet();
});
afterEach(() => {
  offset.ms = 0;
});

async function databaseClock(): Promise<Clock> {
  const clock = new DatabaseClock({ database: api.db.app, machine, log });
  await clock.look();
  return clock;
}

describe.each([
  ["two hours ahead", 2 * hourMs],
  ["two hours back", -2 * hourMs],
  ["to 1970", -Date.now()],
  ["to 2080", Date.UTC(2080, 0, 1) - Date.now()],
])("a machine's clock that jumps %s", (_name, jumpMs) => {
  test("ends no session and no token, and new ones live as long as ever", async () => {
    const headers = await fleet.headers("read");
    const signIn = async () => api.app.inject({ method: "POST", url: "/api/v1/session", payload: { email: fleet.email, password: fleet.password } });
    const before = await signIn();
    offset.ms = jumpMs;
    const after = await signIn();

    const cookieOf = (answer: typeof before) => ({ cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") });
    for (const own of [headers, await fleet.headers("read"), cookieOf(before), cookieOf(after)])
      expect((await api.app.inject({ url: "/api/v1/vehicles", headers: own })).statusCode).toBe(200);
    const livesMs = (answer: typeof before) => Date.parse(answer.json<{ expiresAt: string }>().expiresAt) - Date.now();
    expect(Math.abs(livesMs(after) - livesMs(before))).toBeLessThan(60_000);
  });

  test("carries a request out once under its key", async () => {
    const headers = { ...(await fleet.headers("read", "write")), "idempotency-key": randomUUID() };
    const register = async () => api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload: { callSign: "TR 1" } });
    const first = await register();
    offset.ms = jumpMs;
    const again = await register();
    expect([first.statusCode, again.statusCode, again.json()]).toEqual([201, 201, first.json()]);
  });

  test("moves no segment to another day, nor its key to another month", async () => {
    const clock = await databaseClock();
    const sealer = new SegmentSealer({ database: api.db.app, masterKey: generateKeySync("aes", { length: 256 }) });
    const store = new PostgresCloudStore({ database: api.db.app, catalogues: new CatalogueStore({ database: api.db.app }), clock, sealer });
    await store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
    const source = new ScriptedSource();
    await putUnit(api.db, fleet.tenantId, source.source, await fleet.addVehicle("TR 2"));
    offset.ms = jumpMs;
    await ensurePartitions(api.db.app, clock.wallUs() / 1_000);
    expect(await store.apply(fleet.tenantId, [source.segment(clock.wallUs() - 60_000_000, 10)])).toEqual([{ kind: "stored" }]);

    const today = receiveDayOf(Date.now());
    const { rows } = await api.db.admin.query<{ day: number; month: number }>(
      `select s.slot % 1000000 as day, k.month from drawbar.segment s
       join drawbar.sealing_key k on k.tenant_id = s.tenant_id and k.source_id = s.source_id where s.tenant_id = $1`,
      [fleet.tenantId],
    );
    expect(rows).toEqual([{ day: today, month: monthOfDay(today) }]);
    const { rows: partitions } = await api.db.admin.query<{ slot: string }>(
      "select substr(c.relname, 9) as slot from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'drawbar.segment'::regclass",
    );
    expect(partitions.filter(({ slot }) => Math.abs((Number(slot) % 1_000_000) - today) > 30_000)).toEqual([]); // of years that are not ours
  });

  test("keeps a webhook's signature good and its retries when they are due", async () => {
    const secrets = new SecretBox(Buffer.alloc(32, 7));
    const target = new WebhookTarget({ allowPrivate: true, attemptMs: 2_000 });
    const clock = await databaseClock();
    const webhooks = new WebhookService({ database: api.db.app, secrets, target, clock });
    const received: { readonly headers: Record<string, string>; readonly body: string }[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => (body += part));
      request.on("end", () => {
        received.push({ headers: request.headers as Record<string, string>, body }); // none of them comes twice
        response.writeHead(500).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server's
    const { endpointId, secret } = await webhooks.add(fleet.tenantId, { url, topics: ["vehicle-alerts"] });
    offset.ms = jumpMs;
    const sender = new WebhookSender({ database: api.db.worker, secrets, target, clock, random: () => 0, log });
    sender.start();
    await webhooks.test(fleet.tenantId, endpointId);
    const delivery = async () => (await webhooks.page(fleet.tenantId, endpointId, { limit: 1 })).deliveries[0];
    await expect.poll(async () => (await delivery())?.lastStatus, { interval: 25 }).toBe(500);
    await sender.stop();
    server.close();
    server.closeAllConnections();

    const [{ headers, body } = { headers: {}, body: "" }] = received;
    expect(new Webhook(secret).verify(body, headers)).toBeTruthy(); // refuses what is older or newer than five minutes
    const retriedInMs = ((await delivery())?.nextAt?.getTime() ?? 0) - Date.now();
    expect(Math.abs(retriedInMs - 5_000)).toBeLessThan(3_000);
  });
});

test("time goes on while the database is away, and is put right by it again", async () => {
  let [nowUs, isAway, wallUs, monoUs] = [1_764_000_000_000_000, false, 0, 0];
  const one = async <Row>(): Promise<Row> => {
    if (isAway) throw new Error("away");
    return { now_us: String(nowUs) } as Row; // the only statement it sends
  };
  const clock = new DatabaseClock({
    database: { directory: { ...api.db.app.directory, one } },
    machine: { wallUs: () => wallUs, monoUs: () => monoUs },
    log,
  });
  wallUs = 5;
  expect(clock.wallUs()).toBe(5); // nobody knows better yet
  await clock.look();
  expect(clock.wallUs()).toBe(nowUs);
  isAway = true;
  [monoUs, wallUs] = [7_000_000, -1];
  await clock.look();
  expect(clock.wallUs()).toBe(nowUs + 7_000_000);
  [isAway, nowUs] = [false, nowUs + 8_000_000];
  await clock.look();
  expect(clock.wallUs()).toBe(nowUs);
  nowUs += 15_000; // less than what may be the network's
  await clock.look();
  expect(clock.wallUs()).toBe(nowUs - 15_000);
});
