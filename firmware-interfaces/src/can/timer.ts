/**
 * Waiting, passed in like the clock, so that a replay of an hour takes a test no time.
 */
export interface Timer {
  /** Calls `run` once, not before `delayMs` have passed; 0 = as soon as the event loop has had its turn. */
  after(delayMs: number, run: () => void): TimerHandle;
}

export interface TimerHandle {
  cancel(): void;
}

/** The event loop's timer. A delay of 0 gives way to input and output first, which `setTimeout` would make 1 ms. */
export const systemTimer: Timer = {
  after(delayMs, run) {
    if (delayMs <= 0) {
      const immediate = setImmediate(run);
      return { cancel: () => clearImmediate(immediate) };
    }
    const timeout = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timeout) };
  },
};
