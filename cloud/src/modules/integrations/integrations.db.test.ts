/** Webhooks from the event to the answer, on a real database and with real servers to send to. */
import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { CloudEvent } from "cloudevents";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { addEvents } from "../../events/event-outbox.ts";
import { EventRelay } from "../../events/event-relay.ts";
import { eventTopics } from "../../events/event-types.ts";
import { PostgresEventLog } from "../../events/postgres-event-log.ts";
import { DeliveryStore } from "./delivery-store.ts";
import { integrationLimits } from "./limits.ts";
import { ReceiverService } from "./receiver-service.ts";
import { SecretBox } from "../../secrets/secret-box.ts";
import { webhookDispatch, webhookGroup } from "./webhook-dispatch.ts";
import { nextOf, WebhookSender } from "./webhook-sender.ts";
import { WebhookService } from "./webhook-service.ts";
import { WebhookTarget } from "./webhook-target.ts";

const log = createLogger({ process: "test", level: "error" });
const secrets = new SecretBox(randomBytes(32));
const target = new WebhookTarget({ allowPrivate: true, attemptMs: 500 });
const patience = { timeout: 30_000, interval: 50 };

let db: TestDatabase;
let webhooks: WebhookService;
let receivers: ReceiverService;
let eventLog: PostgresEventLog;
const parts: { stop(): Promise<void> }[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  db = await testDatabase();
  webhooks = new WebhookService({ database: db.app, secrets, target, clock: systemClock });
  receivers = new ReceiverService({ database: db.app, secrets, clock: systemClock });
  eventLog = new PostgresEventLog({ database: db.worker, log });
  await eventLog.consume({ group: webhookGroup, topics: eventTopics, handle: webhookDispatch(db.worker) });
  const relay = new EventRelay({ database: db.worker, eventLog, keepDays: 7, log });
  const sender = new WebhookSender({ database: db.worker, secrets, target, clock: systemClock, random: () => 0, log });
  relay.start();
  sender.start();
  parts.push(sender, relay, eventLog);
});
afterAll(async () => {
  for (const part of parts) await part.stop();
  await db.dispose();
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A system that answers with one status after the other; the last one stays. */
async function otherSystem(...statuses: readonly number[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(statuses[received.length - 1] ?? statuses.at(-1) ?? 200).end("answer");
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

async function tell(tenant: TenantId): Promise<void> {
  await db.app.transaction(tenant, async (tx) => addEvents(tx, [{ type: "depot.enrolled", subject: "d", body: { depotId: randomUUID(), name: "Venlo" } }]));
}

async function deliveriesOf(tenant: TenantId, endpointId: string) {
  return (await webhooks.page(tenant, endpointId, { limit: 100 })).deliveries;
}

describe("an endpoint", () => {
  it("gets an event once, signed, as a CloudEvent", async () => {
    const tenant = await db.makeTenant();
    const { url, received } = await otherSystem(200);
    const { endpointId, secret } = await webhooks.add(tenant, { url, topics: ["vehicle-lifecycle"] });
    await tell(tenant);
    await expect.poll(async () => (await deliveriesOf(tenant, endpointId)).map(({ state }) => state), patience).toEqual(["delivered"]);
    const [{ headers, body } = { headers: {}, body: "" }] = received;

    expect(received).toHaveLength(1);
    expect(new CloudEvent(new Webhook(secret).verify(body, headers) as object).validate()).toBe(true);
    expect(JSON.parse(body)).toMatchObject({
      specversion: "1.0",
      type: "com.drawbar.depot.enrolled.v1",
      id: headers["webhook-id"],
      source: `/fleets/${tenant}`,
    });
    expect(JSON.stringify((await db.admin.query("select * from drawbar.webhook_endpoint")).rows)).not.toContain(secret);
  });

  it("gets many events as fast as it takes them, never more than four at once", async () => {
    const tenant = await db.makeTenant();
    let [open, most, done] = [0, 0, 0];
    const server = createServer((request, response) => {
      most = Math.max(most, (open += 1));
      request.resume().on("end", () =>
        setTimeout(() => {
          [open, done] = [open - 1, done + 1];
          response.writeHead(204).end();
        }, 5),
      );
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await webhooks.add(tenant, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, topics: ["vehicle-lifecycle"] });
    const event = () => ({ type: "depot.enrolled", subject: "d", body: { depotId: randomUUID(), name: "Venlo" } }) as const;
    await db.app.transaction(tenant, async (tx) => addEvents(tx, Array.from({ length: 240 }, event)));

    await expect.poll(() => done, patience).toBe(240); // four each half second would take 30 s
    expect(most).toBe(4);
  });

  it("hears of its topics only, of its fleet only, and nothing while it is paused", async () => {
    const [ours, theirs] = [await db.makeTenant(), await db.makeTenant()];
    const { url, received } = await otherSystem(200);
    const lifecycle = await webhooks.add(ours, { url, topics: ["vehicle-lifecycle"] });
    const alerts = await webhooks.add(ours, { url, topics: ["vehicle-alerts"] });
    const paused = await webhooks.add(ours, { url, topics: ["vehicle-lifecycle"] });
    await webhooks.setPaused(ours, paused.endpointId, true);
    await tell(theirs);
    await tell(ours);
    await expect.poll(() => received.length, patience).toBe(1);
    await expect.poll(async () => (await eventLog.lag(webhookGroup, theirs)).behind, patience).toBe(0);

    const counts = await Promise.all([lifecycle, alerts, paused].map(async ({ endpointId }) => (await deliveriesOf(ours, endpointId)).length));
    expect(counts).toEqual([1, 0, 0]);
  });

  it("is tried again after a failure, with the same id, and the log says what it answered", async () => {
    const tenant = await db.makeTenant();
    const { url, received } = await otherSystem(503, 200);
    const { endpointId } = await webhooks.add(tenant, { url, topics: ["vehicle-lifecycle"] });
    await tell(tenant);
    await expect.poll(async () => (await deliveriesOf(tenant, endpointId)).map(({ lastStatus }) => lastStatus), patience).toEqual([503]);
    const [waiting] = await deliveriesOf(tenant, endpointId);
    expect(waiting).toMatchObject({ state: "waiting", attempts: 1 });
    await db.admin.query("update drawbar.webhook_delivery set next_at = now() where tenant_id = $1", [tenant]);
    await expect.poll(async () => (await deliveriesOf(tenant, endpointId)).map(({ state }) => state), patience).toEqual(["delivered"]);

    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const { attempts } = await webhooks.delivery(tenant, endpointId, waiting?.deliveryId ?? "");
    expect(attempts.map(({ status, answer }) => [status, answer])).toEqual([
      [200, "answer"],
      [503, "answer"],
    ]);
  });

  it("that wants nothing any more ends in the dead letters, from which a person sends again", async () => {
    const tenant = await db.makeTenant();
    const { url, received } = await otherSystem(410, 200);
    const { endpointId } = await webhooks.add(tenant, { url, topics: ["vehicle-lifecycle"] });
    await tell(tenant);
    await expect.poll(async () => (await deliveriesOf(tenant, endpointId)).map(({ state }) => state), patience).toEqual(["dead"]);
    const [dead] = await deliveriesOf(tenant, endpointId);
    await webhooks.sendAgain(tenant, endpointId, dead?.deliveryId ?? "");
    await expect.poll(async () => (await deliveriesOf(tenant, endpointId)).map(({ state }) => state), patience).toEqual(["delivered"]);
    expect(await webhooks.replay(tenant, endpointId, new Date(0), "dead")).toBe(0);
    expect(await webhooks.replay(tenant, endpointId, new Date(0), undefined)).toBe(1);
    await expect.poll(() => received.length, patience).toBe(3);
  });

  it("that never answers keeps no other one waiting", async () => {
    const tenant = await db.makeTenant();
    const server = createServer(() => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const silent = await webhooks.add(tenant, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, topics: ["vehicle-lifecycle"] });
    const { url, received } = await otherSystem(200);
    await webhooks.add(tenant, { url, topics: ["vehicle-lifecycle"] });
    for (let n = 0; n < 12; n += 1) await tell(tenant);

    await expect.poll(() => received.length, patience).toBe(12);
    await expect
      .poll(async () => (await deliveriesOf(tenant, silent.endpointId)).some(({ lastFailure }) => lastFailure === "no answer within 500 ms"), patience)
      .toBe(true);
  });

  it("is signed to with the old secret, too, while that counts, and with the new one alone after", async () => {
    const tenant = await db.makeTenant();
    const { url, received } = await otherSystem(200);
    const { endpointId, secret: first } = await webhooks.add(tenant, { url, topics: ["vehicle-alerts"] });
    const { secret: second, oldUntil } = await webhooks.renewSecret(tenant, endpointId, 24);
    expect(oldUntil.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const opensWith = ({ headers, body }: Received) =>
      [first, second].map((secret) => {
        try {
          return new Webhook(secret).verify(body, headers) !== undefined;
        } catch {
          return false;
        }
      });

    await webhooks.test(tenant, endpointId);
    await expect.poll(() => received.map(opensWith), patience).toEqual([[true, true]]);
    await webhooks.endOldSecret(tenant, endpointId);
    await webhooks.test(tenant, endpointId);
    await expect
      .poll(() => received.map(opensWith), patience)
      .toEqual([
        [true, true],
        [false, true],
      ]);
    expect((await webhooks.endpoints(tenant))[0]?.oldSecretUntil).toBeUndefined();
    await expect(webhooks.renewSecret(await db.makeTenant(), endpointId, 24)).rejects.toMatchObject({ code: "WEBHOOK_ENDPOINT_UNKNOWN" });
  });

  it("can be tested, which reaches it alone", async () => {
    const tenant = await db.makeTenant();
    const { url, received } = await otherSystem(200);
    const { endpointId } = await webhooks.add(tenant, { url, topics: ["vehicle-alerts"] });
    await webhooks.add(tenant, { url: "http://127.0.0.1:1/", topics: [...eventTopics] });
    await webhooks.test(tenant, endpointId);

    await expect.poll(() => received.map(({ body }) => (JSON.parse(body) as { type: string }).type), patience).toEqual(["com.drawbar.webhook.tested.v1"]);
    expect((await webhooks.endpoints(tenant)).map(({ waiting, dead }) => waiting + dead)).toEqual([0, 0]);
  });

  it("has a limit of what waits for it: the rest is counted, not queued", async () => {
    const tenant = await db.makeTenant();
    const { endpointId } = await webhooks.add(tenant, { url: "http://127.0.0.1:1/", topics: ["vehicle-alerts"] });
    await db.admin.query(
      `insert into drawbar.webhook_delivery (tenant_id, delivery_id, endpoint_id, event_id, type, next_at, body)
       select $1, gen_random_uuid(), $2, gen_random_uuid(), 'x', now() + interval '1 day', '' from generate_series(1, $3::int)`,
      [tenant, endpointId, 50],
    );
    const queued = [1, 2, 3].map(() => ({ endpointId, eventId: randomUUID(), type: "x", body: "" }));
    await new DeliveryStore({ waitingMax: 50 }).queue(db.worker.of(tenant), queued);

    expect(await webhooks.endpoints(tenant)).toMatchObject([{ waiting: 50, skipped: 3 }]);
    await webhooks.remove(tenant, endpointId);
  });

  it("is one of a few, and another fleet's is unknown", async () => {
    const [ours, theirs] = [await db.makeTenant(), await db.makeTenant()];
    for (let n = 0; n < integrationLimits.endpointsMax; n += 1) await webhooks.add(ours, { url: "https://hooks.example", topics: ["vehicle-alerts"] });
    await expect(webhooks.add(ours, { url: "https://hooks.example", topics: ["vehicle-alerts"] })).rejects.toMatchObject({
      code: "WEBHOOK_ENDPOINTS_TOO_MANY",
    });
    const [{ endpointId } = { endpointId: "" }] = await webhooks.endpoints(ours);
    const works = [() => webhooks.test(theirs, endpointId), () => webhooks.remove(theirs, endpointId), () => webhooks.page(theirs, endpointId, { limit: 1 })];
    for (const work of works) await expect(work()).rejects.toMatchObject({ code: "WEBHOOK_ENDPOINT_UNKNOWN" });
  });
});

describe("after an attempt", () => {
  const answered = (status: number) => ({ kind: "answered", status, answer: "" }) as const;
  it.each([
    ["delivered", answered(204), 1],
    ["dead", answered(410), 1],
    ["waiting", answered(302), 1],
    ["waiting", answered(404), 9],
    ["dead", answered(500), 10],
    ["dead", { kind: "failed", reason: "x" } as const, 10],
  ])("a delivery is %s for %o, attempt %i", (state, outcome, attempts) => {
    expect(nextOf(outcome, attempts, 0.5).state).toBe(state);
  });

  it("pauses grow over three days", () => {
    const pauses = Array.from({ length: 9 }, (_, index) => nextOf(answered(500), index + 1, 0).retryInMs ?? 0);
    expect(pauses).toEqual(pauses.toSorted((left, right) => left - right));
    expect(pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000).toBeCloseTo(75.6, 0);
  });
});

describe("a receiver", () => {
  function signed(secret: string, body: string, options: { readonly id?: string; readonly at?: Date } = {}) {
    const { id = `msg_${randomUUID()}`, at = new Date() } = options;
    const signature = new Webhook(secret).sign(id, at, body);
    return { id, timestamp: String(Math.floor(at.getTime() / 1_000)), signature, contentType: "application/json", body: Buffer.from(body) };
  }

  it("turns a signed message into one event, however often it comes", async () => {
    const tenant = await db.makeTenant();
    const { receiverId, secret } = await receivers.add(tenant, "ERP");
    const message = signed(secret, '{"order":7,"text":"\\u0000 ä"}');
    const outcomes = await Promise.all(Array.from({ length: 5 }, async () => receivers.receive(receiverId, message)));

    expect(outcomes.toSorted()).toEqual(["known", "known", "known", "known", "taken"]);
    const bodies = async () => {
      const { rows } = await db.admin.query<{ body: string }>("select body from drawbar.event_log where tenant_id = $1", [tenant]);
      return rows.map(({ body }) => JSON.parse(body) as unknown);
    };
    const body = { receiverId, receiver: "ERP", messageId: message.id, contentType: "application/json", body: '{"order":7,"text":"\\u0000 ä"}' };
    await expect.poll(bodies, patience).toEqual([body]);
  });

  it("refuses a wrong signature, another body, an old or future message, and another receiver's secret", async () => {
    const tenant = await db.makeTenant();
    const { receiverId, secret } = await receivers.add(tenant, "ERP");
    const other = await receivers.add(tenant, "TMS");
    const good = signed(secret, "{}");
    const bad = [
      { ...good, signature: "v1,AAAA" },
      { ...good, signature: "" },
      { ...good, body: Buffer.from("{ }") },
      { ...good, id: "msg_other" },
      { ...good, timestamp: "99999999999999999999" },
      signed(secret, "{}", { at: new Date(Date.now() - 10 * 60_000) }),
      signed(secret, "{}", { at: new Date(Date.now() + 10 * 60_000) }),
      signed(other.secret, "{}"),
    ];
    for (const message of bad) await expect(receivers.receive(receiverId, message)).rejects.toMatchObject({ code: "WEBHOOK_SIGNATURE_WRONG" });
    const binary = Buffer.from([0xff, 0xfe]);
    const message = { ...good, signature: new Webhook(secret).sign(good.id, new Date(Number(good.timestamp) * 1_000), binary), body: binary };
    await expect(receivers.receive(receiverId, message)).rejects.toMatchObject({ code: expect.stringMatching(/WEBHOOK_(BODY_UNREADABLE|SIGNATURE_WRONG)/) });
    await expect(receivers.receive(randomUUID(), good)).rejects.toMatchObject({ code: "WEBHOOK_RECEIVER_UNKNOWN" });
    await expect(receivers.add(tenant, "ERP")).rejects.toMatchObject({ code: "WEBHOOK_RECEIVER_NAME_TAKEN" });
    expect(await receivers.receive(receiverId, good)).toBe("taken");
  });
});

describe("a receiver, for its people", () => {
  const outcomesOf = async (tenant: TenantId, receiverId: string) => (await receivers.arrivals(tenant, receiverId)).map(({ outcome }) => outcome);
  const signedNow = (secret: string, id = `msg_${randomUUID()}`) => {
    const at = new Date();
    return {
      id,
      timestamp: String(Math.floor(at.getTime() / 1_000)),
      signature: new Webhook(secret).sign(id, at, "{}"),
      contentType: "",
      body: Buffer.from("{}"),
    };
  };

  it("takes two secrets while one is being changed: the old one until it ends, or is ended", async () => {
    const tenant = await db.makeTenant();
    const { receiverId, secret: first } = await receivers.add(tenant, "ERP");
    const { secret: second } = await receivers.renewSecret(tenant, receiverId, 24);
    expect(await receivers.receive(receiverId, signedNow(first))).toBe("taken");
    expect(await receivers.receive(receiverId, signedNow(second))).toBe("taken");
    await db.admin.query("update drawbar.webhook_receiver set old_secret_until = now() where receiver_id = $1", [receiverId]);
    await expect(receivers.receive(receiverId, signedNow(first))).rejects.toMatchObject({ code: "WEBHOOK_SIGNATURE_WRONG" });

    const { secret: third } = await receivers.renewSecret(tenant, receiverId, 1);
    await receivers.endOldSecret(tenant, receiverId);
    await expect(receivers.receive(receiverId, signedNow(second))).rejects.toMatchObject({ code: "WEBHOOK_SIGNATURE_WRONG" });
    expect(await receivers.receive(receiverId, signedNow(third))).toBe("taken");
  });

  it("shows what became of each message, and refuses all while it is paused", async () => {
    const tenant = await db.makeTenant();
    const { receiverId, secret } = await receivers.add(tenant, "ERP");
    const message = signedNow(secret);
    await receivers.receive(receiverId, message);
    await receivers.receive(receiverId, message);
    await receivers.setPaused(tenant, receiverId, true);
    await expect(receivers.receive(receiverId, message)).rejects.toMatchObject({ code: "WEBHOOK_RECEIVER_PAUSED", retryable: true });
    expect(await outcomesOf(tenant, receiverId)).toEqual(["paused", "known", "taken"]);
    await receivers.setPaused(tenant, receiverId, false);
    expect(await receivers.receive(receiverId, signedNow(secret))).toBe("taken");
    expect((await receivers.list(tenant))[0]).toMatchObject({ pausedAt: undefined, takenAt: expect.any(Date), refusedAt: expect.any(Date) });
  });

  it("notes a flood of bad messages once a second, and keeps as many good ones as it may", async () => {
    const tenant = await db.makeTenant();
    const { receiverId, secret } = await receivers.add(tenant, "ERP");
    for (let n = 0; n < 20; n += 1) await receivers.receive(receiverId, { ...signedNow(secret), signature: "v1,AAAA" }).catch(() => {});
    expect((await outcomesOf(tenant, receiverId)).length).toBeLessThanOrEqual(3);
    for (let n = 0; n < integrationLimits.arrivalsKept + 5; n += 1) await receivers.receive(receiverId, signedNow(secret, `msg_${n}`));
    const outcomes = await outcomesOf(tenant, receiverId);
    expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(integrationLimits.arrivalsKept);
    expect(outcomes).toContain("signature-wrong");
  });

  it("is unknown to another fleet", async () => {
    const [ours, theirs] = [await db.makeTenant(), await db.makeTenant()];
    const { receiverId } = await receivers.add(ours, "ERP");
    const works = [
      () => receivers.arrivals(theirs, receiverId),
      () => receivers.setPaused(theirs, receiverId, true),
      () => receivers.renewSecret(theirs, receiverId, 0),
      () => receivers.endOldSecret(theirs, receiverId),
      () => receivers.remove(theirs, receiverId),
    ];
    for (const work of works) await expect(work()).rejects.toMatchObject({ code: "WEBHOOK_RECEIVER_UNKNOWN" });
    expect(await receivers.arrivals(ours, receiverId)).toEqual([]);
  });
});
