import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";
import type { AuditSearch } from "./audit-search.ts";

export type AuditEntry = Schemas["AuditEntry"];

const entriesPerPage = 50;

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ["audit", search],
    initialPageParam: undefined as string | undefined, // the cursor of the newest page is none
    queryFn: ({ pageParam, signal }) =>
      answer<Schemas["AuditPage"]>(
        api.GET("/api/v1/audit", {
          params: { query: { ...given(search), limit: entriesPerPage, ...(pageParam === undefined ? {} : { after: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });

export const auditStateQuery = queryOptions({
  queryKey: ["audit-state"],
  queryFn: ({ signal }) => answer<Schemas["AuditState"]>(api.GET("/api/v1/audit/state", { signal })),
  refetchInterval: 30_000,
});

/** The client's types know no parameter that is there and undefined. */
function given({ outcome, action, actorId, subjectId }: AuditSearch) {
  return {
    ...(outcome === undefined ? {} : { outcome }),
    ...(action === undefined ? {} : { action }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(subjectId === undefined ? {} : { subjectId }),
  };
}
