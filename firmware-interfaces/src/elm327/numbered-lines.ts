/** Transfers printed without headers: a line with the length, then lines `0:`, `1:` ... `F:`, `0:` ... */
import { elmLimits } from "./limits.ts";
import type { DamagedReason } from "./control-unit-payload.ts";
import type { LineStep } from "./iso-tp-lines.ts";

interface Transfer {
  readonly payload: Uint8Array;
  received: number;
  nextNumber: number;
}

const numbers = 16;

/**
 * Nothing in a line says who sent it. One transfer after the other is unmistakable; as soon as a line fits two that
 * are open, both are given up rather than mixed.
 */
export class NumberedLines {
  #open: Transfer[] = [];

  /** @returns a reason when there are too many transfers at once. */
  begin(length: number): readonly DamagedReason[] {
    if (this.#open.length >= elmLimits.respondersMax) return ["too-many-responders"];
    this.#open.push({ payload: new Uint8Array(length), received: 0, nextNumber: 0 });
    return [];
  }

  accept(number: number, bytes: Uint8Array): LineStep {
    const fitting = this.#open.filter(({ nextNumber }) => nextNumber === number);
    const [transfer, ...others] = fitting;
    if (transfer === undefined) return { kind: "damaged", reason: "line-missing" };
    if (others.length > 0) {
      this.#open = this.#open.filter((open) => !fitting.includes(open));
      return { kind: "damaged", reason: "interleaved" };
    }
    const missing = transfer.payload.length - transfer.received;
    // The first line has six bytes, all others seven, filled up with what does not belong to it.
    const wanted = Math.min(missing, transfer.received === 0 ? 6 : 7);
    if (bytes.length < wanted) {
      this.#drop(transfer);
      return { kind: "damaged", reason: "too-short" };
    }
    transfer.payload.set(bytes.subarray(0, missing), transfer.received);
    transfer.received += Math.min(missing, bytes.length);
    transfer.nextNumber = (number + 1) % numbers;
    if (transfer.received < transfer.payload.length) return { kind: "progressed" };
    this.#drop(transfer);
    return { kind: "completed", payload: transfer.payload };
  }

  finish(): readonly DamagedReason[] {
    return this.#open.map(() => "line-missing");
  }

  #drop(transfer: Transfer): void {
    this.#open = this.#open.filter((open) => open !== transfer);
  }
}
