/** Towns lie in tiles of 4 by 4 degrees, so that a console reads only those near its vehicles. */

export const tileDegrees = 4;
/** No town lies nearer to a pole: the northernmost is Longyearbyen (78.2° N). A test of the table holds it. */
export const tileLatitudeMax = 80;

const earthRadiusM = 6_371_008.8;
const radians = Math.PI / 180;

/** Degrees (WGS 84). */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** The south-western corner of a tile, in whole degrees: multiples of `tileDegrees`. */
export interface TileCorner {
  readonly south: number;
  readonly west: number;
}

/** The towns of one tile, in ascending order of latitude. */
export interface TownTile {
  /** Degrees; as many as there are towns, as in the other columns. */
  readonly latitude: ArrayLike<number>;
  readonly longitude: ArrayLike<number>;
  /** 0 where nobody counted. */
  readonly population: ArrayLike<number>;
  nameAt(index: number): string;
  /** ISO 3166-1 alpha-2. */
  countryAt(index: number): string;
}

/** @returns the tile that holds a place; a place on the border belongs to the tile north and east of it. */
export function tileOf({ latitude, longitude }: Spot): TileCorner {
  return { south: Math.floor(latitude / tileDegrees) * tileDegrees, west: wrapped(Math.floor(longitude / tileDegrees) * tileDegrees) };
}

/** @returns every tile of which a part lies within a distance (less than 1,000 km); none where no town can be so near. */
export function tilesAround({ latitude, longitude }: Spot, distanceM: number): readonly TileCorner[] {
  const reach = reachOf({ latitude, longitude }, distanceM);
  return tilesIn({ west: longitude - reach.east, south: latitude - reach.north, east: longitude + reach.east, north: latitude + reach.north });
}

/** @param box in degrees; west and east may lie beyond 180. @returns every tile of which a part lies in it, but for those near the poles. */
export function tilesIn(box: { readonly west: number; readonly south: number; readonly east: number; readonly north: number }): readonly TileCorner[] {
  const first = tileOf({ latitude: Math.max(box.south, -tileLatitudeMax), longitude: box.west }).south;
  const tiles: TileCorner[] = [];
  for (let south = first; south <= Math.min(box.north, tileLatitudeMax - tileDegrees); south += tileDegrees) {
    for (const west of wests(box.west, box.east)) tiles.push({ south, west });
  }
  return tiles;
}

/** Metres along the surface of a sphere. */
export function metresBetween(from: Spot, to: Spot): number {
  const [north, east] = [Math.sin(((to.latitude - from.latitude) * radians) / 2), Math.sin(((to.longitude - from.longitude) * radians) / 2)];
  const half = north * north + Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * east * east;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Half the height and half the width of the box around a circle on the surface, in degrees; all the way round where it holds a pole. */
export interface Reach {
  readonly north: number;
  readonly east: number;
}

export function reachOf({ latitude }: Spot, distanceM: number): Reach {
  // a little more than it is: who stands on the edge by rounding is inside
  const angle = (distanceM * 1.000_001) / earthRadiusM;
  const sine = Math.sin(angle) / Math.cos(latitude * radians);
  const holdsPole = Math.abs(latitude) * radians + angle >= Math.PI / 2;
  return { north: angle / radians, east: holdsPole || sine >= 1 ? 180 : Math.asin(sine) / radians };
}

function wests(from: number, to: number): readonly number[] {
  const found = new Set<number>();
  for (let west = Math.floor(from / tileDegrees) * tileDegrees; west <= to; west += tileDegrees) found.add(wrapped(west));
  return [...found];
}

function wrapped(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}
