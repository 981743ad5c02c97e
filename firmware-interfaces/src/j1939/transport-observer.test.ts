import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinJ1939Id } from "./j1939-id.ts";
import { pgns } from "./j1939-message.ts";
import { j1939Limits, transportTimes } from "./limits.ts";
import { abortFrame, broadcastFrame, clearToSendFrame, endOfMessageFrame, packetFrame, packetsFor, requestToSendFrame } from "./transport-frames.ts";
import { TransportObserver, type LostReason, type TransportStep } from "./transport-observer.ts";

type Sent = ReturnType<typeof packetFrame>;

const bam = { sourceAddress: 0x00, destinationAddress: 0xff };
const there = { sourceAddress: 0x00, destinationAddress: 0x17 };
const back = { sourceAddress: 0x17, destinationAddress: 0x00 };
const pgn = pgns.activeFaults;

const payloadOf = (bytes: number, seed = 0): Uint8Array => Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + seed) & 0xff);
const frame = (id: number, hex: string): Sent => ({ id, extended: true, data: new Uint8Array(Buffer.from(hex, "hex")) });

function packets(ends: typeof bam, payload: Uint8Array): Sent[] {
  return Array.from({ length: packetsFor(payload.length) }, (_, index) => packetFrame(ends, payload, index + 1));
}

function broadcastOf(payload: Uint8Array, ends = bam): Sent[] {
  return [broadcastFrame(ends, payload.length, pgn), ...packets(ends, payload)];
}

/** Each frame a millisecond after the other. */
function feed(observer: TransportObserver, frames: readonly Sent[], fromMs = 0): TransportStep[] {
  return frames.map((each, index) => observer.accept(each, fromMs + index));
}

function payloads(steps: readonly TransportStep[]): Uint8Array[] {
  return steps.flatMap((step) => (step.kind === "completed" ? [step.message.data] : []));
}

function reasons(steps: readonly TransportStep[]): LostReason[] {
  return steps.flatMap((step) => ("lost" in step ? (step.lost ?? []) : [])).map(({ reason }) => reason);
}

describe("a broadcast", () => {
  it("of a real truck is put together", () => {
    // DM1 of the engine of SystemsCyber's research truck: three trouble codes in 14 bytes.
    const steps = feed(new TransportObserver(), [
      frame(0x1cecff00, "200e0002ffcafe00"),
      frame(0x1cebff00, "0143ffbf00090854"),
      frame(0x1cebff00, "02000908ed141f01"),
    ]);
    expect(steps.at(-1)).toEqual({
      kind: "completed",
      message: {
        pgn: 65_226,
        sourceAddress: 0,
        destinationAddress: 255,
        priority: 7,
        transport: "bam",
        data: new Uint8Array(Buffer.from("43ffbf00090854000908ed141f01", "hex")),
      },
    });
  });

  it("comes back as it was cut, at every length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: j1939Limits.transferBytesMax }), (payload) => {
        expect(payloads(feed(new TransportObserver(), broadcastOf(payload)))).toEqual([payload]);
      }),
      { numRuns: 40 },
    );
  });

  it("is lost when a packet is missing, and the next one is whole", () => {
    const observer = new TransportObserver();
    const payload = payloadOf(30);
    const steps = feed(observer, broadcastOf(payload).toSpliced(2, 1));
    expect(reasons(steps)).toEqual(["packet-missing"]);
    expect(payloads(steps)).toEqual([]);
    expect(payloads(feed(observer, broadcastOf(payload)))).toEqual([payload]);
  });

  it("is not mixed with another one whose announcement was missed", () => {
    const observer = new TransportObserver();
    const [first, second] = [payloadOf(30, 1), payloadOf(30, 2)];
    const steps = feed(observer, [...broadcastOf(first).slice(0, 3), ...packets(bam, second)]);
    expect(payloads(steps)).toEqual([]);
    expect(reasons(steps)).toEqual(["packet-missing"]);
  });

  it("takes a packet that a gateway repeats once", () => {
    const payload = payloadOf(20);
    const frames = broadcastOf(payload);
    const twice = [...frames.slice(0, 2), ...frames.slice(1)];
    expect(payloads(feed(new TransportObserver(), twice))).toEqual([payload]);
  });

  it("is replaced by a new announcement, and says so", () => {
    const payload = payloadOf(20);
    const steps = feed(new TransportObserver(), [...broadcastOf(payload).slice(0, 2), ...broadcastOf(payload)]);
    expect(reasons(steps)).toEqual(["replaced"]);
    expect(payloads(steps)).toEqual([payload]);
  });

  it("times out after T1 and a listener's grace, and not a millisecond earlier", () => {
    const [announcement, first, second, third] = broadcastOf(payloadOf(20)) as [Sent, Sent, Sent, Sent]; // 20 bytes are three packets
    const waits = transportTimes.betweenPackets + transportTimes.listenerGrace;
    const observer = new TransportObserver();
    observer.accept(announcement, 0);
    observer.accept(first, waits);
    expect(observer.expire(2 * waits)).toEqual([]);
    observer.accept(second, 2 * waits);
    const late = observer.accept(third, 3 * waits + 1);
    expect(late).toMatchObject({ kind: "ignored", reason: "no-transfer", lost: [{ reason: "timed-out", packetsMissing: 1 }] });
    observer.accept(announcement, 10_000);
    expect(observer.expire(10_001 + waits)).toMatchObject([{ reason: "timed-out", packetsMissing: 3, pgn }]);
    expect(observer.size).toBe(0);
    observer.accept(announcement, 20_000);
    expect(observer.accept(announcement, 20_001 + waits)).toMatchObject({ kind: "progressed", lost: [{ reason: "timed-out" }] });
  });

  it.each([
    ["whose lengths contradict each other", "200a0003ffcafe00"],
    ["of nothing", "20000000ffcafe00"],
    ["that is cut", "200a0002ffcafe"],
    ["with a control byte that is not defined", "210a0002ffcafe00"],
  ])("%s is ignored", (_, hex) => {
    const observer = new TransportObserver();
    expect(observer.accept(frame(0x1cecff00, hex), 0)).toEqual({ kind: "ignored", reason: "malformed" });
    expect(observer.size).toBe(0);
  });

  it("to one address, or a request to all, is no transfer", () => {
    const observer = new TransportObserver();
    expect(observer.accept(broadcastFrame(there, 20, pgn), 0)).toEqual({ kind: "ignored", reason: "malformed" });
    expect(observer.accept(requestToSendFrame(bam, 20, pgn), 0)).toEqual({ kind: "ignored", reason: "malformed" });
    expect(observer.accept(packetFrame(bam, payloadOf(20), 1), 0)).toEqual({ kind: "ignored", reason: "no-transfer" });
  });
});

