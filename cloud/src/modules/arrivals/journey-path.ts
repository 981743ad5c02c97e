/** The way of a journey to a depot: where it was, and how long it took from there. */
import { metresBetween, scaleAt, wrapDegrees, type Coordinate, type LocalScale } from "../places/index.ts";
import { arrivalLimits, arrivalRules } from "./limits.ts";

/** Where a vehicle was. */
export interface Fix {
  /** Microseconds since 1970. */
  readonly atUs: number;
  readonly at: Coordinate;
}

/** Point by point, in order. */
export interface JourneyPath {
  readonly longitudes: Float64Array;
  readonly latitudes: Float64Array;
  /** Seconds from the point to the arrival. */
  readonly leftS: Float64Array;
  /** The same without stops. */
  readonly movingS: Float64Array;
  /** Metres to the arrival. */
  readonly leftM: Float64Array;
  /** Everything that it passes, in degrees, as it was made; most paths of a fleet are nowhere near a vehicle. */
  readonly box: PathBox;
}

interface PathBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  /** From one point to the next, at most; in degrees of the equator, or of latitude, whichever is more. */
  readonly longestDeg: number;
}

/** What a path says of a place on it. */
export interface PathMatch {
  readonly leftS: number;
  readonly movingS: number;
  readonly leftM: number;
}

export interface MatchOptions {
  readonly courseDeg?: number | undefined;
  /** Seconds that it has been standing here; absent while it moves. */
  readonly standingS?: number | undefined;
  /** Of a place that is passed twice, the time since the start that fits better. */
  readonly elapsedS?: number | undefined;
  /** At the place; saves working it out for each path that is asked about one place. */
  readonly scale?: LocalScale | undefined;
}

/**
 * @param fixes in order of time, of the whole journey.
 * @param arrivedUs when it was there; later fixes are left out.
 * @returns `undefined` when there is no way to tell of.
 */
export function pathOf(fixes: readonly Fix[], arrivedUs: number): JourneyPath | undefined {
  const before = fixes.filter(({ atUs }) => atUs <= arrivedUs);
  const points = thinned(before);
  const last = points.at(-1);
  if (last === undefined || points.length < 3) return undefined;
  const size = points.length;
  const path = emptyColumns(size);
  let [movingS, leftM, laterUs, later] = [0, 0, arrivedUs, last.at];
  for (let index = size - 1; index >= 0; index -= 1) {
    const point = points[index] ?? last;
    leftM += point.toNextM;
    const forS = (laterUs - point.atUs) / 1e6;
    const isStanding = metresBetween(point.at, later) < arrivalRules.standM && forS >= arrivalRules.standMinUs / 1e6;
    if (!isStanding) movingS += forS;
    path.longitudes[index] = point.at[0];
    path.latitudes[index] = point.at[1];
    path.leftS[index] = (arrivedUs - point.atUs) / 1e6;
    path.movingS[index] = movingS;
    path.leftM[index] = leftM;
    [laterUs, later] = [point.atUs, point.at];
  }
  return { ...path, box: boxOf(path) };
}

/** Where on the path a vehicle is that is at a place; `undefined` when the path does not come by, or the other way round. */
export function matchPath(path: JourneyPath, at: Coordinate, options: MatchOptions = {}): PathMatch | undefined {
  const { courseDeg, standingS, elapsedS } = options;
  const scale = options.scale ?? scaleAt(at[1]);
  if (!isNear(path.box, at, scale)) return undefined;
  const course = courseDeg === undefined ? undefined : { east: Math.sin((courseDeg * Math.PI) / 180), north: Math.cos((courseDeg * Math.PI) / 180) };
  const wholeS = path.leftS[0] ?? 0;
  let best: (PathMatch & { readonly badness: number }) | undefined;
  const { longitudes, latitudes, leftS, movingS, leftM, box } = path;
  const [reachEastDeg, reachNorthDeg] = [
    box.longestDeg + arrivalRules.besideMaxM / scale.ofLongitude,
    box.longestDeg + arrivalRules.besideMaxM / scale.ofLatitude,
  ];
  for (let index = 0; index + 1 < leftS.length; index += 1) {
    // Most points of most paths are nowhere near; that is seen without a product.
    const apartNorthDeg = Math.abs((latitudes[index] ?? 0) - at[1]);
    if (apartNorthDeg > reachNorthDeg) continue;
    const apartEastDeg = Math.abs((longitudes[index] ?? 0) - at[0]);
    if (apartEastDeg > reachEastDeg && apartEastDeg < 360 - reachEastDeg) continue;
    const east = wrapDegrees((longitudes[index] ?? 0) - at[0]) * scale.ofLongitude;
    const north = ((latitudes[index] ?? 0) - at[1]) * scale.ofLatitude;
    const alongEast = wrapDegrees((longitudes[index + 1] ?? 0) - at[0]) * scale.ofLongitude - east;
    const alongNorth = ((latitudes[index + 1] ?? 0) - at[1]) * scale.ofLatitude - north;
    const lengthM = Math.hypot(alongEast, alongNorth);
    const besideMaxM = Math.min(arrivalRules.besideM + arrivalRules.besideShare * lengthM, arrivalRules.besideMaxM);
    if (Math.abs(east) > lengthM + besideMaxM || Math.abs(north) > lengthM + besideMaxM) continue;
    const isStop = lengthM < arrivalRules.standM;
    if (isStop && course !== undefined) continue;
    if (!isStop && course !== undefined && (course.east * alongEast + course.north * alongNorth) / lengthM < arrivalRules.courseCosine) continue;
    const share = isStop ? 0 : Math.min(1, Math.max(0, -(east * alongEast + north * alongNorth) / (lengthM * lengthM)));
    const besideM = Math.hypot(east + share * alongEast, north + share * alongNorth);
    if (besideM > besideMaxM) continue;
    const between = (values: Float64Array): number => (values[index] ?? 0) + share * ((values[index + 1] ?? 0) - (values[index] ?? 0));
    const stoodS = isStop ? Math.min(standingS ?? 0, (leftS[index] ?? 0) - (leftS[index + 1] ?? 0)) : 0;
    const left = between(leftS) - stoodS;
    // Beside by a lane is nothing; on the way out instead of back is minutes.
    const badness = besideM / besideMaxM + (elapsedS === undefined ? 0 : Math.abs(wholeS - left - elapsedS) / Math.max(600, wholeS * 0.25));
    if (best === undefined || badness < best.badness) best = { leftS: left, movingS: between(movingS), leftM: between(leftM), badness };
  }
  return best;
}

