import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { createLogger } from "../logging/logger.ts";
import { EnrolmentServer, type EnrolmentHandlers } from "../link-grpc/enrolment-server.ts";
import { issueCertificate, pemToDer } from "../tls/authority.ts";
import { hasIdentity, loadIdentity, loadNextIdentity, saveIdentity, type IdentityDisk } from "../tls/identity-files.ts";
import type { Identity } from "../tls/identity.ts";
import { TestPlatform, type TestTenant } from "../tls/test-platform.ts";
import { CertificateRenewal, renewsAtMs, type CertificateRenewalOptions } from "./certificate-renewal.ts";

const log = createLogger({ process: "test", level: "silent" });
const dayMs = 86_400_000;
const open: (() => Promise<void> | void)[] = [];

let folder: string;
let tenant: TestTenant;
let hub: Identity;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "drawbar-renewal-"));
  tenant = await (await TestPlatform.create()).tenant();
  hub = await tenant.identity("cloud");
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** @returns the address of an enrolment port that issues as headquarters does, or does what it is told. */
async function serve(renew?: EnrolmentHandlers["renew"]): Promise<string> {
  const issue: EnrolmentHandlers["renew"] = async ({ signingRequest }, { peer }) => {
    if (peer.kind === "cloud") throw new Error("not a device");
    const leaf = await issueCertificate(tenant.authority, signingRequest, { ...peer, nowMs: Date.now() });
    const certificates = [pemToDer(leaf), pemToDer(tenant.authority.certificate)];
    return { source: peer.sourceId, tenant: peer.tenantId, kind: peer.kind, certificates, root: pemToDer(hub.root), hubs: ["h:1"], enrolment: ["e:2"] };
  };
  const clock = new ManualClock({ wallUs: Date.now() * 1_000 });
  const server = new EnrolmentServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: hub,
    clock,
    log,
    tenantAuthority: async (tenantId) => (tenantId === tenant.tenantId ? tenant.authority.certificate : undefined),
    handlers: { enrol: () => Promise.reject(new Error("not asked here")), renew: renew ?? issue },
  });
  await server.start();
  open.push(() => server.stop());
  return `127.0.0.1:${server.port}`;
}

/** A unit that was enrolled some days ago, in a folder of its own. */
async function device(issuedDaysAgo: number): Promise<{ readonly directory: string; readonly identity: Identity }> {
  const directory = mkdtempSync(path.join(folder, "unit-"));
  saveIdentity(directory, await tenant.identity("unit", { issuedDaysAgo, days: 90 }));
  return { directory, identity: loadIdentity(directory) };
}

function renewal(options: Pick<CertificateRenewalOptions, "directory" | "addresses"> & Partial<CertificateRenewalOptions>): CertificateRenewal {
  const clock = new ManualClock({ wallUs: Date.now() * 1_000 });
  const made = new CertificateRenewal({ identity: loadIdentity(options.directory), hubs: [], clock, random: { next: () => 0.5 }, log, ...options });
  open.push(() => made.stop());
  return made;
}

