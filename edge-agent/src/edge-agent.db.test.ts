import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { MemoryBus } from "@drawbar/firmware-interfaces/can/memory-bus.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { LiveFrame } from "@drawbar/proto/link/live.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { edgeConfig } from "./config.ts";
import { startEdgeAgent, type EdgeAgent } from "./edge-agent.ts";
import { troublesOf } from "./health/agent-report.ts";
import { TestCloud } from "./test-cloud.ts";

const log = createLogger({ process: "test", level: "silent" });
const dbc = parseDbc(
  new TextEncoder().encode(`VERSION ""
BU_: X
BO_ 256 Motion: 8 X
 SG_ VehicleSpeed : 0|16@1+ (0.01,0) [0|655.35] "km/h" X
 SG_ Alarm : 16|8@1+ (1,0) [0|255] "" X
`),
  { name: "test.dbc", mode: "strict" },
);

describe("EdgeAgent", () => {
  let directory: string;
  let cloud: TestCloud;
  let linkThread: LinkThread;
  let bus: MemoryBus;
  let agent: EdgeAgent | undefined;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "drawbar-edge-agent-"));
    cloud = await TestCloud.create(log);
    await cloud.enrol(path.join(directory, "identity"));
    linkThread = new LinkThread({ log });
    linkThread.start();
    bus = new MemoryBus({ name: "can0", clock: systemClock });
  });

  afterEach(async () => {
    await agent?.stop();
    agent = undefined;
    await linkThread.stop();
    await cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it("brings what a bus says to the cloud, each sample once, at its time, under its name", async () => {
    await start();
    const given = await drive(50);
    await agent?.flush();
    await expectSoon(() => cloud.samples().length === 100);
    const speeds = cloud.samples().filter(({ name }) => name === "Vehicle.Speed");
    expect(speeds.map(({ atUs, value }) => [atUs, value])).toEqual(given.map(([atUs, raw]) => [atUs, raw * 0.01 + 0]));
    expect(new Set(speeds.map(({ source }) => source))).toEqual(new Set(["can0/Motion/VehicleSpeed"]));
    await expectSecured(100);
    expect(agent?.report()).toMatchObject({
      boot: 1,
      samples: { decoded: 100, kept: 100, lost: 0 },
      uplink: { kind: "open", hub: "cloud" },
      outbox: { produced: 100, givenUp: 0 },
    });
  });

  it("keeps changes only when it is told so", async () => {
    await start({ "collection.mode": "changes" });
    await drive(10, () => 7);
    await agent?.flush();
    await expectSecured(2);
    expect(agent?.report().samples).toMatchObject({ decoded: 20, kept: 2 });
  });

  it("records on without a hub, and delivers when it is back", async () => {
    await cloud.stop();
    await start();
    await drive(20);
    await agent?.flush();
    expect(agent?.report().uplink.kind).not.toBe("open");
    await cloud.start();
    await expectSecured(40);
    expect(cloud.samples()).toHaveLength(40);
  });

  it("delivers after a restart what it could not before, in an epoch of its own", async () => {
    await cloud.stop();
    await start();
    await drive(10);
    await agent?.stop();
    await cloud.start();
    await start();
    await drive(5);
    await agent?.flush();
    await expectSoon(() => cloud.samples().length === 30);
    expect(agent?.report().boot).toBe(2);
    expect(new Set(cloud.headers().map(({ boot }) => boot))).toEqual(new Set([1, 2]));
    expect(new Set(cloud.headers().map(({ epoch }) => epoch)).size).toBe(2);
    expect(cloud.store.accounts(cloud.tenant.tenantId).reduce((sum, { received, produced }) => sum + produced - received, 0)).toBe(0);
  });

  it("sends urgent signals at the end of their batch, in a stream of their own", async () => {
    await start({ "collection.rules": [{ signals: ["*/Alarm"], priority: 0 }] });
    await drive(1);
    await expectSoon(() => cloud.headers().some(({ priority }) => priority === 0));
    expect(cloud.samples().map(({ source }) => source)).toEqual(["can0/Motion/Alarm"]);
  });

  it("shows newest values once its catalogue is on the way, and signs off when it stops", async () => {
    await start({ "live.periodMs": 20 });
    const ticking = setInterval(() => void drive(1), 20);
    await expectSoon(() => cloud.live.length >= 3);
    clearInterval(ticking);
    const [first] = cloud.live as LiveFrame[];
    expect(first).toMatchObject({ kind: "live", source: agent?.name, boot: 1 });
    await expectSoon(() => cloud.store.state(cloud.tenant.tenantId).catalogues.has(first?.catalogue ?? ("" as LiveFrame["catalogue"])));
    await agent?.stop();
    await expectSoon(() => cloud.live.at(-1)?.kind === "asleep");
  });

  it("sends watched signals as they change", async () => {
    await start({ "live.periodMs": 0 });
    await drive(1);
    await agent?.flush();
    await expectSoon(() => agent?.report().uplink.kind === "open");
    // The live call follows the exchange.
    await expectSoon(() => {
      if (agent !== undefined) cloud.watch({ kind: "watch", source: agent.report().source, signals: [0], forMs: 5_000 });
      return agent?.report().live.isWatched === true;
    });
    await drive(1, () => 1_234);
    await expectSoon(() => cloud.live.some((up) => up.kind === "live" && up.values.some(({ signal, value }) => signal === 0 && value === 12.34)));
  });

  it("stamps samples from the last trusted time on while its clock says 1970, and says so", async () => {
    const clock: Clock = { wallUs: () => systemClock.monoUs(), monoUs: () => systemClock.monoUs() };
    await start({}, clock);
    bus.publish([frameAt(clock.wallUs(), 5)]);
    await flushed();
    await expectSecured(2);
    const [sample] = cloud.samples();
    expect((sample?.atUs ?? 0) / 1_000).toBeGreaterThan(Date.UTC(2026, 0, 1));
    expect(cloud.headers()[0]?.clockQuality).toBe("unset");
    expect(agent === undefined ? [] : troublesOf(agent.report())).toEqual([expect.stringContaining("clock is not set")]);
  });

  it("begins a new segment when the clock is set, and keeps the order by monotonic time", async () => {
    let setByUs = 0;
    const clock: Clock = { wallUs: () => systemClock.wallUs() + setByUs, monoUs: () => systemClock.monoUs() };
    await start({}, clock);
    bus.publish([frameAt(clock.wallUs(), 1)]);
    await tick();
    setByUs = 7_200_000_000;
    await expectSoon(() => agent?.report().clock.steps === 1);
    bus.publish([frameAt(clock.wallUs(), 2)]);
    await flushed();
    await expectSecured(4);
    const [before, after] = cloud.headers().toSorted((a, b) => a.seq - b.seq);
    expect((after?.firstUs ?? 0) - (before?.firstUs ?? 0)).toBeGreaterThan(7_000_000_000);
    expect((after?.firstMonoUs ?? 0) - (before?.firstMonoUs ?? 0)).toBeLessThan(5_000_000);
    expect(after?.firstMonoUs ?? 0).toBeGreaterThan(before?.firstMonoUs ?? 0);
  });

  it("puts a damaged outbox aside, begins a new one and says so", async () => {
    writeFileSync(path.join(directory, "outbox.sqlite"), "this is no database, and was none before the disk failed".repeat(100));
    await start();
    await drive(3);
    await flushed();
    await expectSecured(6);
    expect(agent === undefined ? [] : troublesOf(agent.report())).toEqual([expect.stringContaining("damaged and begun anew")]);
    expect(readdirSync(directory).filter((name) => name.includes("damaged"))).not.toEqual([]);
  });

  it("runs many agents over one link thread", async () => {
    const others = await Promise.all(
      [1, 2, 3].map(async (index) => {
        const folder = path.join(directory, `unit-${index}`);
        await cloud.enrol(path.join(folder, "identity"));
        return startAgent(folder);
      }),
    );
    await tick();
    await drive(10);
    for (const other of others) await other.flush();
    await expectSoon(() => cloud.samples().length === 60);
    for (const other of others) await other.stop();
  });

  async function start(overrides: Readonly<Record<string, unknown>> = {}, clock: Clock = systemClock): Promise<void> {
    agent = await startAgent(directory, overrides, clock);
  }

  function startAgent(folder: string, overrides: Readonly<Record<string, unknown>> = {}, clock: Clock = systemClock): Promise<EdgeAgent> {
    const config = readConfig(edgeConfig, {
      env: {},
      overrides: {
        identityDirectory: path.join(folder, "identity"),
        "outbox.file": path.join(folder, "outbox.sqlite"),
        hubs: [cloud.address],
        "collection.mode": "all",
        ...overrides,
      },
    });
    return startEdgeAgent({ config, clock, log, linkThread, buses: [{ bus: bus.connect(), decoders: [compileDbc(dbc)] }] });
  }

  /** @returns time and raw speed of each frame. */
  async function drive(frames: number, rawOf = (index: number): number => 1_000 + index): Promise<[atUs: number, raw: number][]> {
    const given = Array.from({ length: frames }, (_, index): [number, number] => [systemClock.wallUs() + index, rawOf(index)]);
    bus.publish(given.map(([atUs, raw]) => frameAt(atUs, raw)));
    await tick();
    return given;
  }

  async function flushed(): Promise<void> {
    await tick();
    await agent?.flush();
  }

  async function expectSecured(samples: number): Promise<void> {
    await expectSoon(async () => {
      const report = await agent?.refreshOutboxReport();
      return report?.secured === samples && report.unsecuredRecords === 0;
    });
  }
});

function frameAt(atUs: number, raw: number): CanFrame {
  return { id: 256, extended: false, data: Uint8Array.of(raw & 0xff, raw >> 8, 1, 0, 0, 0, 0, 0), atUs };
}

/** A turn of the loop: a memory bus delivers in a microtask. */
function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What cannot be said yet, such as samples whose catalogue is still on the way, is not so yet. */
async function expectSoon(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(isSo, { interval: 10 }).toBe(true);
}
