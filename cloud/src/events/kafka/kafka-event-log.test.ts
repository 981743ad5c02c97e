/** What needs no broker: messages, and a Kafka that is not there. With a broker: test/peers/kafka-event-log.test.ts. */
import { randomUUID } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { Kafka, type CloudEvent } from "cloudevents";
import { describe, expect, it } from "vitest";
import { EventConsumers } from "../event-consumers.ts";
import { KafkaEventLog } from "./kafka-event-log.ts";
import { fromKafkaMessage, toKafkaMessage } from "./kafka-message.ts";
import { KafkajsClient } from "./kafkajs-client.ts";
import { PlatformaticClient } from "./platformatic-client.ts";

const log = createLogger({ process: "test", level: "silent" });
const event = {
  tenant: parseTenantId(randomUUID()),
  id: randomUUID(),
  type: "depot.enrolled",
  subject: "Venlo",
  occurredAt: new Date(1_764_000_000_123),
  body: JSON.stringify({ depotId: randomUUID(), name: "Venlo \u0000 ä" }),
};

function messageOf(changes: Readonly<Record<string, string>> = {}) {
  const message = toKafkaMessage(event, (topic) => `p.${topic}`);
  if (message === undefined) throw new Error("no message");
  return { ...message, headers: { ...message.headers, ...changes }, partition: 3, offset: 7n };
}

describe("an event as a Kafka message", () => {
  it("comes back as it was, with its place", () => {
    expect(fromKafkaMessage(messageOf())).toEqual({ ...event, topic: "vehicle-lifecycle", position: "p.vehicle-lifecycle/3/7" });
  });

  it("is a CloudEvent for the specification's own library, without headers that hold nothing", () => {
    const message = messageOf();
    const received = { ...message, body: message.value }; // its type leaves out what the binding reads
    const read = Kafka.toEvent(received) as CloudEvent<unknown>;
    expect([read.validate(), read.id, read.type, read.subject]).toEqual([true, event.id, "com.drawbar.depot.enrolled.v1", "Venlo"]);
    expect(Object.values(message.headers).filter((value) => typeof value !== "string" || value === "undefined")).toEqual([]);
  });

  it.each([
    { ce_type: "com.other.thing" },
    { ce_type: "com.drawbar.unheard.of.v1" },
    { ce_source: "/fleets/7" },
    { ce_source: "/fleets/../../etc" },
    { ce_id: "7" },
    { ce_time: "yesterday" },
  ])("is none of ours with %o", (changes) => {
    expect(fromKafkaMessage(messageOf(changes))).toBeUndefined();
    expect(fromKafkaMessage({ ...messageOf(), value: "{" })).toBeUndefined();
    expect(fromKafkaMessage({ ...messageOf(), headers: {} })).toBeUndefined();
  });
});

describe.each([
  ["kafkajs", KafkajsClient],
  ["platformatic", PlatformaticClient],
] as const)("without a Kafka that answers, %s", (_name, Client) => {
  it("says so, and ends at once when the process stops", async () => {
    const silent = createServer(() => {}); // takes connections and says nothing
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo; // a TCP server's
    const eventLog = new KafkaEventLog({ client: new Client({ brokers: [`127.0.0.1:${port}`], log }), topicPrefix: "", log });
    const consumers = new EventConsumers({ eventLog, consumers: [{ group: "g", topics: ["vehicle-alerts"], handle: async () => {} }], log });
    consumers.start();
    const appended = eventLog.append([event]);
    appended.catch(() => undefined); // looked at below
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedMs = performance.now();
    await consumers.stop();

    await expect(appended).rejects.toMatchObject({ code: "EVENT_LOG_UNAVAILABLE", retryable: true });
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    silent.close();
  });
});
