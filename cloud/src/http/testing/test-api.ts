/** The api role on a real database, with a tenant or two and people who may use it. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, parseVehicleId, type SourceId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { buildApiRole, type ApiRole } from "../../api-role.ts";
import { DatabaseClock } from "../../db/database-clock.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { IdentityAdministration } from "../../modules/identity/index.ts";
import { cheapPasswordCost } from "../../modules/identity/testing/cheap-passwords.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { ClaimService } from "../../modules/enrolment/index.ts";
import { CatalogueStore, StoredTelemetry, type TelemetryQueries } from "../../modules/telemetry/index.ts";
import { SecretBox } from "../../secrets/secret-box.ts";
import { PostgresEventLog } from "../../events/postgres-event-log.ts";
import { LocalExchange } from "../../realtime/local-exchange.ts";
import type { App } from "../api.ts";
import { RequestDatabase } from "../idempotency/request-database.ts";
import { createHttpMetrics } from "../metrics.ts";
import type { TokenWord } from "../permissions.ts";

export interface TestApi extends ApiRole {
  readonly db: TestDatabase;
  readonly app: App;
  readonly exchange: LocalExchange;
  /** As the link role stores what units send. */
  readonly store: PostgresCloudStore;
  makeFleet(name?: string): Promise<TestFleet>;
  dispose(): Promise<void>;
}

export interface TestApiOptions {
  /** Another reader of samples than the store, for exports that no store would give. */
  readonly samples?: TelemetryQueries["samples"];
  readonly level?: "error" | "silent";
  /** A machine whose clock may jump; the API then goes by its database's, as it does in main.ts. */
  readonly machine?: Clock;
  readonly allowInsecureIssuers?: boolean;
}

/** A tenant and its credentials. */
export interface TestFleet {
  readonly tenantId: TenantId;
  readonly email: string;
  readonly password: string;
  /** Headers of a program with these scopes or permissions; all when none is named. */
  headers(...scopes: TokenWord[]): Promise<{ readonly authorization: string }>;
  /** @returns the id of a token that nobody uses. */
  addToken(): Promise<string>;
  /** @returns the account of a driver. */
  addPerson(): Promise<string>;
  /** @returns the id of an open invitation. */
  addInvitation(): Promise<string>;
  /** @returns the id of a role of the fleet's own that nobody has. */
  addRole(): Promise<string>;
  addVehicle(callSign: string, options?: { readonly simulated?: boolean }): Promise<VehicleId>;
  /** Enrols a unit and puts it into the vehicle. */
  addUnit(vehicleId: VehicleId): Promise<SourceId>;
  /** @returns that a new unit sits in a new vehicle, since 30 days. */
  addPairing(): Promise<string>;
  addDepot(name: string): Promise<SourceId>;
  addRun(vehicleId: VehicleId, log?: string): Promise<SourceId>;
  /** @returns the id of a group of vehicles that has none. */
  addGroup(): Promise<string>;
  /** @returns the id of a driver who drives nothing. */
  addDriver(): Promise<string>;
  /** @returns an assignment that goes on, of a new driver to a new vehicle. */
  addAssignment(): Promise<string>;
  /** @returns a document of a new driver, with a file. */
  addDocument(): Promise<string>;
  /** @returns a reading of the odometer of a new vehicle. */
  addMeterReading(): Promise<string>;
  /** A yard around no vehicle. */
  addPlace(): Promise<string>;
  /** An hour's trip of the vehicle, without its telemetry. */
  addTrip(vehicleId: VehicleId): Promise<string>;
  /** A fault that the vehicle has, without its reports. */
  addFault(vehicleId: VehicleId): Promise<string>;
  /** An endpoint, in place of those that were there, with a delivery that has ended. */
  addWebhook(): Promise<{ readonly endpointId: string; readonly deliveryId: string }>;
  clearWebhooks(): Promise<void>;
  /** For the webhooks of another system, in place of those that were there. */
  addReceiver(): Promise<string>;
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const db = await testDatabase();
  const clock = await clockOf(db, options.machine);
  const exchange = new LocalExchange();
  const database = new RequestDatabase(db.app);
  const catalogues = new CatalogueStore({ database });
  const stored = new StoredTelemetry({ database, catalogues, clock });
  const { samples } = options;
  const telemetry: TelemetryQueries =
    samples === undefined
      ? stored
      : {
          latest: (...query) => stored.latest(...query),
          latestOfEach: (...query) => stored.latestOfEach(...query),
          history: (...query) => stored.history(...query),
          account: (...query) => stored.account(...query),
          alignedHistory: (...query) => stored.alignedHistory(...query),
          at: (...query) => stored.at(...query),
          aggregate: (...query) => stored.aggregate(...query),
          samples,
        };
  const log = createLogger({ process: "test", level: options.level ?? "error" });
  const role = await buildApiRole({
    config: {
      http: { host: "127.0.0.1", port: 0, trustedProxies: 0, requestsPerMinuteMax: 1_000_000 },
      webhooks: { allowPrivateTargets: false },
      signOn: { allowInsecureIssuers: options.allowInsecureIssuers ?? false },
    },
    database,
    telemetry,
    catalogues,
    claims: new ClaimService({ database, addresses: ["localhost:7444"], rootFingerprint: "ab".repeat(32), clock }),
    exchange,
    eventLog: new PostgresEventLog({ database: db.app, log }),
    secrets: new SecretBox(randomBytes(32)),
    figures: { newest: undefined },
    passwordCost: cheapPasswordCost,
    clock,
    log,
    metrics: createHttpMetrics({ withProcess: false }),
    version: "0.0.0",
  });
  for (const part of role.parts) await part.start();
  return {
    ...role,
    db,
    app: role.server.app,
    exchange,
    store: new PostgresCloudStore({ database: db.app, catalogues, clock }),
    makeFleet: async (name = "Test fleet") => makeFleet(db, name),
    dispose: async () => {
      for (const part of role.parts.toReversed()) await part.stop();
      await db.dispose();
    },
  };
}

