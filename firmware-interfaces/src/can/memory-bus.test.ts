import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { describe, expect, it } from "vitest";
import type { BusEvent, BusReader } from "./can-bus.ts";
import type { CanFrame } from "./can-frame.ts";
import { canLimits } from "./limits.ts";
import { MemoryBus } from "./memory-bus.ts";

class Listener implements BusReader {
  readonly calls: number[] = [];
  readonly frames: CanFrame[] = [];
  readonly events: BusEvent[] = [];

  onFrames(frames: readonly CanFrame[]): void {
    this.calls.push(frames.length);
    this.frames.push(...frames);
  }

  onEvent(event: BusEvent): void {
    this.events.push(event);
  }
}

const clock = new ManualClock({ wallUs: 5_000_000 });
const frame = (id: number): CanFrame => ({ id, extended: false, data: Uint8Array.of(id), atUs: id });

describe("MemoryBus", () => {
  it("gives a burst to every reader in one call and in order", async () => {
    const bus = new MemoryBus({ name: "can0", clock });
    const listeners = [new Listener(), new Listener()];
    for (const listener of listeners) bus.connect().start(listener);
    bus.publish([frame(1), frame(2)]);
    bus.publish([frame(3)]);
    await Promise.resolve();
    for (const { calls, frames } of listeners) {
      expect(calls).toEqual([3]);
      expect(frames.map(({ id }) => id)).toEqual([1, 2, 3]);
    }
  });

  it("stamps what a channel sends and does not echo it to the sender", async () => {
    const bus = new MemoryBus({ name: "can0", clock });
    const [sender, other] = [bus.connect(), bus.connect()];
    const [heardBySender, heardByOther] = [new Listener(), new Listener()];
    sender.start(heardBySender);
    other.start(heardByOther);
    expect(sender.send({ id: 0x123, extended: false, data: new Uint8Array(8) })).toBe(true);
    await Promise.resolve();
    expect(heardBySender.frames).toEqual([]);
    expect(heardByOther.frames).toEqual([{ id: 0x123, extended: false, data: new Uint8Array(8), atUs: 5_000_000 }]);
  });

  it("keeps the oldest frames of a reader that does not keep up, and counts the others once", () => {
    const pending: (() => void)[] = [];
    const bus = new MemoryBus({ name: "can0", clock, queuedFramesMax: 2, defer: (run) => pending.push(run) });
    const listener = new Listener();
    bus.connect().start(listener);
    bus.publish([frame(1), frame(2), frame(3)]);
    bus.publish([frame(4)]);
    pending.shift()?.();
    expect(listener.frames.map(({ id }) => id)).toEqual([1, 2]);
    expect(listener.events).toEqual([{ kind: "dropped", frames: 2 }]);
    bus.publish([frame(5)]);
    pending.shift()?.();
    expect(listener.events).toHaveLength(1);
    expect(listener.frames.at(-1)?.id).toBe(5);
  });

  it("says nothing to a channel before its start and after its stop", async () => {
    const bus = new MemoryBus({ name: "can0", clock });
    const channel = bus.connect();
    const listener = new Listener();
    bus.publish([frame(1)]);
    channel.start(listener);
    bus.publish([frame(2)]);
    await channel.stop();
    bus.publish([frame(3)]);
    await Promise.resolve();
    expect(listener.frames).toEqual([]);
  });

  it("ends after the last frame", async () => {
    const bus = new MemoryBus({ name: "can0", clock });
    const order: string[] = [];
    bus.connect().start({ onFrames: (frames) => order.push(`${frames.length} frames`), onEvent: ({ kind }) => order.push(kind) });
    bus.publish([frame(1)]);
    bus.end();
    await Promise.resolve();
    expect(order).toEqual(["1 frames", "ended"]);
  });

  it.each([
    ["an 11-bit identifier of 12 bits", { id: 0x800, extended: false, data: new Uint8Array(0) }],
    ["a 29-bit identifier of 30 bits", { id: 0x2000_0000, extended: true, data: new Uint8Array(0) }],
    ["nine classic bytes", { id: 1, extended: false, data: new Uint8Array(9) }],
    ["nine bytes of CAN FD", { id: 1, extended: false, data: new Uint8Array(9), flags: { fd: true } as const }],
  ])("refuses to send %s", (_, impossible) => {
    const channel = new MemoryBus({ name: "can0", clock }).connect();
    expect(() => channel.send(impossible)).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
  });

  it("refuses one channel above the limit, and takes it when another has stopped", async () => {
    const bus = new MemoryBus({ name: "can0", clock });
    const channels = Array.from({ length: canLimits.channelsMax }, () => bus.connect());
    expect(() => bus.connect()).toThrow(/^CAN_TOO_MANY_CHANNELS/);
    await channels[0]?.stop();
    expect(() => bus.connect()).not.toThrow();
  });
});