describe("a conversation between others", () => {
  const payload = payloadOf(40);
  const [p1, p2, p3, p4, p5, p6] = packets(there, payload) as [Sent, Sent, Sent, Sent, Sent, Sent];
  const request = requestToSendFrame(there, 40, pgn);
  const clear = (count: number, next: number): Sent => clearToSendFrame(back, count, next, pgn);
  const end = endOfMessageFrame(back, 40, pgn);

  it("is put together over several blocks, and leaves nothing behind", () => {
    const observer = new TransportObserver();
    const steps = feed(observer, [request, clear(2, 1), p1, p2, clear(4, 3), p3, p4, p5, p6, end]);
    expect(payloads(steps)).toEqual([payload]);
    expect(reasons(steps)).toEqual([]);
    expect(observer.size).toBe(0);
  });

  it("takes packets in any order", () => {
    expect(payloads(feed(new TransportObserver(), [request, clear(6, 1), p3, p1, p2, p6, p5, p4, end]))).toEqual([payload]);
  });

  it("fills a hole with what the receiver asks for again", () => {
    const steps = feed(new TransportObserver(), [request, clear(6, 1), p1, p2, p4, p5, p6, clear(1, 3), p3, end]);
    expect(payloads(steps)).toEqual([payload]);
    expect(reasons(steps)).toEqual([]);
  });

  it("prefers what is sent again over what was sent before", () => {
    const damaged = { ...p2, data: p2.data.with(3, 0xee) };
    expect(payloads(feed(new TransportObserver(), [request, clear(6, 1), p1, damaged, clear(5, 2), p2, p3, p4, p5, p6]))).toEqual([payload]);
  });

  it("is not made of packets from before and after a new beginning", () => {
    const [q1, q2, , q4, q5, q6] = packets(there, payloadOf(40, 1)) as [Sent, Sent, Sent, Sent, Sent, Sent];
    const steps = feed(new TransportObserver(), [request, clear(6, 1), p1, p2, p3, p4, p5, clear(6, 1), q1, q2, q4, q5, q6, end]);
    expect(payloads(steps)).toEqual([]);
    expect(reasons(steps)).toEqual(["packet-missing"]);
  });

  it("is given once, although the receiver missed a packet that we heard", () => {
    const steps = feed(new TransportObserver(), [request, clear(6, 1), p1, p2, p3, p4, p5, p6, clear(1, 2), p2, end]);
    expect(payloads(steps)).toEqual([payload]);
    expect(steps.at(-2)).toEqual({ kind: "ignored", reason: "repeated" });
    expect(reasons(steps)).toEqual([]);
  });

  it("is lost when it is acknowledged although we miss a packet", () => {
    expect(reasons(feed(new TransportObserver(), [request, clear(6, 1), p1, p2, p4, p5, p6, end]))).toEqual(["packet-missing"]);
  });

  it.each([
    ["the sender", abortFrame(there, 3, pgn)],
    ["the receiver", abortFrame(back, 2, pgn)],
  ])("ends when %s aborts", (_, abort) => {
    const observer = new TransportObserver();
    expect(reasons(feed(observer, [request, clear(6, 1), p1, abort]))).toEqual(["aborted"]);
    expect(observer.size).toBe(0);
    expect(observer.accept(abort, 9)).toEqual({ kind: "ignored", reason: "no-transfer" });
  });

  it("is held open by T4 and waits T2 and T3", () => {
    const times: readonly (readonly [readonly Sent[], number])[] = [
      [[request], transportTimes.afterLastPacket],
      [[request, clear(6, 1)], transportTimes.afterClearToSend],
      [[request, clear(0, 0xff)], transportTimes.whileHeld],
      [[request, clear(6, 1), p1], transportTimes.betweenPackets],
    ];
    for (const [frames, waits] of times) {
      const observer = new TransportObserver();
      for (const each of frames) observer.accept(each, 0);
      expect(observer.expire(waits + transportTimes.listenerGrace)).toEqual([]);
      expect(observer.expire(waits + transportTimes.listenerGrace + 1)).toMatchObject([{ reason: "timed-out", transport: "cmdt" }]);
    }
  });

  it("that nobody answered ends by the sender's abort, which comes a little after T3", () => {
    // A Kenworth's engine to a tool at 0xF9 that asked for its identification and was gone: 50 bytes, then the abort after 1,251 ms.
    const observer = new TransportObserver();
    observer.accept(frame(0x1cecf900, "10320008ffc5fd00"), 7_585.497);
    expect(observer.accept(frame(0x1cecf900, "ffffffffffc5fd00"), 8_836.431)).toMatchObject({
      kind: "lost",
      lost: [{ pgn: 64_965, reason: "aborted", packetsMissing: 8 }],
    });
  });

  it("is not answered for another group", () => {
    const steps = feed(new TransportObserver(), [request, clearToSendFrame(back, 6, 1, 0xfeb0), endOfMessageFrame(back, 40, 0xfeb0)]);
    expect(steps.slice(1)).toEqual([
      { kind: "ignored", reason: "no-transfer" },
      { kind: "ignored", reason: "no-transfer" },
    ]);
  });

  it("of 1785 bytes is read, of more it is said to be too long", () => {
    const long = payloadOf(j1939Limits.transferBytesMax);
    const frames = [requestToSendFrame(there, long.length, pgn), clearToSendFrame(back, 255, 1, pgn), ...packets(there, long)];
    expect(payloads(feed(new TransportObserver(), frames))).toEqual([long]);
    // 1786 bytes would be 256 packets, which one byte cannot say.
    const beyond = frame(joinJ1939Id({ priority: 7, pgn: pgns.transportControl, ...there }), "10fa0600ffcafe00");
    expect(new TransportObserver().accept(beyond, 0)).toEqual({ kind: "ignored", reason: "malformed" });
  });
});

