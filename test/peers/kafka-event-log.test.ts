/** Both Kafka drivers against a real broker: the conformance suite, and a broker that goes. The drill R1-KAFKA kills it under load. */
import { randomUUID } from "node:crypto";
import { tracingChannel } from "node:diagnostics_channel";
import { testDatabase, type TestDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { KafkaEventLog } from "@drawbar/cloud/events/kafka/kafka-event-log.ts";
import { KafkajsClient } from "@drawbar/cloud/events/kafka/kafkajs-client.ts";
import { PlatformaticClient } from "@drawbar/cloud/events/kafka/platformatic-client.ts";
import { describeEventLog } from "@drawbar/cloud/events/testing/event-log-conformance.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hasKafka, startKafka, type KafkaBroker } from "./kafka.ts";

const log = createLogger({ process: "test", level: "error" });
const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(!hasKafka())("Kafka", () => {
  let db: TestDatabase;
  let broker: KafkaBroker;
  beforeAll(async () => {
    db = await testDatabase();
    broker = await startKafka();
  }, 300_000); // the first time ever, Maven fetches 43 MB
  afterAll(async () => {
    await broker.dispose();
    await db.dispose();
  });

  const clients = { kafkajs: KafkajsClient, platformatic: PlatformaticClient } as const;

  describe.each(Object.entries(clients))("by %s", (driver, Client) => {
    let eventLog: KafkaEventLog;
    beforeAll(async () => {
      eventLog = new KafkaEventLog({ client: new Client({ brokers: [broker.address], sessionMs: 6_000, log }), topicPrefix: `${driver}.`, log });
      await eventLog.start();
    });
    afterAll(async () => eventLog.stop());

    describeEventLog(`Kafka by ${driver}`, () => ({ db, eventLog, drainIsAtomic: false }));
  });

  it("a connection by kafkajs asks for no timer when nothing waits to be sent", async () => {
    const timers = vi.spyOn(globalThis, "setTimeout");
    const client = new KafkajsClient({ brokers: [broker.address], log });
    try {
      await client.connect([], 1);
      const delays = timers.mock.calls.map(([, delayMs = 0]) => delayMs);
      expect(delays.filter((delayMs) => delayMs < 0)).toEqual([]);
    } finally {
      timers.mockRestore();
      await client.close();
    }
  });

  it("a consumer by platformatic is the same member of its group after a broker that was away", { timeout: 180_000 }, async () => {
    const warnings: string[] = [];
    const heard = createLogger({ process: "test", level: "warn", destination: { write: (line) => void warnings.push(line) } });
    const client = new PlatformaticClient({ brokers: [broker.address], sessionMs: 6_000, log: heard });
    const eventLog = new KafkaEventLog({ client, topicPrefix: "away.", log });
    const tenant = await db.makeTenant();
    const seen = new Set<string>(); // an event may come twice
    const append = async (): Promise<string> => {
      const id = randomUUID();
      await eventLog.append([{ tenant, id, type: "depot.enrolled", subject: "Venlo", occurredAt: new Date(), body: "{}" }]);
      return id;
    };
    await eventLog.start();
    await eventLog.consume({ group: "g", topics: ["vehicle-lifecycle"], handle: async (_tenant, events) => events.forEach(({ id }) => seen.add(id)) });
    const before = await append();
    await expect.poll(() => [...seen], patience).toEqual([before]);

    await broker.kill();
    let refused = 0;
    tracingChannel("plt:kafka:connections:connects").error.subscribe(() => (refused += 1));
    await expect.poll(() => refused, patience).toBeGreaterThan(100); // five tries of each step, as for any request, end before
    await broker.restart();

    const after = await append();
    await expect.poll(() => [...seen], patience).toEqual([before, after]);
    expect(warnings).toEqual([]); // a consumer that gives up says so, and the group waits for the member that it was
    await eventLog.stop();
  });
});