const pointBytes = 20;

/** Little-endian, 20 bytes a point: longitude and latitude in 1e-7 degrees, the rest in tenths of seconds and metres. */
export function encodePath(path: JourneyPath): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(path.leftS.length * pointBytes));
  for (let index = 0; index < path.leftS.length; index += 1) {
    const at = index * pointBytes;
    bytes.setInt32(at, Math.round((path.longitudes[index] ?? 0) * 1e7), true);
    bytes.setInt32(at + 4, Math.round((path.latitudes[index] ?? 0) * 1e7), true);
    bytes.setUint32(at + 8, Math.round((path.leftS[index] ?? 0) * 10), true);
    bytes.setUint32(at + 12, Math.round((path.movingS[index] ?? 0) * 10), true);
    bytes.setUint32(at + 16, Math.round((path.leftM[index] ?? 0) * 10), true);
  }
  return new Uint8Array(bytes.buffer);
}

export function decodePath(encoded: Uint8Array): JourneyPath {
  const bytes = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const path = emptyColumns(Math.floor(encoded.byteLength / pointBytes));
  for (let index = 0; index < path.leftS.length; index += 1) {
    const at = index * pointBytes;
    path.longitudes[index] = bytes.getInt32(at, true) / 1e7;
    path.latitudes[index] = bytes.getInt32(at + 4, true) / 1e7;
    path.leftS[index] = bytes.getUint32(at + 8, true) / 10;
    path.movingS[index] = bytes.getUint32(at + 12, true) / 10;
    path.leftM[index] = bytes.getUint32(at + 16, true) / 10;
  }
  return { ...path, box: boxOf(path) };
}

interface KeptFix extends Fix {
  /** Metres to the next one. */
  readonly toNextM: number;
}

/** Fixes some way apart, and both ends of each standstill. */
function thinned(fixes: readonly Fix[]): readonly KeptFix[] {
  for (let coarser = 1; ; coarser *= 1.4) {
    const [stepM, standUs] = [arrivalRules.pointStepM * coarser, arrivalRules.standMinUs * Math.sqrt(coarser)];
    const kept: { atUs: number; at: Coordinate; toNextM: number }[] = [];
    let before: Fix | undefined;
    for (const fix of fixes) {
      const last = kept.at(-1);
      if (last === undefined || before === undefined) {
        kept.push({ ...fix, toNextM: 0 });
        before = fix;
        continue;
      }
      const fromLastM = metresBetween(last.at, fix.at);
      const hasStood = fix.atUs - before.atUs >= standUs || before.atUs - last.atUs >= standUs;
      if (fromLastM >= stepM || (hasStood && fromLastM >= arrivalRules.standM)) {
        // It stood there up to the fix before: that is where the standstill ends.
        if (hasStood && before.atUs > last.atUs && metresBetween(last.at, before.at) < arrivalRules.standM) kept.push({ ...before, at: last.at, toNextM: 0 });
        const from = kept.at(-1) ?? last;
        from.toNextM = metresBetween(from.at, fix.at);
        kept.push({ ...fix, toNextM: 0 });
      }
      before = fix;
    }
    const end = fixes.at(-1);
    const last = kept.at(-1);
    if (end !== undefined && last !== undefined && end.atUs > last.atUs) {
      last.toNextM = metresBetween(last.at, end.at);
      kept.push({ ...end, toNextM: 0 });
    }
    if (kept.length <= arrivalLimits.pathPointsMax) return kept;
  }
}

function emptyColumns(size: number): Omit<JourneyPath, "box"> {
  const column = (): Float64Array => new Float64Array(size);
  return { longitudes: column(), latitudes: column(), leftS: column(), movingS: column(), leftM: column() };
}

function boxOf({ longitudes, latitudes }: Pick<JourneyPath, "longitudes" | "latitudes">): PathBox {
  let [west, south, east, north, longestDeg] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (const [index, longitude] of longitudes.entries()) {
    const latitude = latitudes[index] ?? 0;
    [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
    [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
    if (index > 0)
      longestDeg = Math.max(longestDeg, Math.abs(wrapDegrees(longitude - (longitudes[index - 1] ?? 0))), Math.abs(latitude - (latitudes[index - 1] ?? 0)));
  }
  return { west, south, east, north, longestDeg };
}

function isNear({ west, south, east, north }: PathBox, [longitude, latitude]: Coordinate, { ofLongitude, ofLatitude }: LocalScale): boolean {
  const [eastDeg, northDeg] = [arrivalRules.besideMaxM / ofLongitude, arrivalRules.besideMaxM / ofLatitude];
  if (latitude < south - northDeg || latitude > north + northDeg) return false;
  return east - west > 180 || (longitude >= west - eastDeg && longitude <= east + eastDeg); // one that crosses the antimeridian is looked at
}
