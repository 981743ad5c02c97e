/** Where a line must not be drawn, and the columns that keep a plotter from drawing it. */
import { firstAtOrAfter, type Gap, type Points } from "./points.ts";

/** A pause shorter than this is no gap: a vehicle is called live while its newest sample is younger. */
const shortestGapMs = 30_000;
/** A pause of so many usual distances is a gap; fewer is a slow signal or one that speaks on change. */
const usualSteps = 6;

/** Columns for uPlot: `null` breaks the line. */
export interface Columns {
  readonly at: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/**
 * Finds the pauses nobody explained: between neighbours too far apart, and after the last point up to the edge of time.
 *
 * @param edgeMs the newest moment the view may show, such as now.
 */
export function unexplainedGaps(points: Points, explained: readonly Gap[], edgeMs: number): readonly Gap[] {
  const limitMs = longestStepMs(points);
  const found: Gap[] = [];
  for (let index = 0; index < points.at.length; index += 1) {
    const fromMs = points.at[index] ?? 0;
    const last = index === points.at.length - 1;
    const toMs = last ? edgeMs : (points.at[index + 1] ?? 0);
    if (toMs - fromMs > limitMs && !explained.some((gap) => gap.fromMs < toMs && gap.toMs > fromMs)) found.push({ fromMs, toMs, reason: "unknown" });
  }
  return found;
}

/** Puts a `null` into every gap that lies between two points, so that the line is never joined over it. */
export function breakAtGaps(points: Points, gaps: readonly Gap[]): Columns {
  const columns = {
    at: [...points.at],
    mean: [...points.mean] as (number | null)[],
    low: [...points.low] as (number | null)[],
    high: [...points.high] as (number | null)[],
  };
  // from the newest back, so that earlier indices stay right while columns grow
  for (const gap of gaps.toSorted((a, b) => b.fromMs - a.fromMs)) {
    const after = firstAtOrAfter(points.at, (gap.fromMs + gap.toMs) / 2);
    if (after === 0 || after === points.at.length) continue;
    columns.at.splice(after, 0, ((points.at[after - 1] ?? 0) + (points.at[after] ?? 0)) / 2);
    columns.mean.splice(after, 0, null);
    columns.low.splice(after, 0, null);
    columns.high.splice(after, 0, null);
  }
  return columns;
}

/** Joins gaps of the same reason that touch or overlap, as they do where two reads meet. */
export function mergeGaps(gaps: readonly Gap[]): readonly Gap[] {
  const merged: Gap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = merged.at(-1);
    if (last !== undefined && last.reason === gap.reason && gap.fromMs <= last.toMs) {
      // two reads cut one gap in two at their border; the same gap read twice is not counted twice
      const same = gap.toMs <= last.toMs;
      const samples = same ? last.samples : sum(last.samples, gap.samples);
      merged[merged.length - 1] = { ...last, toMs: Math.max(last.toMs, gap.toMs), samples };
    } else merged.push(gap);
  }
  return merged;
}

/** Longer than this between two points is a gap. The median says how often this signal usually speaks. */
function longestStepMs(points: Points): number {
  const steps: number[] = [];
  // 500 steps are enough to know the usual one, and sorting them costs nothing at 4 redraws a second
  const stride = Math.max(1, Math.floor(points.at.length / 500));
  for (let index = 1; index < points.at.length; index += stride) steps.push((points.at[index] ?? 0) - (points.at[index - 1] ?? 0));
  steps.sort((a, b) => a - b);
  return Math.max(shortestGapMs, usualSteps * (steps[steps.length >> 1] ?? 0));
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}
