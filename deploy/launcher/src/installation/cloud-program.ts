/**
 * What the launcher asks of the installed cloud package: its embedded database, its migrations, and what whoever
 * holds the database may do. Loaded by name, when it is needed.
 */
import path from "node:path";
import type { BaseBackup } from "@drawbar/cloud/db/backup/base-backup.ts";
import type { Restored, RestoreOptions } from "@drawbar/cloud/db/backup/restore.ts";
import type { HeadquartersPlace } from "@drawbar/cloud/headquarters.ts";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { placesOf, type Installation, type Places } from "./installation.ts";

export interface RunningDatabase {
  readonly port: number;
  stop(): Promise<void>;
}

export interface TokenOptions {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresInMs?: number | undefined;
}

/** Addresses of the embedded database for each role that signs in. */
export function databaseUrls(installation: Installation): { readonly admin: string; readonly app: string; readonly worker: string } {
  const { database, ports } = installation;
  const url = (role: string, password: string): string =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${ports.postgres}/postgres?sslmode=disable`;
  return { admin: url("postgres", database.admin), app: url("drawbar_app", database.app), worker: url("drawbar_worker", database.worker) };
}

/** @throws DrawbarError of the database, such as `DATABASE_IN_USE`. */
export async function startDatabase(
  places: Places,
  installation: Installation,
  onProgress: (step: string) => void,
  onExit: (detail: string) => void,
): Promise<RunningDatabase> {
  const { startEmbeddedPostgres } = await import("@drawbar/cloud/db/embedded/embedded-postgres.ts");
  return startEmbeddedPostgres({
    directory: places.postgres,
    port: installation.ports.postgres,
    password: installation.database.admin,
    logFile: `${places.logs}/postgres.log`,
    onProgress,
    onExit,
  });
}

/** Brings the database to this release. @returns the names of the files that were applied. */
export async function migrateDatabase(installation: Installation): Promise<readonly string[]> {
  const { runMigrations } = await import("@drawbar/cloud/db/migrate.ts");
  const applied: string[] = [];
  const { app, worker } = installation.database;
  await runMigrations(databaseUrls(installation).admin, ({ file }) => applied.push(file), { app, worker });
  return applied;
}

/** @throws DrawbarError `BACKUP_FOLDER_UNUSABLE`, `BACKUP_ARCHIVE_FAILED`, and of the database. */
export async function backUpDatabase(
  places: Places,
  installation: Installation,
  options: {
    readonly archive: string;
    readonly keep: number | undefined;
    readonly files: () => readonly string[];
    readonly onProgress: (text: string) => void;
  },
): Promise<BaseBackup> {
  const { takeBaseBackup } = await import("@drawbar/cloud/db/backup/base-backup.ts");
  return takeBaseBackup({
    dataDirectory: places.postgres,
    adminUrl: databaseUrls(installation).admin,
    archive: options.archive,
    installationRoot: places.root,
    installationFiles: options.files,
    keep: options.keep,
    onProgress: options.onProgress,
  });
}

/** @throws DrawbarError such as `BACKUP_MISSING`, `BACKUP_DAMAGED`, `RESTORE_TIME_UNREACHABLE`. */
export async function restoreDatabase(options: Omit<RestoreOptions, "databaseFolder">): Promise<Restored> {
  const { restoreInstallation } = await import("@drawbar/cloud/db/backup/restore.ts");
  return restoreInstallation({ ...options, databaseFolder: path.basename(placesOf(options.to).postgres) });
}

/** Does nothing where nobody has asked for backups. */
export async function mirrorKeptFiles(places: Places, files: readonly string[]): Promise<void> {
  const { mirrorInstallation } = await import("@drawbar/cloud/db/backup/installation-mirror.ts");
  await mirrorInstallation({ dataDirectory: places.postgres, installationRoot: places.root, files });
}

/** Where the headquarters of a configuration is found. @throws DrawbarError such as `CONFIG_UNREADABLE`, `SETTING_MISSING`. */
export async function placeOfHeadquarters(configFile: string): Promise<HeadquartersPlace> {
  const { headquartersPlace } = await import("@drawbar/cloud/headquarters.ts");
  return headquartersPlace(configFile, process.env);
}

/** The file with the platform's root; there once the cloud has run. */
export async function rootCertificateFile(authorityDirectory: string): Promise<string> {
  const { PlatformAuthority } = await import("@drawbar/cloud/modules/enrolment/index.ts");
  return PlatformAuthority.rootCertificateFile(authorityDirectory);
}

/** What may be done to the fleets of a headquarters by whoever holds its database's password. */
export async function withTenants<Result>(
  appUrl: string,
  work: (tenants: Tenants, identityOf: (tenantId: string) => Administration) => Promise<Result>,
): Promise<Result> {
  const [{ IdentityAdministration }, { TenantAdministration }, { openDatabase }] = await Promise.all([
    import("@drawbar/cloud/modules/identity/index.ts"),
    import("@drawbar/cloud/modules/tenants/index.ts"),
    import("@drawbar/cloud/db/database.ts"),
  ]);
  const database = openDatabase({ url: appUrl, applicationName: "drawbar-launcher", connectionsMax: 2 });
  const tenants = new TenantAdministration({ database });
  try {
    return await work(
      {
        list: () => tenants.list(),
        add: (name) => tenants.add(name),
        find: (wanted) => tenants.find(wanted),
        ensure: (id, name) => tenants.ensure({ tenantId: parseTenantId(id), name }),
      },
      (tenantId) => new IdentityAdministration({ database, tenantId: parseTenantId(tenantId), clock: systemClock }),
    );
  } finally {
    await database.close();
  }
}

/** The part of a fleet's life that the launcher uses. */
export interface FleetLife {
  suspend(reason: string): Promise<void>;
  resume(options: { readonly keeps: boolean }): Promise<void>;
  scheduleDeletion(graceMs: number | undefined): Promise<{ readonly deleteAfter: Date }>;
  /** @param put takes parts of a tape archive. @returns rows of each table. */
  exportTo(
    put: (bytes: Uint8Array) => Promise<void>,
    onTable: (table: string, rows: number) => void,
  ): Promise<readonly { readonly table: string; readonly rows: number }[]>;
  quotas(): Promise<readonly { readonly kind: string; readonly used: number; readonly most: number; readonly isStandard: boolean }[]>;
  /** @param most `undefined` for what every fleet has. */
  setQuota(kind: string, most: number | undefined): Promise<void>;
}

/** @param wanted name or id of the fleet. @throws DrawbarError `TENANT_UNKNOWN`, `TENANT_AMBIGUOUS`, and those of the work. */
export async function withFleetLife<Result>(
  { appUrl, authorityDirectory }: { readonly appUrl: string; readonly authorityDirectory: string | undefined },
  wanted: string,
  work: (life: FleetLife, fleet: Tenant) => Promise<Result>,
): Promise<Result> {
  const [{ exportTenant, Quotas, TenantAdministration, TenantLife }, { openBodies, openMasterKey, SegmentOpener }, { AuditTrail }, { openDatabase }] =
    await Promise.all([
      import("@drawbar/cloud/modules/tenants/index.ts"),
      import("@drawbar/cloud/modules/telemetry/index.ts"),
      import("@drawbar/cloud/modules/audit/index.ts"),
      import("@drawbar/cloud/db/database.ts"),
    ]);
  const clock = systemClock;
  const database = openDatabase({ url: appUrl, applicationName: "drawbar-launcher", connectionsMax: 2 });
  try {
    const fleet = await new TenantAdministration({ database }).find(wanted);
    const { tenantId } = fleet;
    const audit = new AuditTrail({ database, clock });
    const life = new TenantLife({ database, audit, clock });
    const quotas = new Quotas({ database, clock, audit });
    return await work(
      {
        suspend: (reason) => life.suspend(tenantId, reason),
        resume: (options) => life.resume(tenantId, options),
        scheduleDeletion: (graceMs) => life.scheduleDeletion(tenantId, graceMs),
        exportTo: async (put, onTable) => {
          await life.noteExport(tenantId);
          // Without the folder of keys an export of what is sealed is refused: a file that nobody can read is none.
          const opener = authorityDirectory === undefined ? undefined : new SegmentOpener({ masterKey: await openMasterKey(authorityDirectory) });
          return exportTenant(
            { database, clock, openBodies: async (tx, sealed) => openBodies(tx, opener, sealed), onProgress: ({ table, rows }) => onTable(table, rows) },
            tenantId,
            put,
          );
        },
        quotas: () => quotas.list(tenantId),
        setQuota: (kind, most) => quotas.set(tenantId, kind, most),
      },
      fleet,
    );
  } finally {
    await database.close();
  }
}

/** What the walk along a fleet's audit trail found. */
export interface CheckedTrail {
  readonly entries: string;
  readonly checkpoints: number;
  readonly signedUpTo: string;
  readonly pending: number;
  readonly pendingSince?: Date | undefined;
  /** The first entry that does not fit, in a sentence. */
  readonly breach?: string | undefined;
}

/** @param authorityDirectory folder with the key of the checkpoints; without it their signatures are not proven. */
export async function checkTrail(
  appUrl: string,
  authorityDirectory: string | undefined,
  tenantId: string,
): Promise<CheckedTrail & { readonly isProven: boolean }> {
  const [{ CheckpointKey, describeBreach, verifyTrail }, { openDatabase }] = await Promise.all([
    import("@drawbar/cloud/modules/audit/index.ts"),
    import("@drawbar/cloud/db/database.ts"),
  ]);
  const key = authorityDirectory === undefined ? undefined : await CheckpointKey.find(authorityDirectory);
  const database = openDatabase({ url: appUrl, applicationName: "drawbar-launcher", connectionsMax: 1 });
  try {
    const { breach, ...report } = await verifyTrail(database, parseTenantId(tenantId), key);
    return { ...report, isProven: key !== undefined, breach: breach === undefined ? undefined : describeBreach(breach) };
  } finally {
    await database.close();
  }
}

/** The same within one fleet. @param wanted its name or id; absent for the only one. @throws DrawbarError `TENANT_UNKNOWN`, `TENANT_AMBIGUOUS`. */
export async function withAdministration<Result>(
  headquarters: { readonly appUrl: string; readonly tenantId?: string | undefined },
  wanted: string | undefined,
  work: (fleet: { readonly identity: Administration; readonly tenantId: string }) => Promise<Result>,
): Promise<Result> {
  return withTenants(headquarters.appUrl, async (tenants, identityOf) => {
    const tenantId = wanted === undefined && headquarters.tenantId !== undefined ? headquarters.tenantId : (await tenants.find(wanted)).tenantId;
    return work({ identity: identityOf(tenantId), tenantId });
  });
}

/** The part of the cloud's fleets that the launcher uses. */
export interface Tenants {
  list(): Promise<readonly Tenant[]>;
  add(name: string): Promise<Tenant>;
  find(wanted: string | undefined): Promise<Tenant>;
  ensure(tenantId: string, name: string): Promise<void>;
}

export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  readonly suspendedAt?: Date | undefined;
  readonly deleteAfter?: Date | undefined;
}

/** The part of the cloud's administration that the launcher uses. */
export interface Administration {
  addOperator(options: { readonly email: string }): Promise<{ readonly email: string; readonly password: string }>;
  resetPassword(email: string, options?: { readonly secondFactor?: boolean }): Promise<{ readonly email: string; readonly password: string }>;
  operators(): Promise<readonly Operator[]>;
  makeSignInLink(email: string): Promise<string>;
  makeApiToken(options: TokenOptions): Promise<{ readonly token: string; readonly expiresAt: Date }>;
}

export interface Operator {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** The first password, made by us, was never changed. */
  readonly hasInitialPassword: boolean;
}
