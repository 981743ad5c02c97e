/** A fleet's certificates over months: headquarters with its database, a depot and a unit, by the real protocol end to end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { ClaimService, EnrolService, PlatformAuthority } from "@drawbar/cloud/modules/enrolment/index.ts";
import { depotConfig } from "@drawbar/depot-gateway/config.ts";
import { startDepotGateway, type DepotGateway } from "@drawbar/depot-gateway/depot-gateway.ts";
import { EnrolmentRelay } from "@drawbar/depot-gateway/enrolment/enrolment-relay.ts";
import { edgeConfig } from "@drawbar/edge-agent/config.ts";
import { startEdgeAgent } from "@drawbar/edge-agent/edge-agent.ts";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { CertificateRenewal } from "@drawbar/runtime/enrolment/certificate-renewal.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { EnrolmentServer } from "@drawbar/runtime/link-grpc/enrolment-server.ts";
import { LinkClient } from "@drawbar/runtime/link-grpc/link-client.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { loadIdentity, loadNextIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";

const dayMs = 86_400_000;
const log = createLogger({ process: "test", level: "silent" });
const listen = { host: "127.0.0.1", port: 0 };

let db: TestDatabase;
let folder: string;
let clock: ManualClock;
let claims: ClaimService;
let cloud: EnrolmentServer;
let tenant: TenantId;

/** TLS reads the machine's clock, so headquarters begins in the past, and catches up. */
async function enrolled(kind: "unit" | "depot", name: string, daysAgo: number): Promise<{ readonly directory: string; readonly identity: Identity }> {
  clock.setWallUs((Date.now() - daysAgo * dayMs) * 1_000);
  const directory = path.join(folder, name);
  const { claim } = await claims.make(tenant, kind === "unit" ? { kind, callSign: name } : { kind, depotName: name });
  await enrol({ claim, identityDirectory: directory, device: name, kind, hosts: kind === "depot" ? ["127.0.0.1", "depot.example"] : [] });
  clock.setWallUs(Date.now() * 1_000);
  return { directory, identity: loadIdentity(directory) };
}

function renewalOf(directory: string, addresses: readonly string[]): CertificateRenewal {
  // Only what the test names: the claim's own address is known to every identity.
  const identity = { ...loadIdentity(directory), enrolment: [] };
  return new CertificateRenewal({ directory, identity, addresses, hubs: [], clock: systemClock, random: { next: () => 0.5 }, log });
}

beforeAll(async () => {
  db = await testDatabase();
  folder = mkdtempSync(path.join(tmpdir(), "drawbar-certificates-"));
  tenant = await db.makeTenant();
  clock = new ManualClock({ wallUs: (Date.now() - 300 * dayMs) * 1_000 });
  const authority = await PlatformAuthority.open({ directory: path.join(folder, "authority"), clock });
  cloud = new EnrolmentServer({
    listen,
    tls: await authority.makeServerTls(["127.0.0.1"]),
    handlers: new EnrolService({ database: db.app, authority, hubs: [], clock, enrolment: () => [`127.0.0.1:${cloud.port}`] }),
    tenantAuthority: (tenantId) => authority.findTenantCertificate(tenantId),
    clock,
    log,
  });
  await cloud.start();
  claims = new ClaimService({ database: db.app, addresses: [`127.0.0.1:${cloud.port}`], rootFingerprint: authority.rootFingerprint, clock });
  // The authority of the fleet is older than its devices.
  await authority.tenantAuthority(tenant);
});
afterAll(async () => {
  await cloud.stop();
  await db.dispose();
  rmSync(folder, { recursive: true });
});

