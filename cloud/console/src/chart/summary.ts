/** What a chart says in one sentence: the facts, not the words. */
import type { Gap, Points } from "./points.ts";

export interface ChartFacts {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly last: number;
  readonly samples: number;
  readonly trend: "rising" | "falling" | "steady";
  /** The longest gap in view. */
  readonly longestGap: Gap | undefined;
  readonly gaps: number;
}

/** A change smaller than this part of the range is noise to a reader. */
const trendShare = 0.15;

/** @returns `undefined` when no sample is in view. */
export function chartFacts(points: Points, gaps: readonly Gap[]): ChartFacts | undefined {
  const last = points.mean.at(-1);
  if (last === undefined) return undefined;
  let [low, high, sum, samples] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let index = 0; index < points.at.length; index += 1) {
    const count = points.count[index] ?? 1;
    low = Math.min(low, points.low[index] ?? low);
    high = Math.max(high, points.high[index] ?? high);
    sum += count * (points.mean[index] ?? 0);
    samples += count;
  }
  const longestGap = gaps.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
  return { low, high, mean: sum / samples, last, samples, trend: trendOf(points.mean, high - low), longestGap, gaps: gaps.length };
}

/** The last tenth against the three tenths before it. */
function trendOf(mean: readonly number[], range: number): ChartFacts["trend"] {
  const tenth = Math.max(1, Math.floor(mean.length / 10));
  if (mean.length < 4 || range === 0) return "steady";
  const change = average(mean.slice(-tenth)) - average(mean.slice(-4 * tenth, -tenth));
  if (Math.abs(change) < trendShare * range) return "steady";
  return change > 0 ? "rising" : "falling";
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
