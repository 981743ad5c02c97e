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
    const boundMs = Math.min(backoffMs * 2 ** this.#rounds, nowMs < this.#eagerUntilMs ? eagerMsMax : backoffMsMax);
    // Past the maximum nothing changes any more, and 2 ** 1,024 would be no number.
    this.#rounds = Math.min(this.#rounds + 1, 32);
    return this.#random.next() * boundMs;
  }
}
