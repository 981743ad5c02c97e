/** Kafka by kafkajs. */
import kafkajs, { type Admin, type Batch, type Consumer, type Kafka, type KafkaConfig, type KafkaMessage as KafkaJsMessage, type Producer } from "kafkajs";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { eventLimits } from "../limits.ts";
import type { KafkaClient, KafkaOptions, PartitionState, ReceivedMessage } from "./kafka-client.ts";
import { letKafkajsIdle } from "./kafkajs-idle.ts";

const { CompressionTypes, Kafka: KafkaOfLibrary, logLevel } = kafkajs;

export class KafkajsClient implements KafkaClient {
  readonly driver = "kafkajs";
  readonly #kafka: Kafka;
  readonly #admin: Admin;
  readonly #producer: Producer;
  readonly #log: Logger;
  readonly #sessionMs: number;
  readonly #consumers = new Set<Consumer>();
  #closing: Promise<void> | undefined;

  constructor(options: KafkaOptions & { readonly log: Logger }) {
    this.#log = options.log;
    this.#sessionMs = options.sessionMs ?? eventLimits.sessionMs;
    letKafkajsIdle();
    this.#kafka = new KafkaOfLibrary({
      clientId: "drawbar-cloud",
      brokers: [...options.brokers],
      ...security(options),
      connectionTimeout: eventLimits.requestMs,
      requestTimeout: eventLimits.requestMs,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
      logLevel: logLevel.WARN,
      // Its errors come to us as exceptions, too; a broker that is away heals itself.
      logCreator: () => (entry) => options.log.debug({ namespace: entry.namespace, message: entry.log.message }, "kafkajs"),
    });
    this.#admin = this.#kafka.admin();
    // An idempotent producer keeps the order of a partition with one request in flight only.
    this.#producer = this.#kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  }

  async connect(topics: readonly string[], partitions: number): Promise<void> {
    await this.#admin.connect();
    const there = new Set(await this.#admin.listTopics());
    const missing = topics.filter((topic) => !there.has(topic));
    if (missing.length > 0) await this.#admin.createTopics({ waitForLeaders: true, topics: missing.map((topic) => ({ topic, numPartitions: partitions })) });
    await this.#producer.connect();
  }

  async send(messages: Parameters<KafkaClient["send"]>[0]): Promise<void> {
    await this.#producer.sendBatch({
      acks: -1,
      timeout: eventLimits.requestMs,
      compression: CompressionTypes.GZIP,
      topicMessages: [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, own]) => ({
        topic,
        messages: own.map(({ key, value, headers }) => ({ key, value, headers })),
      })),
    });
  }

  async consume({ group, topics, handle }: Parameters<KafkaClient["consume"]>[0]): ReturnType<KafkaClient["consume"]> {
    let isStopped = false;
    let current: Consumer | undefined;
    const begin = async (): Promise<void> => {
      const consumer = this.#kafka.consumer({
        groupId: group,
        sessionTimeout: this.#sessionMs,
        heartbeatInterval: this.#sessionMs / 5,
        maxWaitTimeInMs: 200,
      });
      current = consumer;
      this.#consumers.add(consumer);
      // The library gives up on errors that it holds for final; a consumer of ours ends when it is told to.
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        this.#log.warn({ error: payload.error, group, restarts: payload.restart }, "consumer broke");
        if (payload.restart || isStopped) return;
        this.#consumers.delete(consumer);
        setTimeout(() => void again(), eventLimits.failureMs);
      });
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        eachBatchAutoResolve: false,
        eachBatch: async (payload) => {
          const { batch } = payload;
          for (let from = 0; from < batch.messages.length; from += eventLimits.batchMax) {
            if (isStopped || !payload.isRunning() || payload.isStale()) return;
            const some = batch.messages.slice(from, from + eventLimits.batchMax);
            if (
              !(await handle(
                some.map((message) => received(batch, message)),
                async () => payload.heartbeat(),
              ))
            )
              return;
            payload.resolveOffset(some.at(-1)?.offset ?? "");
            await payload.commitOffsetsIfNecessary();
            await payload.heartbeat();
          }
        },
      });
    };
    const again = async (): Promise<void> => {
      if (isStopped) return;
      try {
        await begin();
      } catch (error) {
        this.#log.warn({ error, group }, "consumer not started; it is tried again");
        setTimeout(() => void again(), eventLimits.failureMs);
      }
    };
    await begin();
    return {
      stop: async () => {
        isStopped = true;
        await current?.disconnect();
        if (current !== undefined) this.#consumers.delete(current);
      },
    };
  }

  async states(group: string, topics: readonly string[]): Promise<readonly PartitionState[]> {
    const committed = await this.#admin.fetchOffsets({ groupId: group, topics: [...topics] });
    const states = await Promise.all(
      topics.map(async (topic) => {
        const own = committed.find((offsets) => offsets.topic === topic)?.partitions ?? [];
        return (await this.#admin.fetchTopicOffsets(topic)).map(({ partition, low, high }): PartitionState => {
          const offset = own.find((candidate) => candidate.partition === partition)?.offset ?? "-1";
          return { topic, partition, first: BigInt(low), end: BigInt(high), committed: offset === "-1" ? undefined : BigInt(offset) };
        });
      }),
    );
    return states.flat();
  }

  /** As a member of the group for a moment: `admin.setOffsets` does the same and waits 5 s for a fetch that it does not need. */
  async commit(group: string, offsets: Parameters<KafkaClient["commit"]>[1]): Promise<void> {
    const consumer = this.#kafka.consumer({ groupId: group, sessionTimeout: this.#sessionMs, maxWaitTimeInMs: 100 });
    const joined = Promise.withResolvers<void>();
    consumer.on(consumer.events.GROUP_JOIN, () => joined.resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => joined.reject(payload.error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...new Set(offsets.map(({ topic }) => topic))], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => {} });
      await joined.promise;
      await consumer.commitOffsets(offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })));
    } finally {
      await consumer.disconnect();
    }
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([...this.#consumers].map(async (consumer) => consumer.disconnect()));
      await this.#producer.disconnect();
      await this.#admin.disconnect();
    })();
    return this.#closing;
  }
}

function received({ topic, partition }: Batch, { key, value, headers = {}, offset }: KafkaJsMessage): ReceivedMessage {
  const texts = Object.entries(headers).map(([name, text]) => [name, String(text)] as const);
  return { topic, partition, offset: BigInt(offset), key: key?.toString() ?? "", value: value?.toString() ?? "", headers: Object.fromEntries(texts) };
}

function security({ tls, sasl }: KafkaOptions): Pick<KafkaConfig, "ssl" | "sasl"> {
  return {
    ...(tls === undefined ? {} : { ssl: tls.ca === undefined ? true : { ca: [tls.ca] } }),
    // Its type wants the mechanism as one literal for each shape; ours differ in the name only.
    ...(sasl === undefined ? {} : { sasl: sasl as NonNullable<KafkaConfig["sasl"]> }),
  };
}
