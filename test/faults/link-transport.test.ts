/** Unit, depot and the network between them: real gRPC, real certificates, real files, and a proxy that misbehaves. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { LiveUp } from "@drawbar/proto/link/live.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { LinkClient } from "@drawbar/runtime/link-grpc/link-client.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import type { DepotBox } from "@drawbar/runtime/link-thread/depot-box.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import type { SegmentParts } from "@drawbar/runtime/link-thread/thread-messages.ts";
import type { UnitBox } from "@drawbar/runtime/link-thread/unit-box.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { TestPlatform, type TestTenant } from "@drawbar/runtime/tls/test-platform.ts";
import { Uplink } from "@drawbar/runtime/uplink/uplink.ts";
import { FlakyProxy, type FlakyProxyOptions } from "./flaky-proxy.ts";

const log = createLogger({ process: "test", level: "silent" });
const catalogueBytes = encodeCatalogue({
  version: 1,
  signals: [{ name: "Speed", source: "can0/Speed", unit: "km/h", kind: "float", factor: 1, offset: 0, decimals: 1 }],
});
const catalogue = catalogueHash(catalogueBytes);
const open: (() => Promise<void> | void)[] = [];

let tenant: TestTenant;
let depotIdentity: Identity;
let unitIdentity: Identity;

beforeAll(async () => {
  tenant = await (await TestPlatform.create()).tenant();
  depotIdentity = await tenant.identity("depot");
  unitIdentity = await tenant.identity("unit");
});

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Depot {
  readonly spool: DepotBox;
  readonly server: LinkServer;
  readonly live: LiveUp[];
}

async function makeThread(): Promise<{ readonly thread: LinkThread; readonly directory: string }> {
  const directory = mkdtempSync(path.join(tmpdir(), "drawbar-link-"));
  const thread = new LinkThread({ log });
  thread.start();
  open.push(
    () => rmSync(directory, { recursive: true }),
    () => thread.stop(),
  );
  return { thread, directory };
}

async function startDepot(directory: string, thread: LinkThread, port = 0): Promise<Depot> {
  const spool = await thread.openDepot({ file: path.join(directory, "spool.sqlite"), source: depotIdentity.sourceId, agent: "test" });
  const live: LiveUp[] = [];
  const server = new LinkServer({
    listen: { host: "127.0.0.1", port },
    tls: depotIdentity,
    tenantId: tenant.tenantId,
    kinds: ["unit"],
    log,
    onPeer: (connection) => ({ ...spool.unitConnected(connection), onLive: (message) => live.push(message) }),
  });
  await server.start();
  open.push(() => server.stop());
  return { spool, server, live };
}

async function startProxy(depot: Depot, options: Omit<FlakyProxyOptions, "target">): Promise<FlakyProxy> {
  const proxy = new FlakyProxy({ target: { host: "127.0.0.1", port: depot.server.port }, ...options });
  await proxy.start();
  open.push(() => proxy.stop());
  return proxy;
}

async function startUnit(directory: string, thread: LinkThread, address: string): Promise<{ readonly outbox: UnitBox; readonly uplink: Uplink }> {
  const outbox = await thread.openUnit({ file: path.join(directory, "outbox.sqlite"), source: unitIdentity.sourceId, agent: "test" });
  await outbox.addCatalogue(catalogueBytes);
  const uplink = new Uplink({ hubs: [address], identity: () => unitIdentity, host: outbox, clock: systemClock, random: new SeededRandom(1), log });
  uplink.start();
  open.push(() => uplink.stop());
  return { outbox, uplink };
}

/** Noise, so that its size on the wire is about 8 bytes a sample. */
function samples(count: number, random = new SeededRandom(7)): SegmentParts {
  const times = Float64Array.from({ length: count }, (_, index) => 1_764_000_000_000_000 + index * 10_000);
  const values = Float64Array.from({ length: count }, () => random.next());
  return { catalogue, firstMonoUs: 0, lastMonoUs: count * 10_000, clockQuality: "gnss", columns: [{ kind: "float", signal: 0, times, values }] };
}

/** Records of priority 3 at the depot. */
const heldBy = async (depot: Depot): Promise<number> => (await depot.spool.report()).held[3].records;

