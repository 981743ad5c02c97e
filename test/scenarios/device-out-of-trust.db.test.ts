/** A stolen unit, from the operator's request to the last hub that turns it away: headquarters, a depot and units by real TLS. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { LinkRole } from "@drawbar/cloud/link/link-role.ts";
import { ClaimService, PlatformAuthority, ServerCertificate } from "@drawbar/cloud/modules/enrolment/index.ts";
import { depotConfig } from "@drawbar/depot-gateway/config.ts";
import { startDepotGateway, type DepotGateway } from "@drawbar/depot-gateway/depot-gateway.ts";
import { edgeConfig } from "@drawbar/edge-agent/config.ts";
import { startEdgeAgent, type EdgeAgent } from "@drawbar/edge-agent/edge-agent.ts";
import { MemoryBus } from "@drawbar/firmware-interfaces/can/memory-bus.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { LinkClient } from "@drawbar/runtime/link-grpc/link-client.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";

const clock = systemClock;
const log = createLogger({ process: "test", level: "silent" });
const host = "127.0.0.1";
const refused = { code: "LINK_HUB_REFUSED", message: expect.stringContaining("DEVICE_REVOKED") };
const dbc = parseDbc(new TextEncoder().encode('VERSION ""\nBU_: X\nBO_ 256 Motion: 8 X\n SG_ Speed : 0|16@1+ (0.01,0) [0|655.35] "km/h" X\n'), {
  name: "test.dbc",
  mode: "strict",
});

let api: TestApi;
let fleet: TestFleet;
let folder: string;
let authority: PlatformAuthority;
let claims: ClaimService;
let linkThread: LinkThread;
let headquarters: LinkRole;
const running: (() => Promise<unknown>)[] = [];

async function startHeadquarters(ports = { link: 0, enrolment: 0 }): Promise<LinkRole> {
  const role = new LinkRole({
    database: api.db.app,
    authority,
    exchange: api.exchange,
    clock,
    log,
    link: { host, port: ports.link },
    enrolment: { host, port: ports.enrolment },
    certificate: await ServerCertificate.make({ authority, hosts: [], log }),
    hubsAt: (port) => [`${host}:${port}`],
    enrolmentAt: (port) => [`${host}:${port}`],
    directory: path.join(folder, "witness"),
  });
  await role.start();
  running.push(() => role.stop());
  return role;
}

async function enrolled(kind: "unit" | "depot", name: string): Promise<{ readonly directory: string; readonly identity: Identity }> {
  const directory = path.join(folder, name);
  const { claim } = await claims.make(fleet.tenantId, kind === "unit" ? { kind, callSign: name } : { kind, depotName: name });
  return { directory, identity: await enrol({ claim, identityDirectory: directory, device: name, kind, hosts: kind === "depot" ? [host] : [] }) };
}

interface Unit {
  readonly identity: Identity;
  readonly agent: EdgeAgent;
  /** Says so many samples. */
  drive(samples: number): Promise<void>;
}

async function startUnit(name: string, hub: () => number): Promise<Unit> {
  const { directory, identity } = await enrolled("unit", name);
  const bus = new MemoryBus({ name: "can0", clock });
  const config = readConfig(edgeConfig, {
    env: {},
    overrides: { identityDirectory: directory, "outbox.file": path.join(directory, "outbox.sqlite"), hubs: [`${host}:${hub()}`], "collection.mode": "all" },
  });
  const agent = await startEdgeAgent({ config, clock, log, linkThread, buses: [{ bus: bus.connect(), decoders: [compileDbc(dbc)] }] });
  running.push(() => agent.stop());
  return {
    identity,
    agent,
    drive: async (samples) => {
      const nowUs = clock.wallUs();
      const frames = Array.from({ length: samples }, (_, index) => ({ id: 256, extended: false, data: new Uint8Array(8), atUs: nowUs + index }));
      bus.publish(frames);
      await new Promise((resolve) => setImmediate(resolve));
      await agent.flush();
    },
  };
}

async function startDepot(name: string): Promise<DepotGateway> {
  const { directory } = await enrolled("depot", name);
  const config = readConfig(depotConfig, {
    env: {},
    overrides: {
      identityDirectory: directory,
      "fleetLink.host": host,
      "fleetLink.port": 0,
      "spool.file": path.join(directory, "spool.sqlite"),
      "cloudLink.hubs": [`${host}:${headquarters.ports.link}`],
      "health.port": 0,
    },
  });
  const depot = await startDepotGateway({ config, clock, random: { next: () => 0.01 }, log });
  running.push(() => depot.stop({ deadlineMs: 5_000 }));
  return depot;
}

const connect = (identity: Identity, port: number) => LinkClient.connect({ address: `${host}:${port}`, identity, clock, hasLive: false });
const isOpen = ({ agent }: Unit): boolean => agent.report().uplink.kind === "open";

async function revoke(kind: "units" | "depots", id: string): Promise<void> {
  const answer = await api.app.inject({
    method: "POST",
    url: `/api/v1/${kind}/${id}/revoke`,
    headers: await fleet.headers("write"),
    payload: { reason: "stolen" },
  });
  expect([answer.statusCode, answer.json()]).toEqual([200, { at: expect.any(String), by: "test", reason: "stolen" }]);
}

