/** Reads of faults. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";
import { listFile, type ListFile } from "../lists/list-file.ts";
import type { FaultSearch } from "./fault-search.ts";

export type FaultView = Schemas["Fault"];

const perPage = 100;
/** The cloud's longest page. */
const levelsPerPage = 500;
/**
 * 20,000 vehicles, as many as the cloud tells a page of at once: all that lists show, and all that their tabs count. Of a
 * larger fleet, vehicles with a fault beyond it show none; it reads the page of faults.
 */
const levelPagesMax = 40;
const refreshMs = 15_000;

/** Newest first. @param vehicleId the whole fleet when absent. */
export const faultsQuery = (search: FaultSearch, vehicleId?: string) =>
  infiniteQueryOptions({
    queryKey: ["faults", vehicleId ?? "fleet", search],
    queryFn: ({ signal, pageParam }) => {
      const query = { sort: "-onsetAt" as const, limit: perPage, ...filtersOf(search), ...(pageParam === undefined ? {} : { after: pageParam }) };
      return answer<Schemas["FaultPage"]>(
        vehicleId === undefined
          ? api.GET("/api/v1/faults", { params: { query }, signal })
          : api.GET("/api/v1/vehicles/{vehicleId}/faults", { params: { path: { vehicleId }, query }, signal }),
      );
    },
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshMs,
  });

/** Faults of a vehicle that began since a time: what a chart marks. */
export const onsetsQuery = (vehicleId: string, fromMs: number) =>
  queryOptions({
    queryKey: ["faults", vehicleId, "onsets", fromMs],
    queryFn: ({ signal }) =>
      answer<Schemas["FaultPage"]>(
        api.GET("/api/v1/vehicles/{vehicleId}/faults", {
          params: { path: { vehicleId }, query: { sort: "-onsetAt", limit: perPage, from: new Date(fromMs).toISOString() } },
          signal,
        }),
      ),
    select: ({ items }) => items,
    refetchInterval: refreshMs,
  });

export const faultQuery = (episodeId: string) =>
  queryOptions({
    queryKey: ["fault", episodeId],
    queryFn: ({ signal }) => answer<Schemas["FaultWithFrame"]>(api.GET("/api/v1/faults/{episodeId}", { params: { path: { episodeId } }, signal })),
    refetchInterval: refreshMs,
  });

/** Vehicles with a fault, by their id. */
export const faultLevelsQuery = queryOptions({
  queryKey: ["fault-levels"],
  queryFn: async ({ signal }) => {
    const levels: Schemas["VehicleFaultLevel"][] = [];
    let after: string | undefined;
    for (let page = 0; page < levelPagesMax; page += 1) {
      const read: Schemas["VehicleFaultLevelPage"] = await answer(
        api.GET("/api/v1/fault-levels", { params: { query: { limit: levelsPerPage, ...(after === undefined ? {} : { after }) } }, signal }),
      );
      levels.push(...read.items);
      after = read.next;
      if (after === undefined) break;
    }
    return new Map(levels.map((level) => [level.vehicleId, level]));
  },
  // a map has no parts to be shared between two reads
  structuralSharing: false,
  refetchInterval: refreshMs,
});

/** The same faults as a file. */
export function faultsFile(search: FaultSearch, vehicleId?: string): ListFile {
  return listFile("/faults", { sort: "-onsetAt", vehicleId, ...filtersOf(search) });
}

/** The client's types know no parameter that is there and undefined. */
function filtersOf({ show, level, code }: FaultSearch) {
  const state = show ?? ("active" as const);
  return { ...(state === "all" ? {} : { state }), ...(level === undefined ? {} : { level }), ...(code === undefined ? {} : { code }) };
}
