/**
 * The clock that stamps samples. The machine's own may say 1970 (no battery behind it) or 2080 (somebody set it).
 * What a trusted party said of the time, the cloud or the authority that signed the unit's certificate, is a lower
 * bound of the present that goes on with the monotonic clock. Time is the later of the two: too early at worst, but
 * in order, and marked "unset" where the machine's clock was no use.
 */
import type { Clock, ClockQuality } from "@drawbar/proto/kernel/clock.ts";

/** A clock this far behind what we know runs wrong rather than slow. */
const behindMaxUs = 5 * 60 * 1_000_000;
/** A clock this far ahead is wrong, too: no unit sleeps for so long and is still enrolled. */
const aheadMaxUs = 10 * 365 * 86_400 * 1_000_000;
/** The clocks drift apart by microseconds; by this much only when somebody sets one. */
const stepMinUs = 1_000_000;

export interface UnitClockOptions {
  readonly clock: Clock;
  /** Microseconds since 1970 that the present cannot be before. */
  readonly trustedUs: number;
  /** What the machine's clock deserves while it is plausible. */
  readonly quality: Exclude<ClockQuality, "unset">;
}

export class UnitClock implements Clock {
  readonly #clock: Clock;
  readonly #quality: Exclude<ClockQuality, "unset">;
  #trustedUs: number;
  /** Monotonic time at which `#trustedUs` was the present at the earliest. */
  #trustedAtMonoUs: number;
  #aheadUs: number;

  constructor(options: UnitClockOptions) {
    this.#clock = options.clock;
    this.#quality = options.quality;
    this.#trustedUs = options.trustedUs;
    this.#trustedAtMonoUs = options.clock.monoUs();
    this.#aheadUs = this.wallUs() - this.#trustedAtMonoUs;
  }

  /** Never below the last trusted time. */
  wallUs(): number {
    const wallUs = this.#clock.wallUs();
    return wallUs + this.#offsetUs(wallUs);
  }

  monoUs(): number {
    return this.#clock.monoUs();
  }

  /** What to add to a time by the machine's clock, such as a frame's; 0 while that clock is plausible. */
  offsetUs(): number {
    return this.#offsetUs(this.#clock.wallUs());
  }

  get quality(): ClockQuality {
    const aheadUs = this.#clock.wallUs() - this.#atLeastUs();
    return aheadUs < -behindMaxUs || aheadUs > aheadMaxUs ? "unset" : this.#quality;
  }

  /** Microseconds since 1970 that were surely reached by now; to be kept over a restart. */
  get trustedUs(): number {
    return this.#atLeastUs();
  }

  /** Somebody trusted named the time. Earlier than what is known: ignored. */
  trust(wallUs: number): void {
    if (wallUs <= this.#atLeastUs()) return;
    this.#trustedUs = wallUs;
    this.#trustedAtMonoUs = this.#clock.monoUs();
  }

  /**
   * Notices that the stamping clock was set since the last call.
   *
   * @returns by how many microseconds, forward or back; 0 when nothing happened.
   */
  takeStepUs(): number {
    const aheadUs = this.wallUs() - this.#clock.monoUs();
    const stepUs = aheadUs - this.#aheadUs;
    this.#aheadUs = aheadUs;
    return Math.abs(stepUs) < stepMinUs ? 0 : stepUs;
  }

  #offsetUs(wallUs: number): number {
    const atLeastUs = this.#atLeastUs();
    return wallUs >= atLeastUs && wallUs <= atLeastUs + aheadMaxUs ? 0 : atLeastUs - wallUs;
  }

  #atLeastUs(): number {
    return this.#trustedUs + (this.#clock.monoUs() - this.#trustedAtMonoUs);
  }
}
