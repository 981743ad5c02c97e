/** Everything a chart shows at one moment, worked out from what was read and what was heard. Drawing, table and summary all take it. */
import { breakAtGaps, mergeGaps, unexplainedGaps, type Columns } from "./gaps.ts";
import { cut, joinLive, mergeSteps, type Gap, type Points } from "./points.ts";
import { roundTimeStep } from "./scale.ts";
import { windowOf, type ChartView, type TimeWindow } from "./view.ts";

export interface ChartHistory {
  readonly points: Points;
  readonly gaps: readonly Gap[];
  /** Stretches still being read: nothing is said about them yet. */
  readonly unread: readonly TimeWindow[];
}

export interface ChartFrame {
  readonly window: TimeWindow;
  /** Points in view, and one on either side so that lines run to the edge. */
  readonly points: Points;
  readonly columns: Columns;
  readonly gaps: readonly Gap[];
  /** How much time a point stands for; `undefined` when every sample is drawn. */
  readonly stepMs: number | undefined;
}

export interface FrameInput {
  readonly history: ChartHistory;
  /** What this page heard itself. */
  readonly heard: Points;
  readonly view: ChartView;
  readonly edgeMs: number;
  /** Most points worth drawing: the width in pixels. */
  readonly pointsMost: number;
}

export function chartFrame({ history, heard, view, edgeMs, pointsMost }: FrameInput): ChartFrame {
  const window = windowOf(view, edgeMs);
  const stepMs = roundTimeStep(view.spanMs / Math.max(pointsMost, 1));
  // a little more than the window, so that a line runs on to the edge and merged steps at the edge are whole
  const marginMs = Math.max(stepMs, view.spanMs / 20);
  const joined = cut(joinLive(history.points, heard), window.fromMs - marginMs, window.toMs + marginMs);
  const isMerged = joined.at.length > pointsMost * 1.1 || joined.count.some((count) => count > 1);
  const points = isMerged ? mergeSteps(joined, stepMs) : joined;
  const told = mergeGaps(history.gaps).filter((gap) => gap.toMs > window.fromMs && gap.fromMs < window.toMs);
  const unexplained = unexplainedGaps(points, told, Math.min(window.toMs, edgeMs)).filter(
    (gap) => !history.unread.some((unread) => unread.fromMs < gap.toMs && unread.toMs > gap.fromMs),
  );
  const gaps = [...told, ...unexplained];
  return { window, points, columns: breakAtGaps(points, gaps), gaps, stepMs: isMerged ? usualStep(points, stepMs) : undefined };
}

/** Points that came merged from the store may stand for more time than a pixel: the caption tells the real step. */
function usualStep(points: Points, stepMs: number): number {
  const steps = points.at.slice(1).map((at, index) => at - (points.at[index] ?? 0));
  steps.sort((a, b) => a - b);
  return Math.max(stepMs, steps[steps.length >> 1] ?? stepMs);
}
