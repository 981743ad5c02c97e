import { describe, expect, it } from "vitest";
import type { BusEvent } from "../can-bus.ts";
import type { CanFrame } from "../can-frame.ts";
import { canLimits } from "../limits.ts";
import { ManualTimer } from "../manual-timer.ts";
import { nodeCanBus, type NodeCanChannel, type NodeCanMessage, type NodeCanPackage } from "./node-can-bus.ts";
import { socketcanLimits } from "./limits.ts";

/** Stands in for the package, which needs a compiler and a kernel with CAN; test/system runs the real one where it is installed. */
class FakePackage implements NodeCanPackage {
  readonly sent: unknown[] = [];
  readonly filters: unknown[] = [];
  isThere = true;
  result = 16;
  #onMessage: (message: NodeCanMessage) => void = () => undefined;
  #onStopped: () => void = () => undefined;

  createRawChannelWithOptions(): NodeCanChannel {
    if (!this.isThere) throw new Error("Error while creating channel");
    return {
      addListener: (event: string, listener: ((message: NodeCanMessage) => void) | (() => void)) => {
        if (event === "onMessage") this.#onMessage = listener;
        else this.#onStopped = listener as () => void; // by the event's name
      },
      setRxFilters: (filters) => this.filters.push(filters),
      start: () => undefined,
      stop: () => undefined,
      send: (message) => (this.sent.push(message), this.result),
      sendFD: (message) => (this.sent.push(message), this.result),
    };
  }

  say(message: Partial<NodeCanMessage>): void {
    this.#onMessage({ id: 1, ext: false, rtr: false, data: Buffer.alloc(0), ts_sec: 5, ts_usec: 7, ...message });
  }

  delete(): void {
    this.isThere = false;
    this.#onStopped();
  }
}

function setUp(options: { readonly filters?: Parameters<typeof nodeCanBus>[1]["filters"] } = {}) {
  const nodeCan = new FakePackage();
  const timer = new ManualTimer();
  const frames: CanFrame[] = [];
  const events: BusEvent[] = [];
  const filters = options.filters === undefined ? {} : { filters: options.filters };
  const bus = nodeCanBus(nodeCan, { interfaceName: "can0", timer, transmit: true, ...filters });
  bus.start({ onFrames: (batch) => frames.push(...batch), onEvent: (event) => events.push(event) });
  return { nodeCan, timer, frames, events, bus };
}

describe("nodeCanBus", () => {
  it("gives what came in one turn as one batch, in our terms", async () => {
    const { nodeCan, timer, frames, events } = setUp();
    nodeCan.say({ id: 0x18fef100, ext: true, data: Buffer.from([1, 2]) });
    nodeCan.say({ rtr: true, data: Buffer.alloc(4) });
    nodeCan.say({ data: Buffer.alloc(12) });
    nodeCan.say({ id: 0x40, err: true, data: Buffer.alloc(8) });
    expect(frames).toEqual([]);
    await timer.advance(0);
    expect(frames).toEqual([
      { id: 0x18fef100, extended: true, data: Uint8Array.of(1, 2), atUs: 5_000_007, flags: undefined },
      { id: 1, extended: false, data: new Uint8Array(0), atUs: 5_000_007, flags: { remote: true } },
      { id: 1, extended: false, data: new Uint8Array(12), atUs: 5_000_007, flags: { fd: true } },
      { id: 0x40, extended: true, data: new Uint8Array(8), atUs: 5_000_007, flags: { error: true } },
    ]);
    expect(events).toEqual([{ kind: "controller", state: "bus-off" }]);
  });

  it("drops and counts beyond the limit", async () => {
    const { nodeCan, timer, frames, events } = setUp();
    for (let count = 0; count < canLimits.queuedFramesMax + 2; count++) nodeCan.say({});
    await timer.advance(0);
    expect(frames).toHaveLength(canLimits.queuedFramesMax);
    expect(events).toEqual([{ kind: "dropped", frames: 2 }]);
  });

  it("comes back when a deleted interface does", async () => {
    const { nodeCan, timer, frames, events, bus } = setUp();
    nodeCan.delete();
    await timer.advance(3 * socketcanLimits.reopenFirstMs);
    nodeCan.isThere = true;
    await timer.advance(4 * socketcanLimits.reopenFirstMs);
    expect(events.map(({ kind }) => kind)).toEqual(["down", "up"]);
    nodeCan.say({});
    await timer.advance(0);
    expect(frames).toHaveLength(1);
    await bus.stop();
    expect(timer.waiting).toBe(0);
  });

  it("sets filters with the format bit, and hears nothing by a list of none", async () => {
    const { nodeCan } = setUp({ filters: [{ id: 0x123, extended: false, inverted: true }] });
    expect(nodeCan.filters).toEqual([[{ id: 0x123, mask: 0x8000_07ff, invert: true }]]);
    const none = setUp({ filters: [] });
    none.nodeCan.say({});
    await none.timer.advance(0);
    expect(none.frames).toEqual([]);
  });

  it("sends only when asked to, and says when the queue is full", () => {
    const { nodeCan, bus } = setUp();
    expect(bus.send({ id: 1, extended: false, data: Uint8Array.of(9) })).toBe(true);
    expect(nodeCan.sent).toEqual([{ id: 1, ext: false, rtr: false, data: Buffer.from([9]) }]);
    nodeCan.result = -1;
    expect(bus.send({ id: 1, extended: false, data: new Uint8Array(12), flags: { fd: true } })).toBe(false);
    expect("send" in nodeCanBus(nodeCan, { interfaceName: "can0", timer: new ManualTimer() })).toBe(false);
  });
});
