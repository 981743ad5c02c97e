/** Bounds of the worker role, with what happens at each. */
export const workerLimits = {
  /** Minutes that are made in one transaction. At the bound: the rest waits for the next one. */
  minutesPerTurn: 256,
  /**
   * A mark rests so long before its minute is made, so that the segments of one minute are read once or twice and not
   * each time one arrives. Charts make what is pending themselves, so nobody waits for it.
   */
  marksRestMs: 30_000,
  /** Pause when no tenant has anything to do. */
  idleMs: 1_000,
  /** Pause after a failure; the next turn tries again. */
  failureMs: 5_000,
  /** Changes given a position in one transaction. At the bound: the rest waits for the next one. */
  changesPerTurn: 1_000,
  /** Audit entries chained in one transaction. At the bound: the rest waits for the next one. */
  auditEntriesPerTurn: 1_000,
} as const;
