/**
 * The cloud as a process: `drawbar cloud ROLE…`. Parts are built in the order in which they need each other, started in
 * that order and stopped in reverse. Read it top to bottom to know what runs at headquarters.
 */
import type { KeyObject } from "node:crypto";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { OperationsServer } from "@drawbar/runtime/health/operations-server.ts";
import { startAll, type Part, type Running } from "@drawbar/runtime/lifecycle/start-all.ts";
import { stopOnSignal } from "@drawbar/runtime/lifecycle/until-signal.ts";
import { createLogger, type Logger } from "@drawbar/runtime/logging/logger.ts";
import { addressOf, hostOf, publicHosts } from "@drawbar/runtime/net/public-address.ts";
import { Tracing } from "@drawbar/runtime/tracing/tracing.ts";
import { buildApiRole, type ApiRole } from "./api-role.ts";
import { failCloud } from "./cloud-errors.ts";
import type { CloudConfig } from "./config.ts";
import { DatabaseWatch } from "./database-watch.ts";
import { openDatabase } from "./db/database.ts";
import { DatabaseClock } from "./db/database-clock.ts";
import { DiskRoom } from "./db/disk-room.ts";
import { runMigrations } from "./db/migrate.ts";
import type { Database } from "./db/tenant-transaction.ts";
import { EventConsumers } from "./events/event-consumers.ts";
import type { EventLog } from "./events/event-log.ts";
import { EventRelay } from "./events/event-relay.ts";
import { eventTopics } from "./events/event-types.ts";
import { EventWatch } from "./events/event-watch.ts";
import { openEventLog } from "./events/open-event-log.ts";
import { RequestDatabase } from "./http/idempotency/request-database.ts";
import { createHttpMetrics, type HttpMetrics } from "./http/metrics.ts";
import { tlsSourceOf } from "./http/tls-source.ts";
import { LinkRole } from "./link/link-role.ts";
import { CheckpointKey } from "./modules/audit/index.ts";
import { ClaimService, PlatformAuthority, ServerCertificate } from "./modules/enrolment/index.ts";
import { webhookDispatch, webhookGroup, WebhookSender, WebhookTarget } from "./modules/integrations/index.ts";
import { CatalogueStore, openMasterKey, SegmentOpener, SegmentSealer, StoredTelemetry } from "./modules/telemetry/index.ts";
import type { LiveExchange } from "./realtime/live-exchange.ts";
import { LocalExchange } from "./realtime/local-exchange.ts";
import { PostgresExchange } from "./realtime/postgres-exchange.ts";
import { addLinkMetrics, addServerMetrics, createDatabaseMetrics, createJobMetrics } from "./observability/cloud-metrics.ts";
import { DatabaseFigures } from "./observability/database-figures.ts";
import { traceRequests } from "./observability/http-trace.ts";
import { SecretBox } from "./secrets/secret-box.ts";
import { version } from "./version.ts";
import { InfluxSink } from "./worker/influx-sink.ts";
import { ImportRole } from "./worker/import-role.ts";
import { TrackRole } from "./worker/track-role.ts";
import { WorkerRole } from "./worker/worker-role.ts";

type DatabaseMetrics = ReturnType<typeof createDatabaseMetrics>;

export const cloudRoles = ["migrate", "api", "link", "worker"] as const;
export type CloudRole = (typeof cloudRoles)[number];

export interface CloudOptions {
  readonly config: CloudConfig;
  /** At least one; `migrate` runs before the others start. */
  readonly roles: ReadonlySet<CloudRole>;
  readonly log: Logger;
}

/** Ports as they came out, for settings that say 0. */
export interface CloudPorts {
  readonly operations: number;
  readonly http?: number | undefined;
  readonly link?: number | undefined;
  readonly enrolment?: number | undefined;
}

export interface RunningCloud extends Running {
  readonly ports: CloudPorts;
}