/** @returns one that has looked at the database once. */
async function clockOf(db: TestDatabase, machine: Clock | undefined): Promise<Clock> {
  if (machine === undefined) return systemClock;
  const clock = new DatabaseClock({ database: db.app, machine, log: createLogger({ process: "test", level: "silent" }) });
  await clock.look();
  return clock;
}

async function makeFleet(db: TestDatabase, name: string): Promise<TestFleet> {
  const tenantId = await db.makeTenant(name);
  const administration = new IdentityAdministration({ database: db.app, tenantId, clock: systemClock, passwordCost: cheapPasswordCost });
  const { email, password } = await administration.addOperator({ email: `operator-${tenantId}@fleet.example` });
  const tx = db.app.of(tenantId);
  return {
    tenantId,
    email,
    password,
    headers: async (...scopes) => {
      const { token } = await administration.makeApiToken({ name: "test", scopes: scopes.length === 0 ? ["read", "write", "admin"] : scopes });
      return { authorization: `Bearer ${token}` };
    },
    addToken: async () => (await administration.makeApiToken({ name: "unused", scopes: ["read"] })).tokenId,
    addPerson: async () => {
      const accountId = randomUUID();
      await db.admin.query(
        `insert into drawbar.operator_account (account_id, email, name, password_hash, password_is_initial)
         values ($1, $2, 'A driver', '$argon2id$nobody', false)`,
        [accountId, `${accountId}@fleet.example`],
      );
      await tx.count("test-person", "insert into membership (tenant_id, account_id, role) values ($1, $2, 'driver')", [tenantId, accountId]);
      return accountId;
    },
    addInvitation: async () => {
      const invitationId = randomUUID();
      await tx.count(
        "test-invitation",
        `insert into invitation (tenant_id, invitation_id, email, role, token_hash, expires_at)
         values ($1, $2, $3, 'driver', $4, now() + interval '1 day')`,
        [tenantId, invitationId, `${invitationId}@fleet.example`, randomBytes(32)],
      );
      return invitationId;
    },
    addRole: async () => {
      const roleId = randomUUID();
      await tx.count("test-role", "insert into tenant_role (tenant_id, role_id, name, permissions) values ($1, $2, $3, '{fleet.read}')", [
        tenantId,
        roleId,
        roleId,
      ]);
      return roleId;
    },
    addVehicle: async (callSign, { simulated = false } = {}) => {
      const vehicleId = parseVehicleId(randomUUID());
      await tx.count("test-vehicle", "insert into vehicle (tenant_id, vehicle_id, call_sign, simulated) values ($1, $2, $3, $4)", [
        tenantId,
        vehicleId,
        callSign,
        simulated,
      ]);
      return vehicleId;
    },
    addUnit: async (vehicleId) => {
      const unitId = parseSourceId(randomUUID());
      await tx.count("test-unit", "insert into unit (tenant_id, unit_id, kind, device, enrolled_at) values ($1, $2, 'unit', 'test device', now())", [
        tenantId,
        unitId,
      ]);
      await tx.count(
        "test-assignment",
        "insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during) values ($1, $2, 'unit', $3, tstzrange(now() - interval '30 days', null))",
        [tenantId, unitId, vehicleId],
      );
      return unitId;
    },
    addPairing: async () => addPairing(tx),
    addDepot: async (depotName) => {
      const depotId = parseSourceId(randomUUID());
      await tx.count("test-depot", "insert into depot (tenant_id, depot_id, name, device) values ($1, $2, $3, 'test device')", [tenantId, depotId, depotName]);
      return depotId;
    },
    addGroup: async () => {
      const groupId = randomUUID();
      await tx.count("test-group", "insert into vehicle_group (tenant_id, group_id, name) values ($1, $2, $2::uuid::text)", [tenantId, groupId]);
      return groupId;
    },
    addDriver: async () => addDriver(tx),
    addAssignment: async () => addAssignment(tx),
    addDocument: async () => addDocument(tx),
    addMeterReading: async () => addMeterReading(tx),
    addPlace: async () => addPlace(tx),
    addTrip: async (vehicleId) => addTrip(tx, vehicleId),
    addFault: async (vehicleId) => addFault(tx, vehicleId),
    addWebhook: async () => addWebhook(tx),
    clearWebhooks: async () => void (await tx.count("test-webhooks-clear", "delete from webhook_endpoint where tenant_id = $1", [tenantId])),
    addReceiver: async () => addReceiver(tx),
    addRun: async (vehicleId, log = "drive.log") => {
      const runId = parseSourceId(randomUUID());
      await tx.count("test-replay", "insert into unit (tenant_id, unit_id, kind, device, enrolled_at) values ($1, $2, 'replay', 'test player', now())", [
        tenantId,
        runId,
      ]);
      await tx.count(
        "test-replay-assignment",
        "insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during) values ($1, $2, 'replay', $3, tstzrange(null, null))",
        [tenantId, runId, vehicleId],
      );
      await tx.count("test-run", "insert into recording_run (tenant_id, run_id, vehicle_id, log_name) values ($1, $2, $3, $4)", [
        tenantId,
        runId,
        vehicleId,
        log,
      ]);
      return runId;
    },
  };
}

