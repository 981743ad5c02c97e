/** The role that people and programs talk to: HTTP, WebSocket and the console's files. */
import type { Server as SecureServer } from "node:https";
import path from "node:path";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { CloudConfig } from "./config.ts";
import type { Database } from "./db/tenant-transaction.ts";
import type { App, Routes } from "./http/api.ts";
import { buildApp } from "./http/app.ts";
import { recheck } from "./http/authentication.ts";
import { addMeasure, type HttpMetrics } from "./http/metrics.ts";
import { HttpServer } from "./http/server.ts";
import type { HttpTls, TlsSource } from "./http/tls-source.ts";
import { claimRoutes, type ClaimService } from "./modules/enrolment/index.ts";
import { buildIdentity, identityRoutes, type SecretBox } from "./modules/identity/index.ts";
import { runRoutes, RunService } from "./modules/runs/index.ts";
import type { CatalogueStore, TelemetryQueries } from "./modules/telemetry/index.ts";
import { exportRoutes, fleetRoutes, FleetStatusReader, VehicleRemoval, vehicleRoutes, VehicleService } from "./modules/vehicles/index.ts";
import type { LiveExchange } from "./realtime/live-exchange.ts";
import { LiveHub } from "./realtime/live-hub.ts";
import { liveRoutes } from "./realtime/live-routes.ts";
import { NewestValues } from "./realtime/newest-values.ts";

export interface ApiRoleOptions {
  readonly config: {
    readonly http: Pick<CloudConfig["http"], "host" | "port" | "publicUrl" | "trustedProxies" | "requestsPerMinuteMax">;
    readonly consoleDirectory?: string | undefined;
    readonly signOn?: CloudConfig["signOn"] | undefined;
  };
  readonly database: Database;
  readonly telemetry: TelemetryQueries;
  readonly catalogues: CatalogueStore;
  readonly claims: ClaimService;
  /** For secrets of sign-in that must be read again. */
  readonly secretBox: SecretBox;
  /** Absent: plain HTTP. */
  readonly tls?: TlsSource | undefined;
  readonly exchange: LiveExchange;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: HttpMetrics;
  /** Of the release, as `GET /system` and the OpenAPI document say it. */
  readonly version: string;
}

export interface ApiRole {
  readonly server: HttpServer;
  readonly hub: LiveHub;
  /** In the order in which they start. */
  readonly parts: readonly Part[];
}

/** Where Vite puts the built console, beside this program. */
const builtConsole = path.resolve(import.meta.dirname, "../console/dist");

export async function buildApiRole(options: ApiRoleOptions): Promise<ApiRole> {
  const { config, database, telemetry, catalogues, claims, secretBox, tls, exchange, clock, log, metrics, version } = options;
  const isSecure = tls !== undefined || config.http.publicUrl?.startsWith("https:") === true;

  const newest = new NewestValues({ clock });
  const identity = buildIdentity({ database, box: secretBox, clock, allowInsecureIssuers: config.signOn?.allowInsecureIssuers });
  const vehicles = new VehicleService({ database, telemetry, live: newest, clock });
  const removal = new VehicleRemoval({ database, log: log.child({ part: "removal" }) });
  const status = new FleetStatusReader({ database, clock });
  const hub = new LiveHub({
    exchange,
    newest,
    owners: vehicles,
    catalogues,
    vehicles,
    clock,
    log: log.child({ part: "live" }),
  });
  observeHub(hub, metrics);

  const routes: readonly Routes[] = [
    identityRoutes({ identity, isSecure, publicUrl: config.http.publicUrl }),
    vehicleRoutes({ vehicles, removal, telemetry }),
    exportRoutes({ vehicles, telemetry }),
    runRoutes({
      runs: new RunService({ database, claims, clock }),
      telemetry,
      checkVehicle: async (tenant, vehicleId) => vehicles.check(tenant, { kind: "vehicle", vehicleId }),
    }),
    claimRoutes({ claims }),
    fleetRoutes({ database, telemetry, status, removal, version }),
    liveRoutes({ hub, recheck: async (request) => recheck(request, { authenticator: identity.service, isSecure }), clock, log: log.child({ part: "live" }) }),
  ];
  const app = await buildApp({
    authenticator: identity.service,
    routes,
    log: log.child({ part: "http" }),
    clock,
    metrics,
    isSecure,
    tls: tls?.current,
    trustedProxies: config.http.trustedProxies,
    requestsPerMinuteMax: config.http.requestsPerMinuteMax,
    consoleDirectory: config.consoleDirectory ?? builtConsole,
    isDraining: () => server.isDraining,
    version,
  });
  tls?.onRenewed((renewed) => renewTls(app, renewed));
  const server: HttpServer = new HttpServer({
    name: "http",
    app,
    host: config.http.host,
    port: config.http.port,
    openRequests: metrics.openRequests,
    log: log.child({ part: "http" }),
  });
  return { server, hub, parts: [hub, server] };
}

/** From the next handshake on. */
function renewTls(app: App, { key, certificateChain }: HttpTls): void {
  const server = app.server as unknown as SecureServer; // who has a source of certificates speaks TLS
  server.setSecureContext({ key, cert: certificateChain, minVersion: "TLSv1.3" });
}

function observeHub(hub: LiveHub, { registry }: HttpMetrics): void {
  addMeasure(registry, { name: "drawbar_live_sockets", help: "Live connections of browsers and programs.", value: () => hub.sockets });
  addMeasure(registry, {
    name: "drawbar_live_frames_dropped",
    help: "Live frames dropped because nobody could say whose they are.",
    value: () => hub.framesDropped,
  });
}
