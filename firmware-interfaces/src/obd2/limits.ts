/** Bounds of OBD-II. */
export const obdLimits = {
  /** PIDs in one request of service 01 (ISO 15031-5, 7.1.2.2: at most six). One more is refused with `OBD_REQUEST_IMPOSSIBLE`. */
  pidsPerRequestMax: 6,
  /** Control units that are kept apart; answers of further ones are left out. ISO 15765-4 gives legislated ones eight addresses. */
  controlUnitsMax: 16,
  /** Trouble codes taken from one answer; the rest is left out. One byte counts them on CAN. */
  troubleCodesMax: 255,
  /** PIDs of one schedule; more are refused with `OBD_SCHEDULE_INVALID`. */
  scheduledPidsMax: 96,
  /** Shortest polling period. A faster one only makes the others late. */
  periodMsMin: 50,
  /** After so long with the ignition off nothing is sent. */
  silentAfterMs: 60_000,
  /** Refusals in a row after which a PID is not asked for again until the vehicle wakes up anew. */
  refusalsMax: 3,
  /** Requests in a row that nobody answered before the ignition counts as off. */
  silencesMax: 5,
  /** Characters of a signal set file; the largest of OBDb has 1.2 million. A larger one is refused with `SIGNAL_SET_INVALID`. */
  signalSetCharactersMax: 16_000_000,
  /** Commands and signals of one set; a larger one is refused with `SIGNAL_SET_INVALID`. */
  signalSetCommandsMax: 4_096,
  signalSetSignalsMax: 65_536,
  /** Bits of one number of a signal set; wider ones exceed what a double counts exactly and the signal is left out. */
  signalBitsMax: 64,
  /** Lines of a captured answer; the rest is left out. */
  capturedLinesMax: 4_096,
  /** Bytes of one answer (ISO 15765-2, a first frame's 12-bit length). */
  answerBytesMax: 4_095,
  /** Columns and characters of a line of a drive recording; a longer line is a problem of that line. */
  driveColumnsMax: 256,
  driveLineCharactersMax: 16_384,
  /** Problems of a drive recording that are kept; further ones are only counted. */
  driveProblemsMax: 100,
} as const;
