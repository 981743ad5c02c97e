/** The one place that knows the library by which workbooks are read. It is young: what it may unpack is checked before it sees a file. */
import { streamXlsxRows } from "hucre/xlsx";
import { failImport } from "./import-errors.ts";
import { importLimits } from "./limits.ts";

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * The first sheet's rows with their numbers from 1; rows without a cell may be left out.
 *
 * @throws DrawbarError `IMPORT_FILE_UNREADABLE`.
 */
export async function* readWorkbook(bytes: Uint8Array): AsyncGenerator<readonly [number, readonly string[]], void, undefined> {
  const unpacked = unpackedBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (unpacked === undefined) throw failImport("IMPORT_FILE_UNREADABLE", "the workbook is damaged: its table of contents is not there");
  if (unpacked > importLimits.unpackedBytesMax)
    throw failImport("IMPORT_FILE_UNREADABLE", `the workbook unpacks to ${unpacked} bytes and may have ${importLimits.unpackedBytesMax}; save it as CSV`);
  const rows = streamXlsxRows(bytes, { sheet: 0, maxRows: importLimits.rowsMax + 1 });
  try {
    for await (const { index, values } of rows) yield [index + 1, values.map(cellText)];
  } catch (error) {
    throw failImport("IMPORT_FILE_UNREADABLE", "the file is no workbook (.xlsx) that can be read; save it anew, or as CSV", { cause: error });
  }
}

/** As a person reads it: dates in ISO 8601, numbers with all their digits. */
function cellText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  return "";
}

/** What the entries of the archive say they unpack to (APPNOTE.TXT, 4.3.12). @returns `undefined` when there is no directory. */
function unpackedBytes(zip: Buffer): number | undefined {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > zip.length) return undefined;
  const entries = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  let sum = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return undefined;
    sum += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return sum;
}
