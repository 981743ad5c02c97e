/**
 * What the launcher asks of the installed cloud package: its embedded database, its migrations, and what whoever
 * holds the database may do. Loaded by name, when it is needed.
 */
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { Installation, Places } from "./installation.ts";
import type { Scope } from "./local-access.ts";

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

/** What may be done by whoever holds the installation's folder. */
export async function asAdministrator<Result>(installation: Installation, work: (administration: Administration) => Promise<Result>): Promise<Result> {
  const [{ IdentityAdministration }, { openDatabase }] = await Promise.all([
    import("@drawbar/cloud/modules/identity/administration.ts"),
    import("@drawbar/cloud/db/database.ts"),
  ]);
  const database = openDatabase({ url: databaseUrls(installation).app, applicationName: "drawbar-launcher", connectionsMax: 2 });
  try {
    return await work(new IdentityAdministration({ database, tenantId: parseTenantId(installation.tenantId), clock: systemClock }));
  } finally {
    await database.close();
  }
}

/** The part of the cloud's administration that the launcher uses. */
export interface Administration {
  ensureTenant(name: string): Promise<void>;
  addOperator(options: { readonly email: string }): Promise<{ readonly email: string; readonly password: string }>;
  resetPassword(email: string): Promise<{ readonly email: string; readonly password: string }>;
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
