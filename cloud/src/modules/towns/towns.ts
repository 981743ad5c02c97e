import type { Spot } from "@drawbar/proto/towns/town-tile.ts";
import { TownTable } from "./table/town-table.ts";

/** @returns "near Beesel" or "in Köln", without the country; nothing where no town is near. */
export type TownNaming = (spot: Spot) => string | undefined;

/** The towns of a process: read when they are first asked for, and kept. */
export class Towns {
  readonly #load: () => Promise<TownTable>;
  #table: Promise<TownTable> | undefined;

  constructor(options: { readonly load?: () => Promise<TownTable> } = {}) {
    this.#load = options.load ?? (async () => TownTable.load());
  }

  /** @throws DrawbarError `TOWN_TABLE_DAMAGED`; the next one who asks tries again. */
  async table(): Promise<TownTable> {
    this.#table ??= this.#load();
    try {
      return await this.#table;
    } catch (error) {
      this.#table = undefined;
      throw error;
    }
  }

  /** What files say of a position. @throws DrawbarError `TOWN_TABLE_DAMAGED`. */
  async naming(): Promise<TownNaming> {
    const table = await this.table();
    return (spot) => {
      const town = table.nearest(spot);
      return town.kind === "town" ? `${town.isIn ? "in" : "near"} ${town.name}` : undefined;
    };
  }
}
