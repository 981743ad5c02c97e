/** Bounds of the simulated adapter. */
export const elmSimulatorLimits = {
  /** Characters of one command; further ones are dropped, as the chip does it (254 characters). */
  commandCharsMax: 254,
  /** Replies of control units to one request that are printed; the rest ends in BUFFER FULL. */
  repliesMax: 64,
} as const;
