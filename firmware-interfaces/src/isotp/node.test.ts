import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { ManualTimer } from "../can/manual-timer.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import { addressKey, addressWithByte, mixedAddress, normalAddress, normalFixedAddress, type IsoTpAddress } from "./addresses.ts";
import type { IsoTpFraming } from "./framing.ts";
import { isoTpLimits } from "./limits.ts";
import { IsoTpNode, type IsoTpNodeOptions } from "./node.ts";

/** Both directions of a conversation, by addressing format. */
const formats: Readonly<Record<string, readonly [IsoTpAddress, IsoTpAddress]>> = {
  "normal, 11 bits": [normalAddress(0x7e0), normalAddress(0x7e8)],
  "normal fixed, 29 bits": [normalFixedAddress({ target: 0x10, source: 0xf1 }), normalFixedAddress({ target: 0xf1, source: 0x10 })],
  extended: [addressWithByte(0x6f1, 0x12), addressWithByte(0x612, 0xf1)],
  "mixed, 11 bits": [addressWithByte(0x701, 0x55), addressWithByte(0x709, 0x55)],
  "mixed, 29 bits": [mixedAddress({ target: 0x10, source: 0xf1, extension: 3 }), mixedAddress({ target: 0xf1, source: 0x10, extension: 3 })],
};

class Recorder {
  readonly messages: Uint8Array[] = [];
  readonly broken: string[] = [];

  onMessage(_: unknown, payload: Uint8Array): void {
    this.messages.push(payload);
  }

  onBroken(_: unknown, reason: string): void {
    this.broken.push(reason);
  }
}

/** Two nodes that talk to each other, and a third channel that hears both. */
function conversation(options: { format?: string; framing?: IsoTpFraming; flowControl?: IsoTpNodeOptions["flowControl"]; sender?: CanSender } = {}) {
  const timer = new ManualTimer();
  const bus = new MemoryBus({ name: "can0", clock: timer.clock });
  const [toUnit, toTester] = formats[options.format ?? "normal, 11 bits"] ?? [normalAddress(1), normalAddress(2)];
  const node = (from: IsoTpAddress, replyTo: IsoTpAddress, listener: Recorder, sender?: CanSender): IsoTpNode => {
    const channel = bus.connect();
    const started = new IsoTpNode({
      bus: channel,
      sender: sender ?? channel,
      timer,
      clock: timer.clock,
      ...(options.framing === undefined ? {} : { framing: options.framing }),
      ...(options.flowControl === undefined ? {} : { flowControl: options.flowControl }),
      route: ({ id, extended, data }) => {
        const address = from.addressByte === undefined ? { id, extended } : { id, extended, addressByte: data[0] };
        return addressKey(address) === addressKey(from) ? { from, replyTo } : undefined;
      },
      listener,
    });
    started.start();
    return started;
  };
  const unit = new Recorder();
  const frames: CanFrame[] = [];
  const testerNode = node(toTester, toUnit, new Recorder(), options.sender);
  const unitNode = node(toUnit, toTester, unit);
  const wire = bus.connect();
  wire.start({ onFrames: (heard) => frames.push(...heard), onEvent: () => undefined });
  return { timer, bus, wire, frames, unit, testerNode, unitNode, toUnit, toTester };
}

