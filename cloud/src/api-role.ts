/** The role that people and programs talk to: HTTP, WebSocket and the console's files. */
import type { Server as SecureServer } from "node:https";
import path from "node:path";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { CloudConfig } from "./config.ts";
import type { EventLog } from "./events/event-log.ts";
import { eventRoutes } from "./events/event-routes.ts";
import type { App, Routes } from "./http/api.ts";
import { buildApp } from "./http/app.ts";
import { recheck } from "./http/authentication.ts";
import { addMeasure, type HttpMetrics } from "./http/metrics.ts";
import type { RequestDatabase } from "./http/idempotency/request-database.ts";
import { RecordedChanges } from "./http/recorded-changes.ts";
import { HttpServer } from "./http/server.ts";
import type { HttpTls, TlsSource } from "./http/tls-source.ts";
import { attributeRoutes, AttributeService } from "./modules/attributes/index.ts";
import { arrivalRoutes, ArrivalService, RoadRouter } from "./modules/arrivals/index.ts";
import { auditRoutes, AuditTrail, type CheckpointKey } from "./modules/audit/index.ts";
import { documentRoutes, DocumentService } from "./modules/documents/index.ts";
import { assignmentRoutes, AssignmentService, driverRoutes, DriverService } from "./modules/drivers/index.ts";
import { claimRoutes, revocationRoutes, RevocationService, type ClaimService } from "./modules/enrolment/index.ts";
import { faultRoutes, FaultService } from "./modules/faults/index.ts";
import { flagRoutes, Flags } from "./modules/flags/index.ts";
import { HealthService, healthRoutes, type SystemFigures } from "./modules/health/index.ts";
import { RunningExports } from "./http/tables/table-export.ts";
import { importRoutes, ImportService, type ImportKinds } from "./modules/imports/index.ts";
import { buildIdentity, identityRoutes, type PasswordCost } from "./modules/identity/index.ts";
import { ReceiverService, receiverRoutes, webhookGroup, webhookRoutes, WebhookService, WebhookTarget } from "./modules/integrations/index.ts";
import { meterRoutes, MeterService } from "./modules/meters/index.ts";
import { FenceSets, placeRoutes, PlaceService } from "./modules/places/index.ts";
import { runRoutes, RunService } from "./modules/runs/index.ts";
import { keepingRoutes, telemetryRoutes, type CatalogueStore, type SegmentOpener, type TelemetryQueries } from "./modules/telemetry/index.ts";
import { quotaRoutes, Quotas, TenantGate } from "./modules/tenants/index.ts";
import { tripRoutes, TripService } from "./modules/trips/index.ts";
import { PairingService, unitRoutes } from "./modules/units/index.ts";
import {
  checkSpan,
  exportRoutes,
  fleetRoutes,
  FleetStatusReader,
  GroupService,
  LifeService,
  parseInstantUs,
  profileRoutes,
  vehicleImport,
  VehicleRemoval,
  vehicleRoutes,
  VehicleService,
} from "./modules/vehicles/index.ts";
import { townRoutes, Towns } from "./modules/towns/index.ts";
import { readingToJson, VinDecoder, vinRoutes } from "./modules/vin/index.ts";
import type { SecretBox } from "./secrets/secret-box.ts";
import type { LiveExchange } from "./realtime/live-exchange.ts";
import { liveEventRoutes } from "./realtime/live-event-routes.ts";
import { LiveHub } from "./realtime/live-hub.ts";
import { liveRoutes } from "./realtime/live-routes.ts";
import { NewestValues } from "./realtime/newest-values.ts";
import type { SessionWatchOptions } from "./realtime/session-watch.ts";