describe("unit to depot over a bad network", () => {
  it("stores every record once, whatever is cut in the middle", async () => {
    const { thread, directory } = await makeThread();
    const depot = await startDepot(directory, thread);
    const proxy = await startProxy(depot, { seed: 3, latencyMs: 2, jitterMs: 5 });
    const { outbox } = await startUnit(directory, thread, proxy.address);
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 10 }, () => outbox.sealSegment(3, samples(100))));
      if (round % 4 === 2) proxy.cut();
    }
    await expect.poll(() => heldBy(depot), { interval: 20 }).toBe(200);
    expect(proxy.totals.accepted).toBeGreaterThan(2);
    // The last marks may still be on their way.
    await expect.poll(async () => (await outbox.report()).recordsInFlight, { interval: 20 }).toBe(0);
    expect(await outbox.report()).toMatchObject({ produced: 20_000, givenUp: 0 });
    expect((await depot.spool.report()).held[3].samples).toBe(20_000);
  });

  it("stores every record once when any chunk may be the last of its connection", async () => {
    const { thread, directory } = await makeThread();
    const depot = await startDepot(directory, thread);
    const proxy = await startProxy(depot, { seed: 5, cutChance: 0.01 });
    const { outbox } = await startUnit(directory, thread, proxy.address);
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 10 }, () => outbox.sealSegment(3, samples(500))));
    await expect.poll(() => heldBy(depot), { interval: 20 }).toBe(100);
    expect((await depot.spool.report()).held[3].samples).toBe(50_000);
  });

  it("is back within a second when the depot comes back, and nothing is lost or doubled", async () => {
    const { thread, directory } = await makeThread();
    const before = await startDepot(directory, thread);
    const { port } = before.server;
    const { outbox, uplink } = await startUnit(directory, thread, `127.0.0.1:${port}`);
    // A session that got something done is a good one, and tried again eagerly.
    for (let index = 0; index < 5; index++) await outbox.sealSegment(3, samples(100));
    await expect.poll(async () => (await outbox.report()).recordsInFlight, { interval: 10 }).toBe(0);
    await before.server.stop();
    await before.spool.stop();
    for (let index = 0; index < 20; index++) await outbox.sealSegment(3, samples(100));
    expect(uplink.state.kind).not.toBe("open");
    const after = await startDepot(directory, thread, port);
    const listensAtMs = performance.now();
    await expect.poll(() => heldBy(after), { interval: 10 }).toBe(25);
    expect(performance.now() - listensAtMs).toBeLessThan(1_500);
  });

  it("notices a peer that is gone without a word, at both ends", async () => {
    const { thread, directory } = await makeThread();
    const depot = await startDepot(directory, thread);
    const proxy = await startProxy(depot, { seed: 1 });
    const keepalive = { silenceMs: 200, answerMs: 300 };
    const session = await LinkClient.connect({ address: proxy.address, identity: unitIdentity, clock: systemClock, keepalive, hasLive: false });
    const ended = new Promise<string>((resolve) => session.serve({ onMessage: () => undefined, onClosed: ({ kind }) => resolve(kind) }));
    proxy.halfOpen();
    expect(await ended).toBe("lost");
    await expect.poll(() => depot.server.report().exchanges, { interval: 20 }).toBe(0);
  });

  it("shows live values within two seconds while a backlog fills a narrow link", async () => {
    const { thread, directory } = await makeThread();
    const depot = await startDepot(directory, thread);
    const proxy = await startProxy(depot, { seed: 1, latencyMs: 100, bytesPerSecond: 400_000 });
    const { outbox, uplink } = await startUnit(directory, thread, proxy.address);
    // About 1.2 MB: three seconds of this link.
    await Promise.all(Array.from({ length: 60 }, () => outbox.sealSegment(3, samples(2_500))));
    await expect.poll(() => heldBy(depot), { interval: 20 }).toBeGreaterThan(3);
    // Live has a connection of its own; what is shown before it stands is dropped, not kept.
    const show = (round: number): void =>
      uplink.sendLive({ kind: "live", source: unitIdentity.sourceId, boot: 1, monoUs: round, catalogue, values: [{ signal: 0, atUs: round, value: round }] });
    await expect
      .poll(
        () => {
          show(0);
          return depot.live.length;
        },
        { interval: 50 },
      )
      .toBeGreaterThan(0);
    const delaysMs: number[] = [];
    for (let round = 0; round < 3; round++) {
      const sentAtMs = performance.now();
      const seen = depot.live.length;
      show(round + 1);
      await expect.poll(() => depot.live.length, { interval: 5 }).toBeGreaterThan(seen);
      delaysMs.push(performance.now() - sentAtMs);
    }
    expect(await heldBy(depot)).toBeLessThan(60);
    expect(Math.max(...delaysMs)).toBeLessThan(1_000);
  });

  it("lets an urgent record overtake the backlog on a narrow link", async () => {
    const { thread, directory } = await makeThread();
    const depot = await startDepot(directory, thread);
    const proxy = await startProxy(depot, { seed: 1, latencyMs: 20, bytesPerSecond: 400_000 });
    const { outbox } = await startUnit(directory, thread, proxy.address);
    await Promise.all(Array.from({ length: 60 }, () => outbox.sealSegment(3, samples(2_500))));
    await expect.poll(() => heldBy(depot), { interval: 20 }).toBeGreaterThan(3);
    const sealedAtMs = performance.now();
    const urgent = async (): Promise<number> => (await depot.spool.report()).held[0].samples;
    await outbox.sealSegment(0, samples(3));
    await expect.poll(urgent, { interval: 10 }).toBe(3);
    expect(performance.now() - sealedAtMs).toBeLessThan(2_000);
    expect(await heldBy(depot)).toBeLessThan(60);
  });
});