describe("an extended conversation", () => {
  const control = (ends: typeof there, hex: string): Sent => frame(joinJ1939Id({ priority: 7, pgn: pgns.extendedTransportControl, ...ends }), hex);
  const data = (sequence: number, bytes: Uint8Array): Sent => ({
    id: joinJ1939Id({ priority: 7, pgn: pgns.extendedTransportData, ...there }),
    extended: true,
    data: Uint8Array.of(sequence, ...bytes),
  });

  it("counts packets from each offset on", () => {
    const payload = payloadOf(2_100); // 300 packets
    const observer = new TransportObserver();
    const frames: Sent[] = [control(there, "1434080000cafe00")];
    for (const [offset, count] of [
      [0, 200],
      [200, 100],
    ] as const) {
      const next = (offset + 1).toString(16).padStart(4, "0");
      const low = offset.toString(16).padStart(4, "0");
      frames.push(control(back, `15${count.toString(16)}${next.slice(2)}${next.slice(0, 2)}00cafe00`));
      frames.push(control(there, `16${count.toString(16)}${low.slice(2)}${low.slice(0, 2)}00cafe00`));
      for (let index = 1; index <= count; index++) frames.push(data(index, payload.subarray((offset + index - 1) * 7, (offset + index) * 7)));
    }
    frames.push(control(back, "1734080000cafe00"));
    const steps = feed(observer, frames);
    expect(steps.filter(({ kind }) => kind === "completed")).toMatchObject([{ message: { transport: "etp", pgn, data: payload } }]);
    expect(observer.size).toBe(0);
  });

  it("longer than the limit is lost and costs nothing", () => {
    const observer = new TransportObserver();
    expect(observer.accept(control(there, "14ffffff06cafe00"), 0)).toMatchObject({ kind: "lost", lost: [{ reason: "too-long", bytes: 0x06ff_ffff }] });
    expect(observer.size).toBe(0);
  });
});

