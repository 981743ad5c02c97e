import { describe, expect, it } from "vitest";
import { j1939Limits } from "./limits.ts";
import { abortFrame, clearToSendFrame, endOfMessageFrame, packetFrame, requestToSendFrame } from "./transport-frames.ts";
import { TransportReceiver, type ReceiverStep } from "./transport-receiver.ts";
import { TransportSender } from "./transport-sender.ts";

const pgn = 0xef00;
const peer = { sourceAddress: 0x33, destinationAddress: 0x20 };
const ours = { sourceAddress: 0x20, destinationAddress: 0x33 };
/** 43 packets: three blocks, the last of 11. */
const payload = Uint8Array.from({ length: 300 }, (_, index) => index & 0xff);

describe("TransportReceiver", () => {
  /** Answers as a sender would, but forgets some packets the first time it is asked for them. */
  function converse(receiver: TransportReceiver, forgotten: ReadonlySet<number>): ReceiverStep[] {
    const left = new Set(forgotten);
    const steps = [receiver.accept(requestToSendFrame(peer, payload.length, pgn), 0)];
    for (let turn = 0; turn < 20; turn++) {
      const ask = steps.at(-1)?.replies.at(-1)?.data;
      if (ask?.[0] !== 17) break;
      const [, count = 0, first = 0] = ask;
      for (let packet = first; packet < first + count; packet++) {
        if (!left.delete(packet)) steps.push(receiver.accept(packetFrame(peer, payload, packet), turn));
      }
    }
    return steps;
  }

  it("asks block by block", () => {
    const steps = converse(new TransportReceiver(() => 0x20), new Set());
    expect(steps.flatMap(({ replies }) => replies)).toEqual([
      clearToSendFrame(ours, 16, 1, pgn),
      clearToSendFrame(ours, 16, 17, pgn),
      clearToSendFrame(ours, 11, 33, pgn),
      endOfMessageFrame(ours, 300, pgn),
    ]);
    expect(steps.at(-1)?.message?.data).toEqual(payload);
  });

  it("counts repeats for each block anew", () => {
    // More blocks with a loss than one block may have repeats; the last packet of a block is not among the lost.
    const steps = converse(new TransportReceiver(() => 0x20), new Set([3, 20, 40]));
    expect(steps.at(-1)?.message?.data).toEqual(payload);
    expect(steps.flatMap(({ replies }) => replies).map(({ data }) => [...data.subarray(0, 3)])).toEqual([
      [17, 16, 1],
      [17, 1, 3],
      [17, 16, 17],
      [17, 1, 20],
      [17, 11, 33],
      [17, 1, 40],
      [19, 44, 1],
    ]);
  });

  it("takes nothing that it has not asked for", () => {
    const receiver = new TransportReceiver(() => 0x20);
    receiver.accept(requestToSendFrame(peer, payload.length, pgn), 0);
    expect(receiver.accept(packetFrame(peer, new Uint8Array(300).fill(0xee), 20), 0)).toEqual({ replies: [] });
    const steps = Array.from({ length: 16 }, (_, index) => receiver.accept(packetFrame(peer, payload, index + 1), 0));
    expect(steps.at(-1)?.replies).toEqual([clearToSendFrame(ours, 16, 17, pgn)]);
  });

  it("aborts with reason 5 when packets are missing after it has asked twice more", () => {
    const receiver = new TransportReceiver(() => 0x20);
    receiver.accept(requestToSendFrame(peer, 28, pgn), 0);
    // Of what it asks for only the last packet ever comes.
    const steps = [4, 3, 2].map((packet) => receiver.accept(packetFrame(peer, payload, packet), packet));
    expect(steps).toEqual([
      { replies: [clearToSendFrame(ours, 3, 1, pgn)] },
      { replies: [clearToSendFrame(ours, 2, 1, pgn)] },
      { replies: [abortFrame(ours, 5, pgn)], lost: { pgn, sourceAddress: 0x33, why: "repeats-exceeded" } },
    ]);
    expect(receiver.dueMs).toBeUndefined();
  });

  it("does not take a packet that is too short for its place", () => {
    const receiver = new TransportReceiver(() => 0x20);
    receiver.accept(requestToSendFrame(peer, 20, pgn), 0);
    expect(receiver.accept({ ...packetFrame(peer, payload, 1), data: Uint8Array.of(1, 2) }, 1)).toEqual({ replies: [] });
    const rest = [2, 3].map((packet) => receiver.accept(packetFrame(peer, payload, packet), 2));
    expect(rest.at(-1)?.replies).toEqual([clearToSendFrame(ours, 1, 1, pgn)]);
  });
});

describe("TransportSender", () => {
  function opened(): TransportSender {
    const sender = new TransportSender(() => 0x20);
    sender.open({ pgn, destinationAddress: 0x33, data: payload }, 0);
    expect(sender.take(0)).toEqual(requestToSendFrame(ours, 300, pgn));
    return sender;
  }

  it("sends just the packets that it is cleared for", () => {
    const sender = opened();
    expect(sender.take(1)).toBeUndefined();
    sender.accept(clearToSendFrame(peer, 2, 1, pgn), 1);
    expect([sender.take(1), sender.take(1), sender.take(1)]).toEqual([packetFrame(ours, payload, 1), packetFrame(ours, payload, 2), undefined]);
    sender.accept(clearToSendFrame(peer, 255, 43, pgn), 2);
    expect([sender.take(2), sender.take(2)]).toEqual([packetFrame(ours, payload, 43), undefined]);
    sender.accept(endOfMessageFrame(peer, 300, pgn), 3);
    expect(sender.takeOutcomes()).toEqual([{ pgn, destinationAddress: 0x33, kind: "sent" }]);
  });

  it("does not believe that a message has arrived before it was sent", () => {
    const sender = opened();
    sender.accept(endOfMessageFrame(peer, 300, pgn), 1);
    expect(sender.takeOutcomes()).toEqual([]);
  });

  it("waits while it is held, then no longer than T4", () => {
    const sender = opened();
    sender.accept(clearToSendFrame(peer, 0, 0xff, pgn), 1_000);
    expect(sender.dueMs).toBe(2_050);
    expect(sender.take(2_049)).toBeUndefined();
    expect(sender.take(2_050)).toEqual(abortFrame(ours, 3, pgn));
    expect(sender.takeOutcomes()).toMatchObject([{ kind: "timed-out" }]);
    expect(sender.dueMs).toBeUndefined();
  });

  it("aborts with reason 5 when it is asked for the same packets without end", () => {
    const sender = opened();
    let sent = 0;
    let last: ReturnType<TransportSender["take"]>;
    for (let turn = 0; turn < 1_000 && sender.dueMs !== undefined; turn++) {
      sender.accept(clearToSendFrame(peer, 1, 1, pgn), turn);
      for (let frame = sender.take(turn); frame !== undefined; frame = sender.take(turn)) {
        last = frame;
        sent++;
      }
    }
    expect(last).toEqual(abortFrame(ours, 5, pgn));
    expect(sent).toBe(2 + 43 * j1939Limits.repeatsMax);
    expect(sender.takeOutcomes()).toMatchObject([{ kind: "repeats-exceeded" }]);
  });

  it("hears the receiver's reason for an abort", () => {
    const sender = opened();
    sender.accept(abortFrame(peer, 2, 0xfeca), 1);
    expect(sender.takeOutcomes()).toEqual([]);
    sender.accept(abortFrame(peer, 2, pgn), 1);
    expect(sender.takeOutcomes()).toEqual([{ pgn, destinationAddress: 0x33, kind: "aborted-by-receiver", abortReason: 2 }]);
  });
});
