/** Rules by which readings of meters are believed, and bounds of the work on them, each with what happens at it. */
import type { MeterKind } from "./meter-types.ts";

export interface MeterRule {
  /** More than any vehicle has: read wrongly, or in another unit. */
  readonly valueMax: number;
  /** What it gains at most in an hour. */
  readonly perHourMax: number;
  /** Readings that differ by no more are the same. */
  readonly slack: number;
  readonly slackShare: number;
  /** A reading is right to so much. */
  readonly readError: number;
}

export const meterRules: Readonly<Record<MeterKind, MeterRule>> = {
  odometer: { valueMax: 5_000_000, perHourMax: 200, slack: 2, slackShare: 0.001, readError: 1 },
  "engine-hours": { valueMax: 200_000, perHourMax: 1, slack: 1, slackShare: 0.001, readError: 0.1 },
};

export const meterLimits = {
  /** So many readings that fit each other outweigh what was believed before: a signal's, and those of people. */
  confirmedBySignal: 3,
  confirmedByPeople: 2,
  /** After a swap or reset below this share of what it was, a meter began anew. */
  resetShare: 0.01,
  /** A ratio so near to that of two units is theirs. */
  unitShare: 0.01,
  /** Driven along the track before an odometer's unit is judged by it. */
  trackKmMin: 20,
  /** A distance by trips is right to this share. */
  drivenErrorShare: 0.03,
  /** Doubts shown of a source. At the bound: the latest. */
  doubtsMax: 20,
  /** Telemetry looked at. What is older counts only by what people wrote down. */
  lookBackUs: 92 * 86_400_000_000,
  points: 92 * 24,
  /** Signals of one vehicle that are looked at. At the bound: the first by name. */
  signalsMax: 32,
  /** Trips looked at. At the bound: the latest. */
  tripsMax: 10_000,
  /** Readings by people that a vehicle has. At the bound: `METER_READINGS_TOO_MANY`. */
  readingsMax: 500,
} as const;
