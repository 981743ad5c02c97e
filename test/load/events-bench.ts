/**
 * Events a second through each driver of the event log: into the log, durable as its driver has it; out of it by one
 * consumer; and all the way of a business event, from the transaction that tells of it to the consumer.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { openDatabase } from "@drawbar/cloud/db/database.ts";
import { startEmbeddedPostgres } from "@drawbar/cloud/db/embedded/embedded-postgres.ts";
import { testFolder } from "@drawbar/cloud/db/testing/test-database.ts";
import type { EventLog, LoggedEvent } from "@drawbar/cloud/events/event-log.ts";
import { KafkaEventLog } from "@drawbar/cloud/events/kafka/kafka-event-log.ts";
import { KafkajsClient } from "@drawbar/cloud/events/kafka/kafkajs-client.ts";
import { PlatformaticClient } from "@drawbar/cloud/events/kafka/platformatic-client.ts";
import { PostgresEventLog } from "@drawbar/cloud/events/postgres-event-log.ts";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { hasKafka, startKafka, type KafkaBroker } from "../peers/kafka.ts";
import { median } from "./harness/statistics.ts";
import { carryEvents } from "./events/events-path.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";

const events = 20_000;
const perAppend = 1_000;
const consumeMaxMs = 60_000;
const tenantCount = 4;
const password = "bench";
/** Of the whole way: fleets, events in one transaction, events that may be on their way. */
const fleets = 10;
const perTransaction = 100;
const aheadMax = 40_000;
const warmMs = 3_000;
const pathMs = 12_000;
const pathMsLong = 600_000;
const log = createLogger({ process: "bench", level: "error" });

