/** The event log in Kafka: a topic for each of ours, keyed by subject, consumer groups and offsets as Kafka keeps them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { failEvents } from "../event-errors.ts";
import type { ConsumeOptions, Consumption, DeliveredEvent, EventLog, GroupLag, LoggedEvent } from "../event-log.ts";
import { eventTopics, type EventTopic } from "../event-types.ts";
import { eventLimits } from "../limits.ts";
import type { KafkaClient, PartitionOffset, ReceivedMessage } from "./kafka-client.ts";
import { fromKafkaMessage, toKafkaMessage } from "./kafka-message.ts";

export interface KafkaEventLogOptions {
  readonly client: KafkaClient;
  /** Before the names of topics, so that several platforms can share a cluster. */
  readonly topicPrefix: string;
  readonly log: Logger;
}

export class KafkaEventLog implements EventLog {
  readonly drainMax = eventLimits.drainToKafkaMax;
  readonly #options: KafkaEventLogOptions;
  readonly #nameOf: (topic: EventTopic) => string;
  readonly #consumptions = new Set<Consumption>();
  readonly #stopping = new AbortController();
  #starting: Promise<void> | undefined;

  constructor(options: KafkaEventLogOptions) {
    this.#options = options;
    this.#nameOf = (topic) => `${options.topicPrefix}${topic}`;
  }

  get driver(): KafkaClient["driver"] {
    return this.#options.client.driver;
  }

  start(): Promise<void> {
    this.#starting ??= this.#reach(this.#options.client.connect(eventTopics.map(this.#nameOf), eventLimits.partitions)).catch((error: unknown) => {
      this.#starting = undefined; // the next caller tries again
      throw error;
    });
    return this.#starting;
  }

  async append(events: readonly LoggedEvent[]): Promise<void> {
    await this.start();
    const messages = events.flatMap((event) => toKafkaMessage(event, this.#nameOf) ?? []);
    if (messages.length > 0) await this.#reach(this.#options.client.send(messages));
  }

  /** Published before the outbox forgets them: when the commit fails they come twice, never not at all. */
  async drain(tx: TenantTransaction, eventsMax: number): Promise<number> {
    // One relay at a time for a tenant, so that events keep their order.
    await tx.count("event-head-make", "insert into event_head (tenant_id, position) values ($1, 0) on conflict on constraint event_head_key do nothing", [
      tx.tenantId,
    ]);
    const held = await tx.many("event-head-hold", "select 1 from event_head where tenant_id = $1 for update skip locked", [tx.tenantId]);
    if (held.length === 0) return 0;
    const rows = await tx.many<{ entry_id: string; event_id: string; type: string; subject: string; occurred_at: Date; body: string }>(
      "event-entries",
      "select entry_id, event_id, type, subject, occurred_at, body from event_entry where tenant_id = $1 order by entry_id limit $2",
      [tx.tenantId, eventsMax],
    );
    if (rows.length === 0) return 0;
    await this.append(
      rows.map((row) => ({ tenant: tx.tenantId, id: row.event_id, type: row.type, subject: row.subject, occurredAt: row.occurred_at, body: row.body })),
    );
    return tx.count("event-entries-forget", "delete from event_entry where tenant_id = $1 and entry_id = any($2::bigint[])", [
      tx.tenantId,
      rows.map(({ entry_id }) => entry_id),
    ]);
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    await this.start();
    const stopping = new AbortController();
    const inner = await this.#options.client.consume({
      group: this.#options.topicPrefix + options.group,
      topics: options.topics.map(this.#nameOf),
      handle: async (messages, alive) => this.#handle(options, messages, alive, stopping.signal),
    });
    const consumption = {
      stop: async () => {
        stopping.abort();
        await inner.stop();
      },
    };
    this.#consumptions.add(consumption);
    if (this.#stopping.signal.aborted) await consumption.stop();
    return consumption;
  }

  async lag(group: string, _tenant: TenantId): Promise<GroupLag> {
    await this.start();
    const states = await this.#reach(this.#options.client.states(this.#options.topicPrefix + group, eventTopics.map(this.#nameOf)));
    const isKnown = new Set(states.filter(({ committed }) => committed !== undefined).map(({ topic }) => topic));
    // Topics that the group never read are not its own.
    const own = states.filter(({ topic }) => isKnown.has(topic));
    const behind = own.reduce((sum, { committed, first, end }) => sum + Number(end - (committed === undefined || committed < first ? first : committed)), 0);
    return { group, behind };
  }

  async rewind({ group, topics, to }: Parameters<EventLog["rewind"]>[0]): Promise<void> {
    await this.start();
    const names = topics.map(this.#nameOf);
    const offsets: readonly PartitionOffset[] =
      to === "start"
        ? (await this.#reach(this.#options.client.states(this.#options.topicPrefix + group, names))).map(({ topic, partition, first }) => ({
            topic,
            partition,
            offset: first,
          }))
        : [positionIn(to, names)];
    await this.#reach(this.#options.client.commit(this.#options.topicPrefix + group, offsets));
  }

  /** What waits for Kafka is given up at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#consumptions].map(async (consumption) => consumption.stop()));
    await this.#options.client.close();
  }

  /** Tries until it succeeds or the consumer stops: a batch that is given up would be an event lost. */
  async #handle(options: ConsumeOptions, messages: readonly ReceivedMessage[], alive: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    const events: DeliveredEvent[] = [];
    for (const message of messages) {
      const event = fromKafkaMessage(message);
      if (event !== undefined) events.push(event);
      else
        this.#options.log.warn(
          { topic: message.topic, partition: message.partition, offset: String(message.offset) },
          "message in our topic is no event of ours",
        );
    }
    for (const [tenant, own] of Map.groupBy(events, (event) => event.tenant)) {
      for (let failures = 0; ; failures += 1) {
        if (signal.aborted) return false;
        try {
          await options.handle(tenant, own);
          break;
        } catch (error) {
          const pauseMs = Math.min(eventLimits.failureMs * 2 ** failures, eventLimits.sessionMs / 3);
          this.#options.log.warn({ error, group: options.group, pauseMs }, "events not handled; they are tried again");
          await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
          await alive();
        }
      }
    }
    return true;
  }

  async #reach<Result>(work: Promise<Result>): Promise<Result> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(`no answer within ${eventLimits.publishMs} ms`)), eventLimits.publishMs);
    const { signal } = this.#stopping;
    const onStop = (): void => late.reject(new Error("the process stops"));
    if (signal.aborted) onStop();
    else signal.addEventListener("abort", onStop);
    try {
      return await Promise.race([work, late.promise]);
    } catch (error) {
      work.catch(() => undefined); // its end comes after ours
      const why = error instanceof Error ? error.message : String(error);
      throw failEvents("EVENT_LOG_UNAVAILABLE", `Kafka did not take it (${why}); events wait in the database and follow by themselves`, { cause: error });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onStop);
    }
  }
}

function positionIn(position: string, names: readonly string[]): PartitionOffset {
  const [, topic = "", partition, offset] = /^([^/]{1,249})\/(\d{1,9})\/(\d{1,18})$/.exec(position) ?? [];
  if (partition === undefined || offset === undefined || !names.includes(topic))
    throw failEvents("EVENT_POSITION_MALFORMED", `"${position.slice(0, 100)}" is no position of these topics`);
  return { topic, partition: Number(partition), offset: BigInt(offset) };
}
