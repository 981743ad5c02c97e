/** Which depot a vehicle heads to: what it did after such a start at such a time, and whether it drives that way now. */
import { metresBetween, wrapDegrees, scaleAt, type Coordinate, type LocalScale } from "../places/index.ts";
import type { Depot, Destination, Journey, Situation } from "./arrival-types.ts";
import { clockWeight } from "./clock-weight.ts";
import { courseBetween } from "./course.ts";
import { matchPath } from "./journey-path.ts";
import { arrivalRules } from "./limits.ts";

/** How much a journey counts that did not come through here, and one whose way nobody knows. */
const elsewhere = 0.04;
const unknownWay = 0.3;
/** A journey that began somewhere else, but came through here, tells too. */
const otherOrigin = 0.25;
/** Counts for "to none of the depots", so that one journey alone is not certainty. */
const doubt = 0.15;

export function likelyDestinations(situation: Situation, depots: readonly Depot[], journeys: readonly Journey[]): readonly Destination[] {
  const weights = new Map<string, number>();
  const scales = { here: scaleAt(situation.at[1]), origin: scaleAt(situation.journeyStartAt[1]) };
  let all = doubt;
  for (const journey of journeys) {
    const weight = weightOf(situation, journey, scales);
    if (weight === 0) continue;
    all += weight;
    const { depotPlaceId } = journey;
    if (depotPlaceId !== undefined) weights.set(depotPlaceId, (weights.get(depotPlaceId) ?? 0) + weight);
  }
  const known = depots.flatMap((depot): Destination[] => {
    const weight = weights.get(depot.placeId);
    return weight === undefined ? [] : [{ depot, probability: weight / all, from: "journeys" }];
  });
  // Journeys that say little leave room for what the direction says.
  const trust = all - doubt < 0.2 ? byDirection(situation, depots) : [];
  return [...known, ...trust.filter(({ depot }) => !known.some((other) => other.depot === depot && other.probability >= arrivalRules.probabilityMin))].toSorted(
    (left, right) => right.probability - left.probability,
  );
}

function weightOf(
  situation: Situation,
  { vehicleId, startUs, startAt, endUs, path }: Journey,
  { here, origin }: { readonly here: LocalScale; readonly origin: LocalScale },
): number {
  const { at, atUs, courseDeg, journeyStartAt, journeyStartUs } = situation;
  const isSameOrigin = startAt !== undefined && isWithin(startAt, journeyStartAt, origin);
  const match = path === undefined ? undefined : matchPath(path, at, { courseDeg, elapsedS: (atUs - journeyStartUs) / 1e6, scale: here });
  if (!isSameOrigin && match === undefined) return 0;
  const way = path === undefined ? unknownWay : match === undefined ? elsewhere : 1;
  const time = match === undefined ? clockWeight(journeyStartUs, startUs, journeyStartAt) : clockWeight(atUs, endUs - match.leftS * 1e6, at);
  return way * time * (isSameOrigin ? 1 : otherOrigin) * (vehicleId === situation.vehicleId ? 1 : arrivalRules.otherVehicleWeight);
}

function isWithin(one: Coordinate, other: Coordinate, { ofLongitude, ofLatitude }: LocalScale): boolean {
  const northM = (one[1] - other[1]) * ofLatitude;
  return Math.abs(northM) <= arrivalRules.sameOriginM && Math.hypot(wrapDegrees(one[0] - other[0]) * ofLongitude, northM) <= arrivalRules.sameOriginM;
}

/** The one that it drives towards and has come a good way nearer to. A guess, and said to be one. */
function byDirection({ at, courseDeg, journeyStartAt }: Situation, depots: readonly Depot[]): readonly Destination[] {
  if (courseDeg === undefined) return [];
  return depots
    .flatMap((depot): Destination[] => {
      const leftM = metresBetween(at, depot.centre);
      const behindM = metresBetween(journeyStartAt, depot.centre);
      if (leftM > arrivalRules.directionMaxM || leftM > behindM * 0.7) return [];
      const turn = ((courseBetween(at, depot.centre) - courseDeg + 540) % 360) - 180;
      if (Math.abs(turn) > 60) return [];
      return [{ depot, probability: Math.min(0.6, 0.3 + 0.3 * (1 - leftM / behindM)), from: "direction" }];
    })
    .slice(0, 3);
}
