/**
 * The cloud as a process: `drawbar cloud ROLE…`. Parts are built in the order in which they need each other, started in
 * that order and stopped in reverse. Read it top to bottom to know what runs at headquarters.
 */
import { fingerprintOf } from "@drawbar/runtime/tls/authority.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { OperationsServer } from "@drawbar/runtime/health/operations-server.ts";
import { startAll, type Part, type Running } from "@drawbar/runtime/lifecycle/start-all.ts";
import { stopOnSignal } from "@drawbar/runtime/lifecycle/until-signal.ts";
import { createLogger, type Logger } from "@drawbar/runtime/logging/logger.ts";
import { buildApiRole } from "./api-role.ts";
import { failCloud } from "./cloud-errors.ts";
import type { CloudConfig } from "./config.ts";
import { DatabaseWatch } from "./database-watch.ts";
import { openDatabase } from "./db/database.ts";
import { runMigrations } from "./db/migrate.ts";
import type { Database } from "./db/tenant-transaction.ts";
import { createHttpMetrics } from "./http/metrics.ts";
import { LinkRole } from "./link/link-role.ts";
import { ClaimService, PlatformAuthority } from "./modules/enrolment/index.ts";
import { CatalogueStore, StoredTelemetry } from "./modules/telemetry/index.ts";
import { LocalExchange } from "./realtime/local-exchange.ts";
import { PostgresExchange } from "./realtime/postgres-exchange.ts";
import { version } from "./version.ts";
import { WorkerRole } from "./worker/worker-role.ts";

export const cloudRoles = ["migrate", "api", "link", "worker"] as const;
export type CloudRole = (typeof cloudRoles)[number];

export interface CloudOptions {
  readonly config: CloudConfig;
  /** At least one; `migrate` runs before the others start. */
  readonly roles: ReadonlySet<CloudRole>;
  readonly log: Logger;
}

/** Runs until SIGTERM or SIGINT; with the role `migrate` alone, until the database is of this release. @throws DrawbarError when it cannot start. */
export async function runCloud(config: CloudConfig, roles: ReadonlySet<CloudRole>): Promise<void> {
  const log = createLogger({ process: "cloud", level: config.log.level });
  const running = await startCloud({ config, roles, log });
  if (running === undefined) return;
  log.info({ roles: [...roles] }, "cloud is up");
  await stopOnSignal(running, { deadlineMs: config.stopDeadlineMs, log });
}

/** @returns `undefined` when there was nothing to do but migrate. @throws DrawbarError such as `SETTING_MISSING`, `MIGRATION_FAILED`. */
export async function startCloud({ config, roles, log }: CloudOptions): Promise<Running | undefined> {
  if (roles.has("migrate")) await migrate(config, log);
  const parts = await buildParts({ config, roles, log });
  return parts.length === 0 ? undefined : startAll(parts, { log });
}

async function migrate(config: CloudConfig, log: Logger): Promise<void> {
  const adminUrl = needed(config.database.adminUrl, "migrate", "database.adminUrl");
  await runMigrations(adminUrl, ({ file, elapsedMs }) => log.info({ file, elapsedMs }, "migration applied"));
}

async function buildParts({ config, roles, log }: CloudOptions): Promise<readonly Part[]> {
  const parts: Part[] = [];
  const clock = systemClock;
  const metrics = createHttpMetrics({ withProcess: true });
  const probes: (() => string | undefined)[] = [];
  const reports: Record<string, () => unknown> = {};

  if (roles.has("api") || roles.has("link")) {
    const appUrl = needed(config.database.appUrl, roles.has("api") ? "api" : "link", "database.appUrl");
    const database = openDatabase({ url: appUrl, applicationName: "drawbar-cloud", connectionsMax: config.database.connectionsMax, log });
    const watch = new DatabaseWatch({ database, log: log.child({ part: "database" }) });
    probes.push(() => watch.trouble);
    const directory = needed(config.authorityDirectory, roles.has("link") ? "link" : "api", "authorityDirectory");
    const authority = await PlatformAuthority.open({ directory, clock });
    const isAlone = roles.has("api") && roles.has("link") && !config.live.isShared;
    const exchange = isAlone
      ? new LocalExchange()
      : new PostgresExchange({ url: appUrl, receives: { frames: roles.has("api"), watches: roles.has("link") }, log: log.child({ part: "live" }) });
    parts.push(closing("database", database), watch);
    if (exchange instanceof PostgresExchange) parts.push(exchange);

    if (roles.has("link")) {
      const link = new LinkRole({
        database,
        authority,
        exchange,
        clock,
        log: log.child({ part: "link" }),
        link: config.link,
        enrolment: config.enrolment,
        publicAddresses: config.link.publicAddresses,
        hosts: [...config.link.publicAddresses, ...config.enrolment.publicAddresses].map(hostOf),
        directory,
      });
      parts.push(link);
      reports["link"] = () => link.report();
    }
    if (roles.has("api")) {
      const catalogues = new CatalogueStore({ database });
      const claims = new ClaimService({
        database,
        addresses: config.enrolment.publicAddresses.length > 0 ? config.enrolment.publicAddresses : [`${config.enrolment.host}:${config.enrolment.port}`],
        rootFingerprint: fingerprintOf(authority.root),
        clock,
      });
      const telemetry = new StoredTelemetry({ database, catalogues, clock });
      const api = await buildApiRole({ config, database, telemetry, catalogues, claims, exchange, clock, log, metrics, version });
      parts.push(...api.parts);
      probes.push(() => (api.server.isDraining ? "requests are being finished, no new ones are taken" : undefined));
    }
  }
  if (roles.has("worker")) {
    const url = needed(config.database.workerUrl, "worker", "database.workerUrl");
    const database = openDatabase({ url, applicationName: "drawbar-worker", connectionsMax: config.database.connectionsMax, log });
    parts.push(closing("worker-database", database), new WorkerRole({ database, log: log.child({ part: "worker" }) }));
  }
  if (parts.length === 0) return [];
  const operations = new OperationsServer({
    ...config.operations,
    notReady: () => probes.map((probe) => probe()).find((why) => why !== undefined),
    report: () => Object.fromEntries(Object.entries(reports).map(([name, report]) => [name, report()])),
    metrics: metrics.registry,
  });
  return [...parts, operations];
}

/** A pool needs no start, but the parts that use it must stop before it closes. */
function closing(name: string, database: Database): Part {
  return { name, start: () => {}, stop: () => database.close() };
}

function needed(value: string | undefined, role: CloudRole, setting: string): string {
  if (value !== undefined) return value;
  throw failCloud("SETTING_MISSING", `the role ${role} needs "${setting}"; set it in the file, or see "drawbar cloud --help"`);
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1");
}