export interface ApiRoleOptions {
  readonly config: {
    readonly http: Pick<CloudConfig["http"], "host" | "port" | "publicUrl" | "trustedProxies" | "requestsPerMinuteMax">;
    readonly consoleDirectory?: string | undefined;
    readonly map?: CloudConfig["map"] | undefined;
    readonly webhooks: CloudConfig["webhooks"];
    readonly routing?: CloudConfig["routing"] | undefined;
    readonly signOn?: CloudConfig["signOn"] | undefined;
  };
  /** The one that telemetry, catalogues and claims write to as well. */
  readonly database: RequestDatabase;
  readonly telemetry: TelemetryQueries;
  readonly catalogues: CatalogueStore;
  /** Opens sealed segments; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
  readonly claims: ClaimService;
  /** Proves checkpoints of the audit trail; absent without a folder of authorities. */
  readonly auditKey?: CheckpointKey | undefined;
  /** Absent: plain HTTP. */
  readonly tls?: TlsSource | undefined;
  readonly exchange: LiveExchange;
  /** Looked at, not started: who consumes is the worker. */
  readonly eventLog: EventLog;
  /** For secrets of sign-in and of webhooks that must be read again. */
  readonly secrets: SecretBox;
  readonly figures: SystemFigures;
  /** Of new passwords' hashes; absent: the standard one. */
  readonly passwordCost?: PasswordCost | undefined;
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
  const {
    config,
    database,
    telemetry,
    catalogues,
    opener,
    claims,
    auditKey,
    tls,
    exchange,
    eventLog,
    secrets,
    figures,
    passwordCost,
    clock,
    log,
    metrics,
    version,
  } = options;
  const isSecure = tls !== undefined || config.http.publicUrl?.startsWith("https:") === true;

  const newest = new NewestValues({ clock });
  const audit: AuditTrail = new AuditTrail({ database, clock, keepsValues: async (tx) => (await flags.variantWithin(tx, "audit-values")) === "kept" });
  const flags = await Flags.open({ database, audit, clock });
  const gate = new TenantGate({ database, clock, log: log.child({ part: "tenants" }) });
  const quotas = new Quotas({ database, clock });
  const identity = buildIdentity({
    database,
    box: secrets,
    audit,
    clock,
    gate,
    quotas,
    allowInsecureIssuers: config.signOn?.allowInsecureIssuers,
    passwordCost,
  });
  const vehicles = new VehicleService({ database, telemetry, live: newest, clock, quotas, audit });
  const removal = new VehicleRemoval({ database, log: log.child({ part: "removal" }), audit });
  const status = new FleetStatusReader({ database, clock });
  const vins = new VinDecoder({ clock });
  const decodeVin = async (vin: string) => readingToJson(await vins.decode(vin));
  const towns = new Towns();
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
  const webhookTarget = new WebhookTarget({ allowPrivate: config.webhooks.allowPrivateTargets });

