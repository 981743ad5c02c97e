/** Kafka by @platformatic/kafka. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  Admin,
  Consumer,
  ProduceAcks,
  Producer,
  stringDeserializers,
  stringSerializers,
  type BaseOptions,
  type Message,
  type MessagesStream,
} from "@platformatic/kafka";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { eventLimits } from "../limits.ts";
import type { KafkaClient, KafkaOptions, PartitionState, ReceivedMessage } from "./kafka-client.ts";

type TextMessage = Message<string, string, string, string>;
type TextStream = MessagesStream<string, string, string, string>;
type TextConsumer = Consumer<string, string, string, string>;
type TextProducer = Producer<string, string, string, string>;
type Consume = Parameters<KafkaClient["consume"]>[0];

/** Asked for instead of a time (Kafka protocol, ListOffsets). */
const latestTime = -1n;
const earliestTime = -2n;

export class PlatformaticClient implements KafkaClient {
  readonly driver = "platformatic";
  readonly #base: BaseOptions;
  readonly #log: Logger;
  readonly #sessionMs: number;
  readonly #admin: Admin;
  readonly #producer: TextProducer;
  readonly #closed = new AbortController();
  #closing: Promise<void> | undefined;

  constructor(options: KafkaOptions & { readonly log: Logger }) {
    this.#log = options.log;
    this.#sessionMs = options.sessionMs ?? eventLimits.sessionMs;
    this.#base = {
      clientId: "drawbar-cloud",
      bootstrapBrokers: [...options.brokers],
      connectTimeout: eventLimits.requestMs,
      timeout: eventLimits.requestMs,
      retries: 5,
      retryDelay: 200,
      ...(options.tls === undefined ? {} : { tls: options.tls.ca === undefined ? {} : { ca: options.tls.ca } }),
      ...(options.sasl === undefined ? {} : { sasl: { ...options.sasl, mechanism: mechanisms[options.sasl.mechanism] } }),
    };
    this.#admin = new Admin(this.#base);
    this.#producer = new Producer({ ...this.#base, serializers: stringSerializers, idempotent: true, acks: ProduceAcks.ALL });
  }

  async connect(topics: readonly string[], partitions: number): Promise<void> {
    const there = new Set(await this.#admin.listTopics());
    const missing = topics.filter((topic) => !there.has(topic));
    if (missing.length > 0) await this.#admin.createTopics({ topics: missing, partitions, replicas: -1 });
  }

  async send(messages: Parameters<KafkaClient["send"]>[0]): Promise<void> {
    await this.#producer.send({ messages: messages.map((message) => ({ ...message })) });
  }

  async consume(options: Consume): ReturnType<KafkaClient["consume"]> {
    const stopping = new AbortController();
    const first = Promise.withResolvers<void>();
    const running = this.#run(options, AbortSignal.any([stopping.signal, this.#closed.signal]), first);
    try {
      await first.promise;
    } catch (error) {
      stopping.abort(); // whoever asked begins anew: two would be two members of the group
      throw error;
    }
    return {
      stop: async () => {
        stopping.abort();
        await running;
      },
    };
  }

  async states(group: string, topics: readonly string[]): Promise<readonly PartitionState[]> {
    const { topics: known } = await this.#admin.metadata({ topics: [...topics] });
    const places = [...known].flatMap(([topic, { partitionsCount }]) => Array.from({ length: partitionsCount }, (_, partition) => ({ topic, partition })));
    const [firsts, ends] = await Promise.all([this.#offsetsAt(places, earliestTime), this.#offsetsAt(places, latestTime)]);
    const committed = await this.#committed(group);
    return places.map(({ topic, partition }) => {
      const name = `${topic}/${partition}`;
      return { topic, partition, first: firsts.get(name) ?? 0n, end: ends.get(name) ?? 0n, committed: committed.get(name) };
    });
  }

  async commit(group: string, offsets: Parameters<KafkaClient["commit"]>[1]): Promise<void> {
    const topics = [...Map.groupBy(offsets, ({ topic }) => topic)].map(([name, own]) => ({
      name,
      partitionOffsets: own.map(({ partition, offset }) => ({ partition, offset })),
    }));
    await this.#admin.alterConsumerGroupOffsets({ groupId: group, topics });
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      this.#closed.abort(); // ends a consumer that has not begun, too
      await this.#leave(this.#producer);
      await this.#admin.close();
    })();
    return this.#closing;
  }

  /** Never rejects, and does not wait for a broker that is not there. */
  async #leave(client: TextProducer | TextConsumer): Promise<void> {
    await within(eventLimits.requestMs, "leaving Kafka", client.close(true)).catch((error: unknown) =>
      this.#log.debug({ error }, "a client of Kafka was not closed in order"),
    );
  }

  /** A new consumer each time that one breaks: it begins where the group has committed. */
  async #run(options: Consume, signal: AbortSignal, first: PromiseWithResolvers<void>): Promise<void> {
    while (!signal.aborted) {
      // It outlives an absence of the broker: who comes back as the member that it was goes on at once, while a group
      // waits for members that are gone until their sessions end, with each change of members anew.
      const consumer: TextConsumer = new Consumer({
        ...this.#base,
        retries: eventLimits.triesOfConsumer,
        groupId: options.group,
        deserializers: stringDeserializers,
      });
      try {
        const begun = consumer.consume({
          topics: [...options.topics],
          mode: "committed",
          fallbackMode: "earliest",
          autocommit: false,
          sessionTimeout: this.#sessionMs,
          // As long as the group waits for a member that does not come back; by itself the library says 102 s, in which nobody gets anything.
          rebalanceTimeout: this.#sessionMs,
          heartbeatInterval: this.#sessionMs / 5,
          maxWaitTime: 200,
          highWaterMark: eventLimits.batchMax,
        });
        const stream = await within(eventLimits.joinMs, "joining the group", begun, { signal, graceMs: 0 });
        first.resolve();
        await this.#read(consumer, stream, options, signal);
      } catch (error) {
        if (!signal.aborted) this.#log.warn({ error, group: options.group }, "consumer broke; it begins again");
        first.reject(error); // nobody hears it after the first time
      } finally {
        await this.#leave(consumer);
      }
      if (!signal.aborted) await sleep(eventLimits.failureMs, undefined, { signal }).catch(() => undefined);
    }
    first.reject(new Error("the process stops"));
  }

  async #read(consumer: TextConsumer, stream: TextStream, { handle }: Consume, signal: AbortSignal): Promise<void> {
    let broken: Error | undefined;
    let wake = (): void => {};
    stream.on("error", (error) => {
      broken = error;
      wake();
    });
    stream.on("close", () => wake());
    // There all the time: the library fetches nothing while nobody listens, and one that came and went left a stream
    // that believed to be fetching for ever.
    stream.on("readable", () => wake());
    const onAbort = (): void => wake();
    signal.addEventListener("abort", onAbort);
    const stopWatching = watchHeartbeats(consumer, this.#sessionMs * 2, (error) => {
      broken = error;
      wake();
    });
    try {
      while (!signal.aborted) {
        if (broken !== undefined) throw broken;
        const messages = takeFrom(stream);
        if (messages.length === 0) {
          if (stream.destroyed) throw new Error("the stream of messages ended");
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        // Heartbeats go on beside the handler.
        if (!(await handle(messages.map(received), async () => {}))) return;
        const committed = consumer.commit({ offsets: commitsOf(messages) });
        await within(eventLimits.joinMs, "committing", committed, { signal, graceMs: eventLimits.stopMs });
      }
    } finally {
      stopWatching();
      signal.removeEventListener("abort", onAbort);
    }
  }

  async #offsetsAt(places: readonly { readonly topic: string; readonly partition: number }[], timestamp: bigint): Promise<ReadonlyMap<string, bigint>> {
    const topics = [...Map.groupBy(places, ({ topic }) => topic)].map(([name, own]) => ({
      name,
      partitions: own.map(({ partition }) => ({ partitionIndex: partition, timestamp })),
    }));
    const listed = await this.#admin.listOffsets({ topics });
    return new Map(listed.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, offset }) => [`${name}/${partitionIndex}`, offset] as const)));
  }

  async #committed(group: string): Promise<ReadonlyMap<string, bigint>> {
    const groups = await this.#admin.listConsumerGroupOffsets({ groups: [group] });
    return new Map(
      groups
        .flatMap(({ topics }) => topics)
        .flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, committedOffset }) => [`${name}/${partitionIndex}`, committedOffset] as const))
        .filter(([, offset]) => offset >= 0n),
    );
  }
}