async function addDriver(tx: TenantTransaction): Promise<string> {
  const driverId = randomUUID();
  await tx.count("test-driver", "insert into driver (tenant_id, driver_id, name) values ($1, $2, 'A driver')", [tx.tenantId, driverId]);
  return driverId;
}

async function addPairing(tx: TenantTransaction): Promise<string> {
  const [assignmentId, vehicleId, unitId] = [randomUUID(), randomUUID(), randomUUID()];
  await tx.count("test-paired", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, left($2::uuid::text, 30))", [tx.tenantId, vehicleId]);
  await tx.count("test-pairing-unit", "insert into unit (tenant_id, unit_id, kind, device) values ($1, $2, 'unit', 'test device')", [tx.tenantId, unitId]);
  await tx.count(
    "test-pairing",
    `insert into unit_assignment (tenant_id, assignment_id, unit_id, kind, vehicle_id, during)
     values ($1, $2, $3, 'unit', $4, tstzrange(now() - interval '30 days', null))`,
    [tx.tenantId, assignmentId, unitId, vehicleId],
  );
  return assignmentId;
}

async function addDocument(tx: TenantTransaction): Promise<string> {
  const documentId = randomUUID();
  await tx.count(
    "test-document",
    `insert into document (tenant_id, document_id, driver_id, kind, title, expires_on, next_remind_on, file_name, file_type, file_bytes)
     values ($1, $2, $3, 'licence', 'Licence', '2027-03-31', '2027-03-01', 'licence.pdf', 'application/pdf', 12)`,
    [tx.tenantId, documentId, await addDriver(tx)],
  );
  await tx.count("test-document-file", "insert into document_file (tenant_id, document_id, body) values ($1, $2, '%PDF-1.7 test')", [tx.tenantId, documentId]);
  return documentId;
}

