/**
 * Headquarters, two depots and a vehicle as installed on machines of their own: nothing but the example files, the
 * environment, and claims carried by hand. Each "machine" is a loopback address.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@drawbar/cloud/db/embedded/embedded-postgres.ts";
import { loadIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import { freePort } from "@drawbar/runtime/net/free-port.ts";
import { drawbar, lastJson, startCommand, type GoingCommand } from "../installation/command.ts";

const examples = path.resolve(import.meta.dirname, "../../deploy/examples");
const example = (name: string): string => path.join(examples, `${name}.yaml`);
const trustedBefore = tls.getCACertificates("default");
const hosts = { headquarters: "127.0.0.2", venlo: "127.0.0.3", lille: "127.0.0.4" } as const;

type Environment = Readonly<Record<string, string>>;

interface Vehicles {
  readonly items: readonly { readonly callSign: string; readonly state: string; readonly via?: { readonly kind: string; readonly name?: string } }[];
}

async function ask<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer; // the OpenAPI document, and the process' own report
}

async function until<Value>(what: string, ask: () => Promise<Value | undefined | false>, timeoutMs = 60_000): Promise<Value> {
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > endsAt) throw new Error(`${what}: not within ${timeoutMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe("three machines", { timeout: 180_000 }, () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let cloudEnv: Environment;
  let api: string;
  let linkPort: number;
  let going: GoingCommand[] = [];

  const start = (args: readonly string[], env: Environment): GoingCommand => {
    const command = startCommand(args, env);
    going.push(command);
    return command;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drawbar-three-"));
    postgres = await startEmbeddedPostgres({
      directory: path.join(folder, "postgres"),
      port: 0,
      password: "admin",
      logFile: path.join(folder, "postgres.log"),
      isDurable: false,
    });
    const client = new pg.Client({ connectionString: postgres.adminUrl() });
    await client.connect();
    await client.query("create database drawbar");
    await client.end();
    const host = hosts.headquarters;
    const [http, link, enrolment, operations] = [await freePort(host), await freePort(host), await freePort(host), await freePort("127.0.0.1")];
    linkPort = link;
    api = `https://${host}:${http}/api/v1`;
    cloudEnv = {
      DRAWBAR_CLOUD_PUBLIC_HOSTS: host,
      DRAWBAR_CLOUD_HTTP_HOST: host,
      DRAWBAR_CLOUD_HTTP_PORT: String(http),
      DRAWBAR_CLOUD_LINK_HOST: host,
      DRAWBAR_CLOUD_LINK_PORT: String(link),
      DRAWBAR_CLOUD_ENROLMENT_HOST: host,
      DRAWBAR_CLOUD_ENROLMENT_PORT: String(enrolment),
      DRAWBAR_CLOUD_OPERATIONS_PORT: String(operations),
      DRAWBAR_CLOUD_DATABASE_APP_URL: `postgres://drawbar_app:a%2Fb@127.0.0.1:${postgres.port}/drawbar?sslmode=disable`,
      DRAWBAR_CLOUD_DATABASE_WORKER_URL: `postgres://drawbar_worker:w@127.0.0.1:${postgres.port}/drawbar?sslmode=disable`,
      DRAWBAR_CLOUD_AUTHORITY_DIRECTORY: path.join(folder, "headquarters", "authority"),
    };
  });

  afterAll(async () => {
    tls.setDefaultCACertificates(trustedBefore);
    const ended = await Promise.all(going.toReversed().map((command) => command.stop()));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    // One was killed on purpose; it has no status.
    expect(ended.filter((status) => status !== null && status !== 0)).toEqual([]);
  });

  const atHeadquarters = async <Value>(...args: readonly string[]): Promise<Value> =>
    lastJson<Value>(await drawbar([...args, "--config", example("cloud"), "--json"], { env: cloudEnv }));

  const startHeadquarters = async (): Promise<GoingCommand> => {
    const cloud = start(["cloud", "api", "link", "worker", "--config", example("cloud")], cloudEnv);
    await cloud.said(/cloud is up/);
    return cloud;
  };

  const startDepot = async (name: keyof typeof hosts, identityDirectory: string, port: number): Promise<GoingCommand> => {
    const depot = start(["depot", "--config", example("depot")], {
      DRAWBAR_DEPOT_GATEWAY_NAME: name,
      DRAWBAR_DEPOT_GATEWAY_IDENTITY_DIRECTORY: identityDirectory,
      DRAWBAR_DEPOT_GATEWAY_FLEET_LINK_HOST: hosts[name],
      DRAWBAR_DEPOT_GATEWAY_FLEET_LINK_PORT: String(port),
      DRAWBAR_DEPOT_GATEWAY_ENROLMENT_HOST: hosts[name],
      DRAWBAR_DEPOT_GATEWAY_ENROLMENT_PORT: "0",
      DRAWBAR_DEPOT_GATEWAY_CLOUD_LINK_ENROLMENT: `${hosts.headquarters}:${cloudEnv["DRAWBAR_CLOUD_ENROLMENT_PORT"] ?? ""}`,
      DRAWBAR_DEPOT_GATEWAY_SPOOL_FILE: path.join(folder, name, "spool.sqlite"),
      DRAWBAR_DEPOT_GATEWAY_HEALTH_PORT: "0",
    });
    await depot.said(/depot is up/);
    return depot;
  };

  const enrolAt = async (machine: string, claim: string, ...more: readonly string[]): Promise<string> => {
    const directory = path.join(folder, machine, "identity");
    lastJson(await drawbar(["enrol", claim, "--directory", directory, "--json", ...more]));
    return directory;
  };

  it("become one fleet by commands and claims alone, and a vehicle that changes depots in the middle of its backlog loses nothing", async () => {
    const migrated = await drawbar(["cloud", "migrate", "--config", example("cloud")], {
      env: { ...cloudEnv, DRAWBAR_CLOUD_DATABASE_ADMIN_URL: postgres.adminUrl("drawbar") },
    });
    expect(migrated).toMatchObject({ status: 0 });
    const before = await drawbar(["token", "--config", example("cloud")], { env: cloudEnv });
    expect(before.stderr).toContain('TENANT_UNKNOWN: this headquarters serves no fleet yet; "drawbar tenant add');

    const fleet = await atHeadquarters<{ tenantId: string; email: string; password: string; signInLink: string }>(
      "tenant",
      "add",
      "Test Haulage",
      "--operator",
      "planner@haulage.example",
    );
    expect(fleet).toMatchObject({ email: "planner@haulage.example", signInLink: expect.stringMatching(/^https:\/\/127\.0\.0\.2:\d+\/sign-in\?link=/) });
    expect(await atHeadquarters("tenant", "list")).toEqual({ tenantId: fleet.tenantId, name: "Test Haulage" });

    let cloud = await startHeadquarters();
    // Another machine trusts the console by the platform's root and needs nothing else.
    const ca = path.join(folder, "platform-root.pem");
    copyFileSync(path.join(folder, "headquarters", "authority", "platform-root.pem"), ca);
    tls.setDefaultCACertificates([...trustedBefore, readFileSync(ca, "utf8")]);
    const { token } = await atHeadquarters<{ token: string }>("token", "--scope", "read", "--scope", "write");
    const elsewhere = { DRAWBAR_TOKEN: token };
    const signedIn = await ask<{ account: { email: string } }>(`${api}/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: fleet.email, password: fleet.password }),
    });
    expect(signedIn.account.email).toBe("planner@haulage.example");

    const distrusting = await drawbar(["export", "--vehicle", "TR 214", "--url", api], { env: elsewhere });
    expect(distrusting.stderr).toMatch(/API_REFUSED: .* shows a certificate that this machine does not trust; --ca names the root/);

    const claims = {
      venlo: await atHeadquarters<{ claim: string }>("claim", "create", "depot", "--name", "Venlo"),
      lille: lastJson<{ claim: string }>(
        await drawbar(["claim", "create", "depot", "--name", "Lille", "--url", api, "--ca", ca, "--json"], { env: elsewhere }),
      ),
      unit: await atHeadquarters<{ claim: string }>("claim", "create", "unit", "--vehicle", "TR 214"),
    };
    const depotPorts = { venlo: await freePort(hosts.venlo), lille: await freePort(hosts.lille) };
    const identities = { venlo: await enrolAt("venlo", claims.venlo.claim, "--host", hosts.venlo), lille: await enrolAt("lille", claims.lille.claim) };
    const venlo = await startDepot("venlo", identities.venlo, depotPorts.venlo);
    await startDepot("lille", identities.lille, depotPorts.lille);
    const unit = await enrolAt("vehicle", claims.unit.claim);
    const edgeEnv = {
      DRAWBAR_EDGE_AGENT_IDENTITY_DIRECTORY: unit,
      DRAWBAR_EDGE_AGENT_HUBS: `${hosts.venlo}:${depotPorts.venlo},${hosts.lille}:${depotPorts.lille},${hosts.headquarters}:${linkPort}`,
      DRAWBAR_EDGE_AGENT_OUTBOX_FILE: path.join(folder, "vehicle", "outbox.sqlite"),
      DRAWBAR_EDGE_AGENT_SEGMENT_SPAN_MS: "500",
    };
    const edge = start(["edge", "--config", example("edge")], edgeEnv);
    const health = `http://127.0.0.1:${await edge.said(/"port":(\d+).*"operations port is open"/)}/healthz`;
    const outbox = async (): Promise<Outbox> =>
      (await ask<{ agents: readonly { outbox: Outbox }[] }>(health)).agents[0]?.outbox ?? { secured: 0, unsecuredRecords: 0 };

    const authorization = { headers: { authorization: `Bearer ${token}` } };
    const vehicle = async (): Promise<Vehicles["items"][number] | undefined> => (await ask<Vehicles>(`${api}/vehicles`, authorization)).items[0];
    await until("live through Venlo", async () => {
      const found = await vehicle();
      return found?.state === "live" && JSON.stringify(found).includes("Venlo");
    });

    // A backlog that Venlo has stored and headquarters has not; then Venlo is gone from one moment to the next.
    await cloud.stop();
    const securedBefore = (await outbox()).secured;
    await until("a backlog", async () => (await outbox()).unsecuredRecords >= 8);
    process.kill(venlo.pid, "SIGKILL");
    cloud = await startHeadquarters();
    await until("live through Lille", async () => JSON.stringify(await vehicle()).includes("Lille"));
    await until("the backlog is secured", async () => {
      const { secured, unsecuredRecords } = await outbox();
      return secured > securedBefore + 8 && unsecuredRecords <= 4;
    });

    // What Venlo still holds comes a second time when it is back, and counts once.
    await startDepot("venlo", identities.venlo, depotPorts.venlo);
    await edge.stop();
    const drain = start(["edge", "--config", example("edge")], { ...edgeEnv, DRAWBAR_EDGE_AGENT_BUSES: "[]" });
    const drainHealth = `http://127.0.0.1:${await drain.said(/"port":(\d+).*"operations port is open"/)}/healthz`;
    await until("all is secured", async () => (await ask<{ agents: readonly { outbox?: Outbox }[] }>(drainHealth)).agents[0]?.outbox?.unsecuredRecords === 0);

    const { sourceId } = loadIdentity(unit);
    const { streams } = await ask<{ streams: readonly Account[] }>(`${api}/sources/${sourceId}/account`, authorization);
    const produced = streams.reduce((sum, account) => sum + account.produced, 0);
    expect(produced).toBeGreaterThan(100);
    expect(streams.map(({ lost, entrusted, open }) => lost + entrusted + open)).toEqual(streams.map(() => 0));
    const exported = await drawbar(["export", "--vehicle", "TR 214", "--url", api, "--ca", ca], { env: elsewhere, timeoutMs: 60_000 });
    expect(exported.stdout.trimEnd().split("\n").length).toBe(produced);
  });
});

interface Outbox {
  readonly secured: number;
  readonly unsecuredRecords: number;
}

interface Account {
  readonly produced: number;
  readonly received: number;
  readonly lost: number;
  readonly entrusted: number;
  readonly open: number;
}
