/** The file of a list: what a console shows page by page, whole, with the same filters, in the same order. */
import type { FastifyContextConfig } from "fastify";
import { Type, type Static, type TObject, type TProperties } from "typebox";
import type { App } from "../api.ts";
import type { RouteAudit } from "../audit.ts";
import { httpLimits } from "../limits.ts";
import { principalOf, type Principal } from "../principal.ts";
import { sendTable, tableContent, tableFormat, type RunningExports } from "./table-export.ts";

/** A column's name, and what stands in it. */
export type ListColumn<Item> = readonly [name: string, cell: (item: Item) => string];

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** As `after` it gives the next page; absent on the last one. */
  readonly next?: string;
}

export interface ListExport<Parameters extends TProperties, Path extends TProperties, Item> {
  /** Of the list; its file is at `/export` below. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  /** As the list has it. */
  readonly access: NonNullable<FastifyContextConfig["access"]>;
  readonly audit: RouteAudit;
  /** Of the list; a file has no pages. */
  readonly parameters: Parameters;
  readonly params?: TObject<Path>;
  readonly running: RunningExports;
  /** More are left out; absent: all. */
  readonly rowsMax?: number;
  /** Of the file, and with a capital of its sheet. */
  readonly name: string;
  readonly columns: readonly ListColumn<Item>[];
  /** What the list itself answers with. */
  readonly page: (principal: Principal, query: Static<TObject<Parameters>>, path: Static<TObject<Path>>) => Promise<ListPage<Item>>;
}

/** Adds the file of a list to the API. */
export function addListExport<Parameters extends TProperties, Path extends TProperties, Item>(api: App, list: ListExport<Parameters, Path, Item>): void {
  const { path, operationId, summary, tags, access, audit, parameters, params, running, rowsMax = Number.POSITIVE_INFINITY, name, columns, page } = list;
  const { after: _after, limit: _limit, ...filters } = parameters;
  const Query = Type.Object({ ...filters, format: tableFormat }) as unknown as TObject<{ format: typeof tableFormat }>; // the filters are known to `page` only
  api.get(
    `${path}/export`,
    {
      config: { access, audit },
      exposeHeadRoute: false, // it would read everything for no body
      schema: {
        operationId,
        summary,
        description: `${rowsMax === Number.POSITIVE_INFINITY ? "" : `At most ${rowsMax} rows. `}An answer that ends without its last chunk is not complete.`,
        tags: [...tags],
        querystring: Query,
        ...(params === undefined ? {} : { params }),
        response: { 200: { description: "A header, then one row an item.", content: tableContent } },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { format, ...given } = request.query;
      const wanted = request.params as Static<TObject<Path>>; // passed the schema
      const read = async (after: string | undefined): Promise<ListPage<Item>> => {
        const query = { ...given, limit: httpLimits.pageMax, ...(after === undefined ? {} : { after }) };
        return page(principal, query as unknown as Static<TObject<Parameters>>, wanted); // the list's own parameters, checked above
      };
      const pages = tablePages({ columns, rowsMax, read });
      return sendTable(reply, { name, title: `${name.charAt(0).toUpperCase()}${name.slice(1)}`, format, pages: running.run(principal.tenantId, pages) });
    },
  );
}

/** The header first, then a page at a time: no more of a list is in memory. */
async function* tablePages<Item>({
  columns,
  rowsMax,
  read,
}: {
  readonly columns: readonly ListColumn<Item>[];
  readonly rowsMax: number;
  readonly read: (after: string | undefined) => Promise<ListPage<Item>>;
}): AsyncGenerator<string[][], void, undefined> {
  // What cannot be read is answered as a problem, which is too late behind a header.
  let page = await read(undefined);
  yield [columns.map(([name]) => name)];
  let left = rowsMax;
  for (;;) {
    if (page.items.length > 0) yield page.items.slice(0, left).map((item) => columns.map(([, cell]) => cell(item)));
    left -= page.items.length;
    if (page.next === undefined || left <= 0) return;
    page = await read(page.next);
  }
}
