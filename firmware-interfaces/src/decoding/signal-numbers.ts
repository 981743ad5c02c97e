import type { DecodedSignal } from "./frame-decoder.ts";
import { decodingLimits } from "./limits.ts";

/** Gives a decoder's signals their numbers, which only grow. */
export class SignalNumbers {
  readonly signals: DecodedSignal[] = [];

  /** @returns the number of the first of them, or -1 when `decodingLimits.signalsMax` would be passed and none is added. */
  add(signals: readonly DecodedSignal[]): number {
    const base = this.signals.length;
    if (base + signals.length > decodingLimits.signalsMax) return -1;
    this.signals.push(...signals);
    return base;
  }
}
