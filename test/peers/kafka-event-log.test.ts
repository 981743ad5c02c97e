/** Both Kafka drivers against a real broker: the conformance suite. The drill R1-KAFKA kills the broker under load. */
import { testDatabase, type TestDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { KafkaEventLog } from "@drawbar/cloud/events/kafka/kafka-event-log.ts";
import { KafkajsClient } from "@drawbar/cloud/events/kafka/kafkajs-client.ts";
import { PlatformaticClient } from "@drawbar/cloud/events/kafka/platformatic-client.ts";
import { describeEventLog } from "@drawbar/cloud/events/testing/event-log-conformance.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, describe } from "vitest";
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
  });
});
