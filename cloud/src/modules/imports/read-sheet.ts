/** From a file's bytes to rows of text, whatever wrote it. */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { failImport } from "./import-errors.ts";
import { importLimits } from "./limits.ts";
import { separatorOf, textOf } from "./sheet-text.ts";
import { isZip, readWorkbook } from "./read-workbook.ts";

export interface Sheet {
  readonly format: "csv" | "xlsx";
  readonly encoding?: string;
  readonly separator?: string;
  /** Number of the row from 1, and its cells, trimmed; rows without any text are left out, and count. */
  readonly rows: AsyncGenerator<readonly [number, readonly string[]], void, undefined>;
}

/** @throws DrawbarError `IMPORT_FILE_UNREADABLE`, here or while the rows are read. */
export function readSheet(bytes: Uint8Array, fileName: string): Sheet {
  if (isZip(bytes)) return { format: "xlsx", rows: bounded(readWorkbook(bytes)) };
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw failImport("IMPORT_FILE_UNREADABLE", "the file is an old workbook (.xls) or has a password; save it as .xlsx or CSV");
  if (/\.xls[xm]$/i.test(fileName))
    throw failImport("IMPORT_FILE_UNREADABLE", "this is no table: the name says workbook (.xlsx), what is in it does not; save it anew, or as CSV");
  const { text, encoding, isText } = textOf(bytes);
  if (!isText) throw failImport("IMPORT_FILE_UNREADABLE", "this is no table: what is in it is no text; save it as .xlsx or CSV");
  const separator = separatorOf(text);
  return { format: "csv", encoding, separator, rows: bounded(readCsv(text, separator)) };
}

async function* readCsv(text: string, delimiter: string): AsyncGenerator<readonly [number, readonly string[]], void, undefined> {
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: 1_000_000 });
  const chunk = 65_536;
  const chunks = Array.from({ length: Math.ceil(text.length / chunk) }, (_, index) => text.slice(index * chunk, (index + 1) * chunk));
  let row = 0;
  try {
    for await (const cells of Readable.from(chunks).pipe(parser)) yield [(row += 1), cells as string[]]; // without `columns` a record is its cells
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const what = error.code === "CSV_QUOTE_NOT_CLOSED" ? "a quotation mark is opened and never closed" : "the line is no part of a table";
    throw failImport("IMPORT_FILE_UNREADABLE", `after row ${row}: ${what}`, { cause: error });
  }
}

async function* bounded(rows: AsyncIterable<readonly [number, readonly string[]]>): AsyncGenerator<readonly [number, readonly string[]], void, undefined> {
  for await (const [row, cells] of rows) {
    if (row > importLimits.rowsMax) throw failImport("IMPORT_FILE_UNREADABLE", `the file has more than ${importLimits.rowsMax - 1} rows; divide it`);
    const texts = cells.map(cellOf);
    while (texts.at(-1) === "") texts.pop();
    if (texts.length === 0) continue;
    if (texts.length > importLimits.columnsMax)
      throw failImport("IMPORT_FILE_UNREADABLE", `row ${row} has ${texts.length} columns; a file may have ${importLimits.columnsMax}`);
    yield [row, texts];
  }
}

function cellOf(cell: string): string {
  return cell.trim().slice(0, importLimits.cellCharactersMax).toWellFormed().replaceAll("\0", "\uFFFD");
}
