/** Trips of one vehicle, put together to journeys. */
import type { Coordinate } from "../places/index.ts";
import { arrivalRules } from "./limits.ts";

export interface JourneyTrip {
  readonly startUs: number;
  readonly endUs: number;
  readonly startAt?: Coordinate | undefined;
  readonly endAt?: Coordinate | undefined;
}

export interface TripChain {
  readonly trips: readonly JourneyTrip[];
  /** Where it ended, when that is a depot. */
  readonly depotPlaceId?: string | undefined;
}

/**
 * @param trips of one vehicle, in order; the last one is followed by a long stop.
 * @param depotAt the depot on whose ground a place is.
 */
export function chainTrips(trips: readonly JourneyTrip[], depotAt: (at: Coordinate) => string | undefined): readonly TripChain[] {
  const chains: TripChain[] = [];
  let open: JourneyTrip[] = [];
  for (const [index, trip] of trips.entries()) {
    open.push(trip);
    const next = trips[index + 1];
    const depotPlaceId = trip.endAt === undefined ? undefined : depotAt(trip.endAt);
    if (depotPlaceId === undefined && next !== undefined && next.startUs - trip.endUs <= arrivalRules.stopMaxUs) continue;
    chains.push({ trips: open, depotPlaceId });
    open = [];
  }
  return chains;
}
