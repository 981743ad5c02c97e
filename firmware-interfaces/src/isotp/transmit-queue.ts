/** Frames of one node that wait until the controller takes them, in order. */
import type { CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import type { IsoTpAddress } from "./addresses.ts";
import { frameOf, type IsoTpFraming } from "./framing.ts";
import { isoTpLimits } from "./limits.ts";

/** Called once when the last frame of a push was taken, or with `false` when it was thrown away. */
type Settle = (isTransmitted: boolean) => void;

interface Waiting {
  readonly frame: Omit<CanFrame, "atUs">;
  readonly settle: Settle | undefined;
}

/** How soon a full transmit queue is tried again. A frame of eight bytes takes 0.2 to 1 ms on the wire. */
const retryMs = 1;

export class TransmitQueue {
  readonly #sender: CanSender;
  readonly #framing: IsoTpFraming;
  #waiting: Waiting[] = [];
  #isFlushing = false;
  #blockedSinceMs: number | undefined;
  #retryAtMs: number | undefined;

  constructor(sender: CanSender, framing: IsoTpFraming) {
    this.#sender = sender;
    this.#framing = framing;
  }

  /** When `flush` is to be called again; `undefined` while everything has been taken. */
  get retryAtMs(): number | undefined {
    return this.#retryAtMs;
  }

  /** @returns false at `isoTpLimits.outboxFramesMax`; then none of them was taken and `settle` is not called. */
  push(pdus: readonly Uint8Array[], to: IsoTpAddress, settle: Settle): boolean {
    if (this.#waiting.length + pdus.length > isoTpLimits.outboxFramesMax) return false;
    for (const [index, pdu] of pdus.entries()) {
      this.#waiting.push({ frame: frameOf(pdu, to, this.#framing), settle: index === pdus.length - 1 ? settle : undefined });
    }
    return true;
  }

  /** A flow control; where there is no room it is dropped, and its sender gives up in time. */
  pushReply(pdu: Uint8Array, to: IsoTpAddress): void {
    if (this.#waiting.length < isoTpLimits.outboxFramesMax) this.#waiting.push({ frame: frameOf(pdu, to, this.#framing), settle: undefined });
  }

  /** Hands over what the controller takes. When it has taken nothing for N_As, what waits is thrown away. */
  flush(nowMs: number): void {
    // A bus that delivers within `send` comes back here with the answer; the loop below takes that answer, too.
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    let taken = 0;
    try {
      for (let next = this.#waiting[0]; next !== undefined && this.#sender.send(next.frame); next = this.#waiting[0]) {
        this.#waiting.shift();
        taken++;
        next.settle?.(true);
      }
    } finally {
      this.#isFlushing = false;
    }
    if (this.#waiting.length === 0) {
      this.#blockedSinceMs = undefined;
      this.#retryAtMs = undefined;
      return;
    }
    this.#blockedSinceMs = taken > 0 ? nowMs : (this.#blockedSinceMs ?? nowMs);
    this.#retryAtMs = nowMs + retryMs;
    if (nowMs - this.#blockedSinceMs >= isoTpLimits.transmitTimeoutMs) this.clear();
  }

  /** Throws away what waits. */
  clear(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#blockedSinceMs = undefined;
    this.#retryAtMs = undefined;
    for (const { settle } of waiting) settle?.(false);
  }
}