/** What headquarters has of it. */
async function received({ identity }: Unit): Promise<number> {
  const answer = await api.app.inject({ method: "GET", url: `/api/v1/sources/${identity.sourceId}/account`, headers: await fleet.headers("read") });
  return answer.json().totals.received;
}

/** What the depot holds that headquarters has not, and how many certificates it knows to be out. */
async function atDepot({ ports }: DepotGateway): Promise<{ readonly unsecured: number; readonly revoked: number }> {
  const answer = await fetch(`http://${host}:${ports.health}/healthz`);
  const report: any = await answer.json(); // oxlint-disable-line typescript/no-explicit-any -- picked by its names
  const bands: { readonly records: number }[] = Object.values(report.spool?.unsecured ?? {});
  return { unsecured: bands.reduce((sum, { records }) => sum + records, 0), revoked: report.revocations.certificates };
}

beforeAll(async () => {
  api = await startTestApi();
  folder = mkdtempSync(path.join(tmpdir(), "drawbar-out-of-trust-"));
  authority = await PlatformAuthority.open({ directory: path.join(folder, "authority"), clock });
});
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop();
  await linkThread.stop();
});
afterAll(async () => {
  await api.dispose();
  rmSync(folder, { recursive: true });
});

async function begin(name: string): Promise<void> {
  fleet = await api.makeFleet(name);
  linkThread = new LinkThread({ log });
  linkThread.start();
  headquarters = await startHeadquarters();
  claims = new ClaimService({
    database: api.db.app,
    addresses: [`${host}:${headquarters.ports.enrolment}`],
    rootFingerprint: authority.rootFingerprint,
    clock,
  });
}

describe("a device that a person takes out of trust", { timeout: 60_000 }, () => {
  it("loses its open link at once, is refused from then on, and its vehicle and depot get another one by a new claim", async () => {
    await begin("Direct");
    const stolen = await startUnit("TR 1", () => headquarters.ports.link);
    const depot = await enrolled("depot", "Venlo");
    const other = await enrolled("unit", "TR 2");
    await stolen.drive(50);
    await expect.poll(() => received(stolen)).toBe(50);
    const [standing, depotLink] = [await connect(other.identity, headquarters.ports.link), await connect(depot.identity, headquarters.ports.link)];
    const ended = new Promise((resolve) => depotLink.serve({ onMessage: () => undefined, onClosed: resolve }));
    standing.serve({ onMessage: () => undefined, onClosed: () => undefined });
    await revoke("units", stolen.identity.sourceId);
    await revoke("depots", depot.identity.sourceId);
    expect(await ended).toMatchObject({ kind: "refused", detail: expect.stringContaining("DEVICE_REVOKED") });
    await expect.poll(() => isOpen(stolen)).toBe(false);
    for (const { identity } of [stolen, depot]) await expect(connect(identity, headquarters.ports.link)).rejects.toMatchObject(refused);
    expect(standing.isOpen).toBe(true);
    standing.close();
    // What it says now stays on it; what was secured before stays here.
    await stolen.drive(7);
    await expect.poll(async () => (await stolen.agent.refreshOutboxReport())?.unsecuredSamples).toBe(7);
    expect([await received(stolen), (await stolen.agent.refreshOutboxReport())?.givenUp]).toEqual([50, 0]);
    rmSync(path.join(folder, "Venlo"), { recursive: true });
    const next = await enrolled("depot", "Venlo");
    (await connect(next.identity, headquarters.ports.link)).close();
  });

  it("is refused by a depot as well, also while that is alone; what the depot took before is delivered, and another unit goes on", async () => {
    await begin("By a depot");
    const depot = await startDepot("Lille");
    const hub = (): number => depot.ports.fleetLink;
    const [stolen, other] = [await startUnit("TR 3", hub), await startUnit("TR 4", hub)];
    await stolen.drive(50);
    await other.drive(50);
    await expect.poll(() => received(stolen)).toBe(50);
    await expect.poll(() => received(other)).toBe(50);
    await expect.poll(async () => (await atDepot(depot)).unsecured).toBe(0);

    // The depot is alone, acknowledges what both say, and has not heard yet.
    const { ports } = headquarters;
    await headquarters.stop();
    await stolen.drive(20);
    await other.drive(20);
    await expect.poll(async () => (await atDepot(depot)).unsecured).toBeGreaterThanOrEqual(2);
    await revoke("units", stolen.identity.sourceId);

    // It hears with the first connection, and delivers what it took.
    headquarters = await startHeadquarters(ports);
    await expect.poll(async () => (await atDepot(depot)).revoked).toBe(1);
    await expect.poll(() => received(stolen)).toBe(70);
    await expect.poll(() => received(other)).toBe(70);
    await expect.poll(() => isOpen(stolen)).toBe(false);
    await expect(connect(stolen.identity, ports.link)).rejects.toMatchObject(refused);

    // Alone again.
    await headquarters.stop();
    await expect(connect(stolen.identity, hub())).rejects.toMatchObject(refused);
    await stolen.drive(5);
    await other.drive(30);
    expect(isOpen(other)).toBe(true);

    await startHeadquarters(ports);
    await expect.poll(() => received(other)).toBe(100);
    expect([await received(stolen), (await stolen.agent.refreshOutboxReport())?.givenUp]).toEqual([70, 0]);
  });
});
