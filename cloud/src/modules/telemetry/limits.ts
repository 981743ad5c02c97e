/** Bounds of reading and keeping telemetry, with what happens at each. */
export const telemetryLimits = {
  /** Parsed catalogues kept in memory. At the bound: the one that was used longest ago goes and is read again when needed. */
  cataloguesKept: 512,
  /** Different signals of a tenant. At the bound: a catalogue with new ones is refused (`SIGNALS_TOO_MANY`). */
  signalsMax: 200_000,
  /** Rows of signals kept in memory, of all tenants. At the bound: all are forgotten, and read again when needed. */
  signalsKept: 200_000,
  /** Rows of segments, and about how many bytes of their bodies, read at a time for a history or an export. At the bound: the next page. */
  segmentsPerPage: 256,
  bytesPerPage: 4_194_304,
  /** Samples, numbers and stored bytes of segments that are merged into one row. At the bound: the next row. */
  mergedSamplesMax: 131_072,
  mergedNumbersMax: 1_024,
  mergedBytesMax: 4_194_304,
  /** Segments that begin in one window of this width may be merged. No row spans more than this and its last segment. */
  mergeWindowUs: 600_000_000,
  /** How long after a window its segments are merged: later than their roll-up, and than most repeats. */
  mergeRestUs: 300_000_000,
  /** Segments that one turn of the merge looks at. At the bound: the next turn. */
  segmentsPerMerge: 512,
  /** How long after its end an hour's minutes are packed. */
  packRestUs: 3_600_000_000,
  /** Catalogues, the newest first, that say how numbers are packed. At the bound: those of older ones take more bytes. */
  cataloguesPerPack: 256,
  /** Partitions that are made at a time, as `add_segment_partitions` allows. */
  partitionsPerStatement: 64,
  /** Samples that an export holds at a time. At the bound: it reads the range once more for the next signals. */
  samplesInMemoryMax: 4_000_000,
  /** Samples in one batch of an export. At the bound: the next batch. */
  samplesPerBatch: 16_384,
  /** Segments that a history reads. At the bound: it takes minutes instead. */
  historySegmentsMax: 2_500,
  /** Minutes or hours of one source that a history reads. At the bound of minutes: it takes hours. */
  rollupsPerHistoryMax: 20_000,
  /** Vehicles in one aggregate, and minutes or hours of all of them together. At the bound: `TELEMETRY_QUESTION_TOO_LARGE`. */
  vehiclesPerAggregateMax: 10_000,
  rollupsPerAggregateMax: 2_000_000,
  /** Roll-ups of an aggregate that are read at a time. At the bound: the next page. */
  rollupsPerPage: 20_000,
  /** How far back a value at a time is looked for. At the bound: there is none. */
  lookBackUs: 86_400_000_000,
  /** Characters of lines that are sent to a sink at a time. */
  sinkChunkCharacters: 1_000_000,
  /** Slots, rows of segments and days of sources that one turn of a sweep takes out. At the bound: the next turn. */
  slotsPerSweep: 8,
  rowsPerSweep: 10_000,
  daysPerSweep: 200,
  /** Keys of units kept in memory by who stores. At the bound: all are forgotten, and read again when needed. */
  sealingKeysKept: 50_000,
  /** Minutes whose roll-up is still to be made that a history makes itself. At the bound: it shows what there is. */
  pendingMinutesMax: 240,
  /** A silence of all signals from which on a history shows a gap. */
  holeUs: 60_000_000,
  /** Gaps in one history. At the bound: the shortest are left out. */
  gapsMax: 500,
  /** Runs of missing numbers of one stream that a history looks at. At the bound: the newest. */
  missingRunsMax: 1_000,
  /** Segments that a forecast counts before something is deleted. At the bound: it says "at least". */
  forecastSegmentsMax: 200_000,
} as const;
