/** Counts credentials that were wrong, so that guessing costs the guesser and not the database. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";

export interface FailureLimiterOptions {
  /** Failures of one address in a window; from then on it is refused unread. */
  readonly failuresMax: number;
  readonly windowMs: number;
  /** Addresses remembered; the one seen longest ago is forgotten. */
  readonly addressesMax: number;
  readonly clock: Clock;
}

export class FailureLimiter {
  readonly #options: FailureLimiterOptions;
  readonly #failures = new Map<string, { count: number; readonly endsAtUs: number }>();

  constructor(options: FailureLimiterOptions) {
    this.#options = options;
  }

  /** @returns milliseconds until the address may try again; 0 when it may now. */
  blockedForMs(address: string): number {
    const entry = this.#current(address);
    if (entry === undefined || entry.count < this.#options.failuresMax) return 0;
    return (entry.endsAtUs - this.#options.clock.monoUs()) / 1_000;
  }

  note(address: string): void {
    const entry = this.#current(address);
    if (entry !== undefined) {
      entry.count++;
      return;
    }
    const oldest = this.#failures.keys().next();
    if (this.#failures.size >= this.#options.addressesMax && oldest.done !== true) this.#failures.delete(oldest.value);
    this.#failures.set(address, { count: 1, endsAtUs: this.#options.clock.monoUs() + this.#options.windowMs * 1_000 });
  }

  #current(address: string): { count: number; readonly endsAtUs: number } | undefined {
    const entry = this.#failures.get(address);
    if (entry === undefined || entry.endsAtUs > this.#options.clock.monoUs()) return entry;
    this.#failures.delete(address);
    return undefined;
  }
}
