/** Rules by which reports become episodes, and bounds of the work on them, each with what happens at it. */
const secondUs = 1_000_000;

export const faultRules = {
  /** A fault that is named again so soon after it was gone is the same one, interrupted: a loose contact is one episode. Only after it is it cleared. */
  mergeUs: 600 * secondUs,
  /** A control unit that is heard states a set with faults every ten minutes: after twice of it, and some slack for the way, it has fallen silent. */
  silentUs: 1_500 * secondUs,
} as const;

export const faultLimits = {
  /** Faults of one vehicle that are followed at a time. At the bound: further ones make no episode. */
  openMax: 512,
  /** Of them with a frame. At the bound: further ones have none. */
  framesMax: 32,
  /** Control units of one vehicle. At the bound: reports of further ones are left out. */
  controlUnitsMax: 512,
  /** Marked sources taken in one turn, and those of the batch that goes beyond. At the bound: the rest waits for the next one. */
  marksPerTurn: 500,
  /** Segments of one source in memory at a time. */
  segmentsPerRead: 2_000,
  /** What a read gets on by at least, however many segments a source has of one time. */
  progressUs: 60 * secondUs,
  /** Reports later than the cloud's clock by more than this are left out: the clock of their source is wrong. */
  futureUs: 600 * secondUs,
  /** Episodes told as cleared in one turn. At the bound: the rest waits for the next one. */
  clearedPerTurn: 1_000,
  /** Vehicles in one answer about levels. At the bound: the rest is on the next page. */
  levelsPerPage: 500,
} as const;
