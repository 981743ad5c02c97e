/** Reads of where vehicles head to. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type ArrivalView = Schemas["Arrival"];
export type HeadingView = Schemas["HeadingToDepot"];
export type DepotArrivalView = Schemas["DepotArrival"];
type DepotArrivalsView = Schemas["DepotArrivals"];

/** The cloud looks at a fleet as often. */
const everyMs = 30_000;

export const arrivalQuery = (vehicleId: string) =>
  queryOptions({
    queryKey: ["arrival", vehicleId],
    queryFn: ({ signal }) => answer<ArrivalView>(api.GET("/api/v1/vehicles/{vehicleId}/arrival", { params: { path: { vehicleId } }, signal })),
    refetchInterval: everyMs,
  });

export const depotArrivalsQuery = (depotId: string) =>
  queryOptions({
    queryKey: ["depot-arrivals", depotId],
    queryFn: ({ signal }) => answer<DepotArrivalsView>(api.GET("/api/v1/depots/{depotId}/arrivals", { params: { path: { depotId } }, signal })),
    refetchInterval: everyMs,
  });
