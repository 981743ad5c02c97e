/** Reads of what people say of vehicles. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type GroupView = Schemas["VehicleGroup"];
export type VehicleLife = Schemas["Vehicle"]["life"];
export type LifeStep = Exclude<VehicleLife, "registered">;

export const groupsQuery = queryOptions({
  queryKey: ["vehicle-groups"],
  queryFn: async ({ signal }) => (await answer<Schemas["VehicleGroupList"]>(api.GET("/api/v1/vehicle-groups", { signal }))).items,
});

const stepsPerPage = 50;

/** Steps of a vehicle's life, newest first. */
export const lifeQuery = (vehicleId: string) =>
  infiniteQueryOptions({
    queryKey: ["life", vehicleId],
    queryFn: ({ signal, pageParam }) =>
      answer<Schemas["VehicleLifeStepPage"]>(
        api.GET("/api/v1/vehicles/{vehicleId}/life", {
          params: { path: { vehicleId }, query: { sort: "-at", limit: stepsPerPage, ...(pageParam === undefined ? {} : { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });

/** The steps that the cloud lets follow. */
export const followingSteps: Readonly<Record<VehicleLife, readonly LifeStep[]>> = {
  registered: ["active", "workshop", "decommissioned"],
  active: ["workshop", "decommissioned"],
  workshop: ["active", "decommissioned"],
  decommissioned: ["active"],
};
