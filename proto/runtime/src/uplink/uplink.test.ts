import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { LiveUp } from "@drawbar/proto/link/live.ts";
import { cloudHub, type HubName } from "@drawbar/proto/link/holder-options.ts";
import type { LinkClientOptions } from "../link-grpc/link-client.ts";
import { failLinkGrpc } from "../link-grpc/link-grpc-errors.ts";
import type { SessionEnd, SessionHandlers } from "../link-grpc/link-session.ts";
import { createLogger } from "../logging/logger.ts";
import type { Identity } from "../tls/identity.ts";
import { Backoff } from "./backoff.ts";
import { uplinkLimits } from "./limits.ts";
import type { HubLink, HubWire, LinkHost } from "./link-host.ts";
import { Uplink, type UplinkSession, type UplinkState } from "./uplink.ts";

const log = createLogger({ process: "test", level: "silent" });
const lost: SessionEnd = { kind: "lost", detail: "the connection broke" };
const clock: Clock = { wallUs: () => Date.now() * 1_000, monoUs: () => performance.now() * 1_000 };

class FakeSession implements UplinkSession {
  readonly hub: HubName = cloudHub;
  readonly address: string;
  readonly sent: Uint8Array[] = [];
  readonly live: LiveUp[] = [];
  #handlers: SessionHandlers | undefined;
  #isClosed = false;

  constructor(address: string) {
    this.address = address;
  }

  serve(handlers: SessionHandlers): void {
    this.#handlers = handlers;
  }

  sendBytes(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  sendLive(message: LiveUp): void {
    this.live.push(message);
  }

  pause(): void {}

  resume(): void {}

  close(end: SessionEnd = { kind: "closed", detail: "" }): void {
    this.end(end);
  }

  end(end: SessionEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#handlers?.onClosed(end);
  }

  hear(bytes: Uint8Array): void {
    this.#handlers?.onBytes?.(bytes);
  }
}

/** Hubs that are up, what was tried, and what the host saw. */
class World implements LinkHost {
  readonly up = new Set<string>();
  readonly tried: { readonly address: string; readonly atMs: number }[] = [];
  readonly sessions: FakeSession[] = [];
  readonly states: UplinkState[] = [];
  readonly events: string[] = [];

  readonly connect = async ({ address }: LinkClientOptions): Promise<UplinkSession> => {
    this.tried.push({ address, atMs: performance.now() });
    if (!this.up.has(address)) throw failLinkGrpc("LINK_HUB_UNREACHABLE", `${address} does not answer`);
    const session = new FakeSession(address);
    this.sessions.push(session);
    return session;
  };

  hubConnected(hub: HubName, wire: HubWire): HubLink {
    this.events.push(`connected ${hub}`);
    wire.send(Uint8Array.of(1), true);
    return { receive: (bytes) => this.events.push(`received ${bytes.join()}`), closed: () => this.events.push("closed") };
  }

  uplink(hubs: readonly string[]): Uplink {
    return new Uplink({
      hubs,
      host: this,
      clock,
      log,
      identity: () => ({}) as Identity, // the fake looks at none
      random: { next: () => 0.999 },
      connect: this.connect,
      onState: (state) => this.states.push(state),
    });
  }
}

let world: World;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  world = new World();
});

afterEach(() => void vi.useRealTimers());

const tried = (): string[] => world.tried.splice(0).map(({ address }) => address);
const waitingMs = ({ state }: Uplink): number => (state.kind === "waiting" ? Math.ceil(state.untilMs - performance.now()) : 0);
const pass = (elapsedMs: number): Promise<unknown> => vi.advanceTimersByTimeAsync(elapsedMs);

