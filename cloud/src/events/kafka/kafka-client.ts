/** What the event log needs of a Kafka library; two of them fit, and the rest of the driver is shared. */
import type { Consumption } from "../event-log.ts";

export interface KafkaOptions {
  /** host:port, at least one. */
  readonly brokers: readonly string[];
  readonly tls?: { readonly ca?: string | undefined } | undefined;
  readonly sasl?: KafkaSasl | undefined;
  /** A consumer that is silent for so long loses its partitions; brokers take no less than 6 s. */
  readonly sessionMs?: number | undefined;
}

export interface KafkaSasl {
  readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
  readonly username: string;
  readonly password: string;
}

export interface KafkaMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReceivedMessage extends KafkaMessage {
  readonly partition: number;
  readonly offset: bigint;
}

/** Where a group and the log stand in a partition. */
export interface PartitionState {
  readonly topic: string;
  readonly partition: number;
  /** Absent: nothing was committed yet. */
  readonly committed?: bigint | undefined;
  readonly first: bigint;
  /** Of the next message. */
  readonly end: bigint;
}

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

export interface KafkaClient {
  readonly driver: "kafkajs" | "platformatic";
  /** Makes topics that are missing. Idempotent. */
  connect(topics: readonly string[], partitions: number): Promise<void>;
  /** Acknowledged by all replicas in sync, without doubles by the client's own retries. */
  send(messages: readonly KafkaMessage[]): Promise<void>;
  /** @param options.handle never throws; what it got is committed when it returns true, and comes again when it returns false. */
  consume(options: {
    readonly group: string;
    readonly topics: readonly string[];
    readonly handle: (messages: readonly ReceivedMessage[], alive: () => Promise<void>) => Promise<boolean>;
  }): Promise<Consumption>;
  states(group: string, topics: readonly string[]): Promise<readonly PartitionState[]>;
  /** While nobody of the group consumes. */
  commit(group: string, offsets: readonly PartitionOffset[]): Promise<void>;
  close(): Promise<void>;
}
