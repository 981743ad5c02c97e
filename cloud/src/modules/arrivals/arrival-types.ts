import type { Coordinate } from "../places/index.ts";
import type { Fix, JourneyPath } from "./journey-path.ts";

/** From the first start after a long stop, or after a depot, to the next one: trips with short stops between them. */
export interface Journey {
  readonly vehicleId: string;
  readonly startUs: number;
  readonly endUs: number;
  /** Absent where no position of the start is known. */
  readonly startAt?: Coordinate | undefined;
  /** The place of the depot where it ended; absent when it ended elsewhere. */
  readonly depotPlaceId?: string | undefined;
  /** How it came there; absent where it ended elsewhere, or its positions are gone. */
  readonly path?: JourneyPath | undefined;
  /** What was estimated on the way, before the journey was known, against what came. */
  readonly judged?: readonly JudgedEstimate[] | undefined;
}

/** What the estimate was made from: earlier journeys through here, what the fleet takes for such a distance, a routing server, or none of them. */
export type EstimateBasis = "journeys" | "fleet" | "route" | "distance";

export interface JudgedEstimate {
  readonly basis: EstimateBasis;
  /** Seconds that were estimated, and those that it took. */
  readonly estimatedS: number;
  readonly actualS: number;
  /** How much the journeys through there differed, as a logarithm. */
  readonly spread: number;
}

/** A vehicle that is on its way, now. */
export interface Situation {
  readonly vehicleId: string;
  /** Of the position, microseconds since 1970. */
  readonly atUs: number;
  readonly at: Coordinate;
  /** Direction in which it moves, from north, clockwise; absent while it stands. */
  readonly courseDeg?: number | undefined;
  /** Since when it stands; absent while it moves. */
  readonly standsSinceUs?: number | undefined;
  readonly journeyStartUs: number;
  readonly journeyStartAt: Coordinate;
  /** The trip since the last stop: it tells how fast the vehicle gets on today. */
  readonly trip?: Fix | undefined;
}

export interface Depot {
  readonly placeId: string;
  /** What distances are measured to. */
  readonly centre: Coordinate;
}

export interface Estimate {
  readonly basis: EstimateBasis;
  /** Earlier journeys that came through here and were used. */
  readonly journeys: number;
  /** From the time of the position on. */
  readonly p10S: number;
  readonly p50S: number;
  readonly p90S: number;
  /** What is left of the way, as earlier journeys or the fleet's detours tell. */
  readonly distanceM: number;
  /** Judged estimates that the interval is taken from. */
  readonly judged: number;
}

export interface Destination {
  readonly depot: Depot;
  /** 0 to 1. */
  readonly probability: number;
  /** From earlier journeys, or only because it drives that way. */
  readonly from: "journeys" | "direction";
}
