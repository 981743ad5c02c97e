/** Bounds of reading and keeping telemetry, with what happens at each. */
export const telemetryLimits = {
  /** Parsed catalogues kept in memory. At the bound: the one that was used longest ago goes and is read again when needed. */
  cataloguesKept: 512,
  /** Different signals of a tenant. At the bound: a catalogue with new ones is refused (`SIGNALS_TOO_MANY`). */
  signalsMax: 200_000,
  /** Segments read at a time for a history or an export. At the bound: the next page. */
  segmentsPerPage: 256,
  /** Samples that an export holds at a time. At the bound: it reads the range once more for the next signals. */
  samplesInMemoryMax: 4_000_000,
  /** Samples in one batch of an export. At the bound: the next batch. */
  samplesPerBatch: 16_384,
  /** Segments that a history reads. At the bound: it takes minutes instead. */
  historySegmentsMax: 2_500,
  /** Minutes whose roll-up is still to be made that a history makes itself. At the bound: it shows what there is. */
  pendingMinutesMax: 240,
  /** A silence of all signals from which on a history shows a gap. */
  holeUs: 60_000_000,
  /** Gaps in one history. At the bound: the shortest are left out. */
  gapsMax: 500,
  /** Runs of missing numbers of one stream that a history looks at. At the bound: the newest. */
  missingRunsMax: 1_000,
} as const;