describe("certificates of a fleet", () => {
  it("renew themselves through a depot, which renews its own, and get in by the next connection while the last one stands", async () => {
    const depot = await enrolled("depot", "Venlo", 70);
    const unit = await enrolled("unit", "TR 1", 70);
    const relay = new EnrolmentRelay({ identity: depot.identity, listen, cloud: `127.0.0.1:${cloud.port}`, clock: systemClock, log });
    const link = new LinkServer({ listen, tls: depot.identity, tenantId: tenant, kinds: ["unit"], onPeer: () => ({ onMessage: () => undefined }), log });
    await relay.start();
    await link.start();
    const own = renewalOf(depot.directory, [`127.0.0.1:${cloud.port}`]);
    const theirs = renewalOf(unit.directory, [`127.0.0.1:${relay.port}`]);
    const address = `127.0.0.1:${link.port}`;
    try {
      const standing = await LinkClient.connect({ address, identity: theirs.toShow(), clock: systemClock, hasLive: false });
      await own.check();
      expect(own.report()).toMatchObject({ state: "valid", failure: undefined });
      relay.show(own.newest);
      link.updateTls(own.newest);
      await theirs.check();
      expect(theirs.report()).toMatchObject({ state: "valid", daysLeft: expect.closeTo(90, 0), failure: undefined });
      expect(theirs.newest.enrolment).toEqual([`127.0.0.1:${cloud.port}`]);
      const next = await LinkClient.connect({ address, identity: theirs.toShow(), clock: systemClock, hasLive: false });
      theirs.tried(theirs.toShow(), undefined);
      expect([standing.isOpen, next.isOpen]).toEqual([true, true]);
      expect(loadIdentity(unit.directory).notAfterMs).toBeGreaterThan(unit.identity.notAfterMs + 60 * dayMs);
      for (const session of [standing, next]) session.close();
    } finally {
      await relay.stop();
      await link.stop();
    }
  });

  it("that have ended still renew through a depot, and of a device that was taken out of the fleet never", async () => {
    const depot = await enrolled("depot", "Lille", 10);
    const parked = await enrolled("unit", "TR 2", 200);
    const stolen = await enrolled("unit", "TR 3", 70);
    await db.admin.query("update unit set revoked_at = now() where unit_id = $1", [stolen.identity.sourceId]);
    const relay = new EnrolmentRelay({ identity: depot.identity, listen, cloud: `127.0.0.1:${cloud.port}`, clock: systemClock, log });
    await relay.start();
    try {
      const late = renewalOf(parked.directory, [`127.0.0.1:${relay.port}`]);
      expect(late.report().state).toBe("expired");
      await late.check();
      expect(late.report()).toMatchObject({ state: "valid", failure: undefined });
      const thief = renewalOf(stolen.directory, [`127.0.0.1:${relay.port}`]);
      await thief.check();
      expect(thief.report().failure).toMatchObject({ code: "DEVICE_REVOKED" });
      await db.admin.query("update depot set revoked_at = now() where depot_id = $1", [depot.identity.sourceId]);
      const third = await enrolled("unit", "TR 4", 70);
      const through = renewalOf(third.directory, [`127.0.0.1:${relay.port}`]);
      await through.check();
      expect(through.report().failure).toMatchObject({ code: "DEVICE_REVOKED", detail: expect.stringContaining(`depot ${depot.identity.sourceId}`) });
    } finally {
      await relay.stop();
    }
  });

  it("are renewed by an agent and a depot as they run, without a cut, and in use once the depot comes back", async () => {
    const depot = await enrolled("depot", "Ghent", 70);
    const unit = await enrolled("unit", "TR 6", 70);
    const startDepot = (ports: { readonly fleetLink: number; readonly enrolment: number | undefined }): Promise<DepotGateway> =>
      startDepotGateway({
        config: readConfig(depotConfig, {
          env: {},
          overrides: {
            identityDirectory: depot.directory,
            "fleetLink.host": "127.0.0.1",
            "fleetLink.port": ports.fleetLink,
            "enrolment.host": "127.0.0.1",
            "enrolment.port": ports.enrolment ?? 0,
            "spool.file": path.join(folder, "spool.sqlite"),
            "cloudLink.enrolment": `127.0.0.1:${cloud.port}`,
            "health.port": 0,
          },
        }),
        clock: systemClock,
        random: { next: () => 0.01 },
        log,
      });
    const linkThread = new LinkThread({ log });
    linkThread.start();
    let gateway = await startDepot({ fleetLink: 0, enrolment: 0 });
    const { ports } = gateway;
    const config = readConfig(edgeConfig, {
      env: {},
      overrides: {
        identityDirectory: unit.directory,
        hubs: [`127.0.0.1:${ports.fleetLink}`],
        enrolment: [`127.0.0.1:${ports.enrolment}`],
        "outbox.file": path.join(folder, "outbox.sqlite"),
      },
    });
    const agent = await startEdgeAgent({ config, clock: systemClock, log, buses: [], linkThread });
    try {
      const sinceMs = (): number | undefined => {
        const { uplink } = agent.report();
        return uplink.kind === "open" ? uplink.sinceMs : undefined;
      };
      await expect.poll(() => agent.report().certificate).toMatchObject({ state: "valid", failure: undefined });
      await expect.poll(sinceMs).toBeDefined();
      const before = sinceMs();
      await expect.poll(() => loadNextIdentity(depot.directory, depot.identity)?.notAfterMs).toBeGreaterThan(depot.identity.notAfterMs);
      expect(sinceMs()).toBe(before);
      await gateway.stop({ deadlineMs: 5_000 });
      gateway = await startDepot(ports);
      await expect.poll(() => sinceMs() !== undefined && sinceMs() !== before).toBe(true);
      expect(loadIdentity(unit.directory).notAfterMs).toBeGreaterThan(unit.identity.notAfterMs);
      expect(loadNextIdentity(unit.directory, unit.identity)).toBeUndefined();
    } finally {
      await agent.stop();
      await gateway.stop({ deadlineMs: 5_000 });
      await linkThread.stop();
    }
  });

  it("wait while a depot is cut off from headquarters, with the reason in their status", async () => {
    const depot = await enrolled("depot", "Essen", 1);
    const unit = await enrolled("unit", "TR 5", 70);
    const relay = new EnrolmentRelay({ identity: depot.identity, listen, cloud: "127.0.0.1:1", clock: systemClock, log });
    await relay.start();
    try {
      const renewal = renewalOf(unit.directory, [`127.0.0.1:${relay.port}`]);
      await renewal.check();
      expect(renewal.report()).toMatchObject({ state: "renewing", failure: { code: "CLOUD_UNREACHABLE", attempts: 1 } });
      expect(renewal.toShow().key).toBe(unit.identity.key);
    } finally {
      await relay.stop();
    }
  });
});
