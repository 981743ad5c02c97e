/** What the pages of imports read of the API, and how a file gets there. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type ImportView = Schemas["Import"];

export const fileBytesMax = 24 * 1_048_576;
const partBytes = 1_048_576;
const importsShown = 50;
/** How often a step in progress is asked for. */
const progressMs = 500;

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: async ({ signal }) =>
    (await answer<Schemas["ImportPage"]>(api.GET("/api/v1/imports", { params: { query: { sort: "-createdAt", limit: importsShown } }, signal }))).items,
});

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ["imports", importId],
    queryFn: ({ signal }) => answer<ImportView>(api.GET("/api/v1/imports/{importId}", { params: { path: { importId } }, signal })),
    refetchInterval: ({ state }) => (state.data !== undefined && isAtWork(state.data) ? progressMs : false),
  });

export const findingsQuery = ({ importId, state }: ImportView) =>
  infiniteQueryOptions({
    queryKey: ["imports", importId, "findings", state],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      answer<Schemas["ImportFindingPage"]>(
        api.GET("/api/v1/imports/{importId}/findings", {
          params: { path: { importId }, query: { limit: 100, ...(pageParam === undefined ? {} : { after: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });

export type RowOutcome = Schemas["ImportRow"]["outcome"];

/** What becomes of each row, of an import that may change vehicles. */
export const rowsQuery = ({ importId, changedAt }: ImportView, outcome: RowOutcome | undefined) =>
  infiniteQueryOptions({
    queryKey: ["imports", importId, "rows", changedAt, outcome],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      answer<Schemas["ImportRowPage"]>(
        api.GET("/api/v1/imports/{importId}/rows", {
          params: {
            path: { importId },
            query: { limit: 100, ...(outcome === undefined ? {} : { outcome }), ...(pageParam === undefined ? {} : { after: pageParam }) },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });

export function isAtWork({ state }: ImportView): boolean {
  return state === "reading" || state === "checking" || state === "applying" || state === "undoing";
}

/** @param onSent hears of the share that is there, 0 to 1. @returns the import, whose file is being read. */
export async function sendFile(file: File, onSent: (share: number) => void): Promise<ImportView> {
  const { importId } = await answer<ImportView>(api.POST("/api/v1/imports", { body: { kind: "vehicles", fileName: file.name.slice(0, 200) } }));
  const parts = Math.max(1, Math.ceil(file.size / partBytes));
  for (let part = 0; part < parts; part += 1) {
    const bytes = file.slice(part * partBytes, (part + 1) * partBytes);
    await answer<unknown>(
      api.PUT("/api/v1/imports/{importId}/parts/{part}", {
        params: { path: { importId, part } },
        body: bytes as never, // the document has no word for a body that is bytes
        bodySerializer: () => bytes,
        headers: { "content-type": "application/octet-stream" },
      }),
    );
    onSent((part + 1) / parts);
  }
  return answer<ImportView>(api.POST("/api/v1/imports/{importId}/read", { params: { path: { importId } }, body: { parts } }));
}
