/** Lists as files: RFC 4180 or a workbook, sent while they are read. */
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { failHttp } from "../http-errors.ts";
import { httpLimits } from "../limits.ts";
import { oneOf } from "../schemas.ts";
import { writeWorkbook, xlsxMediaType } from "./write-workbook.ts";

const Table = Type.Unsafe<Readable>({ type: "string", description: "A table; its first row names the columns." });

/** For the schema of a route that answers with a table. */
export const tableContent = { "text/csv": { schema: Table }, [xlsxMediaType]: { schema: Table } };
/** The parameter that picks one. */
export const tableFormat = oneOf(["csv", "xlsx"], { default: "csv" });

/** @param table.pages the header first, then some rows at a time. */
export async function sendTable(
  reply: FastifyReply,
  table: { readonly name: string; readonly title: string; readonly format: "csv" | "xlsx"; readonly pages: AsyncGenerator<string[][], void, undefined> },
): Promise<FastifyReply> {
  const { name, title, format, pages } = table;
  // What goes wrong before the first row is still answered as a problem.
  const all = withFirst(await pages.next(), pages);
  void reply.header("content-disposition", `attachment; filename="${name}.${format}"`);
  if (format === "csv") return reply.header("content-type", "text/csv; charset=utf-8").send(Readable.from(csvPages(all), { objectMode: false }));
  return reply.header("content-type", xlsxMediaType).send(Readable.fromWeb(writeWorkbook(rowsOf(all), title)));
}

/** RFC 4180. A spreadsheet takes a cell that begins as a formula for one, and what is written there comes from anybody (CWE-1236). */
export function csvOf(rows: readonly (readonly string[])[]): string {
  // The writer quotes what holds its own end of a line, but readers take either half for one.
  return stringify([...rows], { escape_formulas: true, record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}

/** Exports of each tenant that run now. */
export class RunningExports {
  readonly #running = new Map<TenantId, number>();

  /** Counts from the first line to the last, or until the reader goes away. @throws DrawbarError `EXPORT_BUSY`. */
  async *run<Chunk>(tenant: TenantId, chunks: AsyncGenerator<Chunk, void, undefined>): AsyncGenerator<Chunk, void, undefined> {
    const running = this.#running.get(tenant) ?? 0;
    if (running >= httpLimits.exportsMax)
      throw failHttp("EXPORT_BUSY", `${running} exports are running; wait for one to end`, { details: { retryAfterMs: 5_000 } });
    this.#running.set(tenant, running + 1);
    try {
      yield* chunks;
    } finally {
      const left = (this.#running.get(tenant) ?? 1) - 1;
      if (left === 0) this.#running.delete(tenant);
      else this.#running.set(tenant, left);
    }
  }
}

/** What was read first, then the rest; a reader who goes away ends both. */
export async function* withFirst<Chunk>(
  first: IteratorResult<Chunk, void>,
  rest: AsyncGenerator<Chunk, void, undefined>,
): AsyncGenerator<Chunk, void, undefined> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}

async function* csvPages(pages: AsyncIterable<string[][]>): AsyncGenerator<string, void, undefined> {
  for await (const rows of pages) yield csvOf(rows);
}

async function* rowsOf(pages: AsyncIterable<string[][]>): AsyncGenerator<string[], void, undefined> {
  for await (const rows of pages) yield* rows;
}
