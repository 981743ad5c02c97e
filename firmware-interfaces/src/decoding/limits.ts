/** Bounds of compiled decoders. */
export const decodingLimits = {
  /** Steps of one message's program, multiplexed copies included; a message that needs more is not decoded and listed as left out. */
  programStepsMax: 65_536,
  /**
   * Signals of one decoder. J1939 signals are numbered for each source address that is heard, and on a bus under attack
   * that is all of them; frames that would need more are counted as `too-many-signals`.
   */
  signalsMax: 65_536,
  /** Selector values that are looked up in a table; wider ones by binary search. */
  denseSelectorMax: 1_023,
} as const;