export const benches: readonly Bench[] = [
  { id: "EVENTS", title: "events a second into and out of the event log: PostgreSQL, kafkajs, @platformatic/kafka", run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const folder = await testFolder();
  const server = await startEmbeddedPostgres({
    directory: path.join(folder, "postgres"),
    port: 0,
    password: "admin",
    logFile: path.join(folder, "log"),
    isDurable: true,
  });
  const admin = openDatabase({ url: server.adminUrl("drawbar"), applicationName: "bench-admin" });
  const urlOf = (role: string): string => `postgres://${role}:${password}@127.0.0.1:${server.port}/drawbar?sslmode=disable`;
  for (const role of ["drawbar_app", "drawbar_worker"]) await admin.directory.count("", `alter role ${role} password '${password}'`, []);
  const database = openDatabase({ url: urlOf("drawbar_worker"), applicationName: "bench" });
  const broker = hasKafka() ? await startKafka() : undefined;
  const logs: readonly (readonly [string, EventLog])[] = [
    ["postgres", new PostgresEventLog({ database, log })],
    ...(broker === undefined ? [] : kafkaLogs(broker)),
  ];
  try {
    for (const [, eventLog] of logs) await eventLog.start();
    const rates = await context.rounds(async () => {
      const round: Record<string, number> = {};
      for (const [name, eventLog] of logs) {
        const tenants = await makeTenants(admin);
        round[`${name} in`] = await append(eventLog, tenants);
        round[`${name} out`] = await consume(eventLog, tenants);
      }
      return round;
    });
    const onTheWay: Record<string, number> = {};
    for (const [name, eventLog] of logs) {
      const tenants = await makeTenants(admin, fleets);
      const figures = await carryEvents({
        database,
        eventLog,
        task: { url: urlOf("drawbar_app"), tenants, perTransaction, aheadMax },
        postmaster: Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]),
        warmMs,
        forMs: context.isLong && name === "postgres" ? pathMsLong : pathMs,
        log: createLogger({ process: "bench", level: "warn" }),
      });
      onTheWay[name] = figures.perSecond;
      context.say(
        `${name} from transaction to consumer: ${Math.round(figures.perSecond)} events/s; behind ${figures.behindBefore} after the warm-up, ${figures.behindAfter} at the end; cores: postgres ${figures.postgresCores.toFixed(2)}, writer, relay and consumer ${figures.ourCores.toFixed(2)}`,
      );
    }
    const rateOf = (name: string): number | undefined => (rates[name] === undefined ? undefined : median(rates[name]));
    return [
      { name: "postgres-in", value: rateOf("postgres in"), unit: "events/s", direction: "at-least", must: 5_000, moonshot: 100_000 },
      { name: "postgres-out", value: rateOf("postgres out"), unit: "events/s", direction: "at-least", must: 20_000, moonshot: 100_000 },
      { name: "postgres-path", value: onTheWay["postgres"], unit: "events/s", direction: "at-least", must: 100_000, moonshot: 200_000 },
      { name: "kafkajs-in", value: rateOf("kafkajs in"), unit: "events/s", direction: "at-least", must: 10_000, moonshot: 100_000 },
      { name: "platformatic-in", value: rateOf("platformatic in"), unit: "events/s", direction: "at-least", must: 10_000, moonshot: 100_000 },
    ];
  } finally {
    for (const [, eventLog] of logs) await eventLog.stop();
    await Promise.all([database.close(), admin.close(), broker?.dispose()]);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function kafkaLogs(broker: KafkaBroker): readonly (readonly [string, EventLog])[] {
  const options = { brokers: [broker.address], log };
  return [
    ["kafkajs", new KafkaEventLog({ client: new KafkajsClient(options), topicPrefix: "kafkajs.", log })],
    ["platformatic", new KafkaEventLog({ client: new PlatformaticClient(options), topicPrefix: "platformatic.", log })],
  ];
}

async function makeTenants(admin: ReturnType<typeof openDatabase>, count = tenantCount): Promise<readonly TenantId[]> {
  const tenants = Array.from({ length: count }, () => parseTenantId(randomUUID()));
  for (const tenant of tenants) await admin.of(tenant).count("bench-tenant", "insert into drawbar.tenant (tenant_id, name) values ($1, 'Bench')", [tenant]);
  return tenants;
}

/** As relays of several tenants do: side by side, each with one batch at a time. */
async function append(eventLog: EventLog, tenants: readonly TenantId[]): Promise<number> {
  const batches = tenants.map((tenant) => Array.from({ length: events / tenantCount / perAppend }, () => batchOf(tenant)));
  const startedMs = performance.now();
  await Promise.all(
    batches.map(async (own) => {
      for (const batch of own) await eventLog.append(batch);
    }),
  );
  return rate(startedMs);
}

async function consume(eventLog: EventLog, tenants: readonly TenantId[]): Promise<number> {
  const wanted = new Set<string>(tenants);
  const all = Promise.withResolvers<number>();
  const timer = setTimeout(() => all.reject(new Error("events were not consumed in time")), consumeMaxMs);
  let seen = 0;
  let startedMs: number | undefined;
  const consumption = await eventLog.consume({
    group: randomUUID(),
    topics: ["vehicle-telemetry"],
    handle: async (tenant, batch) => {
      startedMs ??= performance.now(); // joining a group takes seconds, once
      if (wanted.has(tenant)) seen += batch.length;
      if (seen >= events) all.resolve(rate(startedMs));
    },
  });
  try {
    return await all.promise;
  } finally {
    clearTimeout(timer);
    await consumption.stop();
  }
}

function rate(startedMs: number): number {
  return Math.round((events * 1_000) / (performance.now() - startedMs));
}

function batchOf(tenant: TenantId): readonly LoggedEvent[] {
  return Array.from({ length: perAppend }, (_, index) => ({
    tenant,
    id: randomUUID(),
    type: "telemetry.stored",
    subject: `vehicle ${index % 200}`,
    occurredAt: new Date(),
    body: JSON.stringify({ sourceId: randomUUID(), vehicleId: null, segments: 3, samples: 1_200, newestAt: new Date().toISOString() }),
  }));
}
