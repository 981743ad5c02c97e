/** Every town of the world with some thousand people, held in memory as columns. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { nearestTown, type TownAnswer } from "@drawbar/proto/towns/nearest-town.ts";
import type { Spot, TileCorner, TownTile } from "@drawbar/proto/towns/town-tile.ts";
import { failTowns } from "../town-errors.ts";
import { columnsOf, perDegree, type TownColumns, type TownHeader } from "./town-format.ts";

export const tablePath = path.join(import.meta.dirname, "geonames-cities1000.bin.zst");

/** Unpacked size; today's table takes 3 MiB. */
const bytesMax = 16 * 1_048_576;
const nothing: TownTile = { latitude: [], longitude: [], population: [], nameAt: () => "", countryAt: () => "" };

export class TownTable {
  readonly towns: number;
  /** Changes when the towns do. */
  readonly source: string;
  readonly #tiles = new Map<string, TownTile>();

  /** @param bytes the unpacked file. @throws DrawbarError `TOWN_TABLE_DAMAGED`. */
  constructor(bytes: Uint8Array) {
    const { header, rest } = readHeader(bytes);
    const columns = columnsOf(header.towns, rest);
    const nameBytes = columns?.nameLength.reduce((sum, length) => sum + length, 0);
    const held = header.tiles.reduce((sum, [, , towns]) => sum + towns, 0);
    if (columns === undefined || nameBytes !== columns.names.length || held !== header.towns) {
      throw failTowns("TOWN_TABLE_DAMAGED", "the table of towns ends too early; install the release anew");
    }
    this.towns = header.towns;
    this.source = header.source;
    this.#read(header, columns);
  }

  /** Reads the table that ships with this package: some 50 ms, most of it off the event loop. @throws DrawbarError `TOWN_TABLE_DAMAGED`. */
  static async load(file = tablePath): Promise<TownTable> {
    let unpacked: Uint8Array;
    try {
      unpacked = await promisify(zstdDecompress)(await readFile(file), { maxOutputLength: bytesMax });
    } catch (cause) {
      throw failTowns("TOWN_TABLE_DAMAGED", `the table of towns ${file} cannot be read; install the release anew`, { cause });
    }
    return new TownTable(unpacked);
  }

  /** @returns the towns of a tile; none where there is only sea. */
  tile({ south, west }: TileCorner): TownTile {
    return this.#tiles.get(`${south} ${west}`) ?? nothing;
  }

  /** Some microseconds. */
  nearest(spot: Spot): TownAnswer {
    return nearestTown(spot, (corner) => this.tile(corner));
  }

  tiles(): Iterable<TownTile> {
    return this.#tiles.values();
  }

  #read({ towns, countries, tiles }: TownHeader, columns: TownColumns): void {
    const latitude = new Float32Array(towns);
    const longitude = new Float32Array(towns);
    const population = new Uint32Array(towns);
    const nameStart = new Uint32Array(towns + 1);
    // Buffers of their own: the file's bytes are not kept.
    const country = columns.country.slice();
    const names = Buffer.from(columns.names);
    let begin = 0;
    for (const [south, west, count] of tiles) {
      const end = begin + count;
      let north = south * perDegree;
      for (let index = begin; index < end; index++) {
        north += numberAt(columns.latitude, index);
        latitude[index] = north / perDegree;
        longitude[index] = west + numberAt(columns.longitude, index) / perDegree;
        population[index] = (columns.population.low[index] ?? 0) * 10 ** (columns.population.high[index] ?? 0);
        nameStart[index + 1] = (nameStart[index] ?? 0) + (columns.nameLength[index] ?? 0);
      }
      const first = begin;
      this.#tiles.set(`${south} ${west}`, {
        latitude: latitude.subarray(begin, end),
        longitude: longitude.subarray(begin, end),
        population: population.subarray(begin, end),
        nameAt: (index) => names.toString("utf8", nameStart[first + index], nameStart[first + index + 1]),
        countryAt: (index) => countries[country[first + index] ?? -1] ?? "",
      });
      begin = end;
    }
  }
}

function numberAt({ low, high }: TownColumns["latitude"], index: number): number {
  return (low[index] ?? 0) + (high[index] ?? 0) * 256;
}

/** Only that it is a header of this form: the table is part of the release. */
function readHeader(bytes: Uint8Array): { readonly header: TownHeader; readonly rest: Uint8Array } {
  const length = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as TownHeader; // generate.ts wrote it
    if (header.format === 1) return { header, rest: bytes.subarray(4 + length) };
  } catch (cause) {
    throw failTowns("TOWN_TABLE_DAMAGED", "the table of towns has no readable header; install the release anew", { cause });
  }
  throw failTowns("TOWN_TABLE_DAMAGED", "the table of towns has another form than this release reads; install the release anew");
}
