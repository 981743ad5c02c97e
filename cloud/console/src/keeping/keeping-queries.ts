/** What the page of keeping reads of the API. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type RetentionView = Schemas["TelemetryRetention"];
export type SourceView = Schemas["TelemetrySourceList"]["items"][number];

export interface KeepingSearch {
  /** The call-sign, or the id of a unit, that was looked for. */
  readonly of?: string | undefined;
}

const ofMax = 100;
/** Erasures shown; the newest. */
const erasuresShown = 100;

/** Takes from an address what makes sense. */
export function parseKeepingSearch({ of }: Readonly<Record<string, unknown>>): KeepingSearch {
  return typeof of === "string" && of !== "" && of.length <= ofMax ? { of } : {};
}

export const retentionQuery = queryOptions({
  queryKey: ["telemetry", "retention"],
  queryFn: ({ signal }) => answer<RetentionView>(api.GET("/api/v1/telemetry/retention", { signal })),
});

export const retentionForecastQuery = (days: { readonly hotDays: number; readonly coldDays: number }) =>
  queryOptions({
    queryKey: ["telemetry", "retention", "forecast", days],
    queryFn: ({ signal }) =>
      answer<Schemas["TelemetryRetentionForecast"]>(api.GET("/api/v1/telemetry/retention/forecast", { params: { query: days }, signal })),
    gcTime: 0, // an old forecast is worse than none
  });

export const sourcesQuery = (of: string) =>
  queryOptions({
    queryKey: ["telemetry", "sources", of],
    queryFn: async ({ signal }) =>
      (await answer<Schemas["TelemetrySourceList"]>(api.GET("/api/v1/telemetry/sources", { params: { query: { of } }, signal }))).items,
  });

export const erasureForecastQuery = (sourceId: string, through: string) =>
  queryOptions({
    queryKey: ["telemetry", "erasures", "forecast", sourceId, through],
    queryFn: ({ signal }) =>
      answer<Schemas["TelemetryErasureForecast"]>(api.GET("/api/v1/telemetry/erasures/forecast", { params: { query: { sourceId, through } }, signal })),
    gcTime: 0,
  });

export const erasuresQuery = queryOptions({
  queryKey: ["telemetry", "erasures"],
  queryFn: async ({ signal }) =>
    (await answer<Schemas["PastTelemetryErasurePage"]>(api.GET("/api/v1/telemetry/erasures", { params: { query: { limit: erasuresShown } }, signal }))).items,
});
