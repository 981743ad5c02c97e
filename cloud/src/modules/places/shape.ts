/** The shapes that a place can have, and what makes one usable. */
import type { Coordinate } from "./geodesy.ts";
import { placeLimits } from "./limits.ts";

export type Shape =
  | { readonly kind: "circle"; readonly centre: Coordinate; readonly radiusM: number }
  /** The first ring is the outline; the others are holes. The last corner may repeat the first. Edges are straight in degrees (RFC 7946, 3.1.1). */
  | { readonly kind: "polygon"; readonly rings: readonly (readonly Coordinate[])[] }
  /** Everything that is at most half the width away from the line. */
  | { readonly kind: "corridor"; readonly line: readonly Coordinate[]; readonly widthM: number };

/** @returns what is wrong with the shape, for people; `undefined` when it can be used. */
export function problemOfShape(shape: Shape): string | undefined {
  const lines = shape.kind === "circle" ? [[shape.centre]] : shape.kind === "polygon" ? shape.rings : [shape.line];
  const corners = lines.reduce((sum, line) => sum + line.length, 0);
  if (corners > placeLimits.cornersMax) return `it has ${corners} corners; at most ${placeLimits.cornersMax} are kept`;
  for (const line of lines) {
    for (const [longitude, latitude] of line) {
      if (!(Math.abs(longitude) <= 180)) return `longitude ${longitude} is not between -180 and 180`;
      if (!(Math.abs(latitude) <= placeLimits.latitudeMaxDeg))
        return `latitude ${latitude} is not between -${placeLimits.latitudeMaxDeg} and ${placeLimits.latitudeMaxDeg}`;
    }
  }
  if (shape.kind === "circle") return undefined;
  for (const line of lines) {
    const distinct = new Set(line.map(([longitude, latitude]) => `${longitude} ${latitude}`)).size;
    const least = shape.kind === "polygon" ? 3 : 2;
    if (distinct < least) return `${shape.kind === "polygon" ? "a ring" : "the line"} needs ${least} different corners, and has ${distinct}`;
  }
  const [outline = []] = lines;
  const { width, area } = extentOf(outline);
  if (width >= placeLimits.widthMaxDeg)
    return `it is ${Math.round(width)} degrees wide; the widest that can be told from its other side has less than ${placeLimits.widthMaxDeg}`;
  return shape.kind === "polygon" && area === 0 ? "its outline encloses nothing" : undefined;
}

/**
 * Longitudes as one connected line: each within 180 degrees of the one before, whatever side of the antimeridian it was
 * written on.
 *
 * @param from the longitude that the results are offsets from.
 */
export function unwrapped(line: readonly Coordinate[], from: number): readonly Coordinate[] {
  let before = from;
  return line.map(([longitude, latitude]) => {
    before += ((((longitude - before + 180) % 360) + 360) % 360) - 180;
    return [before - from, latitude];
  });
}

function extentOf(outline: readonly Coordinate[]): { readonly width: number; readonly area: number } {
  const flat = unwrapped(outline, outline[0]?.[0] ?? 0);
  const longitudes = flat.map(([longitude]) => longitude);
  const area = flat.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = flat[(index + 1) % flat.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return { width: Math.max(...longitudes) - Math.min(...longitudes), area };
}
