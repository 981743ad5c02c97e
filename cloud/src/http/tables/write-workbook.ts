/** The one place that knows the library by which workbooks are written. */
import type { ReadableStream } from "node:stream/web";
import { writeXlsxStream } from "hucre/xlsx";

export const xlsxMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Rows are written as they come. The first one is the header. */
export function writeWorkbook(rows: AsyncIterable<string[]>, name: string): ReadableStream<Uint8Array> {
  return writeXlsxStream(rows, { name }) as ReadableStream<Uint8Array>; // the DOM's type of the same thing
}
