import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveSocket, type Socket } from "./live-socket.ts";
import type { LiveMessage } from "./live-messages.ts";

class FakeSocket implements Socket {
  onopen: Socket["onopen"] = null;
  onclose: Socket["onclose"] = null;
  onmessage: Socket["onmessage"] = null;
  readonly sent: string[] = [];
  isClosed = false;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.isClosed = true;
  }
  say(message: LiveMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

describe("LiveSocket", () => {
  let sockets: FakeSocket[];
  let losses: number;
  let live: LiveSocket;
  const last = () => sockets.at(-1) ?? new FakeSocket();

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    losses = 0;
    live = new LiveSocket({
      open: () => {
        sockets.push(new FakeSocket());
        return last();
      },
      nowMs: () => 1_000,
      random: () => 0.999,
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
    expect(last().sent).toEqual([]);
    last().onopen?.();
    expect(last().sent).toEqual(['{"subscribe":"fleet"}']);
  });

  it("hands each message to those who follow its topic", () => {
    const fleet: LiveMessage[] = [];
    const vehicle: LiveMessage[] = [];
    live.follow({ kind: "fleet" }, (message) => fleet.push(message));
    live.follow({ kind: "vehicle", vehicleId: "v1" }, (message) => vehicle.push(message));
    last().onopen?.();
    last().say({ topic: "vehicle", vehicleId: "v1", kind: "delta", values: [] });
    last().say({ topic: "vehicle", vehicleId: "v2", kind: "delta", values: [] });
    last().say({ topic: "fleet", kind: "snapshot", vehicles: [] });
    expect([fleet.length, vehicle.length]).toEqual([1, 1]);
  });

  it("leaves out what a newer cloud says and it does not know", () => {
    const heard: LiveMessage[] = [];
    live.follow({ kind: "fleet" }, (message) => heard.push(message));
    last().onopen?.();
    last().onmessage?.({ data: '{"topic":"fleet","kind":"weather"}' });
    expect(heard).toEqual([]);
  });

  it("comes back within 100 ms after a break, and asks for everything again", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    live.follow({ kind: "vehicle", vehicleId: "v1" }, () => undefined);
    last().onopen?.();
    last().onclose?.();
    expect(live.lostAtMs).toBe(1_000);
    expect(losses).toBe(1);
    vi.advanceTimersByTime(100);
    expect(sockets).toHaveLength(2);
    last().onopen?.();
    expect(last().sent).toHaveLength(2);
    expect(live.lostAtMs).toBeUndefined();
  });

  it("waits longer from failure to failure, at most 20 s, and not when told to try now", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    for (let failure = 0; failure < 12; failure += 1) {
      last().onclose?.();
      vi.advanceTimersByTime(20_000);
    }
    expect(sockets).toHaveLength(13);
    last().onclose?.();
    vi.advanceTimersByTime(15_000);
    expect(sockets).toHaveLength(13);
    live.retryNow();
    expect(sockets).toHaveLength(14);
  });

  it("closes when nothing is followed any more, and stays closed", () => {
    const end = live.follow({ kind: "fleet" }, () => undefined);
    const first = last();
    first.onopen?.();
    end();
    expect(first.isClosed).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it("tells the cloud to stop when the last follower of one thing goes", () => {
    live.follow({ kind: "fleet" }, () => undefined);
    const ends = [live.follow({ kind: "vehicle", vehicleId: "v1" }, () => undefined), live.follow({ kind: "vehicle", vehicleId: "v1" }, () => undefined)];
    last().onopen?.();
    ends[0]?.();
    expect(last().sent.at(-1)).not.toContain("unsubscribe");
    ends[1]?.();
    expect(last().sent.at(-1)).toBe('{"unsubscribe":"vehicle","vehicleId":"v1"}');
  });
});
