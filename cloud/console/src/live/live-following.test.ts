import type { LiveMessage, LiveSocket } from "@drawbar/api-client/live-client.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveFollowing } from "./live-following.ts";

class FakeSocket implements LiveSocket {
  readyState = 0;
  readonly sent: string[] = [];
  readonly #listeners = new Map<string, (event: never) => void>();
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }
  open(): void {
    this.readyState = 1;
    this.#listeners.get("open")?.(undefined as never); // it takes no event
  }
  lose(code = 1006): void {
    this.readyState = 3;
    this.#listeners.get("close")?.({ code, reason: "" } as never); // what a browser gives
  }
  say(message: LiveMessage): void {
    this.#listeners.get("message")?.({ data: JSON.stringify(message) } as never); // what a browser gives
  }
}

describe("LiveFollowing", () => {
  let sockets: FakeSocket[];
  let losses: number;
  let live: LiveFollowing;
  const last = () => sockets.at(-1) ?? new FakeSocket();

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    losses = 0;
    live = new LiveFollowing({
      open: () => {
        sockets.push(new FakeSocket());
        return last();
      },
      nowMs: () => 1_000,
      onLost: () => {
        losses += 1;
      },
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("connects when something is followed and asks for it once the connection is open", () => {
    expect(sockets).toHaveLength(0);
    live.follow({ kind: "fleet" }, () => undefined);
    last().open();
    expect(last().sent).toEqual(['{"subscribe":"fleet"}']);
  });

  it("hands each message to those who follow its topic", () => {
    const fleet: LiveMessage[] = [];
    const vehicle: LiveMessage[] = [];
    live.follow({ kind: "fleet" }, (message) => fleet.push(message));
    live.follow({ kind: "vehicle", vehicleId: "v1" }, (message) => vehicle.push(message));
    last().open();
    last().say({ topic: "vehicle", vehicleId: "v1", kind: "delta", values: [] });
    last().say({ topic: "vehicle", vehicleId: "v2", kind: "delta", values: [] });
    last().say({ topic: "fleet", kind: "snapshot", vehicles: [] });
    expect([fleet.length, vehicle.length]).toEqual([1, 1]);
  });

  it("asks again for who joins later: the snapshot is for everyone", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    last().open();
    live.follow({ kind: "fleet" }, () => undefined);
    expect(last().sent).toHaveLength(2);
  });

  it("says since when it is cut off, and asks for everything again when it is back", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    live.follow({ kind: "vehicle", vehicleId: "v1" }, () => undefined);
    last().open();
    last().lose();
    expect(live.lostAtMs).toBe(1_000);
    expect(losses).toBe(1);
    vi.advanceTimersByTime(100);
    last().open();
    expect(sockets).toHaveLength(2);
    expect(last().sent).toHaveLength(2);
    expect(live.lostAtMs).toBeUndefined();
  });

  it("tries at once when told to, and only while it is cut off", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    last().open();
    live.retryNow();
    expect(sockets).toHaveLength(1);
    last().lose();
    live.retryNow();
    expect(sockets).toHaveLength(2);
    last().open();
    expect(last().sent).toEqual(['{"subscribe":"fleet"}']);
  });

  it("comes back with the new session when the old one ended", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    last().open();
    last().lose(4401);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
  });

  it("closes when nothing is followed any more, and stays closed", () => {
    const end = live.follow({ kind: "fleet" }, () => undefined);
    last().open();
    end();
    expect(last().readyState).toBe(3);
    last().lose();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(live.lostAtMs).toBeUndefined();
  });

  it("tells the cloud to stop when the last follower of one thing goes", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    const ends = [live.follow({ kind: "vehicle", vehicleId: "v1" }, () => undefined), live.follow({ kind: "vehicle", vehicleId: "v1" }, () => undefined)];
    last().open();
    ends[0]?.();
    expect(last().sent.at(-1)).not.toContain("unsubscribe");
    ends[1]?.();
    expect(last().sent.at(-1)).toBe('{"unsubscribe":"vehicle","vehicleId":"v1"}');
  });
});