/** Runs until SIGTERM or SIGINT; with the role `migrate` alone, until the database is of this release. @throws DrawbarError when it cannot start. */
export async function runCloud(config: CloudConfig, roles: ReadonlySet<CloudRole>): Promise<void> {
  const log = createLogger({ process: "cloud", level: config.log.level });
  const running = await startCloud({ config, roles, log });
  if (running === undefined) return;
  log.info({ roles: [...roles], ports: running.ports }, "cloud is up");
  await stopOnSignal(running, { deadlineMs: config.stopDeadlineMs, log });
}

/** @returns `undefined` when there was nothing to do but migrate. @throws DrawbarError such as `SETTING_MISSING`, `MIGRATION_FAILED`. */
export async function startCloud({ config, roles, log }: CloudOptions): Promise<RunningCloud | undefined> {
  if (roles.has("migrate")) await migrate(config, log);
  if (roles.size === 1 && roles.has("migrate")) return undefined;
  const metrics = createHttpMetrics({ withProcess: true, alsoObserve: traceRequests });
  const databaseMetrics = createDatabaseMetrics(metrics.registry);
  const shared = roles.has("api") || roles.has("link") ? await buildShared({ config, roles, log }, databaseMetrics) : undefined;
  const link = shared !== undefined && roles.has("link") ? buildLink(shared) : undefined;
  const api = shared !== undefined && roles.has("api") ? await buildApi(shared, link, metrics) : undefined;
  if (shared !== undefined) addServerMetrics(metrics.registry, shared.figures, () => shared.watch.trouble === undefined);
  const worker = roles.has("worker") ? await buildWorker(config, log, { registry: metrics.registry, database: databaseMetrics }) : undefined;
  if (link !== undefined) addLinkMetrics(metrics.registry, () => link.report());
  const operations = new OperationsServer({
    ...config.operations,
    notReady: () =>
      shared?.watch.trouble ?? worker?.watch.trouble ?? (api?.server.isDraining === true ? "requests are being finished, no new ones are taken" : undefined),
    report: () => (link === undefined ? {} : { link: link.report() }),
    metrics: metrics.registry,
  });
  const parts: readonly Part[] = [
    new Tracing({ process: "cloud", settings: config.tracing, log }),
    ...(shared?.parts ?? []),
    ...(link === undefined ? [] : [link]),
    ...(api?.parts ?? []),
    ...(worker?.parts ?? []),
    operations,
  ];
  const running = await startAll(parts, { log });
  return { stop: async (options) => running.stop(options), ports: { operations: operations.port, http: api?.server.port, ...link?.ports } };
}

async function migrate({ database }: CloudConfig, log: Logger): Promise<void> {
  const adminUrl = needed(database.adminUrl, "migrate", "database.adminUrl");
  const passwords = { app: passwordIn(database.appUrl, "drawbar_app"), worker: passwordIn(database.workerUrl, "drawbar_worker") };
  await runMigrations(adminUrl, ({ file, elapsedMs }) => log.info({ file, elapsedMs }, "migration applied"), passwords);
}

/** @returns `undefined` for a URL of another role, or without a password: somebody else looks after that. */
function passwordIn(url: string | undefined, role: string): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return username === role && password !== "" ? decodeURIComponent(password) : undefined;
}

/** What the roles api and link have in common. */
interface Shared {
  readonly config: CloudConfig;
  readonly log: Logger;
  readonly database: RequestDatabase;
  readonly watch: DatabaseWatch;
  /** The database's: nothing that is kept or compared there goes by a clock of this machine. */
  readonly clock: DatabaseClock;
  readonly figures: DatabaseFigures;
  readonly authority: PlatformAuthority;
  readonly authorityDirectory: string;
  readonly certificate: ServerCertificate;
  /** Wraps the keys of stored telemetry. */
  readonly masterKey: KeyObject;
  readonly exchange: LiveExchange;
  readonly parts: readonly Part[];
}

