import { readFileSync } from "node:fs";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { CloudConfig } from "../config.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { failEvents } from "./event-errors.ts";
import type { EventLog } from "./event-log.ts";
import type { KafkaOptions } from "./kafka/kafka-client.ts";
import { KafkaEventLog } from "./kafka/kafka-event-log.ts";
import { KafkajsClient } from "./kafka/kafkajs-client.ts";
import { PlatformaticClient } from "./kafka/platformatic-client.ts";
import { PostgresEventLog } from "./postgres-event-log.ts";

export interface EventLogOptions {
  readonly config: CloudConfig["events"];
  readonly database: Database;
  readonly log: Logger;
}

/** The log that the configuration names, not started. @throws DrawbarError `EVENT_LOG_SETTING_MISSING`. */
export function openEventLog({ config, database, log }: EventLogOptions): EventLog {
  if (config.driver === "postgres") return new PostgresEventLog({ database, log });
  const options = { ...kafkaOptions(config), log };
  const client = config.driver === "kafkajs" ? new KafkajsClient(options) : new PlatformaticClient(options);
  return new KafkaEventLog({ client, topicPrefix: config.topicPrefix, log });
}

function kafkaOptions(config: CloudConfig["events"]): KafkaOptions {
  const { brokers, tls, tlsCaFile, saslMechanism, saslUsername, saslPassword } = config;
  if (brokers.length === 0) throw failEvents("EVENT_LOG_SETTING_MISSING", `the driver ${config.driver} needs "events.brokers"`);
  if (saslMechanism !== "none" && (saslUsername === undefined || saslPassword === undefined))
    throw failEvents("EVENT_LOG_SETTING_MISSING", `${saslMechanism} needs "events.saslUsername" and "events.saslPassword"`);
  return {
    brokers,
    tls: tls ? { ca: tlsCaFile === undefined ? undefined : readFileSync(tlsCaFile, "utf8") } : undefined,
    sasl: saslMechanism === "none" ? undefined : { mechanism: saslMechanism, username: saslUsername ?? "", password: saslPassword ?? "" },
  };
}
