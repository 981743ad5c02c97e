/** Reads of the fleet's own fields of vehicles. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type AttributeFields = Schemas["VehicleAttributeFields"];
export type AttributeField = Schemas["VehicleAttributeField"];
export type AttributeValues = Schemas["Vehicle"]["attributes"];
export type AttributeValue = AttributeValues[string];

export const fieldsQuery = queryOptions({
  queryKey: ["vehicle-attributes"],
  queryFn: ({ signal }) => answer<AttributeFields>(api.GET("/api/v1/vehicle-attributes", { signal })),
});
