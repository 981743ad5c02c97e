import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can/can-frame.ts";
import { J1939Node, type J1939NodeOptions, type NodeEvent } from "./j1939-node.ts";
import { joinJ1939Id, splitJ1939Id } from "./j1939-id.ts";
import { pgns } from "./j1939-message.ts";
import { j1939Limits } from "./limits.ts";
import { nameBytes } from "./name.ts";
import { readAcknowledgement, requestBytes } from "./request-message.ts";
import { abortFrame, requestToSendFrame } from "./transport-frames.ts";

type Sent = Omit<CanFrame, "atUs">;
const arbitrary = 1n << 63n;

/** Nodes on one wire, in virtual time. `lose` takes a frame away before anybody hears it. */
class Wire {
  readonly frames: Sent[] = [];
  nowMs = 0;
  lose: (frame: Sent, index: number) => boolean = () => false;
  readonly #nodes: { readonly node: J1939Node; readonly events: NodeEvent[] }[] = [];
  readonly #pending: { readonly frame: Sent; readonly from: number }[] = [];

  add(options: Omit<J1939NodeOptions, "sender" | "random">): { readonly node: J1939Node; readonly events: NodeEvent[] } {
    const index = this.#nodes.length;
    const sender = {
      send: (frame: Sent): boolean => {
        this.#pending.push({ frame, from: index });
        return true;
      },
    };
    const entry = { node: new J1939Node({ ...options, sender, random: () => 0.5 }), events: [] as NodeEvent[] };
    this.#nodes.push(entry);
    entry.events.push(...entry.node.start(this.nowMs));
    return entry;
  }

  inject(frame: Sent): void {
    this.#pending.push({ frame, from: -1 });
    this.#deliver();
  }

  advance(elapsedMs: number): void {
    const end = this.nowMs + elapsedMs;
    for (; this.nowMs <= end; this.nowMs++) {
      this.#deliver();
      for (const { node, events } of this.#nodes) if ((node.dueMs ?? Number.POSITIVE_INFINITY) <= this.nowMs) events.push(...node.advance(this.nowMs));
    }
    this.#deliver();
  }

  #deliver(): void {
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) {
      this.frames.push(next.frame);
      if (this.lose(next.frame, this.frames.length - 1)) continue;
      for (const [index, { node, events }] of this.#nodes.entries()) {
        if (index !== next.from) events.push(...node.accept({ ...next.frame, atUs: 0 }, this.nowMs));
      }
    }
  }
}

const received = (events: readonly NodeEvent[]): Uint8Array[] => events.flatMap((event) => (event.kind === "messageReceived" ? [event.message.data] : []));
const outcomes = (events: readonly NodeEvent[]): string[] => events.flatMap((event) => (event.kind === "transferEnded" ? [event.outcome.kind] : []));
const lost = (events: readonly NodeEvent[]): unknown[] => events.flatMap((event) => (event.kind === "transferLost" ? [event.lost] : []));
const payloadOf = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, index) => (index * 7 + 1) & 0xff);
const controls = (frames: readonly Sent[], control: number): number[][] =>
  frames.filter(({ id, data }) => splitJ1939Id(id).pgn === pgns.transportControl && data[0] === control).map(({ data }) => [...data]);

function pair(): { wire: Wire; sender: { node: J1939Node; events: NodeEvent[] }; receiver: { node: J1939Node; events: NodeEvent[] } } {
  const wire = new Wire();
  const sender = wire.add({ name: 1n, preferredAddress: 0x10 });
  const receiver = wire.add({ name: 2n, preferredAddress: 0x20 });
  wire.advance(300);
  return { wire, sender, receiver };
}

