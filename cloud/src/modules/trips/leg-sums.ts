/** What adds up over one leg. Plain JSON, copied where a trip may have ended and may not. */
import { metresBetween, type Coordinate } from "../places/index.ts";
import { tripRules } from "./limits.ts";
import type { DistanceFrom, Leg } from "./track-types.ts";

export interface LegSums {
  kind: Leg["kind"];
  startUs: number;
  startAt: Coordinate | null;
  endAt: Coordinate | null;
  /** Where the track was last measured to. */
  trackAt: Coordinate | null;
  trackUs: number;
  trackM: number;
  speedM: number;
  odometerM: number;
  /** Smallest step of the odometer that was seen; 0 for none. */
  odometerStepM: number;
  speedMaxKmh: number;
  idleUs: number;
  movingUs: number;
}

export function beginLeg(kind: Leg["kind"], startUs: number, at: Coordinate | null): LegSums {
  return {
    kind,
    startUs,
    startAt: at,
    endAt: at,
    trackAt: at,
    trackUs: startUs,
    trackM: 0,
    speedM: 0,
    odometerM: 0,
    odometerStepM: 0,
    speedMaxKmh: 0,
    idleUs: 0,
    movingUs: 0,
  };
}

/** Adds a fix of a moving vehicle. @param needsSpeed nothing else says how fast it is. */
export function addFix(sums: LegSums, at: Coordinate, atUs: number, needsSpeed: boolean): void {
  sums.startAt ??= at;
  sums.endAt = at;
  if (sums.trackAt === null) {
    sums.trackAt = at;
    sums.trackUs = atUs;
    return;
  }
  const stepM = metresBetween(sums.trackAt, at);
  if (stepM < (needsSpeed ? tripRules.creepM : tripRules.trackStepM)) return;
  sums.trackM += stepM;
  const kmh = atUs > sums.trackUs ? (stepM / (atUs - sums.trackUs)) * 3.6e6 : 0;
  if (needsSpeed && kmh > sums.speedMaxKmh) sums.speedMaxKmh = kmh;
  sums.trackAt = at;
  sums.trackUs = atUs;
}

export function addOdometer(sums: LegSums, stepM: number): void {
  sums.odometerM += stepM;
  if (stepM > 0 && (sums.odometerStepM === 0 || stepM < sums.odometerStepM)) sums.odometerStepM = stepM;
}

/** The odometer where there is one that is fine enough for this leg, else the length of the track, else speed over time. */
export function distanceOf(sums: LegSums): { readonly distanceM: number; readonly distanceFrom: DistanceFrom } {
  const isFine = sums.odometerM > 0 && sums.odometerStepM <= sums.odometerM * tripRules.odometerStepShare;
  if (isFine) return { distanceM: sums.odometerM, distanceFrom: "odometer" };
  if (sums.trackM > 0) {
    // The way since the last whole step.
    const restM = sums.trackAt === null || sums.endAt === null ? 0 : metresBetween(sums.trackAt, sums.endAt);
    return { distanceM: sums.trackM + restM, distanceFrom: "track" };
  }
  return { distanceM: sums.speedM, distanceFrom: "speed" };
}

export function toLeg(sums: LegSums, endUs: number | undefined): Leg {
  const { kind, startUs, startAt, endAt, speedMaxKmh, idleUs, movingUs } = sums;
  const isTrip = kind === "trip";
  return {
    kind,
    startUs,
    endUs,
    startAt: startAt ?? undefined,
    endAt: (isTrip ? endAt : startAt) ?? undefined,
    ...(isTrip ? distanceOf(sums) : { distanceM: 0, distanceFrom: "track" }),
    speedMaxKmh: isTrip ? speedMaxKmh : 0,
    idleUs,
    movingUs: isTrip ? movingUs : 0,
  };
}
