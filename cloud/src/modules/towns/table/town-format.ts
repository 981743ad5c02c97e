/**
 * How the table of towns lies in its file, once unpacked: a header, then columns. Towns lie tile by tile, in a tile from south
 * to north. Columns of numbers above 255 lie as a plane of low bytes and one of high bytes, which packs better.
 *
 * | bytes | what |
 * |---|---|
 * | 4 | length of the header, little-endian |
 * | | the header, JSON in UTF-8 |
 * | 2 n | latitude in thousandths of a degree: above the tile's southern edge for its first town, above the town before for the others |
 * | 2 n | longitude in thousandths of a degree, east of the tile's western edge |
 * | 2 n | population: two digits in the low byte, the number of zeros behind them in the high byte |
 * | n | country, as its place in the header's list |
 * | n | length of the name in bytes |
 * | | the names one after the other, UTF-8 |
 */

export interface TownHeader {
  readonly format: 1;
  /** What it was made from. */
  readonly source: string;
  readonly towns: number;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Southern and western edge in degrees and how many towns, from south to north and west to east; those without any are left out. */
  readonly tiles: readonly (readonly [south: number, west: number, towns: number])[];
}

export const perDegree = 1_000;
const bytesPerTown = 8;

export interface TownColumns {
  readonly latitude: Planes;
  readonly longitude: Planes;
  readonly population: Planes;
  readonly country: Uint8Array;
  readonly nameLength: Uint8Array;
  /** All that is left. */
  readonly names: Uint8Array;
}

interface Planes {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

/** @param bytes what follows the header; the columns are views onto it. @returns `undefined` when they are cut. */
export function columnsOf(towns: number, bytes: Uint8Array): TownColumns | undefined {
  if (bytes.length < towns * bytesPerTown) return undefined;
  let offset = 0;
  const next = (): Uint8Array => bytes.subarray(offset, (offset += towns));
  const planes = (): Planes => ({ low: next(), high: next() });
  return { latitude: planes(), longitude: planes(), population: planes(), country: next(), nameLength: next(), names: bytes.subarray(offset) };
}

export function columnsLength(towns: number, nameBytes: number): number {
  return towns * bytesPerTown + nameBytes;
}
