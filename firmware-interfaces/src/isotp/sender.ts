/**
 * The sending side of ISO 15765-2 (ISO-TP): one message in, PDUs out, paced by the receiver's flow control.
 *
 * Pure: the caller sends the `pdus` of each step, passes flow controls of the receiver to `acceptFlowControl`, and calls
 * `advance` when `wakeAtMs` has come. A step that ends the transfer is the last; the object is for one message.
 */
import { isoTpFail } from "./isotp-errors.ts";
import { isoTpLimits } from "./limits.ts";
import { consecutivePdu, firstPayloadBytes, firstPdu, singlePayloadMax, singlePdu, type IsoTpPdu } from "./pdu.ts";

/** Why a message did not get across. */
export type SendFailure = "flow-control-timed-out" | "receiver-overflow" | "too-many-waits" | "flow-status-reserved";

export type SendStep =
  /** More is to come: at `wakeAtMs`, or when a flow control arrives. */
  | { readonly kind: "sending"; readonly pdus: readonly Uint8Array[]; readonly wakeAtMs: number }
  /** These are the last. That the other side got them is for the layer above to find out. */
  | { readonly kind: "completed"; readonly pdus: readonly Uint8Array[] }
  | { readonly kind: "failed"; readonly reason: SendFailure };

export interface SenderOptions {
  /** Not changed by the caller until the transfer has ended. */
  readonly payload: Uint8Array;
  /** Longest PDU: the frame less its address byte. */
  readonly pduBytes: number;
  readonly addressBytes?: 0 | 1;
}

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "awaiting-flow-control"; readonly expiresAtMs: number }
  | { readonly kind: "block"; readonly left: number; readonly pauseMs: number; readonly nextAtMs: number }
  | { readonly kind: "ended" };

export class IsoTpSender {
  readonly #options: SenderOptions;
  #state: State = { kind: "idle" };
  #sent = 0;
  #sequence = 1;
  #waits = 0;

  /** @throws DrawbarError `ISOTP_PAYLOAD_IMPOSSIBLE`. */
  constructor(options: SenderOptions) {
    const { length } = options.payload;
    if (length === 0 || length > isoTpLimits.payloadBytesMax) {
      throw isoTpFail("ISOTP_PAYLOAD_IMPOSSIBLE", `a message of ${length} bytes; 1 to ${isoTpLimits.payloadBytesMax} can be sent`);
    }
    this.#options = options;
  }

  /** The first step; once. */
  start(nowMs: number): SendStep {
    const { payload, pduBytes, addressBytes } = this.#options;
    if (payload.length <= singlePayloadMax(pduBytes)) return this.#complete([singlePdu(payload, addressBytes)]);
    this.#sent = firstPayloadBytes(payload.length, pduBytes);
    return this.#awaitFlowControl([firstPdu(payload, pduBytes)], nowMs);
  }

  /** @returns `undefined` for a flow control that nobody waits for; the standard has it ignored. */
  acceptFlowControl(flowControl: Extract<IsoTpPdu, { kind: "flow-control" }>, nowMs: number): SendStep | undefined {
    if (this.#state.kind !== "awaiting-flow-control") return undefined;
    switch (flowControl.status) {
      case "wait":
        if (++this.#waits > isoTpLimits.waitFramesMax) return this.#fail("too-many-waits");
        return this.#awaitFlowControl([], nowMs);
      case "overflow":
        return this.#fail("receiver-overflow");
      case "reserved":
        return this.#fail("flow-status-reserved");
      case "continue":
        this.#waits = 0;
        return this.#sendOn(flowControl.blockSize === 0 ? Infinity : flowControl.blockSize, flowControl.separationTimeMs, nowMs);
    }
  }

  /** Lets time pass: sends what is due, or gives up. Early calls do no harm. @returns `undefined` before the start and after the end. */
  advance(nowMs: number): SendStep | undefined {
    const state = this.#state;
    switch (state.kind) {
      case "awaiting-flow-control":
        return nowMs >= state.expiresAtMs ? this.#fail("flow-control-timed-out") : { kind: "sending", pdus: [], wakeAtMs: state.expiresAtMs };
      case "block":
        return nowMs >= state.nextAtMs ? this.#sendOn(state.left, state.pauseMs, nowMs) : { kind: "sending", pdus: [], wakeAtMs: state.nextAtMs };
      case "idle":
      case "ended":
        return undefined;
    }
  }

  #sendOn(left: number, pauseMs: number, nowMs: number): SendStep {
    const { payload, pduBytes } = this.#options;
    const pdus: Uint8Array[] = [];
    const burst = Math.min(left, pauseMs > 0 ? 1 : isoTpLimits.burstFramesMax);
    while (pdus.length < burst && this.#sent < payload.length) {
      pdus.push(consecutivePdu(this.#sequence, payload.subarray(this.#sent, this.#sent + pduBytes - 1)));
      this.#sequence = (this.#sequence + 1) & 0x0f;
      this.#sent += pduBytes - 1;
    }
    if (this.#sent >= payload.length) return this.#complete(pdus);
    if (left === pdus.length) return this.#awaitFlowControl(pdus, nowMs);
    this.#state = { kind: "block", left: left - pdus.length, pauseMs, nextAtMs: nowMs + pauseMs };
    return { kind: "sending", pdus, wakeAtMs: nowMs + pauseMs };
  }

  #awaitFlowControl(pdus: readonly Uint8Array[], nowMs: number): SendStep {
    const expiresAtMs = nowMs + isoTpLimits.flowControlTimeoutMs;
    this.#state = { kind: "awaiting-flow-control", expiresAtMs };
    return { kind: "sending", pdus, wakeAtMs: expiresAtMs };
  }

  #complete(pdus: readonly Uint8Array[]): SendStep {
    this.#state = { kind: "ended" };
    return { kind: "completed", pdus };
  }

  #fail(reason: SendFailure): SendStep {
    this.#state = { kind: "ended" };
    return { kind: "failed", reason };
  }
}
