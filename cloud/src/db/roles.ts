/**
 * Roles, schemas and extensions: what needs an administrator, in a step of its own before the migrations, since a role
 * must be committed before anything runs as it (Citus).
 */
import pg from "pg";
import { failDb } from "./db-errors.ts";

/**
 * owner: owns tables and runs migrations, without a password outside of them. app: the service. worker: roll-ups and
 * sequencer. directory: owns the few look-ups made before a tenant is known. None can bypass row-level security.
 */
export const databaseRoles = ["drawbar_owner", "drawbar_app", "drawbar_worker", "drawbar_directory"] as const;

/** Passwords of the roles that sign in; one that is absent stays as it is. */
export interface RolePasswords {
  readonly app?: string | undefined;
  readonly worker?: string | undefined;
}

/**
 * Idempotent. Passwords that are given are set again, so that a lost one is replaced by the next start.
 *
 * @param adminUrl of a superuser, on the database to prepare.
 * @param ownerPassword set for the migrations that follow.
 */
export async function prepareRoles(adminUrl: string, ownerPassword: string, passwords: RolePasswords | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the statement in flight reports it
  try {
    await client.connect();
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('drawbar.roles'))");
    for (const role of databaseRoles) await client.query(createRole(role));
    await client.query(setPassword("drawbar_owner", ownerPassword));
    if (passwords?.app !== undefined) await client.query(setPassword("drawbar_app", passwords.app));
    if (passwords?.worker !== undefined) await client.query(setPassword("drawbar_worker", passwords.worker));
    await client.query(schemas);
    await client.query("commit");
  } catch (error) {
    throw failDb("MIGRATION_FAILED", `the database roles could not be prepared: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await client.end();
  }
}

function createRole(role: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then
      create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
  end $$`;
}

function setPassword(role: string, password: string): string {
  return `alter role ${role} password ${pg.escapeLiteral(password)}`;
}

/** The owner may give functions to drawbar_directory (set), but does not see through its policies (no inherit). */
const schemas = `
  grant drawbar_directory to drawbar_owner with inherit false, set true;
  create schema if not exists drawbar authorization drawbar_owner;
  create schema if not exists directory authorization drawbar_directory;
  grant usage on schema drawbar to drawbar_app, drawbar_worker, drawbar_directory;
  grant usage, create on schema directory to drawbar_owner;
  grant usage on schema directory to drawbar_app, drawbar_worker;
  create extension if not exists btree_gist with schema public;
  do $$ begin execute format('alter database %I set search_path = drawbar, public', current_database()); end $$;
`;
