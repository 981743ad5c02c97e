/** Bounds of storing records, with what happens at each. */
export const storeLimits = {
  /** Records in one statement. At the bound: the next statement is begun. Around 100 the fixed costs are paid for. */
  statementRecordsMax: 128,
  statementBytesMax: 4_194_304,
  /** Connections that one batch is spread over, when it is larger than a statement. */
  lanes: 2,
  /** Tries of one statement: each finds out that a number is known, a newest value has changed, or a partition is missing. */
  attemptsMax: 24,
  /** From this try on, newest values are locked before they are read, so that busy writers get their turn. */
  lockingAttempt: 3,
  /** Records in quarantine of one source. At the bound: the alarm alone is raised. */
  quarantineOfSourceMax: 1_000,
  /** Days for which partitions are made ahead. */
  daysAhead: 3,
  /** Days of sources that are known to be noted, kept in memory. At the bound: all are forgotten, and noted again when needed. */
  daysKept: 100_000,
} as const;
