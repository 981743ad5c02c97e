/** Waits between attempts: exponential with full jitter, so that a fleet does not come back in step. */
import type { RandomSource } from "@drawbar/proto/kernel/random.ts";
import { uplinkLimits } from "./limits.ts";

export class Backoff {
  readonly #random: RandomSource;
  #rounds = 0;
  #eagerUntilMs = Number.NEGATIVE_INFINITY;

  constructor(random: RandomSource) {
    this.#random = random;
  }

  /** A good session was lost: begin anew, eagerly. @param nowMs monotonic. */
  reset(nowMs: number): void {
    this.#rounds = 0;
    this.#eagerUntilMs = nowMs + uplinkLimits.eagerForMs;
  }

  /** @returns how long to wait before the next round, milliseconds. */
  nextMs(nowMs: number): number {
    const { backoffMs, backoffMsMax, eagerMsMax } = uplinkLimits;
    const isEager = nowMs < this.#eagerUntilMs;
    const boundMs = Math.min(backoffMs * 2 ** this.#rounds, isEager ? eagerMsMax : backoffMsMax);
    // Rounds at the eager bound do not count: when eagerness ends, waits grow from there and do not leap to minutes.
    // Past the maximum nothing changes any more, and 2 ** 1,024 would be no number.
    if (!isEager || boundMs < eagerMsMax) this.#rounds = Math.min(this.#rounds + 1, 32);
    return this.#random.next() * boundMs;
  }
}
