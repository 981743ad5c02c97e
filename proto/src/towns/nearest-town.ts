/** How a person would say where something is: in a town, or near one. */
import { metresBetween, reachOf, tilesAround, type Reach, type Spot, type TileCorner, type TownTile } from "./town-tile.ts";

/** Farther from every town, a name says less than coordinates. */
export const nearMaxM = 50_000;

/**
 * Who is so near to the centre is in the town; a city's reach is wide, so that its quarters, which are towns of their own in
 * the table, do not hide it. Ordered by population, the largest first.
 */
const centres = [
  { populationMin: 1_000_000, reachM: 8_000 },
  { populationMin: 300_000, reachM: 5_000 },
  { populationMin: 100_000, reachM: 3_000 },
  { populationMin: 20_000, reachM: 1_500 },
  { populationMin: 0, reachM: 800 },
] as const;
const centreMaxM = centres[0].reachM;

export interface NearTown {
  readonly kind: "town";
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** To its centre. */
  readonly distanceM: number;
  readonly isIn: boolean;
}

/** `unread`: a tile that may hold the answer is not there yet. `none`: no town within `nearMaxM`. */
export type TownAnswer = NearTown | { readonly kind: "none" } | { readonly kind: "unread" };

interface Candidate {
  readonly tile: TownTile;
  readonly index: number;
  readonly distanceM: number;
}

/**
 * The town that a place is named by: of those that it lies in the most populous, else the nearest within `nearMaxM`.
 *
 * @param tileAt is asked for every tile that may hold it, also after one that is not there, so that all can be fetched at once.
 */
export function nearestTown(spot: Spot, tileAt: (corner: TileCorner) => TownTile | undefined): TownAnswer {
  if (!(Math.abs(spot.latitude) <= 90 && Math.abs(spot.longitude) <= 180)) return { kind: "none" };
  const tiles = tilesAround(spot, nearMaxM).map((corner) => tileAt(corner));
  if (tiles.includes(undefined)) return { kind: "unread" };
  const search = new Search(spot);
  for (const tile of tiles) if (tile !== undefined) search.look(tile);
  return search.answer;
}

class Search {
  readonly #spot: Spot;
  /** Nothing farther away can change the answer. Degrees are compared first: most towns of a tile are left out by them. */
  #reach: Reach;
  #nearest: Candidate | undefined;
  #within: Candidate | undefined;

  constructor(spot: Spot) {
    this.#spot = spot;
    this.#reach = reachOf(spot, nearMaxM);
  }

  /** Outwards from the place's own latitude, until latitude alone is too far. */
  look(tile: TownTile): void {
    const { latitude } = this.#spot;
    const from = firstNotBelow(tile.latitude, latitude);
    for (let index = from; index < tile.latitude.length && this.#mayBeAt(tile.latitude[index] ?? 0); index++) this.#take(tile, index);
    for (let index = from - 1; index >= 0 && this.#mayBeAt(tile.latitude[index] ?? 0); index--) this.#take(tile, index);
  }

  get answer(): TownAnswer {
    const found = this.#within ?? this.#nearest;
    if (found === undefined) return { kind: "none" };
    const { tile, index, distanceM } = found;
    return { kind: "town", name: tile.nameAt(index), country: tile.countryAt(index), distanceM, isIn: this.#within !== undefined };
  }

  #mayBeAt(latitude: number): boolean {
    return Math.abs(latitude - this.#spot.latitude) <= this.#reach.north;
  }

  #take(tile: TownTile, index: number): void {
    const longitude = tile.longitude[index] ?? 0;
    const east = Math.abs(longitude - this.#spot.longitude);
    if (Math.min(east, 360 - east) > this.#reach.east) return;
    const distanceM = metresBetween(this.#spot, { latitude: tile.latitude[index] ?? 0, longitude });
    if (distanceM > nearMaxM) return;
    if (this.#nearest === undefined || distanceM < this.#nearest.distanceM) {
      this.#nearest = { tile, index, distanceM };
      this.#reach = reachOf(this.#spot, Math.max(distanceM, centreMaxM));
    }
    if (distanceM <= centreOf(populationOf(tile, index)) && (this.#within === undefined || isPreferred({ tile, index, distanceM }, this.#within))) {
      this.#within = { tile, index, distanceM };
    }
  }
}

/** @returns how near to the centre of a town of so many people one says "in". */
function centreOf(population: number): number {
  return centres.find(({ populationMin }) => population >= populationMin)?.reachM ?? 0;
}

function populationOf(tile: TownTile, index: number): number {
  return tile.population[index] ?? 0;
}

function isPreferred(a: Candidate, b: Candidate): boolean {
  const [ofA, ofB] = [populationOf(a.tile, a.index), populationOf(b.tile, b.index)];
  return ofA > ofB || (ofA === ofB && a.distanceM < b.distanceM);
}

function firstNotBelow(sorted: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
