/**
 * `node cloud/src/modules/vin/table/generate.ts FILE`: makes the compact table anew. FILE is the SQLite form of vPIC that
 * the PyPI package `vin` brings along (`vehicle.db`), as it is or packed with zstd; README.md says more.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { packTable } from "./pack-table.ts";
import { tablePath } from "./vpic-table.ts";

const zstdMagic = 0xfd_2f_b5_28;

/** @returns the table as the file beside this one holds it once unpacked. */
export function tableFrom(file: string): Uint8Array {
  const bytes = readFileSync(file);
  if (bytes.readUInt32LE(0) !== zstdMagic) return read(file);
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-vpic-"));
  try {
    const unpacked = path.join(folder, "vpic.db");
    writeFileSync(unpacked, zstdDecompressSync(bytes));
    return read(unpacked);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(file: string): Uint8Array {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return packTable(database);
  } finally {
    database.close();
  }
}

if (import.meta.main) {
  const file = process.argv[2];
  if (file === undefined) throw new Error("name the SQLite form of the table");
  const table = tableFrom(file);
  const packed = zstdCompressSync(table, { params: { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 23 } });
  writeFileSync(tablePath, packed);
  process.stdout.write(`${tablePath}: ${packed.length} bytes, ${table.length} unpacked\n`);
}
