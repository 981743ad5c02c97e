/** Reads of documents, and how a file gets there. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type DocumentView = Schemas["Document"];
export type DocumentKind = DocumentView["kind"];

/** Whose documents. */
export type DocumentOwner = { readonly vehicleId: string } | { readonly driverId: string };

/** What of them is wanted; the cloud's own words. */
export interface DocumentFilter {
  readonly vehicleId?: string | undefined;
  readonly driverId?: string | undefined;
  readonly of?: "vehicles" | "drivers" | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly expiresFrom?: string | undefined;
  readonly expiresTo?: string | undefined;
}

export const documentKinds: readonly DocumentKind[] = [
  "registration",
  "inspection",
  "insurance",
  "tachograph",
  "permit",
  "contract",
  "licence",
  "driver-card",
  "qualification",
  "medical",
  "other",
];

export const fileBytesMax = 5_242_880;
export const fileTypes = ".pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp";
const perPage = 100;

/** Those that expire next first. */
export const documentsQuery = (filter: DocumentFilter) =>
  infiniteQueryOptions({
    queryKey: ["documents", filter],
    queryFn: ({ signal, pageParam }) =>
      answer<Schemas["DocumentPage"]>(
        api.GET("/api/v1/documents", {
          params: { query: { ...given(filter), limit: perPage, ...(pageParam === undefined ? {} : { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });

/** Puts a file in place of the one that was there. */
export function sendDocumentFile(documentId: string, file: File): Promise<DocumentView> {
  return answer<DocumentView>(
    api.PUT("/api/v1/documents/{documentId}/file", {
      params: { path: { documentId }, query: { name: file.name.replaceAll(/[\p{Cc}/\\]/gu, "_").slice(0, 120) } },
      body: file as never, // the document has no word for a body that is bytes
      bodySerializer: () => file,
      headers: { "content-type": "application/octet-stream" },
    }),
  );
}

type Given<Filter> = { readonly [Name in keyof Filter]?: Exclude<Filter[Name], undefined> };

function given(filter: DocumentFilter): Given<DocumentFilter> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Given<DocumentFilter>; // what is left has a value
}
