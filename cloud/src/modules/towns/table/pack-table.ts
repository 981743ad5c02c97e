/** Towns as columns of small numbers (town-format.ts). */
import { tileOf } from "@drawbar/proto/towns/town-tile.ts";
import { columnsLength, columnsOf, perDegree, type TownHeader } from "./town-format.ts";

export interface Town {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

/** On the grid of the table. */
interface Placed {
  readonly town: Town;
  readonly south: number;
  readonly west: number;
  readonly latitude: number;
  readonly longitude: number;
}

/** @returns the table, not packed. The same towns give the same bytes, in whatever order they come. */
export function packTable(towns: Iterable<Town>, source: string): Uint8Array {
  const placed = Array.from(towns, place).toSorted(
    (a, b) => a.south - b.south || a.west - b.west || a.latitude - b.latitude || a.longitude - b.longitude || (a.town.name < b.town.name ? -1 : 1),
  );
  const countries = [...new Set(placed.map(({ town }) => town.country))].toSorted();
  const tiles = new Map<string, [south: number, west: number, towns: number]>();
  for (const { south, west } of placed) {
    const tile = tiles.get(`${south} ${west}`) ?? [south, west, 0];
    tile[2]++;
    tiles.set(`${south} ${west}`, tile);
  }
  const names = placed.map(({ town }) => Buffer.from(town.name));
  const header: TownHeader = { format: 1, source, towns: placed.length, countries, tiles: [...tiles.values()] };
  const json = Buffer.from(JSON.stringify(header));
  const nameBytes = names.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(4 + json.length + columnsLength(placed.length, nameBytes));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  const columns = columnsOf(placed.length, bytes.subarray(4 + json.length));
  if (columns === undefined) throw new Error("the columns were given too little room");
  let [at, latitude, tile] = [0, 0, ""];
  for (const [index, each] of placed.entries()) {
    const name = names[index] ?? Buffer.alloc(0);
    if (`${each.south} ${each.west}` !== tile) latitude = 0;
    tile = `${each.south} ${each.west}`;
    put(columns.latitude, index, each.latitude - latitude);
    latitude = each.latitude;
    put(columns.longitude, index, each.longitude);
    put(columns.population, index, populationCode(each.town.population));
    columns.country[index] = fitting(countries.indexOf(each.town.country));
    columns.nameLength[index] = fitting(name.length);
    columns.names.set(name, at);
    at += name.length;
  }
  return bytes;
}

/** Rounded first: what lies on a tile's border after rounding belongs to the tile that begins there. */
function place(town: Town): Placed {
  const [north, east] = [Math.round(town.latitude * perDegree), Math.round(town.longitude * perDegree)];
  const { south, west } = tileOf({ latitude: north / perDegree, longitude: east / perDegree });
  return { town, south, west, latitude: north - south * perDegree, longitude: (((east - west * perDegree) % 360_000) + 360_000) % 360_000 };
}

/** Two digits are enough to say which of two towns is larger. */
function populationCode(population: number): number {
  let [digits, zeros] = [population, 0];
  while (digits >= 100) [digits, zeros] = [Math.floor(digits / 10), zeros + 1];
  return digits + zeros * 256;
}

function put({ low, high }: { readonly low: Uint8Array; readonly high: Uint8Array }, index: number, value: number): void {
  low[index] = value & 0xff;
  high[index] = fitting(value >> 8);
}

function fitting(value: number): number {
  if (value < 0 || value > 0xff) throw new Error(`${value} does not fit into a byte of the table`);
  return value;
}
