/** A shape made ready to be asked many times whether a vehicle is in it. */
import { metresBetween, scaleAt, wrapDegrees, type Coordinate } from "./geodesy.ts";
import { unwrapped, type Shape } from "./shape.ts";

/** In degrees; longitudes may lie beyond 180, where the shape crosses the antimeridian. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface PreparedShape {
  /** Everything that is in the shape. */
  readonly box: Box;
  contains(at: Coordinate): boolean;
  /** In the shape, or at most so many metres away from it. */
  isWithin(at: Coordinate, metres: number): boolean;
}

export function prepareShape(shape: Shape): PreparedShape {
  switch (shape.kind) {
    case "circle": {
      const { centre, radiusM } = shape;
      return {
        box: widened({ west: centre[0], east: centre[0], south: centre[1], north: centre[1] }, radiusM),
        contains: (at) => metresBetween(centre, at) <= radiusM,
        isWithin: (at, metres) => metresBetween(centre, at) <= radiusM + metres,
      };
    }
    case "corridor": {
      const line = new Line([shape.line]);
      const halfM = shape.widthM / 2;
      return {
        box: widened(line.box, halfM),
        contains: (at) => line.isNear(at, halfM),
        isWithin: (at, metres) => line.isNear(at, halfM + metres),
      };
    }
    case "polygon": {
      const outline = new Line(shape.rings.map(closed));
      return {
        box: outline.box,
        contains: (at) => outline.encloses(at),
        isWithin: (at, metres) => outline.encloses(at) || outline.isNear(at, metres),
      };
    }
  }
}

/** A box with so many metres more on each side. */
export function widened({ west, south, east, north }: Box, metres: number): Box {
  const tall = metres / scaleAt(0).ofLatitude;
  const [low, high] = [Math.max(-89.9, south - tall), Math.min(89.9, north + tall)];
  const wide = metres / scaleAt(Math.max(Math.abs(low), Math.abs(high))).ofLongitude;
  return { west: west - wide, east: east + wide, south: low, north: high };
}

function closed(ring: readonly Coordinate[]): readonly Coordinate[] {
  const [first] = ring;
  const last = ring.at(-1);
  return first === undefined || (last?.[0] === first[0] && last[1] === first[1]) ? ring : [...ring, first];
}

/** Connected edges, in degrees east of a longitude of its own, so that the antimeridian is nowhere in it. */
class Line {
  readonly box: Box;
  readonly #origin: number;
  /** Four numbers an edge: from x, from y, to x, to y. */
  readonly #edges: Float64Array;

  constructor(lines: readonly (readonly Coordinate[])[]) {
    this.#origin = lines[0]?.[0]?.[0] ?? 0;
    // A hole may begin anywhere: it is unwrapped from the same origin as the outline, which is less than half the earth wide.
    const flat = lines.map((line) => unwrapped(line, this.#origin));
    this.#edges = Float64Array.from(flat.flatMap((line) => line.slice(1).flatMap(([x, y], index) => [line[index]?.[0] ?? x, line[index]?.[1] ?? y, x, y])));
    const corners = flat.flat();
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    this.box = { west: this.#origin + Math.min(...xs), east: this.#origin + Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
  }

  /** By the parity of edges that a ray to the east crosses: holes count by themselves. */
  encloses([longitude, y]: Coordinate): boolean {
    const x = this.#east(longitude);
    const edges = this.#edges;
    let isInside = false;
    for (let at = 0; at < edges.length; at += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [edges[at], edges[at + 1], edges[at + 2], edges[at + 3]];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
    }
    return isInside;
  }

  isNear([longitude, latitude]: Coordinate, metres: number): boolean {
    const { ofLongitude, ofLatitude } = scaleAt(latitude);
    const x = this.#east(longitude);
    const edges = this.#edges;
    const limit = metres * metres;
    for (let at = 0; at < edges.length; at += 4) {
      const ax = ((edges[at] ?? 0) - x) * ofLongitude;
      const ay = ((edges[at + 1] ?? 0) - latitude) * ofLatitude;
      const dx = ((edges[at + 2] ?? 0) - x) * ofLongitude - ax;
      const dy = ((edges[at + 3] ?? 0) - latitude) * ofLatitude - ay;
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
      const [px, py] = [ax + share * dx, ay + share * dy];
      if (px * px + py * py <= limit) return true;
    }
    return false;
  }

  #east(longitude: number): number {
    // Nearest to the middle of the line, which is less than half the earth wide.
    const middle = (this.box.west + this.box.east) / 2 - this.#origin;
    return middle + wrapDegrees(longitude - this.#origin - middle);
  }
}
