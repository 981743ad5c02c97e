const secondUs = 1_000_000;

/** Rhythm and bounds of the recording of faults. */
export const faultTimes = {
  /** A set with faults is stated again so often while its control unit is heard, an empty one less: a report that was lost heals with the next. */
  restateUs: 600 * secondUs,
  restateEmptyUs: 3_600 * secondUs,
  /** At most one report of a control unit in so long: what flickers faster is seen by the last set that counts. */
  reportMinUs: secondUs,
  /** What a control unit does not name any more counts so long: some say their set in turns with an empty one, each second (a recorded truck does). */
  holdUs: 5 * secondUs,
  /** A fault that comes back sooner brings no new frame. */
  frameMinUs: 600 * secondUs,
  /** Values that are older are no part of a snapshot. */
  snapshotAgeMaxUs: 60 * secondUs,
  /** How often a vehicle is asked for its trouble codes. */
  scanMs: 30_000,
} as const;

export const faultLimits = {
  /** Control units of all buses. At the limit further ones are not recorded: a bus that claims more addresses is broken or hostile. */
  controlUnitsMax: 512,
  /** Codes of one control unit of which is remembered when they brought a frame. At the limit the oldest are forgotten, and may bring one again. */
  framesRemembered: 64,
} as const;