describe("two nodes", () => {
  it("carry messages of every length by RTS and CTS", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: j1939Limits.transferBytesMax }), (bytes) => {
        const { wire, sender, receiver } = pair();
        expect(sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(bytes) }, wire.nowMs)).toBe("accepted");
        wire.advance(300);
        expect(received(receiver.events)).toEqual([payloadOf(bytes)]);
        expect(outcomes(sender.events)).toEqual(bytes > 8 ? ["sent"] : []);
      }),
      { numRuns: 25 },
    );
  });

  it("carry a broadcast with 50 ms between its packets", () => {
    const { wire, sender, receiver } = pair();
    const before = wire.nowMs;
    sender.node.send({ pgn: 65_260, priority: 6, destinationAddress: 0xff, data: payloadOf(18) }, before);
    wire.advance(149);
    expect(received(receiver.events)).toEqual([]);
    wire.advance(5);
    expect(received(receiver.events)).toEqual([payloadOf(18)]);
    expect(outcomes(sender.events)).toEqual(["sent"]);
  });

  it("send one broadcast after the other, and a message to one node meanwhile", () => {
    const { wire, sender, receiver } = pair();
    for (const bytes of [10, 20]) sender.node.send({ pgn: 65_260, priority: 6, destinationAddress: 0xff, data: payloadOf(bytes) }, wire.nowMs);
    sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(30) }, wire.nowMs);
    wire.advance(500);
    expect(received(receiver.events).map(({ length }) => length)).toEqual([30, 10, 20]);
  });

  it("repeat what was lost on the way, and only that", () => {
    const { wire, sender, receiver } = pair();
    let isLost = false;
    wire.lose = ({ id, data }) => {
      const isThird = splitJ1939Id(id).pgn === pgns.transportData && data[0] === 3 && !isLost;
      if (isThird) isLost = true;
      return isThird;
    };
    sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(100) }, wire.nowMs);
    wire.advance(50);
    expect(received(receiver.events)).toEqual([payloadOf(100)]);
    expect(controls(wire.frames, 17).map((data) => data.slice(1, 3))).toEqual([
      [15, 1],
      [1, 3],
    ]);
  });

  it("ask again when the last packet of a block was lost, after T1", () => {
    const { wire, sender, receiver } = pair();
    let isLost = false;
    wire.lose = ({ id, data }) => {
      const isLast = splitJ1939Id(id).pgn === pgns.transportData && data[0] === 15 && !isLost;
      if (isLast) isLost = true;
      return isLast;
    };
    sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(100) }, wire.nowMs);
    wire.advance(700);
    expect(received(receiver.events)).toEqual([]);
    wire.advance(100);
    expect(received(receiver.events)).toEqual([payloadOf(100)]);
  });

  it("give up together when nothing helps: one aborts with reason 3, the other hears it", () => {
    const { wire, sender, receiver } = pair();
    wire.lose = ({ id }) => splitJ1939Id(id).pgn === pgns.transportData;
    sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(100) }, wire.nowMs);
    wire.advance(6_000);
    expect(controls(wire.frames, 255).map(([, reason]) => reason)).toEqual([3]);
    expect(lost(receiver.events)).toMatchObject([{ pgn: 0xef00, sourceAddress: 0x10 }]);
    expect(outcomes(sender.events)).toHaveLength(1);
    expect(sender.node.dueMs).toBeUndefined();
    expect(receiver.node.dueMs).toBeUndefined();
  });

  it("time out after T3 when nobody answers, and go on with the next message", () => {
    const { wire, sender } = pair();
    for (let count = 0; count < 2; count++) sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x99, data: payloadOf(100) }, wire.nowMs);
    wire.advance(1_240);
    expect(outcomes(sender.events)).toEqual([]);
    wire.advance(20);
    expect(outcomes(sender.events)).toEqual(["timed-out"]);
    wire.advance(1_300);
    expect(outcomes(sender.events)).toEqual(["timed-out", "timed-out"]);
    expect(sender.node.dueMs).toBeUndefined();
  });
});