const mechanisms = { plain: "PLAIN", "scram-sha-256": "SCRAM-SHA-256", "scram-sha-512": "SCRAM-SHA-512" } as const;

/** What shows that a consumer goes on. A connection that is refused does: a broker that is away is waited for. */
const signsOfLife = ["consumer:heartbeat:end", "consumer:group:join", "client:broker:failed"] as const;

/**
 * A consumer whose broker came again, and that could not rejoin its group, sends no further heartbeat and gets no message,
 * without an error.
 *
 * @returns ends the watch.
 */
function watchHeartbeats(consumer: TextConsumer, silenceMs: number, onSilence: (error: Error) => void): () => void {
  let beatAtMs = performance.now();
  const onBeat = (): void => void (beatAtMs = performance.now());
  for (const event of signsOfLife) consumer.on(event, onBeat);
  const timer = setInterval(() => {
    if (performance.now() - beatAtMs > silenceMs) onSilence(new Error(`the group has not answered for ${silenceMs / 1_000} s`));
  }, silenceMs / 4);
  return () => {
    clearInterval(timer);
    for (const event of signsOfLife) consumer.off(event, onBeat);
  };
}

/**
 * @param stop.graceMs what is left of the time once `stop.signal` aborts.
 * @throws Error when it takes longer; what comes of it then is not heard.
 */
async function within<Result>(
  ms: number,
  what: string,
  work: Promise<Result>,
  stop?: { readonly signal: AbortSignal; readonly graceMs: number },
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const giveUp = (why: string): void => late.reject(new Error(`${what} ${why}`));
  let timer = setTimeout(giveUp, ms, `took longer than ${ms / 1_000} s`);
  const onAbort = (): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, stop?.graceMs, "was given up: the consumer stops");
  };
  if (stop?.signal.aborted === true) onAbort();
  stop?.signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    stop?.signal.removeEventListener("abort", onAbort);
  }
}

function takeFrom(stream: TextStream): readonly TextMessage[] {
  const messages: TextMessage[] = [];
  while (messages.length < eventLimits.batchMax) {
    const message = stream.read() as TextMessage | null; // an object stream of messages
    if (message === null) break;
    messages.push(message);
  }
  return messages;
}

function received({ topic, partition, offset, key, value, headers }: TextMessage): ReceivedMessage {
  return { topic, partition, offset, key: key ?? "", value: value ?? "", headers: Object.fromEntries(headers) };
}

/** The next offset of each partition. */
function commitsOf(messages: readonly TextMessage[]) {
  const newest = new Map(messages.map((message) => [`${message.topic}/${message.partition}`, message]));
  return [...newest.values()].map(({ topic, partition, offset, leaderEpoch }) => ({ topic, partition, offset: offset + 1n, leaderEpoch }));
}
