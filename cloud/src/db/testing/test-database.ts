/**
 * A real PostgreSQL for tests: each call has a database of its own, and no test can see another's rows, sessions or load.
 * A test run shares servers (shared-servers.ts), one for each file that runs at the same time; elsewhere each call starts
 * its own on a copy of an image that was made once.
 */
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import pg from "pg";
import { openDatabase } from "../database.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../embedded/embedded-postgres.ts";
import { isAbandoned } from "../embedded/folder-owner.ts";
import { clearLeftovers } from "../embedded/postmaster.ts";
import { migrationsDirectory, runMigrations } from "../migrate.ts";
import type { Database } from "../tenant-transaction.ts";

const run = promisify(execFile);
/** Of a throw-away server on the loopback interface. */
const passwords = { admin: "admin", app: "app", worker: "worker" } as const;
const databaseName = "drawbar";
const cacheDirectory = path.resolve(import.meta.dirname, "../../../../node_modules/.cache/drawbar-postgres");

export interface TestDatabase {
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly workerUrl: string;
  /** As the api and link roles see it. */
  readonly app: Database;
  /** As the worker role sees it. */
  readonly worker: Database;
  /** A superuser, who is not policed: for looking at what is really there. */
  readonly admin: pg.Pool;
  makeTenant(name?: string): Promise<TenantId>;
  dispose(): Promise<void>;
}

/** A server that runs on a folder made by `testFolder`. */
export interface TestServer {
  readonly port: number;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

/** Environment variable with the ports of the servers that a test run shares. */
export const sharedPorts = "DRAWBAR_TEST_POSTGRES_PORTS";

/** @param folder made by `testFolder`, for a test that changes roles, or stops and starts the server itself, and removes it. */
export async function testDatabase(folder?: string): Promise<TestDatabase> {
  const sharedPort = folder === undefined ? sharedServer() : undefined;
  const place = sharedPort === undefined ? await onOwnServer(folder) : await onSharedServer(sharedPort);
  const urlOf = (role: string, password: string): string => urlOfDatabase(place.port, place.name, role, password);
  const adminUrl = urlOf("postgres", passwords.admin);
  const appUrl = urlOf("drawbar_app", passwords.app);
  const workerUrl = urlOf("drawbar_worker", passwords.worker);
  const app = openDatabase({ url: appUrl, applicationName: "test-app" });
  const worker = openDatabase({ url: workerUrl, applicationName: "test-worker" });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 4 });
  admin.on("error", () => {}); // the server is stopped under it
  let disposing: Promise<void> | undefined;
  return {
    adminUrl,
    appUrl,
    workerUrl,
    app,
    worker,
    admin,
    makeTenant: async (name = "Test fleet") => {
      const tenant = parseTenantId(randomUUID());
      await app.of(tenant).count("test-tenant", "insert into tenant (tenant_id, name) values ($1, $2)", [tenant, name]);
      return tenant;
    },
    dispose: () =>
      (disposing ??= (async () => {
        await Promise.all([app.close(), worker.close(), admin.end()]);
        await place.drop();
      })()),
  };
}

interface Place {
  readonly port: number;
  readonly name: string;
  drop(): Promise<void>;
}

async function onOwnServer(folder: string | undefined): Promise<Place> {
  const place = folder ?? (await testFolder());
  const server = await startTestServer(place);
  return { port: server.port, name: databaseName, drop: () => (folder === undefined ? server.dispose() : server.stop()) };
}

/** Copies the database that the image came with; nobody else connects to that one. */
async function onSharedServer(port: number): Promise<Place> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const asAdmin = async (...statements: readonly string[]) => {
    const client = new pg.Client(urlOfDatabase(port, "postgres", "postgres", passwords.admin));
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  // what migrations set for the database itself is not copied
  await asAdmin(`create database ${name} template ${databaseName} strategy file_copy`, `alter database ${name} set search_path = drawbar, public`);
  return { port, name, drop: () => asAdmin(`drop database ${name} with (force)`) };
}

/** @returns the port of the server that serves this process alone, as long as it runs a file. */
function sharedServer(): number | undefined {
  const ports = process.env[sharedPorts]?.split(" ").map(Number);
  return ports?.[Number(process.env["VITEST_POOL_ID"]) - 1];
}

function urlOfDatabase(port: number, name: string, role: string, password: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${name}?sslmode=disable`;
}

/** A folder with a database of this release in its subfolder `postgres`, not started. */
export async function testFolder(): Promise<string> {
  const image = await imageDirectory();
  await sweep();
  const folder = await mkdtemp(path.join(tmpdir(), "drawbar-test-"));
  await chmod(folder, 0o755);
  await copyFolder(path.join(image, "postgres"), path.join(folder, "postgres"));
  return folder;
}

/** A test run that was killed leaves its servers behind; the next one ends them. */
async function sweep(): Promise<void> {
  for (const entry of readdirSync(tmpdir()).filter((name) => name.startsWith("drawbar-test-"))) {
    const folder = path.join(tmpdir(), entry);
    const directory = path.join(folder, "postgres");
    if (!(await isAbandoned(directory))) continue;
    await clearLeftovers(directory, { stopTimeoutMs: 2_000 });
    await rm(folder, { recursive: true, force: true });
  }
}

/** With owners and modes, as a backup would. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await run("cp", ["-a", from, to]);
}

/** Made again whenever a migration changes; old images are removed. */
async function imageDirectory(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of readdirSync(migrationsDirectory).sort()) hash.update(file).update(readFileSync(path.join(migrationsDirectory, file)));
  hash.update(readFileSync(path.join(import.meta.dirname, "..", "roles.ts")));
  const image = path.join(cacheDirectory, hash.digest("hex").slice(0, 16));
  if (existsSync(image)) return image;
  await mkdir(cacheDirectory, { recursive: true });
  const unfinished = await mkdtemp(path.join(cacheDirectory, "making-"));
  await chmod(unfinished, 0o755);
  const server = await startServer(unfinished);
  try {
    const client = new pg.Client({ connectionString: server.adminUrl() });
    await client.connect();
    await client.query(`create database ${databaseName}`);
    await client.end();
    await runMigrations(server.adminUrl(databaseName), undefined, { app: passwords.app, worker: passwords.worker });
  } finally {
    await server.stop();
  }
  try {
    await rename(unfinished, image);
  } catch {
    await rm(unfinished, { recursive: true, force: true }); // another test process was faster
  }
  for (const entry of readdirSync(cacheDirectory)) {
    if (entry !== path.basename(image) && !entry.startsWith("making-")) await rm(path.join(cacheDirectory, entry), { recursive: true, force: true });
  }
  return image;
}

/** @param folder made by `testFolder`. */
export async function startTestServer(folder: string): Promise<TestServer & { stop(): Promise<void> }> {
  const server = await startServer(folder);
  return {
    port: server.port,
    stop: () => server.stop(),
    dispose: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startServer(folder: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    directory: path.join(folder, "postgres"),
    port: 0,
    password: passwords.admin,
    logFile: path.join(folder, "postgres.log"),
    isDurable: false,
  });
}