describe("a node", () => {
  it("asks a silent sender twice more, then aborts with reason 3", () => {
    const { wire, receiver } = pair();
    wire.inject(requestToSendFrame({ sourceAddress: 0x33, destinationAddress: 0x20 }, 100, 0xef00));
    wire.advance(3 * 1_250 - 10);
    expect(controls(wire.frames, 17)).toHaveLength(1 + j1939Limits.repeatsMax);
    expect(lost(receiver.events)).toEqual([]);
    wire.advance(20);
    expect(lost(receiver.events)).toEqual([{ pgn: 0xef00, sourceAddress: 0x33, why: "timed-out" }]);
    expect(controls(wire.frames, 255)).toEqual([[255, 3, 255, 255, 255, 0, 0xef, 0]]);
  });

  it("refuses one transfer more than it can receive, with reason 2, and one that is too long for it with 9", () => {
    const { wire } = pair();
    for (let source = 0x40; source < 0x40 + j1939Limits.receivedTransfersMax; source++) {
      wire.inject(requestToSendFrame({ sourceAddress: source, destinationAddress: 0x20 }, 100, 0xef00));
    }
    expect(controls(wire.frames, 255)).toEqual([]);
    wire.inject(requestToSendFrame({ sourceAddress: 0xa0, destinationAddress: 0x20 }, 100, 0xef00));
    expect(controls(wire.frames, 255).map((data) => data[1])).toEqual([2]);
    // 1786 to 1792 bytes have 256 packets; a node that claims 255 is malformed and gets no answer at all.
    wire.inject(requestToSendFrame({ sourceAddress: 0xa1, destinationAddress: 0x20 }, 1_790, 0xef00));
    expect(controls(wire.frames, 17)).toHaveLength(j1939Limits.receivedTransfersMax);
  });

  it("has at most so many messages in hand", () => {
    const { wire, sender } = pair();
    const send = (): string => sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x99, data: payloadOf(100) }, wire.nowMs);
    for (let count = 0; count < j1939Limits.sentTransfersMax; count++) expect(send()).toBe("accepted");
    expect(send()).toBe("busy");
  });

  it("keeps its frames while the bus takes none, up to a limit", () => {
    let isOpen = false;
    const out: Sent[] = [];
    const sender = {
      send: (frame: Sent): boolean => {
        if (isOpen) out.push(frame);
        return isOpen;
      },
    };
    const node = new J1939Node({ sender, name: 1n, preferredAddress: 0x10, random: () => 0 });
    node.start(0);
    node.advance(250);
    let taken = 0;
    while (node.send({ pgn: 65_280, priority: 6, destinationAddress: 0xff, data: payloadOf(8) }, 300) === "accepted") taken++;
    expect(taken).toBe(j1939Limits.outboxFramesMax - 1);
    expect(node.dueMs).toBe(0);
    isOpen = true;
    node.advance(400);
    expect(out).toHaveLength(j1939Limits.outboxFramesMax);
    expect(splitJ1939Id(out[0]?.id ?? 0).pgn).toBe(pgns.addressClaimed);
  });

  it("answers requests, and refuses what it does not know to who asked it, but not to all", () => {
    const wire = new Wire();
    wire.add({ name: 1n, preferredAddress: 0x10, answer: (pgn) => (pgn === 65_260 ? payloadOf(18) : undefined) });
    const asker = wire.add({ name: 2n, preferredAddress: 0x20 });
    wire.advance(300);
    asker.node.send({ pgn: pgns.request, priority: 6, destinationAddress: 0x10, data: requestBytes(65_260) }, wire.nowMs);
    wire.advance(50);
    expect(asker.events.at(-1)).toMatchObject({ message: { pgn: 65_260, transport: "cmdt", data: payloadOf(18) } });
    asker.node.send({ pgn: pgns.request, priority: 6, destinationAddress: 0xff, data: requestBytes(65_260) }, wire.nowMs);
    wire.advance(200);
    expect(asker.events.at(-1)).toMatchObject({ message: { pgn: 65_260, transport: "bam", data: payloadOf(18) } });
    const before = asker.events.length;
    asker.node.send({ pgn: pgns.request, priority: 6, destinationAddress: 0xff, data: requestBytes(65_242) }, wire.nowMs);
    wire.advance(50);
    expect(asker.events).toHaveLength(before);
    asker.node.send({ pgn: pgns.request, priority: 6, destinationAddress: 0x10, data: requestBytes(65_242) }, wire.nowMs);
    wire.advance(50);
    expect(readAcknowledgement(received(asker.events).at(-1) ?? new Uint8Array(0))).toEqual({ kind: "refused", pgn: 65_242, address: 0x20 });
  });

  it.each([
    ["a group of 19 bits", { pgn: 0x4_0000, priority: 6, destinationAddress: 0x20, data: new Uint8Array(8) }],
    ["the null address", { pgn: 0xef00, priority: 6, destinationAddress: 0xfe, data: new Uint8Array(8) }],
    ["priority 8", { pgn: 0xef00, priority: 8, destinationAddress: 0x20, data: new Uint8Array(8) }],
    ["1786 bytes", { pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: new Uint8Array(1_786) }],
  ])("does not send to or with %s", (_, message) => {
    const { sender } = pair();
    expect(() => sender.node.send(message, 0)).toThrow(/^J1939_MESSAGE_IMPOSSIBLE/);
  });

  it("survives anything that is sent to it", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ pgn: fc.constantFrom(...Object.values(pgns)), data: fc.uint8Array({ maxLength: 8 }) }), { maxLength: 60 }), (frames) => {
        const { wire, receiver } = pair();
        for (const { pgn, data } of frames) {
          wire.inject({ id: joinJ1939Id({ priority: 7, pgn, sourceAddress: 0x33, destinationAddress: 0x20 }), extended: true, data });
          wire.nowMs += 10;
        }
        wire.advance(5_000);
        expect(receiver.node.dueMs).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});

