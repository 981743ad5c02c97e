/** A track with as many points as a picture of a width, and a replay over it, can show. */
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
 * A point is weighed twice, in the picture and in a diagram of way over time as large: on a straight road, points that
 * say when a vehicle stood or slowed down are left, too, so that a replay is where the vehicle was.
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
    const [earlier, later] = [before[index] ?? 0, after[index] ?? 0];
    const area = Math.max(atLeast, areaOf(flat.x, flat.y, earlier, index, later), areaOf(flat.time, flat.way, earlier, index, later));
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
  /** Of the diagram, both as long as the picture is wide. */
  readonly time: Float64Array;
  readonly way: Float64Array;
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
  const extentM = Math.max(extent(x), extent(y));
  const way = new Float64Array(points.length);
  for (let index = 1; index < points.length; index += 1)
    way[index] = (way[index - 1] ?? 0) + Math.hypot((x[index] ?? 0) - (x[index - 1] ?? 0), (y[index] ?? 0) - (y[index - 1] ?? 0));
  const startUs = points[0]?.atUs ?? 0;
  const time = Float64Array.from(points, ({ atUs }) => atUs - startUs);
  return { x, y, time: scaledTo(extentM, time), way: scaledTo(extentM, way), extentM };
}

function scaledTo(extent: number, ascending: Float64Array): Float64Array {
  const last = ascending.at(-1) ?? 0;
  return last > 0 ? ascending.map((value) => (value / last) * extent) : ascending;
}

function areaOf(x: Float64Array, y: Float64Array, from: number, index: number, to: number): number {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = [x[from], y[from], x[index], y[index], x[to], y[to]];
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
}
