/** Every read of the API, as queries that the screens share. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { Tile } from "../chart/tiles.ts";
import { answer, api, rememberCsrfToken } from "./http.ts";
import type { HealthView, HistoryView, SessionView, SystemView, VehicleSummary } from "./types.ts";

/** The cloud gives at most so many vehicles a page. */
const vehiclesPerPage = 500;
/** Signals asked for at once; the cloud's limit. */
export const sourcesPerRead = 32;

/** What one read is of, within a vehicle: what it says itself, or one recorded run. */
export interface Scope {
  readonly vehicleId: string;
  readonly runId?: string | undefined;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => keepSession(await answer<SessionView>(api.GET("/api/v1/session", { signal }))),
  staleTime: 60_000,
});

export function keepSession(session: SessionView): SessionView {
  rememberCsrfToken(session.csrfToken);
  return session;
}

export const vehiclesQuery = queryOptions({
  queryKey: ["vehicles"],
  queryFn: async ({ signal }) => {
    const vehicles: VehicleSummary[] = [];
    let after: string | undefined;
    do {
      const page = await answer<Schemas["VehiclePage"]>(
        api.GET("/api/v1/vehicles", { params: { query: { limit: vehiclesPerPage, ...(after === undefined ? {} : { after }) } }, signal }),
      );
      vehicles.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return vehicles;
  },
});

export const vehicleQuery = (vehicleId: string) =>
  queryOptions({
    queryKey: ["vehicle", vehicleId],
    queryFn: ({ signal }) => answer<VehicleSummary>(api.GET("/api/v1/vehicles/{vehicleId}", { params: { path: { vehicleId } }, signal })),
  });

export const signalsQuery = ({ vehicleId, runId }: Scope) =>
  queryOptions({
    queryKey: ["signals", vehicleId, runId ?? "now"],
    queryFn: async ({ signal }) =>
      (await answer<Schemas["SignalList"]>(api.GET("/api/v1/vehicles/{vehicleId}/signals", { params: { path: { vehicleId }, query: runOf(runId) }, signal })))
        .items,
  });

export const runsQuery = (vehicleId: string) =>
  queryOptions({
    queryKey: ["runs", vehicleId],
    queryFn: async ({ signal }) =>
      (await answer<Schemas["RunList"]>(api.GET("/api/v1/vehicles/{vehicleId}/runs", { params: { path: { vehicleId } }, signal }))).items,
  });

export interface HistoryRead extends Tile {
  readonly scope: Scope;
  readonly sources: readonly string[];
  readonly points: number;
}

export const historyQuery = ({ scope: { vehicleId, runId }, sources, fromMs, toMs, points }: HistoryRead) =>
  queryOptions({
    queryKey: ["history", vehicleId, runId ?? "now", sources.join(), fromMs, toMs, points],
    queryFn: ({ signal }) =>
      answer<HistoryView>(
        api.GET("/api/v1/vehicles/{vehicleId}/history", {
          params: {
            path: { vehicleId },
            query: { source: sources, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), points, ...runOf(runId) },
          },
          signal,
        }),
      ),
  });

export const depotsQuery = queryOptions({
  queryKey: ["depots"],
  queryFn: async ({ signal }) => (await answer<Schemas["DepotList"]>(api.GET("/api/v1/depots", { signal }))).items,
  refetchInterval: 10_000,
});

/** Those whose server was taken out of trust. */
export const lostDepotsQuery = queryOptions({
  queryKey: ["depots", "out-of-trust"],
  queryFn: async ({ signal }) => {
    const { items } = await answer<Schemas["DepotList"]>(api.GET("/api/v1/depots", { params: { query: { includeRevoked: true } }, signal }));
    return items.flatMap(({ revoked, ...depot }) => (revoked === undefined ? [] : [{ ...depot, revoked }]));
  },
});

export const systemQuery = queryOptions({
  queryKey: ["system"],
  queryFn: ({ signal }) => answer<SystemView>(api.GET("/api/v1/system", { signal })),
  refetchInterval: 10_000,
});

export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => answer<HealthView>(api.GET("/api/v1/system/health", { signal })),
  refetchInterval: 10_000,
});

/** Forgets everything read for the one who signed out. */
export function forgetSession(client: QueryClient): void {
  rememberCsrfToken(undefined);
  client.clear();
}

function runOf(runId: string | undefined): { readonly run?: string } {
  return runId === undefined ? {} : { run: runId };
}
