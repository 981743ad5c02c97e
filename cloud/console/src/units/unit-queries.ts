/** Reads of telematics units, and of where they sat. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type PairingView = Schemas["UnitAssignment"];

const perPage = 100;
/** As many as a list to pick from holds; the cloud's longest page. */
const pickedFrom = 500;

export const unitsQuery = infiniteQueryOptions({
  queryKey: ["units"],
  queryFn: ({ signal, pageParam }) =>
    answer<Schemas["UnitPage"]>(
      api.GET("/api/v1/units", { params: { query: { limit: pickedFrom, ...(pageParam === undefined ? {} : { after: pageParam }) } }, signal }),
    ),
  initialPageParam: undefined as string | undefined, // the first page has no cursor
  getNextPageParam: (page) => page.next,
});

/** Newest first. */
export const pairingsQuery = (vehicleId: string) =>
  infiniteQueryOptions({
    queryKey: ["vehicle-units", vehicleId],
    queryFn: ({ signal, pageParam }) =>
      answer<Schemas["UnitAssignmentPage"]>(
        api.GET("/api/v1/vehicles/{vehicleId}/units", {
          params: { path: { vehicleId }, query: { sort: "-from", limit: perPage, ...(pageParam === undefined ? {} : { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });

/** What a unit that was moved changes: where units sit, vehicles, and all that was made of what they said. */
export const touchedByMove = [["units"], ["vehicle-units"], ["vehicles"], ["vehicle"], ["signals"], ["history"], ["trips"], ["life"], ["meters"]] as const;