async function buildShared({ config, roles, log }: CloudOptions, metrics: DatabaseMetrics): Promise<Shared> {
  const first = roles.has("api") ? "api" : "link";
  const appUrl = needed(config.database.appUrl, first, "database.appUrl");
  const authorityDirectory = needed(config.authorityDirectory, first, "authorityDirectory");
  const observer = metrics.observerOf("cloud");
  const room = new DiskRoom();
  const { connectionsMax } = config.database;
  const database = new RequestDatabase(openDatabase({ url: appUrl, applicationName: "drawbar-cloud", connectionsMax, log, observer, room }));
  metrics.addPool("cloud", database);
  const watch = new DatabaseWatch({ database, room, log: log.child({ part: "database" }) });
  const clock = new DatabaseClock({ database, machine: systemClock, log: log.child({ part: "clock" }) });
  const figures = new DatabaseFigures({ database, folder: authorityDirectory });
  await clock.look(); // before certificates are made: one from 1970 would be no good to anybody
  const authority = await PlatformAuthority.open({ directory: authorityDirectory, clock });
  const masterKey = await openMasterKey(authorityDirectory);
  const certificate = await ServerCertificate.make({ authority, hosts: certificateHosts(config), log: log.child({ part: "certificate" }) });
  const parts: Part[] = [closing("database", database), watch, clock, figures, certificate];
  const base = { config, log, database, watch, clock, figures, authority, authorityDirectory, certificate, masterKey, parts };
  if (roles.has("api") && roles.has("link") && !config.live.isShared) return { ...base, exchange: new LocalExchange() };
  const receives = { frames: roles.has("api"), watches: roles.has("link") };
  const exchange = new PostgresExchange({ url: appUrl, receives, log: log.child({ part: "live-exchange" }) });
  parts.push(exchange);
  return { ...base, exchange };
}

/** All that somebody may call this machine by, at one port or another. */
function certificateHosts({ publicHosts: named, http, link, enrolment }: CloudConfig): readonly string[] {
  const behindRouter = [...link.publicAddresses, ...enrolment.publicAddresses].map(hostOf);
  const behindProxy = http.publicUrl === undefined || !URL.canParse(http.publicUrl) ? [] : [new URL(http.publicUrl).hostname];
  return [...behindRouter, ...behindProxy, ...[http.host, link.host, enrolment.host].flatMap((host) => publicHosts(host, named))];
}

/** Where devices reach a port, best first. */
function publicAddressesOf(listening: CloudConfig["link"], port: number, named: readonly string[]): readonly string[] {
  if (listening.publicAddresses.length > 0) return listening.publicAddresses;
  return publicHosts(listening.host, named).map((host) => addressOf(host, port));
}

function buildLink({ config, database, clock, authority, authorityDirectory, certificate, masterKey, exchange, log }: Shared): LinkRole {
  return new LinkRole({
    database,
    authority,
    certificate,
    sealer: new SegmentSealer({ database, masterKey }),
    exchange,
    clock,
    log: log.child({ part: "link" }),
    link: config.link,
    enrolment: config.enrolment,
    hubsAt: (port) => publicAddressesOf(config.link, port, config.publicHosts),
    enrolmentAt: (port) => publicAddressesOf(config.enrolment, port, config.publicHosts),
    directory: authorityDirectory,
  });
}

async function buildApi(
  { config, database, clock, figures, authority, authorityDirectory, certificate, masterKey, exchange, log }: Shared,
  link: LinkRole | undefined,
  metrics: HttpMetrics,
): Promise<ApiRole> {
  const catalogues = new CatalogueStore({ database });
  const claims = new ClaimService({
    database,
    // Asked when a claim is made: a port that was left to the system is known by then.
    get addresses() {
      return publicAddressesOf(config.enrolment, link?.ports.enrolment ?? config.enrolment.port, config.publicHosts);
    },
    rootFingerprint: authority.rootFingerprint,
    clock,
  });
  const opener = new SegmentOpener({ masterKey });
  const telemetry = new StoredTelemetry({ database, catalogues, clock, opener });
  const eventLog = openEventLog({ config: config.events, database, log: log.child({ part: "events" }) });
  const role = await buildApiRole({
    config,
    database,
    telemetry,
    catalogues,
    opener,
    claims,
    auditKey: await CheckpointKey.open(authorityDirectory),
    tls: tlsSourceOf(config.http, certificate),
    exchange,
    eventLog,
    secrets: await SecretBox.open(authorityDirectory),
    figures,
    clock,
    log,
    metrics,
    version,
  });
  return { ...role, parts: [closingLog(eventLog), ...role.parts] };
}

