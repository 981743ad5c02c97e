/** A track with as many points as a picture of a width can show. */
import FlatQueue from "flatqueue";
import { scaleAt, wrapDegrees, type Coordinate } from "../places/index.ts";

export interface TrackPoint {
  readonly atUs: number;
  readonly at: Coordinate;
}

/**
 * Leaves out points in order of the area that they span with their neighbours, the smallest first (Visvalingam and
 * Whyatt, 1993), until what is left can be seen: in n log n, whatever shape a track has, where the method of Douglas and
 * Peucker can be made to take n squared.
 *
 * @param widthPx of the picture, into which the track is taken to fit.
 * @returns the points that are left, ends included, at most `pointsMax` and at least 2.
 */
export function simplifyTrack(points: readonly TrackPoint[], widthPx: number, pointsMax: number): readonly TrackPoint[] {
  if (points.length <= 2) return points;
  const flat = flattened(points);
  const pixelM = flat.extentM / widthPx;
  const areaMin = (pixelM * pixelM) / 2;
  const before = Int32Array.from(points.keys(), (index) => index - 1);
  const after = Int32Array.from(points.keys(), (index) => index + 1);
  const areas = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY);
  const queue = new FlatQueue();
  const weigh = (index: number, atLeast: number): void => {
    const area = Math.max(atLeast, areaOf(flat, before[index] ?? 0, index, after[index] ?? 0));
    areas[index] = area;
    queue.push(index, area);
  };
  for (let index = 1; index < points.length - 1; index += 1) weigh(index, 0);
  let left = points.length;
  for (;;) {
    const area = queue.peekValue();
    const index = queue.pop();
    if (index === undefined || area === undefined || (area >= areaMin && left <= pointsMax)) break;
    // Weighed again since, or gone: a newer entry speaks for it, or none.
    if (areas[index] !== area) continue;
    areas[index] = Number.NaN;
    left -= 1;
    const [earlier, later] = [before[index] ?? 0, after[index] ?? 0];
    after[earlier] = later;
    before[later] = earlier;
    // Never less than what was just left out: otherwise a bend would go point by point.
    if (earlier > 0) weigh(earlier, area);
    if (later < points.length - 1) weigh(later, area);
  }
  return points.filter((_, index) => !Number.isNaN(areas[index]));
}

interface Flattened {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly extentM: number;
}

/** Metres from the first point. */
function flattened(points: readonly TrackPoint[]): Flattened {
  const [longitude, latitude] = points[0]?.at ?? [0, 0];
  const { ofLongitude, ofLatitude } = scaleAt(latitude);
  const x = Float64Array.from(points, ({ at }) => wrapDegrees(at[0] - longitude) * ofLongitude);
  const y = Float64Array.from(points, ({ at }) => (at[1] - latitude) * ofLatitude);
  const extent = (values: Float64Array): number =>
    values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((least, value) => Math.min(least, value), 0);
  return { x, y, extentM: Math.max(extent(x), extent(y)) };
}

function areaOf({ x, y }: Flattened, from: number, index: number, to: number): number {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = [x[from], y[from], x[index], y[index], x[to], y[to]];
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
}
