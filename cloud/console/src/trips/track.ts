/** Where a vehicle was on its trip, from the few points that its track was left with. */
import { firstAtOrAfter } from "../chart/points.ts";
import type { TripWithTrack } from "./trip-queries.ts";
import type { Position } from "./trip-words.ts";

const earthRadiusM = 6_371_008.8;
const radians = Math.PI / 180;

export interface Track {
  /** Milliseconds since 1970, ascending. */
  readonly at: readonly number[];
  readonly longitude: readonly number[];
  readonly latitude: readonly number[];
  /** Metres from the start along the track, of each point. */
  readonly way: readonly number[];
}

export interface TrackPlace extends Position {
  readonly wayM: number;
  /** Degrees from north, of the stretch that it is on; absent where it stands. */
  readonly headingDeg: number | undefined;
}

export function trackOf({ at, longitude, latitude }: TripWithTrack["track"]): Track {
  let sum = 0;
  const way = at.map((_, index) => {
    if (index > 0) sum += metresBetween(longitude[index - 1] ?? 0, latitude[index - 1] ?? 0, longitude[index] ?? 0, latitude[index] ?? 0);
    return sum;
  });
  return { at, longitude, latitude, way };
}

/** @returns where it was, on the line between two points; before the first and after the last it stood. `undefined` without points. */
export function placeAt({ at, longitude, latitude, way }: Track, atMs: number): TrackPlace | undefined {
  if (at.length === 0) return undefined;
  const after = Math.min(Math.max(firstAtOrAfter(at, atMs), 1), at.length - 1);
  const before = Math.max(after - 1, 0);
  const [fromMs = 0, toMs = 0] = [at[before], at[after]];
  const share = toMs > fromMs ? Math.min(Math.max((atMs - fromMs) / (toMs - fromMs), 0), 1) : 0;
  const between = (values: readonly number[]) => (values[before] ?? 0) + share * ((values[after] ?? 0) - (values[before] ?? 0));
  const east = eastwards(longitude[before] ?? 0, longitude[after] ?? 0);
  return {
    longitude: wrapped((longitude[before] ?? 0) + share * east),
    latitude: between(latitude),
    wayM: between(way),
    headingDeg:
      (way[after] ?? 0) > (way[before] ?? 0)
        ? headingOf(east * Math.cos((latitude[before] ?? 0) * radians), (latitude[after] ?? 0) - (latitude[before] ?? 0))
        : undefined,
  };
}

/** @returns the time at which the track is nearest to a position, such as one that was clicked; `undefined` without points. */
export function timeNear(track: Track, { longitude, latitude }: Position): number | undefined {
  const wide = Math.cos(latitude * radians);
  let best: { readonly distance: number; readonly atMs: number } | undefined;
  for (let index = 0; index < track.at.length; index += 1) {
    const next = Math.min(index + 1, track.at.length - 1);
    const ax = eastwards(longitude, track.longitude[index] ?? 0) * wide;
    const ay = (track.latitude[index] ?? 0) - latitude;
    const dx = eastwards(track.longitude[index] ?? 0, track.longitude[next] ?? 0) * wide;
    const dy = (track.latitude[next] ?? 0) - (track.latitude[index] ?? 0);
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.min(Math.max(-(ax * dx + ay * dy) / length, 0), 1);
    const distance = Math.hypot(ax + share * dx, ay + share * dy);
    const [fromMs, toMs] = [track.at[index] ?? 0, track.at[next] ?? 0];
    if (best === undefined || distance < best.distance) best = { distance, atMs: fromMs + share * (toMs - fromMs) };
  }
  return best?.atMs;
}

/** The shorter way round the earth. */
function eastwards(from: number, to: number): number {
  return wrapped(to - from);
}

function wrapped(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

function headingOf(east: number, north: number): number {
  return (Math.atan2(east, north) / radians + 360) % 360;
}

function metresBetween(fromLongitude: number, fromLatitude: number, toLongitude: number, toLatitude: number): number {
  const middle = ((fromLatitude + toLatitude) / 2) * radians;
  return earthRadiusM * radians * Math.hypot(eastwards(fromLongitude, toLongitude) * Math.cos(middle), toLatitude - fromLatitude);
}