interface WorkerMetrics {
  readonly registry: HttpMetrics["registry"];
  readonly database: DatabaseMetrics;
}

interface WorkerParts {
  readonly watch: DatabaseWatch;
  readonly parts: readonly Part[];
}

async function buildWorker(config: CloudConfig, log: Logger, metrics: WorkerMetrics): Promise<WorkerParts> {
  const url = needed(config.database.workerUrl, "worker", "database.workerUrl");
  const observer = metrics.database.observerOf("worker");
  const room = new DiskRoom();
  const database = openDatabase({ url, applicationName: "drawbar-worker", connectionsMax: config.database.connectionsMax, log, observer, room });
  const watch = new DatabaseWatch({ database, room, log: log.child({ part: "database" }) });
  const clock = new DatabaseClock({ database, machine: systemClock, log: log.child({ part: "clock" }) });
  metrics.database.addPool("worker", database);
  const authorityDirectory = needed(config.authorityDirectory, "worker", "authorityDirectory");
  const secrets = await SecretBox.open(authorityDirectory);
  const opener = new SegmentOpener({ masterKey: await openMasterKey(authorityDirectory) });
  const { url: sinkUrl, tokenFile, timeoutMs } = config.telemetrySink;
  const observesJobs = createJobMetrics(metrics.registry);
  const worker = new WorkerRole({
    database,
    auditKey: await CheckpointKey.open(authorityDirectory),
    clock,
    machineClock: systemClock,
    log: log.child({ part: "worker" }),
    opener,
    sink: sinkUrl === undefined ? undefined : new InfluxSink({ url: sinkUrl, tokenFile, timeoutMs, log: log.child({ part: "sink" }) }),
    observer: observesJobs,
  });
  const tracks = new TrackRole({ database, clock, log: log.child({ part: "tracks" }), opener, observer: observesJobs });
  const imports = new ImportRole({ database, clock, log: log.child({ part: "imports" }), observer: observesJobs });
  const eventsOfWorker = { database, eventLog: openEventLog({ config: config.events, database, log: log.child({ part: "events" }) }) };
  const parts: readonly Part[] = [
    closing("worker-database", database),
    watch,
    clock,
    worker,
    tracks,
    imports,
    new EventConsumers({
      ...eventsOfWorker,
      consumers: [{ group: webhookGroup, topics: eventTopics, handle: webhookDispatch(database) }],
      log: log.child({ part: "events" }),
    }),
    new EventRelay({ ...eventsOfWorker, keepDays: config.events.keepDays, log: log.child({ part: "events" }) }),
    new EventWatch({ ...eventsOfWorker, groups: [webhookGroup], registry: metrics.registry, log: log.child({ part: "events" }) }),
    new WebhookSender({
      database,
      secrets,
      target: new WebhookTarget({ allowPrivate: config.webhooks.allowPrivateTargets }),
      clock,
      random: Math.random,
      log: log.child({ part: "webhooks" }),
    }),
  ];
  return { watch, parts };
}

/** Its connections, if any, are opened by whoever asks first. */
function closingLog(eventLog: EventLog): Part {
  return { name: "event-log", start: () => {}, stop: async () => eventLog.stop() };
}

/** A pool needs no start, but the parts that use it must stop before it closes. */
function closing(name: string, database: Database): Part {
  return { name, start: () => {}, stop: () => database.close() };
}

function needed(value: string | undefined, role: CloudRole, setting: string): string {
  if (value !== undefined) return value;
  throw failCloud("SETTING_MISSING", `the role ${role} needs "${setting}"; set it in the file, or see "drawbar cloud --help"`);
}
