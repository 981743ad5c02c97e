/** A real database for tests: embedded, migrated, thrown away. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { openDatabase } from "../../db/database.ts";
import { startEmbeddedPostgres } from "../../db/embedded/embedded-postgres.ts";
import { runMigrations } from "../../db/migrate.ts";
import type { Database } from "../../db/tenant-transaction.ts";

export interface TestDatabase {
  /** As the service sees it: row-level security holds. */
  readonly database: Database;
  readonly appUrl: string;
  readonly workerUrl: string;
  readonly adminUrl: string;
  addTenant(name: string): Promise<TenantId>;
  /** A statement as superuser, past every policy: to arrange what the service itself cannot. */
  arrange(sql: string, values?: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(path.join(tmpdir(), "drawbar-db-"));
  const server = await startEmbeddedPostgres({
    directory: path.join(directory, "postgres"),
    port: 0,
    password: "test",
    logFile: path.join(directory, "postgres.log"),
    isDurable: false,
  });
  const adminUrl = server.adminUrl();
  await runMigrations(adminUrl, undefined, { app: "app", worker: "worker" });
  const urlOf = (role: string, password: string): string => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = password;
    return url.href;
  };
  const appUrl = urlOf("drawbar_app", "app");
  const database = openDatabase({ url: appUrl, applicationName: "drawbar-test", connectionsMax: 4 });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  return {
    database,
    appUrl,
    workerUrl: urlOf("drawbar_worker", "worker"),
    adminUrl,
    addTenant: async (name) => {
      const tenant = parseTenantId(randomUUID());
      await database.of(tenant).count("test-tenant", "insert into tenant (tenant_id, name) values ($1, $2)", [tenant, name]);
      return tenant;
    },
    arrange: async (sql, values = []) => {
      await admin.query(sql, [...values]);
    },
    stop: async () => {
      await database.close();
      await admin.end();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
