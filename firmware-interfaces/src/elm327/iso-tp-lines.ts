/** ISO-TP frames as an adapter prints them, with headers: it has sent the flow control itself, so only putting together is left. */
import { elmLimits } from "./limits.ts";
import type { DamagedReason } from "./control-unit-payload.ts";

export type LineStep =
  | { readonly kind: "progressed" }
  | { readonly kind: "completed"; readonly payload: Uint8Array }
  | { readonly kind: "damaged"; readonly reason: DamagedReason };

interface Transfer {
  readonly payload: Uint8Array;
  received: number;
  nextSequence: number;
}

/** All transfers of one answer, told apart by identifier. */
export class IsoTpLines {
  readonly #transfers = new Map<number, Transfer>();

  /** @param frame 1 to 8 bytes from the control byte on (ISO 15765-2, 9.6). */
  accept(id: number, frame: Uint8Array): LineStep {
    const [control = 0] = frame;
    switch (control >> 4) {
      case 0:
        return single(frame, control & 0x0f);
      case 1:
        return this.#begin(id, frame);
      default:
        return this.#continue(id, frame, control & 0x0f);
    }
  }

  /** @returns one reason per transfer that was not completed. */
  finish(): readonly DamagedReason[] {
    return [...this.#transfers.values()].map(() => "line-missing");
  }

  #begin(id: number, frame: Uint8Array): LineStep {
    const length = (((frame[0] ?? 0) & 0x0f) << 8) | (frame[1] ?? 0);
    if (frame.length < 8 || length < 8) return { kind: "damaged", reason: "too-short" };
    if (!this.#transfers.has(id) && this.#transfers.size >= elmLimits.respondersMax) return { kind: "damaged", reason: "too-many-responders" };
    const isReplaced = this.#transfers.has(id);
    const payload = new Uint8Array(length);
    payload.set(frame.subarray(2));
    this.#transfers.set(id, { payload, received: frame.length - 2, nextSequence: 1 });
    return isReplaced ? { kind: "damaged", reason: "line-missing" } : { kind: "progressed" };
  }

  #continue(id: number, frame: Uint8Array, sequence: number): LineStep {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) return { kind: "damaged", reason: "line-missing" };
    const missing = transfer.payload.length - transfer.received;
    const taken = Math.min(missing, frame.length - 1);
    if (sequence !== transfer.nextSequence || (taken < 7 && taken < missing)) {
      this.#transfers.delete(id);
      return { kind: "damaged", reason: sequence === transfer.nextSequence ? "too-short" : "line-missing" };
    }
    transfer.payload.set(frame.subarray(1, 1 + taken), transfer.received);
    transfer.received += taken;
    transfer.nextSequence = (sequence + 1) & 0x0f;
    if (transfer.received < transfer.payload.length) return { kind: "progressed" };
    this.#transfers.delete(id);
    return { kind: "completed", payload: transfer.payload };
  }
}

function single(frame: Uint8Array, length: number): LineStep {
  if (length === 0 || length > 7) return { kind: "damaged", reason: "not-understood" };
  if (frame.length < 1 + length) return { kind: "damaged", reason: "too-short" };
  return { kind: "completed", payload: frame.slice(1, 1 + length) };
}
