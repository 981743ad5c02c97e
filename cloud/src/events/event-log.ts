/** The port to the event log. Drivers: PostgreSQL, kafkajs, @platformatic/kafka; one conformance suite holds for all. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../db/tenant-transaction.ts";
import type { EventTopic } from "./event-types.ts";

/** An event on its way. */
export interface LoggedEvent {
  readonly tenant: TenantId;
  /** The same at each delivery. */
  readonly id: string;
  /** One that a newer release made may be unknown here. */
  readonly type: string;
  readonly subject: string;
  readonly occurredAt: Date;
  /** JSON. */
  readonly body: string;
}

export interface DeliveredEvent extends LoggedEvent {
  readonly topic: EventTopic;
  /** Where it stands in the log; `rewind` takes it. Its form is the driver's. */
  readonly position: string;
}

export interface ConsumeOptions {
  /** Each event goes to one consumer of a group. */
  readonly group: string;
  readonly topics: readonly EventTopic[];
  /**
   * Acts on events of one tenant, in order. When it returns, they are committed; when it throws, or the process dies,
   * they come again: at least once. `firstTimes` makes it once in effect.
   */
  readonly handle: (tenant: TenantId, events: readonly DeliveredEvent[]) => Promise<void>;
}

export interface Consumption {
  /** Waits for the batch in hand. Idempotent. */
  stop(): Promise<void>;
}

/** How far a group is behind. */
export interface GroupLag {
  readonly group: string;
  /** Events in the log that it has not committed. */
  readonly behind: number;
  readonly committedAt?: Date | undefined;
}

export interface EventLog {
  readonly driver: "postgres" | "kafkajs" | "platformatic";
  /** Events that `drain` is best asked for at once. */
  readonly drainMax: number;
  /** Topics exist and the log answers. Idempotent. @throws DrawbarError `EVENT_LOG_UNAVAILABLE`. */
  start(): Promise<void>;
  /**
   * Durable when it returns. Events of one subject keep their order.
   *
   * @throws DrawbarError `EVENT_LOG_UNAVAILABLE`; part of them may be in the log, and come twice when appended again.
   */
  append(events: readonly LoggedEvent[]): Promise<void>;
  /**
   * Moves events from the outbox of the transaction's tenant into the log.
   *
   * @returns how many there were.
   */
  drain(tx: TenantTransaction, eventsMax: number): Promise<number>;
  /** From where the group stopped; a new one from the beginning. */
  consume(options: ConsumeOptions): Promise<Consumption>;
  /** @param tenant whose events are counted where the log keeps tenants apart; Kafka counts those of all. */
  lag(group: string, tenant: TenantId): Promise<GroupLag>;
  /**
   * Replay: the group reads on from a position, which comes first. Nobody of the group may be consuming.
   *
   * @param options.to `position` of an event, or "start".
   * @throws DrawbarError `EVENT_POSITION_MALFORMED`.
   */
  rewind(options: { readonly group: string; readonly tenant: TenantId; readonly topics: readonly EventTopic[]; readonly to: string }): Promise<void>;
  stop(): Promise<void>;
}
