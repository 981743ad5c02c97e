/** Time comes in through this interface; nothing reads it from the machine directly. */
export interface Clock {
  /** Microseconds since 1970-01-01T00:00Z by this machine's clock. May jump; may be decades off until somebody sets it. */
  wallUs(): number;
  /** Microseconds since an arbitrary start, never going back; stops at a reboot. For every timeout and order. */
  monoUs(): number;
}

/** Sources of wall time from worst to best; a segment says which one stamped it. */
export const clockQualities = ["unset", "rtc", "network", "gnss"] as const;
export type ClockQuality = (typeof clockQualities)[number];

/** A clock that tests set by hand. */
export class ManualClock implements Clock {
  #wallUs: number;
  #monoUs: number;

  constructor(options: { readonly wallUs?: number; readonly monoUs?: number } = {}) {
    this.#wallUs = options.wallUs ?? 1_764_000_000_000_000;
    this.#monoUs = options.monoUs ?? 0;
  }

  wallUs(): number {
    return this.#wallUs;
  }

  monoUs(): number {
    return this.#monoUs;
  }

  /** Both clocks go on. */
  advanceMs(elapsedMs: number): void {
    this.#wallUs += elapsedMs * 1_000;
    this.#monoUs += elapsedMs * 1_000;
  }

  /** Somebody sets the wall clock; monotonic time does not notice. */
  setWallUs(wallUs: number): void {
    this.#wallUs = wallUs;
  }
}