  const watching: SessionWatchOptions = {
    recheck: async (request) => {
      const principal = await recheck(request, { authenticator: identity.service, isSecure });
      return principal !== undefined && (await gate.isServed(principal.tenantId)) ? principal : undefined;
    },
    clock,
    log: log.child({ part: "live" }),
  };
  const importKinds: ImportKinds = { vehicles: vehicleImport({ quotas }) };
  const checkVehicle = async (tenant: TenantId, vehicleId: VehicleId): Promise<unknown> => vehicles.check(tenant, { kind: "vehicle", vehicleId });
  const attributes = new AttributeService({ database, audit });
  const exports = new RunningExports();
  const assignments = new AssignmentService({ database, audit });
  const routes: readonly Routes[] = [
    identityRoutes({ identity, changes: new RecordedChanges({ database, audit }), running: exports, isSecure, publicUrl: config.http.publicUrl }),
    vinRoutes({ decode: decodeVin }),
    townRoutes({ towns }),
    vehicleRoutes({
      vehicles,
      removal,
      telemetry,
      decodeVin: async (vin) =>
        decodeVin(vin).catch((error: unknown) => {
          log.error({ err: error }, "VIN not decoded");
          return undefined;
        }),
    }),
    profileRoutes({ vehicles, life: new LifeService({ database, audit }), groups: new GroupService({ database, audit }), running: exports }),
    driverRoutes({ drivers: new DriverService({ database, audit }), assignments, running: exports }),
    assignmentRoutes({ assignments, running: exports, checkVehicle, parseInstantUs }),
    unitRoutes({
      pairings: new PairingService({ database, audit, clock, onMoved: (tenant, unit) => hub.forget(tenant, unit) }),
      running: exports,
      checkVehicle,
      parseInstantUs,
      clock,
    }),
    documentRoutes({ documents: new DocumentService({ database, audit }), running: exports }),
    attributeRoutes({ attributes, checkVehicle }),
    exportRoutes({ vehicles, telemetry, flags, attributes, running: exports, towns }),
    telemetryRoutes({ telemetry, checkScope: async (tenant, scope) => vehicles.check(tenant, scope), parseInstantUs, checkSpan }),
    keepingRoutes({ database, clock }),
    runRoutes({
      runs: new RunService({ database, claims, clock, quotas }),
      telemetry,
      running: exports,
      checkVehicle,
    }),
    tripRoutes({
      trips: new TripService({ database, catalogues, opener, clock, fences: new FenceSets() }),
      running: exports,
      towns,
      checkVehicle,
      parseInstantUs,
    }),
    meterRoutes({ meters: new MeterService({ database, telemetry, audit, clock }), checkVehicle, parseInstantUs, clock }),
    faultRoutes({ faults: new FaultService({ database, clock }), running: exports, checkVehicle, parseInstantUs }),
    arrivalRoutes({
      arrivals: new ArrivalService({ database, catalogues, opener, clock, router: routerOf(config.routing, clock, log) }),
      running: exports,
      checkVehicle,
    }),
    placeRoutes({ places: new PlaceService({ database, audit, clock }), running: exports, checkVehicle, parseInstantUs }),
    importRoutes({ imports: new ImportService({ database, kinds: importKinds }), running: exports }),
    claimRoutes({ claims }),
    revocationRoutes({
      revocations: new RevocationService({ database, audit }),
      onRevoked: (tenant, source) => exchange.revoked(tenant, source),
    }),
    flagRoutes({ flags }),
    quotaRoutes({ quotas }),
    auditRoutes({ database, key: auditKey, clock, running: exports }),
    fleetRoutes({ database, telemetry, status, removal, map: config.map, version }),
    eventRoutes({ database, eventLog, groups: [webhookGroup] }),
    webhookRoutes({ webhooks: new WebhookService({ database, secrets, target: webhookTarget, clock }), running: exports }),
    receiverRoutes({ receivers: new ReceiverService({ database, secrets, clock }), running: exports }),
    healthRoutes({ health: new HealthService({ database, figures }), version }),
    liveRoutes({ hub, ...watching }),
    liveEventRoutes({ hub, ...watching }),
  ];
  const app = await buildApp({
    authenticator: identity.service,
    database,
    routes,
    audit,
    admission: gate,
    log: log.child({ part: "http" }),
    clock,
    metrics,
    isSecure,
    tls: tls?.current,
    trustedProxies: config.http.trustedProxies,
    requestsPerMinuteMax: config.http.requestsPerMinuteMax,
    consoleDirectory: config.consoleDirectory ?? builtConsole,
    tilesUrl: config.map?.tilesUrl,
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
    onDraining: () => hub.closeReaders(),
    log: log.child({ part: "http" }),
  });
  return { server, hub, parts: [hub, server] };
}

function routerOf(routing: CloudConfig["routing"] | undefined, clock: Clock, log: Logger): RoadRouter | undefined {
  if (routing?.url === undefined) return undefined;
  return new RoadRouter({ url: routing.url, allowPrivate: routing.allowPrivateHost, clock, log: log.child({ part: "routing" }) });
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
