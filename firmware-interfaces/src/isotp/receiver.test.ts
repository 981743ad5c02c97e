import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTpLimits } from "./limits.ts";
import { parsePdu } from "./pdu.ts";
import { IsoTpReceiver, type Reception } from "./receiver.ts";

/** VIN answer of a real car: 49 02 01 and seventeen characters in three frames. */
const [vinFirst, vinSecond, vinThird] = ["1014490201314734", "2147503030523535", "2242313233343536"] as const;
const vinFrames = [vinFirst, vinSecond, vinThird];
const vinPayload = hex("4902013147344750303052353542313233343536");

describe("IsoTpReceiver", () => {
  it("hands over a single frame without its padding", () => {
    expect(accept(new IsoTpReceiver(), "03410c1a00000000", 0)).toEqual({ kind: "completed", payload: hex("410c1a") });
  });

  it("puts a message of three frames together and asks for them once", () => {
    const receiver = new IsoTpReceiver();
    expect(vinFrames.map((frame, index) => accept(receiver, frame, index))).toEqual([
      { kind: "progressed", reply: hex("300000") },
      { kind: "progressed" },
      { kind: "completed", payload: vinPayload },
    ]);
    expect(receiver.expiresAtMs).toBeUndefined();
  });

  it("asks again after every block, and not after the last frame", () => {
    const receiver = new IsoTpReceiver({ blockSize: 2, separationTimeMs: 5 });
    // 6 + 4 * 7 = 34 bytes: two blocks of two frames.
    const frames = ["1022000000000000", "2100000000000000", "2200000000000000", "2300000000000000", "2400000000000000"];
    expect(frames.map((frame) => replyOf(accept(receiver, frame, 0)))).toEqual(["300205", undefined, "300205", undefined, undefined]);
  });

  it("counts sequence numbers on past fifteen", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, "10ff000000000000", 0);
    const kinds = Array.from({ length: 36 }, (_, index) => accept(receiver, `2${((index + 1) % 16).toString(16)}00000000000000`, 0).kind);
    expect(new Set(kinds.slice(0, 35))).toEqual(new Set(["progressed"]));
    expect(kinds[35]).toBe("completed");
  });

  it("gives up when a frame is missing, and is ready for the next message", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, vinFirst, 0);
    expect(accept(receiver, vinThird, 1)).toEqual({ kind: "aborted", reason: "sequence-broken" });
    expect(vinFrames.map((frame) => accept(receiver, frame, 2)).at(-1)?.kind).toBe("completed");
  });

  it("gives up when a frame comes twice", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, vinFirst, 0);
    accept(receiver, vinSecond, 0);
    expect(accept(receiver, vinSecond, 0)).toEqual({ kind: "aborted", reason: "sequence-broken" });
  });

  it("does not let short frames in the middle pass for a message", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, vinFirst, 0);
    expect(accept(receiver, "21475030", 0)).toEqual({ kind: "aborted", reason: "frame-too-short" });
    // The long length leaves less room in the first frame, and as much as ever in the next.
    accept(receiver, "1000000010004142", 0);
    expect(accept(receiver, "21434445464748", 0)).toEqual({ kind: "aborted", reason: "frame-too-short" });
  });

  it("takes a last frame that is as short as it may be", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, "1007410c1a000000", 0);
    expect(accept(receiver, "2107", 0)).toEqual({ kind: "completed", payload: hex("410c1a00000007") });
  });

  it("lets a new message replace an unfinished one, and says so", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, vinFirst, 0);
    expect(accept(receiver, "03410c1a00000000", 1)).toEqual({ kind: "completed", payload: hex("410c1a"), replaced: true });
    expect(accept(receiver, vinSecond, 2)).toEqual({ kind: "ignored", reason: "no-transfer" });
  });

  it("leaves a transfer in peace when a flow control or nonsense comes between", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, vinFirst, 0);
    accept(receiver, vinSecond, 0);
    expect(accept(receiver, "300000", 0)).toEqual({ kind: "ignored", reason: "not-for-a-receiver" });
    expect(accept(receiver, "", 0)).toEqual({ kind: "ignored", reason: "empty" });
    expect(accept(receiver, vinThird, 0).kind).toBe("completed");
  });

  it("gives up after the sender has been silent for N_Cr, and not a millisecond earlier", () => {
    const receiver = new IsoTpReceiver();
    accept(receiver, vinFirst, 5);
    accept(receiver, vinSecond, 500);
    expect(receiver.expire(499 + isoTpLimits.consecutiveFrameTimeoutMs)).toBeUndefined();
    expect(receiver.expire(500 + isoTpLimits.consecutiveFrameTimeoutMs)).toEqual({ kind: "aborted", reason: "timed-out" });
    expect(receiver.expire(1e9)).toBeUndefined();
  });

  it("takes the longest message and refuses one byte more with an overflow, keeping nothing", () => {
    const receiver = new IsoTpReceiver();
    expect(accept(receiver, "10000000ffff0000", 0)).toEqual({ kind: "progressed", reply: hex("300000") });
    expect(accept(receiver, "1000000100000000", 0)).toEqual({ kind: "aborted", reason: "too-long", reply: hex("320000"), replaced: true });
    expect(receiver.expire(1e9)).toBeUndefined();
    expect(accept(new IsoTpReceiver({ payloadBytesMax: 20 }), "1015490201314734", 0)).toMatchObject({ kind: "aborted", reason: "too-long" });
  });

  it("survives any bytes in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 40 }), (frames) => {
        const receiver = new IsoTpReceiver();
        const steps = frames.map((frame, index) => receiver.accept(parsePdu(frame), index));
        const bytes = steps.map((step) => (step.kind === "completed" ? step.payload.length : 0));
        expect(Math.max(0, ...bytes)).toBeLessThanOrEqual(isoTpLimits.payloadBytesMax);
      }),
    );
  });
});

function accept(receiver: IsoTpReceiver, frame: string, nowMs: number): Reception {
  return receiver.accept(parsePdu(hex(frame)), nowMs);
}

function replyOf(reception: Reception): string | undefined {
  return "reply" in reception && reception.reply !== undefined ? Buffer.from(reception.reply).toString("hex") : undefined;
}

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
