/** Which town a position is named by, from tiles of towns that are read when something lies in them. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { nearestTown, type TownAnswer } from "@drawbar/proto/towns/nearest-town.ts";
import type { Spot, TileCorner, TownTile } from "@drawbar/proto/towns/town-tile.ts";

/** Tiles kept, the densest with some thousand towns. At the bound: the one asked for longest ago goes. */
export const tilesMax = 256;
/** Positions whose town is kept. At the bound: the one named first goes. */
const answersMax = 20_000;
/** A tile that could not be read is asked for again after so long. */
const retryMs = 60_000;
/** Positions are told apart by so much, some 100 m: a vehicle that drives is named anew every few seconds. */
const perDegree = 1_000;

export interface TownStoreOptions {
  readonly readTile: (corner: TileCorner) => Promise<Schemas["TownTile"]>;
  /** The large towns of the whole world. */
  readonly readLarge: () => Promise<Schemas["TownTile"]>;
  readonly nowMs: () => number;
}

export class TownStore {
  readonly #options: TownStoreOptions;
  /** In the order in which they were asked for. */
  readonly #tiles = new Map<string, TownTile>();
  readonly #reading = new Set<string>();
  readonly #failedAtMs = new Map<string, number>();
  readonly #answers = new Map<number, TownAnswer>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(options: TownStoreOptions) {
    this.#options = options;
  }

  /** Another number whenever a tile came. */
  get version(): number {
    return this.#version;
  }

  /** The same object for the same place to 100 m; `unread` starts reading what is missing, and listeners hear when it came. */
  nearest(spot: Spot): TownAnswer {
    const [north, east] = [Math.round(spot.latitude * perDegree), Math.round(spot.longitude * perDegree)];
    const key = north * 1_000_000 + east;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = nearestTown({ latitude: north / perDegree, longitude: east / perDegree }, (corner) => this.tile(corner));
    if (answer.kind === "unread") return answer;
    this.#answers.set(key, answer);
    dropFirst(this.#answers, answersMax);
    return answer;
  }

  /** @returns `undefined` while it is being read. */
  tile(corner: TileCorner): TownTile | undefined {
    return this.#get(`${corner.south} ${corner.west}`, async () => this.#options.readTile(corner));
  }

  /** The large towns of the world, for a map of much of it; `undefined` while they are being read. */
  large(): TownTile | undefined {
    return this.#get("large", async () => this.#options.readLarge());
  }

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #get(key: string, read: () => Promise<Schemas["TownTile"]>): TownTile | undefined {
    const known = this.#tiles.get(key);
    if (known !== undefined) {
      this.#tiles.delete(key);
      this.#tiles.set(key, known);
      return known;
    }
    const failedAtMs = this.#failedAtMs.get(key) ?? Number.NEGATIVE_INFINITY;
    if (!this.#reading.has(key) && this.#options.nowMs() - failedAtMs >= retryMs) void this.#read(key, read);
    return undefined;
  }

  /** Never rejects: coordinates stand where a name would, and the next look tries again. */
  async #read(key: string, read: () => Promise<Schemas["TownTile"]>): Promise<void> {
    this.#reading.add(key);
    try {
      this.#tiles.set(key, tileFrom(await read()));
      this.#failedAtMs.delete(key);
      dropFirst(this.#tiles, tilesMax);
      this.#version += 1;
    } catch {
      this.#failedAtMs.set(key, this.#options.nowMs());
      dropFirst(this.#failedAtMs, tilesMax);
    } finally {
      this.#reading.delete(key);
    }
    for (const listener of this.#listeners) listener();
  }
}

function tileFrom({ latitude, longitude, population, name, country }: Schemas["TownTile"]): TownTile {
  return { latitude, longitude, population, nameAt: (index) => name[index] ?? "", countryAt: (index) => country[index] ?? "" };
}

function dropFirst<Key>(map: Map<Key, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
