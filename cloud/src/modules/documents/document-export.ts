/** Documents as a table, page by page: no more of it is in memory than one page. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { documentList, type DocumentListQuery } from "./document-lists.ts";
import type { DocumentService } from "./document-service.ts";
import type { FleetDocument } from "./document-types.ts";
import { documentLimits } from "./limits.ts";

const columns: readonly (readonly [string, (document: FleetDocument) => string])[] = [
  ["title", ({ title }) => title],
  ["kind", ({ kind }) => kind],
  ["vehicle", ({ owner, ownerName }) => (owner.kind === "vehicle" ? ownerName : "")],
  ["driver", ({ owner, ownerName }) => (owner.kind === "driver" ? ownerName : "")],
  ["number", ({ number }) => number],
  ["expiresOn", ({ expiresOn }) => expiresOn ?? ""],
  ["note", ({ note }) => note],
  ["file", ({ file }) => file?.name ?? ""],
];

/** The header first, then a page at a time. */
export async function* documentPages(
  documents: Pick<DocumentService, "page">,
  tenant: TenantId,
  query: DocumentListQuery,
): AsyncGenerator<string[][], void, undefined> {
  yield [columns.map(([name]) => name)];
  const { filters, isDescending, sort } = query;
  const limit = documentLimits.exportRows;
  let next: DocumentListQuery = { ...query, limit };
  for (;;) {
    const page = await documents.page(tenant, next);
    if (page.documents.length > 0) yield page.documents.map((document) => columns.map(([, cell]) => cell(document)));
    if (page.end === undefined) return;
    next = { filters, isDescending, sort, limit, position: page.end };
  }
}

/** Reads the query of an export, which has no pages of its own. */
export function exportQuery(given: Omit<Parameters<typeof documentList.read>[0], "limit" | "after">): DocumentListQuery {
  return documentList.read({ ...given, limit: 1 });
}