describe("CertificateRenewal", () => {
  it("asks for a new certificate at two thirds of the old one's life, with a new key, and not before", async () => {
    const { directory, identity } = await device(0);
    const clock = new ManualClock({ wallUs: Date.now() * 1_000 });
    const part = renewal({ directory, addresses: [await serve()], clock });
    await part.check();
    expect(part.report()).toMatchObject({ state: "valid", daysLeft: expect.closeTo(90, 0) });
    clock.advanceMs(59 * dayMs);
    await part.check();
    expect(part.newest).toBe(part.toShow());
    expect(part.newest.key).toBe(identity.key);
    const old = await device(66);
    const due = renewal({ directory: old.directory, addresses: [await serve()] });
    expect(due.report().state).toBe("renewing");
    await due.check();
    expect(due.newest).toMatchObject({ sourceId: old.identity.sourceId, kind: "unit", root: old.identity.root, hubs: ["h:1"], enrolment: ["e:2"] });
    expect(due.newest.key).not.toBe(old.identity.key);
    expect(due.report()).toMatchObject({ state: "valid", daysLeft: expect.closeTo(90, 0), failure: undefined });
  });

  it("spreads a fleet that was enrolled on one day over five days, the same ones after a restart", async () => {
    const fleet = await Promise.all(Array.from({ length: 24 }, () => tenant.identity("unit", { days: 90 })));
    const days = fleet.map((identity) => (renewsAtMs(identity) - identity.notBeforeMs) / dayMs);
    expect(Math.min(...days)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...days)).toBeLessThanOrEqual(65.1);
    expect(Math.max(...days) - Math.min(...days)).toBeGreaterThan(2);
    expect(fleet.map((identity) => renewsAtMs({ ...identity }))).toEqual(fleet.map(renewsAtMs));
  });

  it("renews what has expired, even while the machine's clock was set ahead, and asks no second time for it", async () => {
    const { directory } = await device(300);
    const clock = new ManualClock({ wallUs: (Date.now() + 400 * dayMs) * 1_000 });
    let asked = 0;
    const address = await serve();
    const part = renewal({ directory, addresses: [address], clock, onRenewed: () => (asked += 1) });
    expect(part.report().state).toBe("expired");
    await part.check();
    await part.check();
    expect(asked).toBe(1);
    expect(part.newest.notAfterMs).toBeGreaterThan(Date.now() + 89 * dayMs);
  });

  it("keeps the old identity until a hub has let the new one in, over a restart, and shows it again where the new one is refused", async () => {
    const { directory, identity } = await device(70);
    const part = renewal({ directory, addresses: [await serve()] });
    await part.check();
    const renewed = part.toShow();
    expect(renewed.key).not.toBe(identity.key);
    expect(loadIdentity(directory).key).toBe(identity.key);
    const again = renewal({ directory, addresses: [] });
    expect(again.toShow()).toEqual(renewed);
    const refusal = new DrawbarError("LINK_HUB_REFUSED: no", { code: "LINK_HUB_REFUSED", kind: "forbidden" });
    again.tried(again.toShow(), refusal);
    expect(again.toShow().key).toBe(identity.key);
    again.tried(again.toShow(), refusal);
    expect(again.toShow()).toEqual(renewed);
    again.tried(again.toShow(), undefined);
    expect(loadIdentity(directory)).toEqual(renewed);
    expect(loadNextIdentity(directory, renewed)).toBeUndefined();
    expect(readFileSync(path.join(directory, "identity.json"), "utf8")).not.toContain(JSON.stringify(identity.key));
  });

  it("tries again after longer and longer waits, says why, and at once when a hub is reached", async () => {
    const { directory } = await device(80);
    const clock = new ManualClock({ wallUs: Date.now() * 1_000 });
    let attempts = 0;
    const address = await serve(async () => {
      attempts += 1;
      throw new DrawbarError("RENEW_AT_CLOUD: this depot cannot", { code: "RENEW_AT_CLOUD", kind: "unavailable" });
    });
    const part = renewal({ directory, addresses: [address, "127.0.0.1:1"], clock });
    await part.check();
    await part.check();
    expect(attempts).toBe(1);
    expect(part.report()).toMatchObject({ state: "renewing", failure: { code: "RENEW_AT_CLOUD", attempts: 1 } });
    for (const waitMs of [45_000, 90_000, 180_000]) {
      clock.advanceMs(waitMs - 1_000);
      await part.check();
      clock.advanceMs(1_000);
      await part.check();
    }
    expect(attempts).toBe(4);
    clock.advanceMs(60_000);
    part.tried(part.toShow(), undefined);
    await part.check();
    expect(attempts).toBe(5);
  });

  it("passes over a depot of an earlier release, and finds the port after a hub's by itself", async () => {
    const { directory } = await device(70);
    const depot = await serve(() => Promise.reject(new DrawbarError("RENEW_AT_CLOUD: no", { code: "RENEW_AT_CLOUD", kind: "unavailable" })));
    const cloud = await serve();
    const hubBefore = cloud.replace(/\d+$/, (port) => String(Number(port) - 1));
    const part = renewal({ directory, addresses: [depot], hubs: [hubBefore] });
    await part.check();
    expect(part.report()).toMatchObject({ state: "valid", failure: undefined });
  });

  it("uses no answer that is for another key, device or platform", async () => {
    const { directory, identity } = await device(70);
    const other = await tenant.identity("unit");
    const stranger = await (await (await TestPlatform.create()).tenant(tenant.tenantId)).identity("unit", { sourceId: identity.sourceId });
    for (const { certificateChain } of [other, stranger]) {
      const [leaf = "", authority = ""] = certificateChain.split(/\n(?=-----BEGIN)/);
      const certificates = [pemToDer(leaf), pemToDer(authority)];
      const address = await serve(async (_, { peer }) => ({
        source: peer.sourceId,
        tenant: peer.tenantId,
        kind: "unit",
        certificates,
        root: pemToDer(hub.root),
        hubs: [],
        enrolment: [],
      }));
      const part = renewal({ directory, addresses: [address] });
      await part.check();
      expect(part.report().failure?.code).toBe("RENEWAL_ANSWER_WRONG");
      expect(part.toShow()).toEqual(identity);
    }
  });

  it("ends an attempt that hangs when it stops", async () => {
    const { directory } = await device(70);
    const part = renewal({ directory, addresses: [await serve(() => new Promise(() => undefined))] });
    const asking = part.check();
    await part.stop();
    await asking;
    expect(part.report().failure?.code).toBe("HUB_UNREACHABLE");
  });
});

