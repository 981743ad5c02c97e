import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { historyQuery, sourcesPerRead, type Scope } from "../api/queries.ts";
import { pointsOf } from "../chart/use-history.ts";
import { noPoints, type Points } from "../chart/points.ts";
import { useLive } from "../live/live-context.tsx";

export const recentMs = 15 * 60_000;
/** A sparkline is 112 pixels wide. */
export const recentPoints = 60;

export interface Recent {
  /** The right edge of every sparkline at the moment of reading. */
  readonly endMs: number | undefined;
  /** What the store held of a signal when the page opened. */
  of(source: string): Points;
}

/** Reads the last 15 minutes of every signal once; what the page hears continues them. */
export function useRecent(scope: Scope, sources: readonly string[], endMs: number | undefined): Recent {
  const { pulse } = useLive();
  const toMs = useMemo(() => endMs ?? Math.ceil(pulse.nowMs / 10_000) * 10_000, [endMs, pulse, scope]); // once a scope
  const reads = useMemo(
    () => Array.from({ length: Math.ceil(sources.length / sourcesPerRead) }, (_, index) => sources.slice(index * sourcesPerRead, (index + 1) * sourcesPerRead)),
    [sources],
  );
  const results = useQueries({
    queries: reads.map((read) => ({
      ...historyQuery({ scope, sources: read, fromMs: toMs - recentMs, toMs, points: recentPoints }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const version = results.map((result) => result.dataUpdatedAt).join();
  return useMemo(() => {
    const views = new Map(reads.flatMap((read, index) => read.map((source) => [source, results[index]?.data] as const)));
    return { endMs, of: (source) => (views.get(source) === undefined ? noPoints : pointsOf(views.get(source), source)) };
  }, [reads, version, endMs]); // version stands for the data of all results
}
