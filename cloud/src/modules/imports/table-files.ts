/** Lists as files, page by page: no more of one is in memory than a page. */
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { oneOf } from "../../http/schemas.ts";
import { failImport } from "./import-errors.ts";
import { importLimits } from "./limits.ts";
import { writeWorkbook, xlsxMediaType } from "./xlsx.ts";

const Table = Type.Unsafe<Readable>({ type: "string", description: "A table; its first row names the columns." });

export const TableFormat = oneOf(["csv", "xlsx"], { default: "csv" });
export const tableContent = { "text/csv": { schema: Table }, [xlsxMediaType]: { schema: Table } } as const;

/** Exports of each tenant that run now. */
export class RunningExports {
  readonly #running = new Map<TenantId, number>();

  /** Counts from the first line to the last, or until the reader goes away. @throws DrawbarError `EXPORT_BUSY`. */
  async *run<Chunk>(tenant: TenantId, chunks: AsyncGenerator<Chunk, void, undefined>): AsyncGenerator<Chunk, void, undefined> {
    const running = this.#running.get(tenant) ?? 0;
    if (running >= importLimits.exportsMax)
      throw failImport("EXPORT_BUSY", `${running} exports are running; wait for one to end`, { details: { retryAfterMs: 5_000 } });
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

/**
 * Answers with a table. What goes wrong before the first row is still answered as a problem.
 *
 * @param name of the file, without its ending.
 * @param pages the header first.
 */
export async function sendTable(
  reply: FastifyReply,
  { name, format }: { readonly name: string; readonly format: "csv" | "xlsx" },
  pages: AsyncGenerator<string[][], void, undefined>,
): Promise<Readable> {
  const all = withFirst(await pages.next(), pages);
  void reply.header("content-disposition", `attachment; filename="${name}.${format}"`);
  void reply.header("content-type", format === "csv" ? "text/csv; charset=utf-8" : xlsxMediaType);
  return format === "csv"
    ? Readable.from(csvPages(all), { objectMode: false })
    : Readable.fromWeb(writeWorkbook(rowsOf(all), name.charAt(0).toUpperCase() + name.slice(1)));
}

/** A generator whose first item was taken already. */
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

/** RFC 4180. A spreadsheet takes a cell that begins as a formula for one, and what is written there comes from anybody (CWE-1236). */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: "\r\n" });
}

async function* csvPages(pages: AsyncIterable<string[][]>): AsyncGenerator<string, void, undefined> {
  for await (const rows of pages) yield csvOf(rows);
}

async function* rowsOf(pages: AsyncIterable<string[][]>): AsyncGenerator<string[], void, undefined> {
  for await (const rows of pages) yield* rows;
}
