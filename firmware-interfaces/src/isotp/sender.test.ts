import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTpLimits } from "./limits.ts";
import { flowControlPdu, parsePdu, type IsoTpPdu } from "./pdu.ts";
import { IsoTpReceiver } from "./receiver.ts";
import { IsoTpSender, type SendStep } from "./sender.ts";

const vinPayload = hex("4902013147344750303052353542313233343536");

describe("IsoTpSender", () => {
  it("sends what fits one frame at once", () => {
    const sender = new IsoTpSender({ payload: hex("0902"), pduBytes: 8 });
    expect(written(sender.start(0))).toEqual(["completed", "020902"]);
    expect(sender.advance(1e9)).toBeUndefined();
    expect(sender.acceptFlowControl(flowControl("continue"), 0)).toBeUndefined();
  });

  it("waits for the flow control before it goes on", () => {
    const sender = new IsoTpSender({ payload: vinPayload, pduBytes: 8 });
    expect(written(sender.start(0))).toEqual(["sending", "1014490201314734"]);
    expect(written(sender.advance(10))).toEqual(["sending"]);
    expect(written(sender.acceptFlowControl(flowControl("continue"), 20))).toEqual(["completed", "2147503030523535", "2242313233343536"]);
  });

  it("keeps the pause that it is asked for, tenths of a millisecond included", () => {
    const sender = new IsoTpSender({ payload: new Uint8Array(30), pduBytes: 8 });
    sender.start(0);
    const first = sender.acceptFlowControl(flowControl("continue", 0, 0.3), 100);
    expect(first).toMatchObject({ kind: "sending", wakeAtMs: 100.3 });
    expect(sender.advance(100.2)).toEqual({ kind: "sending", pdus: [], wakeAtMs: 100.3 });
    expect(sender.advance(100.3)).toMatchObject({ kind: "sending", wakeAtMs: 100.6, pdus: [expect.anything()] });
  });

  it("waits for another flow control after each block", () => {
    const sender = new IsoTpSender({ payload: new Uint8Array(34), pduBytes: 8 });
    sender.start(0);
    const steps = [1, 2].map(() => sender.acceptFlowControl(flowControl("continue", 2), 0));
    expect(steps.map((step) => step?.kind)).toEqual(["sending", "completed"]);
    expect(steps.map((step) => written(step).length - 1)).toEqual([2, 2]);
  });

  it("ignores a flow control that nobody waits for", () => {
    const sender = new IsoTpSender({ payload: new Uint8Array(34), pduBytes: 8 });
    expect(sender.acceptFlowControl(flowControl("continue"), 0)).toBeUndefined();
    sender.start(0);
    sender.acceptFlowControl(flowControl("continue", 0, 10), 0);
    expect(sender.acceptFlowControl(flowControl("overflow"), 0)).toBeUndefined();
    expect(sender.advance(10)?.kind).toBe("sending");
  });

  it("waits as often as N_WFTmax allows, each time for N_Bs, and no more", () => {
    const sender = new IsoTpSender({ payload: vinPayload, pduBytes: 8 });
    sender.start(0);
    for (let wait = 1; wait <= isoTpLimits.waitFramesMax; wait++) {
      const atMs = wait * 900;
      expect(sender.acceptFlowControl(flowControl("wait"), atMs)).toEqual({ kind: "sending", pdus: [], wakeAtMs: atMs + isoTpLimits.flowControlTimeoutMs });
    }
    expect(sender.acceptFlowControl(flowControl("wait"), 9_900)).toEqual({ kind: "failed", reason: "too-many-waits" });
  });

  it("counts waits anew for every block", () => {
    const sender = new IsoTpSender({ payload: new Uint8Array(34), pduBytes: 8 });
    sender.start(0);
    const waits = Array.from({ length: isoTpLimits.waitFramesMax }, () => flowControl("wait"));
    const kinds = [...waits, flowControl("continue", 1), ...waits, flowControl("continue")].map((pdu) => sender.acceptFlowControl(pdu, 0)?.kind);
    expect(new Set(kinds.slice(0, -1))).toEqual(new Set(["sending"]));
    expect(kinds.at(-1)).toBe("completed");
  });

  it.each([
    ["overflow", "receiver-overflow"],
    ["reserved", "flow-status-reserved"],
  ] as const)("gives up on %s", (status, reason) => {
    const sender = new IsoTpSender({ payload: vinPayload, pduBytes: 8 });
    sender.start(0);
    expect(sender.acceptFlowControl({ kind: "flow-control", status, blockSize: 0, separationTimeMs: 0 }, 0)).toEqual({ kind: "failed", reason });
    expect(sender.advance(1e9)).toBeUndefined();
  });

  it("gives up when no flow control comes within N_Bs, and not a millisecond earlier", () => {
    const sender = new IsoTpSender({ payload: vinPayload, pduBytes: 8 });
    sender.start(7);
    expect(sender.advance(6 + isoTpLimits.flowControlTimeoutMs)?.kind).toBe("sending");
    expect(sender.advance(7 + isoTpLimits.flowControlTimeoutMs)).toEqual({ kind: "failed", reason: "flow-control-timed-out" });
  });

  it("hands out long messages in bursts, so that what arrives meanwhile gets its turn", () => {
    const sender = new IsoTpSender({ payload: new Uint8Array(4_000), pduBytes: 8 });
    sender.start(0);
    const step = sender.acceptFlowControl(flowControl("continue"), 3);
    expect(step).toMatchObject({ kind: "sending", wakeAtMs: 3 });
    expect(written(step)).toHaveLength(1 + isoTpLimits.burstFramesMax);
  });

  it("refuses empty messages and those beyond the limit", () => {
    expect(() => new IsoTpSender({ payload: new Uint8Array(), pduBytes: 8 })).toThrow("ISOTP_PAYLOAD_IMPOSSIBLE");
    expect(() => new IsoTpSender({ payload: new Uint8Array(isoTpLimits.payloadBytesMax + 1), pduBytes: 8 })).toThrow("ISOTP_PAYLOAD_IMPOSSIBLE");
    expect(() => new IsoTpSender({ payload: new Uint8Array(isoTpLimits.payloadBytesMax), pduBytes: 8 })).not.toThrow();
  });

  it("gets any payload across, whatever frames, blocks and pauses the receiver asks for", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 6_000 }),
        fc.constantFrom(8, 12, 64),
        fc.constantFrom(0, 1),
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom(0, 0.1, 1, 127),
        (payload, frameBytes, addressBytes, blockSize, separationTimeMs) => {
          const receiver = new IsoTpReceiver({ blockSize, separationTimeMs });
          const sender = new IsoTpSender({ payload, pduBytes: frameBytes - addressBytes, addressBytes });
          const received: Uint8Array[] = [];
          let nowMs = 0;
          let step: SendStep | undefined = sender.start(nowMs);
          while (step !== undefined && step.kind !== "failed") {
            const current: Exclude<SendStep, { kind: "failed" }> = step;
            let answer: SendStep | undefined;
            for (const pdu of current.pdus) {
              // As on a bus: filled up to the frame's length.
              const usedBytes = addressBytes + pdu.length;
              const frame = new Uint8Array(usedBytes > 8 ? frameBytes : usedBytes);
              frame.set(pdu, addressBytes);
              const reception = receiver.accept(parsePdu(frame, addressBytes), nowMs);
              if (reception.kind === "completed") received.push(reception.payload);
              if (reception.kind !== "progressed" || reception.reply === undefined) continue;
              answer = sender.acceptFlowControl(parsePdu(reception.reply) as Extract<IsoTpPdu, { kind: "flow-control" }>, nowMs); // a receiver replies with nothing else
            }
            if (current.kind === "sending" && answer === undefined) nowMs = Math.max(nowMs, current.wakeAtMs);
            step = answer ?? sender.advance(nowMs);
          }
          expect(received).toEqual([payload]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function flowControl(status: "continue" | "wait" | "overflow", blockSize = 0, pauseMs = 0): Extract<IsoTpPdu, { kind: "flow-control" }> {
  const pdu = parsePdu(flowControlPdu(status, blockSize, pauseMs));
  if (pdu.kind !== "flow-control") throw new TypeError(pdu.kind);
  return pdu;
}

/** Kind of the step and its PDUs as hexadecimal digits. */
function written(step: SendStep | undefined): string[] {
  return [step?.kind ?? "nothing", ...(step === undefined || step.kind === "failed" ? [] : step.pdus.map((pdu) => Buffer.from(pdu).toString("hex")))];
}

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