describe("Uplink", () => {
  it("links its host to the best hub, both ways", async () => {
    world.up.add("a").add("b");
    const uplink = world.uplink(["a", "b"]);
    uplink.start();
    await pass(0);
    expect(uplink.state).toMatchObject({ kind: "open", address: "a", hub: cloudHub });
    expect(world.sessions[0]?.sent).toEqual([Uint8Array.of(1)]);
    world.sessions[0]?.hear(Uint8Array.of(7));
    expect(world.events).toEqual(["connected cloud", "received 7"]);
    uplink.stop();
    expect(world.events.at(-1)).toBe("closed");
    expect(uplink.state).toEqual({ kind: "stopped" });
  });

  it("tries the next hub at once when one does not answer, and looks for a better one later", async () => {
    world.up.add("b");
    const uplink = world.uplink(["a", "b"]);
    uplink.start();
    await pass(0);
    expect(uplink.state).toMatchObject({ kind: "open", address: "b" });
    world.up.add("a");
    await pass(uplinkLimits.betterHubEveryMs);
    expect(uplink.state).toMatchObject({ kind: "open", address: "a" });
    expect(world.events).toEqual(["connected cloud", "connected cloud", "closed"]);
    expect(tried()).toEqual(["a", "b", "a"]);
    uplink.stop();
  });

  it("tries again within 100 ms after a good session, and finds a hub that restarts within a second of its listening", async () => {
    world.up.add("a");
    const uplink = world.uplink(["a"]);
    uplink.start();
    await pass(uplinkLimits.goodSessionMs);
    tried();
    world.up.clear();
    world.sessions[0]?.end(lost);
    expect(uplink.state).toMatchObject({ kind: "waiting", why: "LINK_HUB_UNREACHABLE", detail: "the connection broke" });
    await pass(100);
    expect(tried()).toEqual(["a"]);
    for (let second = 0; second < 9; second++) {
      await pass(1_000);
      expect(tried().length).toBeGreaterThan(0);
    }
    world.up.add("a");
    await pass(1_000);
    expect(uplink.state.kind).toBe("open");
    uplink.stop();
  });

  it("waits longer and longer for a hub that stays away, up to five minutes", async () => {
    const uplink = world.uplink(["a"]);
    uplink.start();
    await pass(3_600_000);
    const times = world.tried.map(({ atMs }) => atMs);
    const waits = times.slice(1).map((atMs, index) => Math.round(atMs - (times[index] ?? 0)));
    expect(waits.slice(0, 5)).toEqual([99, 199, 399, 799, 1_598]);
    expect(Math.max(...waits)).toBeGreaterThan(290_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
    uplink.stop();
    tried();
    await pass(600_000);
    expect(tried()).toEqual([]);
  });

  it("does not take a hub that hangs up at once for a good one", async () => {
    world.up.add("a");
    const uplink = world.uplink(["a"]);
    uplink.start();
    await pass(0);
    for (let round = 0; round < 12; round++) {
      world.sessions.at(-1)?.end(lost);
      await pass(waitingMs(uplink));
    }
    world.sessions.at(-1)?.end({ kind: "refused", detail: "unknown here" });
    expect(uplink.state).toMatchObject({ kind: "waiting", why: "LINK_HUB_REFUSED", detail: "unknown here" });
    expect(waitingMs(uplink)).toBeGreaterThan(60_000);
    uplink.stop();
  });

  it("moves to a depot that came in reach without letting go of the cloud before it is linked", async () => {
    world.up.add("cloud").add("depot");
    const uplink = world.uplink(["cloud"]);
    uplink.start();
    await pass(0);
    uplink.setHubs(["depot", "cloud"]);
    await pass(0);
    expect(uplink.state).toMatchObject({ kind: "open", address: "depot" });
    expect(world.events).toEqual(["connected cloud", "connected cloud", "closed"]);
    uplink.setHubs(["depot", "cloud"]);
    uplink.setHubs(["cloud"]);
    await pass(0);
    expect(uplink.state).toMatchObject({ kind: "open", address: "cloud" });
    uplink.stop();
  });

  it("leaves an attempt in progress when the hubs change", async () => {
    world.up.add("b");
    const uplink = world.uplink(["a"]);
    uplink.start();
    uplink.setHubs(["b"]);
    await pass(0);
    expect(uplink.state).toMatchObject({ kind: "open", address: "b" });
    expect(world.sessions).toHaveLength(1);
    uplink.stop();
  });

  it("waits, and says why, when no hub is known", async () => {
    const uplink = world.uplink([]);
    uplink.start();
    await pass(0);
    expect(uplink.state).toMatchObject({ kind: "waiting", detail: "no hub is known to this device" });
    uplink.stop();
  });
});

describe("Backoff", () => {
  it("draws each wait from 0 up to its bound", () => {
    const backoff = new Backoff({ next: () => 0 });
    expect([backoff.nextMs(0), backoff.nextMs(0)]).toEqual([0, 0]);
  });
});
