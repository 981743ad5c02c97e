import { useQueries } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { ApiError } from "../api/api-error.ts";
import { asApiError } from "../api/api-error.ts";
import { historyQuery, type Scope } from "../api/queries.ts";
import type { HistoryView } from "../api/types.ts";
import { nextTryMs } from "../states/region-error.tsx";
import type { ChartHistory } from "./chart-frame.ts";
import { joinParts, noPoints, type Gap, type Points } from "./points.ts";
import { pointsPerTile, rereadMs, type Tile } from "./tiles.ts";

/** Stretches that are over seldom change: only what was still to come may arrive. */
const pastStaleMs = 5 * 60_000;

export interface HistoryState {
  readonly history: ChartHistory;
  /** Nothing was read yet. */
  readonly isFirstRead: boolean;
  readonly failure: { readonly error: ApiError; readonly atMs: number; readonly retry: () => void } | undefined;
}

/**
 * Holds the tiles of one signal. What was shown stays until the first tile of another zoom step is there.
 *
 * @param edgeMs now, or the end of a run: only the tile that holds it is read again and again.
 */
export function useHistory(scope: Scope, source: string | undefined, tiles: readonly Tile[], edgeMs: number): HistoryState {
  const results = useQueries({
    queries: tiles.map((tile) => {
      const isNewest = scope.runId === undefined && tile.toMs > edgeMs - 60_000;
      return {
        ...historyQuery({ scope, sources: [source ?? ""], ...tile, points: pointsPerTile }),
        enabled: source !== undefined,
        staleTime: isNewest ? 0 : pastStaleMs,
        refetchInterval: (query: { readonly state: { readonly status: string } }) =>
          query.state.status === "error" ? nextTryMs : isNewest ? rereadMs(tile) : (false as const),
      };
    }),
  });
  const key = `${scope.vehicleId} ${scope.runId ?? ""} ${source ?? ""}`;
  const last = useRef<{ readonly key: string; readonly history: ChartHistory }>(undefined);
  const version = results.map((result) => `${result.dataUpdatedAt}`).join();
  const read = useMemo(
    () =>
      historyOf(
        results.map(({ data }, index) => ({ tile: tiles[index], view: data })),
        source,
      ),
    [version, key, tiles],
  ); // version stands for the data of all results
  const isRead = results.some(({ data }) => data !== undefined);
  if (isRead) last.current = { key, history: read };
  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  const kept = last.current?.key === key ? last.current.history : undefined;
  return {
    history: isRead ? read : (kept ?? read),
    isFirstRead: !isRead && kept === undefined,
    failure:
      failed === undefined
        ? undefined
        : { error: asApiError(failed.error), atMs: failed.errorUpdatedAt, retry: () => results.forEach((result) => void (result.isError && result.refetch())) },
  };
}

function historyOf(parts: readonly { readonly tile: Tile | undefined; readonly view: HistoryView | undefined }[], source: string | undefined): ChartHistory {
  return {
    points: joinParts(parts.map(({ view }) => pointsOf(view, source))),
    gaps: parts.flatMap(({ view }) => (view === undefined ? [] : gapsOf(view))),
    unread: parts.flatMap(({ tile, view }) => (view === undefined && tile !== undefined ? [tile] : [])),
  };
}

export function pointsOf(view: HistoryView | undefined, source: string | undefined): Points {
  const series = view?.series.find((each) => each.source === source);
  return series === undefined ? noPoints : { at: series.at, mean: series.mean, low: series.min, high: series.max, count: series.count };
}

export function gapsOf(view: HistoryView): readonly Gap[] {
  return view.gaps.map(({ from, to, reason, samples }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to), reason, samples }));
}
