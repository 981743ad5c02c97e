import type { Coordinate } from "../places/index.ts";

/** What a vehicle says about how it moves, each kind from the signal that says it. */
export type TrackKind = "latitude" | "longitude" | "accuracy" | "speed" | "engine" | "odometer" | "ignition";

/** Everything that the signals of one moment say. */
export interface Observation {
  /** Microseconds since 1970, by the clock of the source. */
  readonly atUs: number;
  readonly position?: Coordinate | undefined;
  readonly speedKmh?: number | undefined;
  readonly engineRpm?: number | undefined;
  readonly odometerM?: number | undefined;
  readonly isIgnitionOn?: boolean | undefined;
}

export type DistanceFrom = "odometer" | "track" | "speed";

/** A trip, or the stop between two of them. */
export interface Leg {
  readonly kind: "trip" | "stop";
  readonly startUs: number;
  /** Absent while it lasts. */
  readonly endUs?: number | undefined;
  readonly startAt?: Coordinate | undefined;
  readonly endAt?: Coordinate | undefined;
  readonly distanceM: number;
  readonly distanceFrom: DistanceFrom;
  readonly speedMaxKmh: number;
  /** Engine running while standing. */
  readonly idleUs: number;
  /** Of a trip: without its standstills. */
  readonly movingUs: number;
}