describe("an identity on a disk that dies", () => {
  /** A disk on which the n-th change and all after it never happen; a write that dies leaves half of its file. */
  function dyingDisk(steps: number): IdentityDisk {
    let left = steps;
    const step = (act: () => void, half?: () => void): void => {
      left -= 1;
      if (left >= 0) return act();
      if (left === -1) half?.();
      throw new Error("power cut");
    };
    return {
      write: (file, text) =>
        step(
          () => writeFileSync(file, text, { mode: 0o600 }),
          () => writeFileSync(file, text.slice(0, text.length / 2)),
        ),
      rename: (from, to) => step(() => renameSync(from, to)),
      remove: (file) => step(() => rmSync(file, { force: true })),
      sync: () => step(() => undefined),
    };
  }

  /** As a release before the one file wrote it. */
  function asBefore(directory: string, { certificateChain, hubs, key, root }: Identity): void {
    rmSync(path.join(directory, "identity.json"));
    const files = { "device-key.pem": key, "device-chain.pem": certificateChain, "platform-root.pem": root, "hubs.json": JSON.stringify(hubs) };
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(directory, file), text);
  }

  it("is usable after a renewal that ended at any step, also one that an earlier release wrote", async () => {
    const address = await serve();
    const outcomes = new Set<string>();
    let isOlderLeft = true;
    for (let steps = 0; steps < 12; steps++) {
      const { directory, identity } = await device(70);
      if (steps % 2 === 1) asBefore(directory, identity);
      const part = renewal({ directory, addresses: [address], disk: dyingDisk(steps) });
      await part.check();
      part.tried(part.toShow(), undefined);
      const current = loadIdentity(directory);
      const shown = renewal({ directory, addresses: [] }).toShow();
      expect([current.sourceId, shown.sourceId]).toEqual([identity.sourceId, identity.sourceId]);
      expect(hasIdentity(directory)).toBe(true);
      outcomes.add(`${current.key === identity.key ? "old" : "new"} ${shown.key === identity.key ? "old" : "new"}`);
      isOlderLeft = existsSync(path.join(directory, "device-key.pem"));
    }
    expect([...outcomes]).toEqual(["old old", "old new", "new new"]);
    expect(isOlderLeft).toBe(false);
  });

  it("is the old or the new one after an enrolment that ended at any step", async () => {
    const after = await tenant.identity("unit");
    for (let steps = 0; steps < 9; steps++) {
      const { directory, identity } = await device(1);
      try {
        saveIdentity(directory, after, dyingDisk(steps));
      } catch {
        // the power is cut
      }
      expect([identity.sourceId, after.sourceId]).toContain(loadIdentity(directory).sourceId);
    }
  });

  it("is refused when its key is another one's", async () => {
    const { directory, identity } = await device(1);
    const other = await tenant.identity("unit");
    saveIdentity(directory, { ...identity, key: other.key });
    expect(() => loadIdentity(directory)).toThrow(/IDENTITY_UNREADABLE.*not that of its certificate/);
  });
});
