import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { decodeVin } from "./decode-vin.ts";
import { VpicTable } from "./table/vpic-table.ts";
import type { VinReading } from "./vin-types.ts";

/** The decoder of a process: reads the table when the first VIN comes, and keeps it. */
export class VinDecoder {
  readonly #clock: Clock;
  readonly #load: () => Promise<VpicTable>;
  #table: Promise<VpicTable> | undefined;

  constructor(options: { readonly clock: Clock; readonly load?: () => Promise<VpicTable> }) {
    this.#clock = options.clock;
    this.#load = options.load ?? (async () => VpicTable.load());
  }

  /** @throws DrawbarError `VIN_TABLE_DAMAGED`; never for what `text` is. */
  async decode(text: string): Promise<VinReading> {
    this.#table ??= this.#load();
    let table: VpicTable;
    try {
      table = await this.#table;
    } catch (error) {
      this.#table = undefined;
      throw error;
    }
    return decodeVin(text, { table, year: new Date(this.#clock.wallUs() / 1_000).getUTCFullYear() });
  }
}
