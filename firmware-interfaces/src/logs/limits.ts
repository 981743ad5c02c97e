/** Bounds of reading a recording. A recording comes from anybody; whatever is in it, reading it needs little memory. */
export const logLimits = {
  /** Characters of one line; a longer one is reported and skipped without being kept. The longest CAN FD line has some 300. */
  lineCharsMax: 4_096,
  /** Unpacked at once, so that a compressed bomb unpacks in steps of at most a thousand times this. */
  compressedSliceBytes: 8_192,
  /** Lines that decide on the format and on the kind of time. */
  headLinesMax: 400,
  /** Interfaces in one recording; lines of further ones are reported and skipped. */
  interfacesMax: 64,
  /** Networks that a Vehicle Spy export may list; of further ones the protocol is not known and their rows are read as CAN. */
  networksMax: 256,
  /** Problems kept with their text; beyond that they are only counted. */
  problemsKeptMax: 1_000,
  /** Frames handed to a bus at once in a paced replay. */
  replayBatchFramesMax: 4_096,
} as const;

/**
 * Seconds since 1970 below which the first time of a recording is no date: candump and its kin count from 0,
 * from the start of the logger or from boot. 100,000,000 s is March 1973; no uptime reaches it.
 */
export const absoluteSecondsMin = 100_000_000;
