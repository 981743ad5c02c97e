/** Both Kafka drivers against a real broker: the conformance suite, and a broker that is killed under load. */
import { randomUUID } from "node:crypto";
import { testDatabase, type TestDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { addEvents } from "@drawbar/cloud/events/event-outbox.ts";
import { EventRelay } from "@drawbar/cloud/events/event-relay.ts";
import { firstTimes } from "@drawbar/cloud/events/first-times.ts";
import { KafkaEventLog } from "@drawbar/cloud/events/kafka/kafka-event-log.ts";
import { KafkajsClient } from "@drawbar/cloud/events/kafka/kafkajs-client.ts";
import { PlatformaticClient } from "@drawbar/cloud/events/kafka/platformatic-client.ts";
import { describeEventLog } from "@drawbar/cloud/events/testing/event-log-conformance.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasKafka, startKafka, type KafkaBroker } from "./kafka.ts";

const log = createLogger({ process: "test", level: "error" });

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

    it("loses nothing and acts once on each event when the broker is killed under load", { timeout: 150_000 }, async () => {
      const tenant = await db.makeTenant();
      const relay = new EventRelay({ database: db.worker, eventLog, keepDays: 7, log });
      const effects: string[] = [];
      const consumption = await eventLog.consume({
        group: randomUUID(),
        topics: ["vehicle-lifecycle"],
        handle: async (of, events) => {
          if (of !== tenant) return;
          const fresh = await db.worker.transaction(tenant, async (tx) => firstTimes(tx, "killed-broker", events));
          effects.push(...fresh.map(({ body }) => (JSON.parse(body) as { callSign: string }).callSign));
        },
      });
      relay.start();
      const told: string[] = [];
      const tell = async (count: number): Promise<void> => {
        for (let index = 0; index < count; index += 1) {
          const callSign = `TR ${told.length}`;
          await db.app.transaction(tenant, async (tx) =>
            addEvents(tx, [{ type: "vehicle.registered", subject: `s${told.length % 5}`, body: { vehicleId: randomUUID(), callSign, simulated: false } }]),
          );
          told.push(callSign);
        }
      };
      await tell(200);
      const telling = tell(300);
      await broker.kill();
      await telling;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await broker.restart();
      await tell(100);

      await expect.poll(() => effects.length, { timeout: 90_000, interval: 100 }).toBe(600);
      expect(effects.toSorted()).toEqual(told.toSorted());
      await consumption.stop();
      await relay.stop();
    });
  });
});
