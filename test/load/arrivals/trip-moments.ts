/** A journey seen from a moment of it, with nothing that comes after: what an estimate is given, ours and the naive one. */
import { courseBetween, type Fix, type Situation } from "@drawbar/cloud/modules/arrivals/index.ts";
import { metresBetween, type Coordinate } from "@drawbar/cloud/modules/places/index.ts";

const standM = 40;
/** The cloud tells a stop from a traffic light after three minutes (docs/decisions/0080). */
const stopUs = 180e6;
const floorKmh = 5;

/** Fixes up to the moment, of the journey. */
export function situationAt(vehicleId: string, fixes: readonly Fix[]): Situation | undefined {
  const [first, last] = [fixes[0], fixes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { legStart, standsFrom } = legOf(fixes);
  const base = { vehicleId, atUs: last.atUs, at: last.at, journeyStartUs: first.atUs, journeyStartAt: first.at };
  if (standsFrom !== undefined && last.atUs - standsFrom.atUs >= stopUs) return { ...base, standsSinceUs: standsFrom.atUs };
  const before = fixes.findLast(({ at, atUs }) => last.atUs - atUs <= 120e6 && metresBetween(at, last.at) >= standM);
  const courseDeg = before === undefined ? undefined : courseBetween(before.at, last.at);
  return { ...base, courseDeg, trip: legStart };
}

export interface NaiveSpeeds {
  /** Over the last minute, the last ten, and since the last stop, in km/h; never below walking pace. */
  readonly current: number;
  readonly recent: number;
  readonly leg: number;
}

export function naiveSpeeds(fixes: readonly Fix[]): NaiveSpeeds {
  const last = fixes.at(-1);
  const over = (fromUs: number): number => {
    const since = fixes.filter(({ atUs }) => atUs >= fromUs);
    const first = since[0];
    if (first === undefined || last === undefined || last.atUs <= first.atUs) return floorKmh;
    return Math.max(floorKmh, (lengthOf(since) / ((last.atUs - first.atUs) / 1e6)) * 3.6);
  };
  const atUs = last?.atUs ?? 0;
  return { current: over(atUs - 60e6), recent: over(atUs - 600e6), leg: over(legOf(fixes).legStart.atUs) };
}

export function lengthOf(fixes: readonly Fix[]): number {
  let [lengthM, before]: [number, Coordinate | undefined] = [0, undefined];
  for (const { at } of fixes) {
    if (before !== undefined) lengthM += metresBetween(before, at);
    before = at;
  }
  return lengthM;
}

function legOf(fixes: readonly Fix[]): { readonly legStart: Fix; readonly standsFrom?: Fix | undefined } {
  const origin: Fix = { atUs: 0, at: [0, 0] };
  let legStart = fixes[0] ?? origin;
  let anchor = legStart;
  let before = anchor;
  for (const fix of fixes) {
    if (metresBetween(anchor.at, fix.at) >= standM) {
      if (before.atUs - anchor.atUs >= stopUs) legStart = before;
      anchor = fix;
    }
    before = fix;
  }
  return { legStart, standsFrom: before.atUs > anchor.atUs ? anchor : undefined };
}
