/** Bounds of simulated control units. */
export const ecuLimits = {
  /** Control units of one vehicle; OBD with 11-bit identifiers has eight, 29-bit ones leave room for more. One more is refused. */
  unitsMax: 32,
  /** Trouble codes of one unit, so that an answer by service 03, which counts them in one byte, can name them all. */
  troubleCodesMax: 255,
  /** Replies of one node that wait for their time. At the limit a further request is not answered, as a busy unit does. */
  waitingRepliesMax: 64,
  /** Longest answer that a unit gives (ISO 15765-2 with the short first frame); a longer one is refused with `responseTooLong`. */
  answerBytesMax: 4_095,
} as const;
