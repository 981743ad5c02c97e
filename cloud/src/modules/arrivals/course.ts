import type { Coordinate } from "../places/index.ts";

/** The direction of the straight way, in degrees from north, clockwise. */
export function courseBetween(from: Coordinate, to: Coordinate): number {
  const east = (to[0] - from[0]) * Math.cos((((from[1] + to[1]) / 2) * Math.PI) / 180);
  return ((Math.atan2(east, to[1] - from[1]) * 180) / Math.PI + 360) % 360;
}
