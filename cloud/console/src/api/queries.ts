/** Every read of the API, as queries that the screens share. */
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { Tile } from "../chart/tiles.ts";
import { rememberCsrfToken, request } from "./http.ts";
import type { DepotView, HistoryView, RunView, SessionView, SignalView, SystemView, VehicleSummary } from "./types.ts";

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** The cloud gives at most so many vehicles a page. */
const vehiclesPerPage = 500;
/** Signals asked for at once; the cloud's limit is 32. */
export const sourcesPerRead = 32;
/** What one read is of, within a vehicle: what it says itself, or one recorded run. */
export interface Scope {
  readonly vehicleId: string;
  readonly runId?: string | undefined;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => keepSession(await request<SessionView>("/session", { signal })),
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
    for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
      const page: Page<VehicleSummary> = await request("/vehicles", { query: { limit: vehiclesPerPage, after }, signal });
      vehicles.push(...page.items);
      after = page.next;
    }
    return vehicles;
  },
});

export const vehicleQuery = (vehicleId: string) =>
  queryOptions({ queryKey: ["vehicle", vehicleId], queryFn: ({ signal }) => request<VehicleSummary>(`/vehicles/${vehicleId}`, { signal }) });

export const signalsQuery = ({ vehicleId, runId }: Scope) =>
  queryOptions({
    queryKey: ["signals", vehicleId, runId ?? "now"],
    queryFn: async ({ signal }) => (await request<Page<SignalView>>(`/vehicles/${vehicleId}/signals`, { query: { run: runId }, signal })).items,
  });

export const runsQuery = (vehicleId: string) =>
  queryOptions({
    queryKey: ["runs", vehicleId],
    queryFn: async ({ signal }) => (await request<Page<RunView>>(`/vehicles/${vehicleId}/runs`, { signal })).items,
  });

export interface HistoryRead extends Tile {
  readonly scope: Scope;
  readonly sources: readonly string[];
  readonly points: number;
}

export const historyQuery = ({ scope, sources, fromMs, toMs, points }: HistoryRead) =>
  queryOptions({
    queryKey: ["history", scope.vehicleId, scope.runId ?? "now", sources.join(), fromMs, toMs, points],
    queryFn: ({ signal }) =>
      request<HistoryView>(`/vehicles/${scope.vehicleId}/history`, {
        query: { source: sources, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), points, run: scope.runId },
        signal,
      }),
  });

export const depotsQuery = queryOptions({
  queryKey: ["depots"],
  queryFn: async ({ signal }) => (await request<Page<DepotView>>("/depots", { signal })).items,
  refetchInterval: 10_000,
});

export const systemQuery = queryOptions({
  queryKey: ["system"],
  queryFn: ({ signal }) => request<SystemView>("/system", { signal }),
  refetchInterval: 10_000,
});

/** Forgets everything read for the one who signed out. */
export function forgetSession(client: QueryClient): void {
  rememberCsrfToken("");
  client.clear();
}
