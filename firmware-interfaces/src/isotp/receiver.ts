/**
 * The receiving side of ISO 15765-2 (ISO-TP): PDUs in, whole messages out.
 *
 * Pure: no socket, no timer. The caller passes a monotonic clock, sends the `reply` that a step returns, and calls
 * `expire` when `expiresAtMs` has come; so a test needs no waiting and a recording replays exactly.
 */
import { isoTpLimits } from "./limits.ts";
import { flowControlPdu, type InvalidPduReason, type IsoTpPdu } from "./pdu.ts";

/** Why a frame did not count. Other nodes' traffic is normal on a bus, so this is a value, not an exception. */
export type IgnoredReason = InvalidPduReason | "not-for-a-receiver" | "no-transfer";

/** Why a transfer in progress, or one about to begin, was given up. */
export type AbortedReason = "sequence-broken" | "frame-too-short" | "too-long" | "timed-out";

/**
 * What one received frame led to. `replaced` marks a message that began before the last one was whole; the standard lets
 * it, and whoever counts losses wants to know.
 */
export type Reception =
  | { readonly kind: "ignored"; readonly reason: IgnoredReason }
  | { readonly kind: "progressed"; readonly reply?: Uint8Array; readonly replaced?: true }
  | { readonly kind: "completed"; readonly payload: Uint8Array; readonly replaced?: true }
  | { readonly kind: "aborted"; readonly reason: AbortedReason; readonly reply?: Uint8Array; readonly replaced?: true };

export interface ReceiverOptions {
  /** Frames that the sender may send before it waits for the next flow control, 1 to 255; 0 = all of them. */
  readonly blockSize?: number;
  /** STmin in milliseconds: the pause that we ask the sender to keep. */
  readonly separationTimeMs?: number;
  /** By default `isoTpLimits.payloadBytesMax`; never above it. */
  readonly payloadBytesMax?: number;
  /** By default N_Cr, `isoTpLimits.consecutiveFrameTimeoutMs`. */
  readonly silenceMs?: number;
}

interface Transfer {
  readonly length: number;
  /** Grows with what arrives, up to `length`. */
  payload: Uint8Array;
  /** Bytes that each consecutive frame but the last has: as many as the first frame had room for (ISO 15765-2, 9.6.4). */
  readonly bytesPerFrame: number;
  received: number;
  nextSequence: number;
  blockLeft: number;
  expiresAtMs: number;
}

/** One conversation: frames of one sender to one receiver. The caller routes frames by CAN id and address. */
export class IsoTpReceiver {
  readonly #options: Required<ReceiverOptions>;
  #transfer: Transfer | undefined;

  constructor(options: ReceiverOptions = {}) {
    this.#options = {
      blockSize: options.blockSize ?? 0,
      separationTimeMs: options.separationTimeMs ?? 0,
      payloadBytesMax: Math.min(options.payloadBytesMax ?? Infinity, isoTpLimits.payloadBytesMax),
      silenceMs: options.silenceMs ?? isoTpLimits.consecutiveFrameTimeoutMs,
    };
  }

  /** When `expire` will give the transfer in progress up; `undefined` while there is none. */
  get expiresAtMs(): number | undefined {
    return this.#transfer?.expiresAtMs;
  }

  /**
   * @param pdu as `parsePdu` returns it; not kept.
   * @param nowMs monotonic milliseconds.
   * @returns `completed` hands over a payload that the caller owns.
   */
  accept(pdu: IsoTpPdu, nowMs: number): Reception {
    switch (pdu.kind) {
      case "single":
        return { kind: "completed", payload: pdu.payload.slice(), ...this.#replace(undefined) };
      case "first":
        return this.#acceptFirst(pdu.length, pdu.payload, nowMs);
      case "consecutive":
        return this.#acceptConsecutive(pdu.sequence, pdu.payload, nowMs);
      case "flow-control":
        return { kind: "ignored", reason: "not-for-a-receiver" };
      case "invalid":
        return { kind: "ignored", reason: pdu.reason };
    }
  }

  /** Gives up a transfer whose sender has fallen silent; `undefined` when there is nothing to give up. */
  expire(nowMs: number): Reception | undefined {
    if (this.#transfer === undefined || nowMs < this.#transfer.expiresAtMs) return undefined;
    return this.#abort("timed-out");
  }

  #acceptFirst(length: number, beginning: Uint8Array, nowMs: number): Reception {
    const { blockSize, separationTimeMs, payloadBytesMax, silenceMs } = this.#options;
    if (length > payloadBytesMax) {
      return { kind: "aborted", reason: "too-long", reply: flowControlPdu("overflow"), ...this.#replace(undefined) };
    }
    const payload = new Uint8Array(Math.min(length, isoTpLimits.reservedBytes));
    payload.set(beginning);
    const headerBytes = length > 0xfff ? 6 : 2;
    const replaced = this.#replace({
      length,
      payload,
      bytesPerFrame: beginning.length + headerBytes - 1,
      received: beginning.length,
      nextSequence: 1,
      blockLeft: blockSize,
      expiresAtMs: nowMs + silenceMs,
    });
    return { kind: "progressed", reply: flowControlPdu("continue", blockSize, separationTimeMs), ...replaced };
  }

  #acceptConsecutive(sequence: number, piece: Uint8Array, nowMs: number): Reception {
    const transfer = this.#transfer;
    if (transfer === undefined) return { kind: "ignored", reason: "no-transfer" };
    if (sequence !== transfer.nextSequence) return this.#abort("sequence-broken");
    const missing = transfer.length - transfer.received;
    if (piece.length < Math.min(missing, transfer.bytesPerFrame)) return this.#abort("frame-too-short");
    const taken = Math.min(missing, piece.length);
    if (transfer.received + taken > transfer.payload.length) grow(transfer);
    transfer.payload.set(piece.subarray(0, taken), transfer.received);
    transfer.received += taken;
    if (taken === missing) {
      this.#transfer = undefined;
      return { kind: "completed", payload: transfer.payload };
    }
    transfer.nextSequence = (sequence + 1) & 0x0f;
    transfer.expiresAtMs = nowMs + this.#options.silenceMs;
    if (transfer.blockLeft === 0 || --transfer.blockLeft > 0) return { kind: "progressed" };
    transfer.blockLeft = this.#options.blockSize;
    return { kind: "progressed", reply: flowControlPdu("continue", this.#options.blockSize, this.#options.separationTimeMs) };
  }

  #abort(reason: AbortedReason): Reception {
    this.#transfer = undefined;
    return { kind: "aborted", reason };
  }

  #replace(next: Transfer | undefined): { readonly replaced?: true } {
    const previous = this.#transfer;
    this.#transfer = next;
    return previous === undefined ? {} : { replaced: true };
  }
}

function grow(transfer: Transfer): void {
  const payload = new Uint8Array(Math.min(transfer.length, 2 * transfer.payload.length));
  payload.set(transfer.payload);
  transfer.payload = payload;
}