describe("claiming an address", () => {
  const claims = (wire: Wire): (readonly [address: number, name: number])[] =>
    wire.frames.filter(({ id }) => splitJ1939Id(id).pgn === pgns.addressClaimed).map(({ id, data }) => [id & 0xff, data[0] ?? 0] as const);

  it("sends nothing else before 250 ms have passed", () => {
    const wire = new Wire();
    const { node } = wire.add({ name: 1n, preferredAddress: 0x80 });
    const send = (): string => node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(8) }, wire.nowMs);
    wire.advance(248);
    expect(send()).toBe("no-address");
    wire.advance(2);
    expect(send()).toBe("accepted");
    expect(node.address).toBe(0x80);
  });

  it("keeps the address against a higher NAME by claiming again", () => {
    const wire = new Wire();
    const low = wire.add({ name: 1n | arbitrary, preferredAddress: 0x80 });
    wire.advance(300);
    const high = wire.add({ name: 2n | arbitrary, preferredAddress: 0x80 });
    wire.advance(600);
    expect([low.node.address, high.node.address]).toEqual([0x80, 0x81]);
    expect(claims(wire)).toEqual([
      [0x80, 1],
      [0x80, 2],
      [0x80, 1],
      [0x81, 2],
    ]);
  });

  it("leaves the address to a lower NAME, and takes one that nobody has", () => {
    const wire = new Wire();
    wire.inject({ id: 0x18eeff80, extended: true, data: nameBytes(7n) });
    const high = wire.add({ name: 9n | arbitrary, preferredAddress: 0x40 });
    wire.advance(300);
    wire.inject({ id: 0x18eeff80, extended: true, data: nameBytes(7n) });
    wire.inject({ id: 0x18eeff40, extended: true, data: nameBytes(8n) });
    expect(high.node.address).toBe(0xfe);
    wire.advance(300);
    expect(high.node.address).toBe(0x81);
    expect(high.events.flatMap((event) => (event.kind === "claimChanged" ? [event.state] : []))).toEqual(["claiming", "claimed", "claiming", "claimed"]);
  });

  it("says that it cannot claim when it may have no other address, and falls silent", () => {
    const wire = new Wire();
    const fixed = wire.add({ name: 9n, preferredAddress: 0x40 });
    wire.advance(300);
    wire.inject({ id: 0x18eeff40, extended: true, data: nameBytes(8n) });
    wire.advance(160);
    expect(claims(wire).at(-1)).toEqual([0xfe, 9]);
    expect(fixed.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x20, data: payloadOf(8) }, wire.nowMs)).toBe("no-address");
    const before = claims(wire).length;
    wire.inject({ id: 0x18eaff33, extended: true, data: requestBytes(pgns.addressClaimed) });
    expect(claims(wire)).toHaveLength(before);
    wire.advance(160);
    expect(claims(wire).slice(before)).toEqual([[0xfe, 9]]);
    expect(fixed.node.dueMs).toBeUndefined();
  });

  it("answers a request for its NAME, to itself or to all", () => {
    const { wire } = pair();
    const before = claims(wire).length;
    wire.inject({ id: 0x18ea2033, extended: true, data: requestBytes(pgns.addressClaimed) });
    expect(claims(wire).slice(before)).toEqual([[0x20, 2]]);
    wire.inject({ id: 0x18eaff33, extended: true, data: requestBytes(pgns.addressClaimed) });
    expect(claims(wire).slice(before + 1)).toEqual([
      [0x10, 1],
      [0x20, 2],
    ]);
  });

  it("does not obey a commanded address", () => {
    const { wire, receiver } = pair();
    const commanded = Uint8Array.of(...nameBytes(2n), 0x55);
    const [announcement, ...rest] = [
      { id: 0x1cecff33, extended: true, data: Uint8Array.of(32, 9, 0, 2, 0xff, 0xd8, 0xfe, 0) },
      { id: 0x1cebff33, extended: true, data: Uint8Array.of(1, ...commanded.subarray(0, 7)) },
      { id: 0x1cebff33, extended: true, data: Uint8Array.of(2, ...commanded.subarray(7), 255, 255, 255, 255, 255) },
    ];
    for (const each of [announcement, ...rest]) if (each !== undefined) wire.inject(each);
    wire.advance(600);
    expect(receiver.events.at(-1)).toMatchObject({ kind: "messageReceived", message: { pgn: pgns.commandedAddress } });
    expect(receiver.node.address).toBe(0x20);
  });

  it("gives up what it was sending when it loses the address", () => {
    const { wire, sender } = pair();
    sender.node.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x99, data: payloadOf(100) }, wire.nowMs);
    wire.inject({ id: 0x18eeff10, extended: true, data: nameBytes(0n) });
    wire.advance(200);
    expect(outcomes(sender.events)).toEqual(["address-lost"]);
    wire.inject(abortFrame({ sourceAddress: 0x99, destinationAddress: 0x10 }, 1, 0xef00));
    expect(outcomes(sender.events)).toEqual(["address-lost"]);
  });
});
