/** Fixes that no road vehicle can have driven to are left out. */
import { metresBetween, type Coordinate } from "../places/index.ts";
import { tripRules } from "./limits.ts";

/** Plain JSON. */
export interface FixState {
  at: Coordinate | null;
  atUs: number;
  /** A fix that was left out, in case the next ones agree with it: then the vehicle was carried, or the fixes before were wrong. */
  doubtedAt: Coordinate | null;
  doubtedUs: number;
}

export const noFix: FixState = { at: null, atUs: 0, doubtedAt: null, doubtedUs: 0 };

/** @returns whether the fix counts; `state` is changed accordingly. */
export function takeFix(state: FixState, at: Coordinate, atUs: number): boolean {
  const [longitude, latitude] = at;
  // Receivers without a fix give zeros; nobody drives in the Gulf of Guinea.
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) || (longitude === 0 && latitude === 0)) return false;
  const isNear = (from: Coordinate, fromUs: number): boolean => {
    const metres = metresBetween(from, at);
    return metres <= tripRules.outlierMinM || metres <= ((atUs - fromUs) / 1e6) * tripRules.speedMaxMps;
  };
  const isPlausible = state.at === null || isNear(state.at, state.atUs) || (state.doubtedAt !== null && isNear(state.doubtedAt, state.doubtedUs));
  if (isPlausible) {
    state.at = at;
    state.atUs = atUs;
    state.doubtedAt = null;
    state.doubtedUs = 0;
  } else {
    state.doubtedAt = at;
    state.doubtedUs = atUs;
  }
  return isPlausible;
}