describe("IsoTpNode", () => {
  it.each(Object.keys(formats))("carries messages in %s addressing", async (format) => {
    const { timer, testerNode, toUnit, unit, frames } = conversation({ format });
    const payload = Uint8Array.from({ length: 300 }, (_, index) => index);
    const sent = testerNode.send(toUnit, payload);
    await timer.advance(10);
    expect(await sent).toEqual({ kind: "sent" });
    expect(unit.messages).toEqual([payload]);
    expect(frames.every(({ data }) => data.length === 8)).toBe(true);
  });

  it("sends what the standard's example says, byte for byte", async () => {
    const { timer, testerNode, toUnit, frames } = conversation({ format: "extended", framing: { frameBytes: 8 } });
    void testerNode.send(toUnit, hex("22f190f18cf187"));
    await timer.advance(1);
    expect(frames.map(({ id, data }) => `${id.toString(16)} ${Buffer.from(data).toString("hex")}`)).toEqual([
      "6f1 12100722f190f18c",
      "612 f1300000",
      "6f1 1221f187",
    ]);
  });

  it("uses CAN FD frames of the lengths that there are", async () => {
    const { timer, testerNode, toUnit, unit, frames } = conversation({ framing: { frameBytes: 64, bitRateSwitch: true } });
    for (const length of [1, 7, 8, 62, 63, 5_000]) {
      void testerNode.send(toUnit, new Uint8Array(length).fill(0xaa));
      await timer.advance(10);
    }
    expect(unit.messages.map(({ length }) => length)).toEqual([1, 7, 8, 62, 63, 5_000]);
    expect(frames.slice(0, 4).map(({ data }) => data.length)).toEqual([2, 8, 12, 64]);
    expect(frames.every(({ flags }) => flags?.fd === true && flags.bitRateSwitch === true)).toBe(true);
  });

  it("keeps the pause and the blocks that the other side asks for", async () => {
    const { timer, testerNode, toUnit, unit, frames } = conversation({ flowControl: { blockSize: 3, separationTimeMs: 10 } });
    const sent = testerNode.send(toUnit, new Uint8Array(6 + 7 * 7));
    await timer.advance(39);
    expect(unit.messages).toHaveLength(0);
    await timer.advance(1);
    expect(await sent).toEqual({ kind: "sent" });
    expect(frames.map(({ id, data }) => (id === 0x7e8 ? "fc" : ((data[0] ?? 0) >> 4).toString()))).toEqual("1 fc 2 2 2 fc 2 2 2 fc 2".split(" "));
    const times = frames.filter(({ id }) => id === 0x7e0).map(({ atUs }) => atUs);
    expect(times.slice(2).map((atUs, index) => (atUs - (times[index + 1] ?? 0)) / 1_000)).toEqual([10, 10, 0, 10, 10, 0]);
  });

  it("fails a message when no flow control comes, and takes the next one", async () => {
    const { timer, testerNode, unitNode, toUnit } = conversation();
    await unitNode.stop();
    const sent = testerNode.send(toUnit, new Uint8Array(20));
    expect(await testerNode.send(toUnit, new Uint8Array(20))).toEqual({ kind: "failed", reason: "busy" });
    await timer.advance(isoTpLimits.flowControlTimeoutMs);
    expect(await sent).toEqual({ kind: "failed", reason: "flow-control-timed-out" });
    expect(await testerNode.send(toUnit, hex("3e00"))).toEqual({ kind: "sent" });
  });

  it("reports a message whose frames stop", async () => {
    const { timer, wire, unit } = conversation();
    wire.send({ id: 0x7e0, extended: false, data: hex("1014490201314734") });
    await timer.advance(isoTpLimits.consecutiveFrameTimeoutMs);
    expect(unit.broken).toEqual(["timed-out"]);
    expect(timer.waiting).toBe(0);
  });

  it("waits for a full transmit queue without losing or repeating a frame", async () => {
    const open = { isOpen: false };
    const taken: CanFrame[] = [];
    const sender: CanSender = {
      send: (frame) => {
        if (open.isOpen) taken.push({ ...frame, atUs: 0 });
        return open.isOpen;
      },
    };
    const { timer, testerNode, wire, toUnit } = conversation({ sender });
    const sent = testerNode.send(toUnit, new Uint8Array(34));
    await timer.advance(500);
    open.isOpen = true;
    await timer.advance(1);
    wire.send({ id: 0x7e8, extended: false, data: hex("300000") });
    await timer.advance(1);
    expect(await sent).toEqual({ kind: "sent" });
    expect(taken.map(({ data }) => data[0])).toEqual([0x10, 0x21, 0x22, 0x23, 0x24]);
  });

  it("makes no more frames than a burst while the controller takes none", async () => {
    const state = { isOpen: true };
    let taken = 0;
    const sender: CanSender = {
      send: () => {
        taken += state.isOpen ? 1 : 0;
        return state.isOpen;
      },
    };
    const { timer, testerNode, wire, toUnit } = conversation({ sender });
    // More frames than may wait in all.
    const frames = isoTpLimits.outboxFramesMax + 100;
    const sent = testerNode.send(toUnit, new Uint8Array(2 + 7 * frames));
    state.isOpen = false;
    wire.send({ id: 0x7e8, extended: false, data: hex("300000") });
    await timer.advance(500);
    state.isOpen = true;
    await timer.advance(10);
    expect(await sent).toEqual({ kind: "sent" });
    expect(taken).toBe(1 + frames);
  });

  it("takes no remote or error frame for a message", async () => {
    const { timer, bus, unit } = conversation();
    const frame = { id: 0x7e0, extended: false, data: hex("023e00"), atUs: 0 };
    bus.publish([
      { ...frame, flags: { remote: true } },
      { ...frame, flags: { error: true } },
    ]);
    await timer.advance(1);
    expect(unit.messages).toEqual([]);
    bus.publish([frame]);
    await timer.advance(1);
    expect(unit.messages).toHaveLength(1);
  });

  it("gives up what the controller does not take for a second", async () => {
    const { timer, testerNode, toUnit } = conversation({ sender: { send: () => false } });
    const sent = testerNode.send(toUnit, new Uint8Array(5));
    await timer.advance(isoTpLimits.transmitTimeoutMs - 1);
    expect(timer.waiting).toBe(1);
    await timer.advance(2);
    expect(await sent).toEqual({ kind: "failed", reason: "not-transmitted" });
    expect(timer.waiting).toBe(0);
  });

  it("does not control the flow of messages to a group", async () => {
    const timer = new ManualTimer();
    const bus = new MemoryBus({ name: "can0", clock: timer.clock });
    const [channel, wire] = [bus.connect(), bus.connect()];
    const listener = new Recorder();
    const from = normalAddress(0x7df);
    new IsoTpNode({ bus: channel, sender: channel, timer, clock: timer.clock, route: () => ({ from, replyTo: from, isFunctional: true }), listener }).start();
    const frames: CanFrame[] = [];
    wire.start({ onFrames: (heard) => frames.push(...heard), onEvent: () => undefined });
    for (const data of ["1014490201314734", "02010c0000000000", "2147503030523535"]) wire.send({ id: 0x7df, extended: false, data: hex(data) });
    await timer.advance(5_000);
    expect(listener.messages).toEqual([hex("010c")]);
    expect(frames).toEqual([]);
  });

  it("forgets an idle counterpart for a new one, and ignores new ones while all are busy", async () => {
    const timer = new ManualTimer();
    const bus = new MemoryBus({ name: "can0", clock: timer.clock });
    const [channel, wire] = [bus.connect(), bus.connect()];
    const listener = new Recorder();
    const route = ({ id }: CanFrame): { from: IsoTpAddress; replyTo: IsoTpAddress } => ({ from: normalAddress(id), replyTo: normalAddress(id + 0x100) });
    new IsoTpNode({ bus: channel, sender: channel, timer, clock: timer.clock, route, listener }).start();
    const say = async (id: number, data: string): Promise<void> => {
      wire.send({ id, extended: false, data: hex(data) });
      await timer.advance(0);
    };
    for (let id = 0; id <= isoTpLimits.peersMax; id++) await say(id, "0101");
    expect(listener.messages).toHaveLength(isoTpLimits.peersMax + 1);
    for (let id = 0; id <= isoTpLimits.peersMax; id++) await say(id, "1007010203040506");
    for (let id = 0; id <= isoTpLimits.peersMax; id++) await say(id, "2107");
    expect(listener.messages).toHaveLength(2 * isoTpLimits.peersMax + 1);
  });

  it("ends what is under way when it is stopped, and holds no timer", async () => {
    const { timer, testerNode, unitNode, toUnit } = conversation({ flowControl: { separationTimeMs: 100 } });
    const sent = testerNode.send(toUnit, new Uint8Array(200));
    await timer.advance(150);
    await Promise.all([testerNode.stop(), unitNode.stop()]);
    expect(await sent).toEqual({ kind: "failed", reason: "stopped" });
    expect(await testerNode.send(toUnit, hex("3e00"))).toEqual({ kind: "failed", reason: "stopped" });
    expect(timer.waiting).toBe(0);
  });

  it("survives any frames from the bus and stays ready", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 30 }), async (noise) => {
        const { timer, wire, unit, testerNode, toUnit } = conversation();
        for (const data of noise) wire.send({ id: 0x7e0, extended: false, data });
        await timer.advance(2_000);
        const before = unit.messages.length;
        void testerNode.send(toUnit, hex("3e00"));
        await timer.advance(1);
        expect(unit.messages.slice(before)).toEqual([hex("3e00")]);
      }),
      { numRuns: 50 },
    );
  });

  it("refuses frame lengths and addresses that do not exist", () => {
    expect(() => conversation({ framing: { frameBytes: 10 } })).toThrow("ISOTP_FRAME_BYTES_IMPOSSIBLE");
    expect(() => conversation({ framing: { frameBytes: 4 } })).toThrow("ISOTP_FRAME_BYTES_IMPOSSIBLE");
    expect(() => conversation({ framing: { frameBytes: 8, paddingByte: 256 } })).toThrow("ISOTP_FRAME_BYTES_IMPOSSIBLE");
    expect(() => normalAddress(0x800, false)).toThrow("ISOTP_ADDRESS_IMPOSSIBLE");
    expect(() => addressWithByte(0x7e0, 256)).toThrow("ISOTP_ADDRESS_IMPOSSIBLE");
    expect(() => normalFixedAddress({ target: -1, source: 0 })).toThrow("ISOTP_ADDRESS_IMPOSSIBLE");
  });
});

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
