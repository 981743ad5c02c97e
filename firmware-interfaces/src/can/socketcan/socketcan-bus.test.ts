import { describe, expect, it } from "vitest";
import type { BusEvent } from "../can-bus.ts";
import { socketcanLimits } from "./limits.ts";
import { sendingOn, SocketcanBus } from "./socketcan-bus.ts";
import { counterOf, type ToThread } from "./thread-messages.ts";

function busOf(options: { readonly maySend: boolean; readonly isUp?: boolean }): { bus: SocketcanBus; posted: ToThread[]; counters: Int32Array } {
  const posted: ToThread[] = [];
  const counters = new Int32Array(new SharedArrayBuffer(8));
  const bus = new SocketcanBus({
    name: "can0",
    channel: 7,
    counters,
    maySend: options.maySend,
    post: (message) => posted.push(message),
    close: () => Promise.resolve(),
  });
  bus.onOpened(options.isUp ?? true);
  return { bus, posted, counters };
}

const frame = { id: 0x18daf110, extended: true, data: Uint8Array.of(1) };

describe("SocketcanBus", () => {
  it("passes a frame on with the flags of the kernel", () => {
    const { bus, posted } = busOf({ maySend: true });
    expect(sendingOn(bus).send({ ...frame, flags: { fd: true, bitRateSwitch: true } })).toBe(true);
    expect(posted).toEqual([{ kind: "send", channel: 7, id: 0x98da_f110, payload: Uint8Array.of(1), isFd: true, flags: 1 }]);
  });

  it("posts a frame's own bytes only, not the buffer that they lie in", () => {
    const { bus, posted } = busOf({ maySend: true });
    sendingOn(bus).send({ ...frame, data: new Uint8Array(262_144).subarray(8, 16) });
    const [message] = posted;
    expect(message?.kind === "send" && message.payload.buffer.byteLength).toBe(8);
  });

  it("refuses what would not fit the send queue, and takes it when the thread is through with one", () => {
    const { bus, counters } = busOf({ maySend: true });
    const channel = sendingOn(bus);
    for (let count = 0; count < socketcanLimits.sendQueueMax; count++) expect(channel.send(frame)).toBe(true);
    expect(channel.send(frame)).toBe(false);
    Atomics.add(counters, counterOf.sent, 1);
    expect(channel.send(frame)).toBe(true);
    expect(channel.send(frame)).toBe(false);
  });

  it("takes nothing for an interface that is down", () => {
    const { bus, posted } = busOf({ maySend: true, isUp: false });
    expect(sendingOn(bus).send(frame)).toBe(false);
    bus.onMessage({ kind: "up", channel: 7 });
    expect(sendingOn(bus).send(frame)).toBe(true);
    expect(posted).toHaveLength(1);
  });

  it("does not send on a bus that was opened for listening, even when told to", () => {
    const { bus, posted } = busOf({ maySend: false });
    expect(() => sendingOn(bus).send(frame)).toThrow(/^CAN_TRANSMIT_FORBIDDEN/);
    expect(posted).toEqual([]);
  });

  it("refuses a frame that no bus can carry", () => {
    const { bus } = busOf({ maySend: true });
    expect(() => sendingOn(bus).send({ id: 0x800, extended: false, data: new Uint8Array(0) })).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
  });

  it("tells the reader at its start that the interface is down, and why later", () => {
    const { bus } = busOf({ maySend: false, isUp: false });
    const events: BusEvent[] = [];
    const reader = { onFrames: () => undefined, onEvent: (event: BusEvent) => events.push(event) };
    bus.start(reader);
    bus.onMessage({ kind: "up", channel: 7 });
    bus.onMessage({ kind: "down", channel: 7, reason: "ENETDOWN" });
    bus.onMessage({ kind: "down", channel: 7, reason: "ENODEV" });
    expect(events).toEqual([
      { kind: "down", why: "interface can0 is down or not there" },
      { kind: "up" },
      { kind: "down", why: "interface can0 is down" },
      { kind: "down", why: "interface can0 is gone (ENODEV)" },
    ]);
  });

  it("counts what it was given as taken once the reader is through with it, also after a stop", async () => {
    const { bus, counters } = busOf({ maySend: false });
    let heard = 0;
    bus.start({ onFrames: (frames) => (heard += frames.length), onEvent: () => undefined });
    bus.onMessage({ kind: "records", channel: 7, buffer: new ArrayBuffer(48) });
    expect(heard).toBe(3);
    await bus.stop();
    bus.onMessage({ kind: "records", channel: 7, buffer: new ArrayBuffer(16) });
    expect(heard).toBe(3);
    expect(Atomics.load(counters, counterOf.taken)).toBe(64);
  });
});
