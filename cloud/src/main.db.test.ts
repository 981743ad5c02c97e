import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { cloudConfig, type CloudConfig } from "./config.ts";
import { testDatabase, type TestDatabase } from "./db/testing/test-database.ts";
import { startCloud, type CloudRole, type RunningCloud } from "./main.ts";
import { IdentityAdministration } from "./modules/identity/index.ts";

const log = createLogger({ process: "test", level: "error" });
const free = { "http.port": 0, "operations.port": 0, "link.port": 0, "enrolment.port": 0 };

let db: TestDatabase;
let directory: string;
const running: RunningCloud[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => db.dispose());
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "drawbar-cloud-"));
});
afterEach(async () => {
  for (const cloud of running.splice(0).toReversed()) expect(await cloud.stop({ deadlineMs: 15_000 })).toEqual([]);
  rmSync(directory, { recursive: true });
});

function configWith(overrides: Readonly<Record<string, unknown>>): CloudConfig {
  return readConfig(cloudConfig, {
    env: {},
    overrides: {
      ...free,
      "database.appUrl": db.appUrl,
      "database.workerUrl": db.workerUrl,
      authorityDirectory: path.join(directory, "authority"),
      ...overrides,
    },
  });
}

async function start(roles: readonly CloudRole[], overrides: Readonly<Record<string, unknown>> = {}): Promise<RunningCloud> {
  const cloud = await startCloud({ config: configWith(overrides), roles: new Set(roles), log });
  if (cloud === undefined) throw new Error("nothing runs");
  running.push(cloud);
  return cloud;
}

async function tokenOf(tenant: Awaited<ReturnType<TestDatabase["makeTenant"]>>): Promise<{ readonly authorization: string; readonly "content-type": string }> {
  const administration = new IdentityAdministration({ database: db.app, tenantId: tenant, clock: systemClock });
  const { token } = await administration.makeApiToken({ name: "test", scopes: ["read", "write"] });
  return { authorization: `Bearer ${token}`, "content-type": "application/json" };
}

describe("the cloud", () => {
  test("in one process lets a device in by a claim that the API made", async () => {
    const cloud = await start(["api", "link", "worker"]);
    const api = `http://127.0.0.1:${cloud.ports.http}/api/v1`;
    const headers = await tokenOf(await db.makeTenant());
    const made = await fetch(`${api}/claims`, { method: "POST", headers, body: JSON.stringify({ kind: "unit", callSign: "TR 214" }) });
    const { claim } = (await made.json()) as { claim: string };
    const identity = await enrol({ claim, identityDirectory: path.join(directory, "unit"), device: "test unit", kind: "unit" });

    expect(identity.hubs).toEqual([`127.0.0.1:${cloud.ports.link}`]);
    const { items } = (await (await fetch(`${api}/vehicles`, { headers })).json()) as { items: object[] };
    expect(items).toMatchObject([{ callSign: "TR 214", state: "never", unit: { unitId: identity.sourceId, device: "test unit" } }]);
  });

  test("says on the operations port whether it can work, and what it counts", async () => {
    const cloud = await start(["api", "link", "worker"]);
    const operations = `http://127.0.0.1:${cloud.ports.operations}`;

    expect((await fetch(`${operations}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${operations}/healthz`)).json()).toMatchObject({ status: "ok", link: { samples: 0 } });
    expect(await (await fetch(`${operations}/metrics`)).text()).toContain("drawbar_live_sockets 0");
  });

  test("starts without its database, and says that it is not ready", async () => {
    const cloud = await start(["api"], { "database.appUrl": db.appUrl.replace(/:\d+\//, ":1/") });
    const operations = `http://127.0.0.1:${cloud.ports.operations}`;
    const answer = await fetch(`${operations}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("the database does not answer")]);

    const api = await fetch(`http://127.0.0.1:${cloud.ports.http}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"email":"a@b","password":"p"}',
    });
    expect([api.status, ((await api.json()) as { code: string }).code]).toEqual([503, "DATABASE_UNAVAILABLE"]);
  });

  test("runs its roles apart, each with the settings that it needs", async () => {
    const api = await start(["api"], { "enrolment.publicAddresses": ["localhost:7444"] });
    const link = await start(["link"]);
    const worker = await start(["worker"]);

    for (const { ports } of [api, link, worker]) {
      await expect.poll(async () => (await fetch(`http://127.0.0.1:${ports.operations}/readyz`)).status).toBe(200);
    }
    expect([api.ports.link, link.ports.http, worker.ports.http]).toEqual([undefined, undefined, undefined]);
  });

  test("brings the database to this release and ends when it has only to migrate", async () => {
    expect(await startCloud({ config: configWith({ "database.adminUrl": db.adminUrl }), roles: new Set(["migrate"]), log })).toBeUndefined();
  });

  test.each([
    ["api", "database.appUrl"],
    ["api", "authorityDirectory"],
    ["link", "database.appUrl"],
    ["worker", "database.workerUrl"],
    ["migrate", "database.adminUrl"],
  ] as const)("as %s says that %s is missing", async (role, setting) => {
    const config = readConfig(cloudConfig, { env: {}, overrides: { ...free, ...(setting === "authorityDirectory" ? { "database.appUrl": db.appUrl } : {}) } });

    await expect(startCloud({ config, roles: new Set([role]), log })).rejects.toThrow(`SETTING_MISSING: the role ${role} needs "${setting}"`);
  });
});
