/** Bounds of the driver for slcan adapters. */
export const slcanLimits = {
  /** Characters of one line; the longest real one, 64 bytes of CAN FD with a time, has 142. Longer ones are skipped to their end. */
  lineMax: 256,
  /** An adapter answers a command in a few milliseconds; some never answer, so its silence counts as consent. */
  answerMs: 250,
  /** How often the adapter is asked for its error flags. */
  flagsEveryMs: 1_000,
  /** Waits before a lost adapter is tried again, doubled from the first to the last. */
  reopenFirstMs: 500,
  reopenLastMs: 10_000,
} as const;
