/** Bounds of reading satellite receivers. What they send passes through cheap cables and is often half a sentence. */
export const gnssLimits = {
  /**
   * Characters from `$` to the checksum. The standard allows 82; receivers with many digits and proprietary sentences
   * exceed it. A longer one is reported once and dropped up to the next `$`.
   */
  sentenceCharsMax: 255,
  /** Fields of one sentence; more are reported and the sentence dropped. */
  fieldsMax: 64,
  /** Talkers whose satellites in view are counted in one epoch; further ones are not counted. */
  talkersMax: 16,
  /** Bytes of a recording that decide on its protocol; receivers that are switched over begin with binary messages. */
  headBytes: 16_384,
  /** Characters of one line of gpsd's JSON; a SKY report of 140 satellites has some 18,000. Longer lines are reported and dropped. */
  jsonLineCharsMax: 65_536,
  /** Receivers of one gpsd whose satellite counts are kept apart; fixes of further ones come without. */
  devicesMax: 16,
  /** Silence after which the moment in progress is given out: well above the gaps inside a cycle at 4800 baud, well below 1 s. */
  idleMs: 150,
  /** Waited before a line that was lost, or could not be opened, is tried again. */
  reconnectMs: 2_000,
} as const;