async function addMeterReading(tx: TenantTransaction): Promise<string> {
  const [readingId, vehicleId] = [randomUUID(), randomUUID()];
  await tx.count("test-metered", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, left($2::uuid::text, 30))", [tx.tenantId, vehicleId]);
  await tx.count(
    "test-reading",
    "insert into meter_reading (tenant_id, reading_id, vehicle_id, meter, value, read_at, note) values ($1, $2, $3, 'odometer', 214360, now(), '')",
    [tx.tenantId, readingId, vehicleId],
  );
  return readingId;
}

async function addAssignment(tx: TenantTransaction): Promise<string> {
  const [assignmentId, vehicleId] = [randomUUID(), randomUUID()];
  await tx.count("test-driven", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, left($2::uuid::text, 30))", [tx.tenantId, vehicleId]);
  await tx.count(
    "test-driving",
    "insert into driver_assignment (tenant_id, assignment_id, driver_id, vehicle_id, during) values ($1, $2, $3, $4, tstzrange('2026-11-01T00:00:00Z', null))",
    [tx.tenantId, assignmentId, await addDriver(tx), vehicleId],
  );
  return assignmentId;
}

async function addPlace(tx: TenantTransaction): Promise<string> {
  const placeId = randomUUID();
  await tx.count("test-place", "insert into place (tenant_id, place_id, name, purpose) values ($1, $2, $2::uuid::text, 'yard')", [tx.tenantId, placeId]);
  await tx.count("test-shape", "insert into place_shape (tenant_id, place_id, from_us, shape, hysteresis_m, dwell_s) values ($1, $2, 0, $3, 25, 0)", [
    tx.tenantId,
    placeId,
    { kind: "circle", centre: [0, 0], radiusM: 1 },
  ]);
  return placeId;
}

async function addTrip(tx: TenantTransaction, vehicleId: VehicleId): Promise<string> {
  const tripId = randomUUID();
  await tx.count(
    "test-trip",
    `insert into vehicle_leg (tenant_id, vehicle_id, kind, started_us, ended_us, leg_id, seen_us, distance_m, distance_from, speed_max_kmh, idle_us, moving_us)
     values ($1, $2, 'trip', $3, $3::bigint + 3600000000, $4, $3, 50000, 'odometer', 80, 0, 3600000000)`,
    [tx.tenantId, vehicleId, 1_795_608_000_000_000, tripId],
  );
  return tripId;
}

async function addFault(tx: TenantTransaction, vehicleId: VehicleId): Promise<string> {
  const episodeId = randomUUID();
  await tx.count(
    "test-fault",
    `insert into fault_episode (tenant_id, vehicle_id, control_unit, code, onset_us, episode_id, level, seen_us, heard_us, interruptions, lists, lamps, told)
     values ($1, $2, 'can0/DM1@00', 'SPN 110 FMI 16', $3, $4, 'workshop', $3, $3, 0, '{}', '{amberWarning}', 'raised')`,
    [tx.tenantId, vehicleId, 1_795_608_000_000_000, episodeId],
  );
  return episodeId;
}

async function addWebhook(tx: TenantTransaction): Promise<{ readonly endpointId: string; readonly deliveryId: string }> {
  const [endpointId, deliveryId] = [randomUUID(), randomUUID()];
  await tx.count("test-webhooks-clear", "delete from webhook_endpoint where tenant_id = $1", [tx.tenantId]);
  await tx.count(
    "test-webhook",
    "insert into webhook_endpoint (tenant_id, endpoint_id, url, description, topics, secret_sealed) values ($1, $2, 'https://hooks.example', '', '{vehicle-alerts}', $3)",
    [tx.tenantId, endpointId, randomBytes(60)],
  );
  await tx.count(
    "test-delivery",
    `insert into webhook_delivery (tenant_id, delivery_id, endpoint_id, event_id, type, state, ended_at, body)
     values ($1, $2, $3, $4, 'link.restored', 'dead', now(), '{}')`,
    [tx.tenantId, deliveryId, endpointId, randomUUID()],
  );
  return { endpointId, deliveryId };
}

async function addReceiver(tx: TenantTransaction): Promise<string> {
  const receiverId = randomUUID();
  await tx.count("test-receivers-clear", "delete from webhook_receiver where tenant_id = $1", [tx.tenantId]);
  await tx.count("test-receiver", "insert into webhook_receiver (tenant_id, receiver_id, name, secret_sealed) values ($1, $2, $2::uuid::text, $3)", [
    tx.tenantId,
    receiverId,
    randomBytes(60),
  ]);
  return receiverId;
}
