import { useQuery } from "@tanstack/react-query";
import { historyQuery, sourcesPerRead, type Scope } from "../api/queries.ts";

/** Longer recordings show their end first. */
const longestMs = 30 * 86_400_000;
const points = 1_000;
/** A recording shorter than a point of that look still fills a good part of so much. */
const leastMs = 10_000;

/**
 * How long a recorded run is, to the precision a first look needs: its end is known, its beginning is looked for once, coarsely, then finely.
 *
 * @returns milliseconds; `undefined` while it is being read, and where there is no run.
 */
export function useRunLength(scope: Scope, sources: readonly string[], endMs: number | undefined): number | undefined {
  const coarse = useLength(scope, sources, endMs, longestMs);
  return useLength(scope, sources, coarse === undefined ? undefined : endMs, coarse ?? longestMs);
}

function useLength(scope: Scope, sources: readonly string[], endMs: number | undefined, withinMs: number): number | undefined {
  const toMs = (endMs ?? 0) + 1;
  const { data } = useQuery({
    ...historyQuery({ scope, sources: sources.slice(0, sourcesPerRead), fromMs: toMs - withinMs, toMs, points }),
    enabled: endMs !== undefined && sources.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined || endMs === undefined) return undefined;
  const firstMs = Math.min(endMs, ...data.series.flatMap(({ at }) => at.slice(0, 1)));
  return Math.min(withinMs, Math.max(leastMs, endMs - firstMs + withinMs / points));
}
