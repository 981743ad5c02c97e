/** Bounds of the worker role, with what happens at each. */
export const workerLimits = {
  /** Minutes that are made in one transaction. At the bound: the rest waits for the next one. */
  minutesPerTurn: 256,
  /**
   * A minute rests so long after its last mark, so that its segments are read once, and not each time one arrives: a
   * vehicle seals six or seven a minute. Charts make what is pending themselves, so nobody waits for it.
   */
  marksRestMs: 30_000,
  /** Pause when no tenant has anything to do. */
  idleMs: 1_000,
  /** Pause after a failure; the next turn tries again. */
  failureMs: 5_000,
  /** Pause between two sweeps of all tenants for what is past its retention. */
  sweepEveryMs: 900_000,
  /** Turns of one tenant in one sweep. At the bound: the rest waits for the next sweep. */
  turnsPerSweep: 50,
  /** Days that a partition stays after its retention, so that a sweep that failed is made up for before it goes. */
  dropGraceDays: 1,
  /** Minutes of sources whose samples go to the sink in one transaction. At the bound: the rest waits for the next one. */
  exportMinutesPerTurn: 120,
  /** Tries of one request to the sink. With their time (`telemetrySink.timeoutMs`) and pauses they stay below `idleInTransactionMs`. */
  sinkAttemptsMax: 3,
  sinkRetryMs: 250,
  /** Pause after the sink has failed; marks wait meanwhile, as long as samples are kept. */
  sinkPauseMs: 30_000,
  /** Pause of the loop that follows vehicles when nothing came, and what each tenant adds to it, so that asking them all costs little. */
  tracksIdleMs: 200,
  tracksIdlePerTenantMs: 2,
  /**
   * After a turn it looks so long at most how busy the process is. Where that is more than this share, it rests so many
   * times as long as the turn took, and at most so long: a depot's backlog comes in at twice the speed, and is followed after.
   */
  tracksLookMs: 50,
  tracksBusyShare: 0.7,
  tracksRestFactor: 4,
  tracksRestMsMax: 5_000,
  /** How often it looks for trips whose vehicles have fallen silent. */
  tracksSilenceEveryMs: 30_000,
  /** Pause of the loop that does imports when nobody waits for one. */
  importsIdleMs: 500,
  /** Pause of a tenant between two looks for journeys that ended. */
  journeysEveryMs: 300_000,
  /** Pause of a tenant between two rounds that merge its old segments. */
  mergeEveryMs: 60_000,
  /** Hours of sources whose minutes are packed in one transaction. At the bound: the rest waits for the next one. */
  hoursPerPack: 64,
  /** Days of receipt that a round looks into, from a tenant's second on. Its first one looks into all. */
  mergeDays: 3,
  /** How often it looks for documents of which somebody is to be told. */
  remindEveryMs: 60_000,
  /** Changes given a position in one transaction. At the bound: the rest waits for the next one. */
  changesPerTurn: 1_000,
  /** Audit entries chained in one transaction. At the bound: the rest waits for the next one. */
  auditEntriesPerTurn: 1_000,
} as const;
