/**
 * What the launcher asks of the installed cloud package: its embedded database, its migrations, and what whoever
 * holds the database may do. Loaded by name, when it is needed.
 */
import type { HeadquartersPlace } from "@drawbar/cloud/headquarters.ts";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { Installation, Places } from "./installation.ts";
import type { Scope } from "./installation-access.ts";

export interface RunningDatabase {
  readonly port: number;
  stop(): Promise<void>;
}

export interface TokenOptions {
  readonly name: string;
  readonly scopes: readonly Scope[];
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