describe("many transfers at once", () => {
  it("are kept apart by sender and receiver: 64 of each kind, interleaved", () => {
    const observer = new TransportObserver();
    const pairs = Array.from({ length: 64 }, (_, index) => index);
    const all = pairs.flatMap((index) => {
      const payload = payloadOf(20 + index, index);
      const to = { sourceAddress: index, destinationAddress: 200 };
      return [
        { payload, frames: broadcastOf(payload, { sourceAddress: index, destinationAddress: 0xff }) },
        {
          payload,
          frames: [
            requestToSendFrame(to, payload.length, pgn),
            clearToSendFrame({ sourceAddress: 200, destinationAddress: index }, 255, 1, pgn),
            ...packets(to, payload),
          ],
        },
      ];
    });
    const steps: TransportStep[] = [];
    for (let round = 0; round < 20; round++) {
      for (const { frames } of all) {
        const next = frames[round];
        if (next !== undefined) steps.push(observer.accept(next, round));
      }
    }
    expect(payloads(steps).length).toBe(128);
    expect(new Set(payloads(steps).map((payload) => Buffer.from(payload).toString("hex")))).toEqual(
      new Set(all.map(({ payload }) => Buffer.from(payload).toString("hex"))),
    );
    expect(reasons(steps)).toEqual([]);
  });

  it("beyond the limit crowd out the oldest, and every one is counted", () => {
    const observer = new TransportObserver();
    const open = (index: number): TransportStep =>
      observer.accept(requestToSendFrame({ sourceAddress: index % 200, destinationAddress: 201 + Math.floor(index / 200) }, 9, pgn), index / 1_000);
    for (let index = 0; index < j1939Limits.observedTransfersMax; index++) expect(open(index)).toEqual({ kind: "progressed" });
    expect(open(j1939Limits.observedTransfersMax)).toMatchObject({
      kind: "progressed",
      lost: [{ sourceAddress: 0, destinationAddress: 201, reason: "crowded-out" }],
    });
    expect(observer.size).toBe(j1939Limits.observedTransfersMax);
  });

  it("hold no more bytes than the limit", () => {
    const observer = new TransportObserver();
    const extended = (source: number): TransportStep =>
      observer.accept(
        frame(joinJ1939Id({ priority: 7, pgn: pgns.extendedTransportControl, sourceAddress: source, destinationAddress: 0x17 }), "14ffff0000cafe00"),
        0,
      );
    const fit = Math.floor(j1939Limits.observedBytesMax / 65_535);
    for (let source = 0x20; source < 0x20 + fit; source++) expect(extended(source)).toEqual({ kind: "progressed" });
    expect(extended(0x80)).toMatchObject({ kind: "progressed", lost: [{ sourceAddress: 0x20, reason: "crowded-out" }] });
  });
});

describe("anything on a bus", () => {
  it("neither breaks the observer nor makes it give more than was sent", () => {
    const control = fc.constantFrom(16, 17, 19, 20, 21, 22, 23, 32, 255);
    const group = fc.constantFrom(pgns.transportControl, pgns.transportData, pgns.extendedTransportControl, pgns.extendedTransportData);
    const address = fc.constantFrom(0, 1, 0xfe, 0xff);
    const frames = fc.array(
      fc.record({
        group,
        address,
        to: address,
        head: fc.oneof(control, fc.integer({ min: 0, max: 255 })),
        rest: fc.uint8Array({ maxLength: 7 }),
        wait: fc.nat(900),
      }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(frames, (sequence) => {
        const observer = new TransportObserver();
        let nowMs = 0;
        for (const { group: pf, address: sourceAddress, to, head, rest, wait } of sequence) {
          nowMs += wait;
          const id = joinJ1939Id({ priority: 7, pgn: pf, sourceAddress, destinationAddress: to });
          const step = observer.accept({ id, extended: true, data: Uint8Array.of(head, ...rest) }, nowMs);
          expect(step.kind).not.toBe("not-transport");
          expect(observer.size).toBeLessThanOrEqual(j1939Limits.observedTransfersMax);
        }
        observer.expire(Number.POSITIVE_INFINITY);
        expect(observer.size).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("that is no J1939 is passed by", () => {
    const observer = new TransportObserver();
    const one = broadcastFrame(bam, 20, pgn);
    expect(observer.accept({ ...one, extended: false, id: 0x7e8 }, 0)).toEqual({ kind: "not-transport" });
    expect(observer.accept({ ...one, flags: { remote: true } }, 0)).toEqual({ kind: "not-transport" });
    expect(observer.accept({ ...one, id: 0x0cf00400 }, 0)).toEqual({ kind: "not-transport" });
  });
});
