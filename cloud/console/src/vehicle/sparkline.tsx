import { memo } from "react";
import { unexplainedGaps } from "../chart/gaps.ts";
import { cut, joinLive, mergeSteps, type Points } from "../chart/points.ts";
import { useBeat } from "../live/live-context.tsx";
import type { VehicleStore } from "../live/vehicle-store.ts";
import { recentMs, recentPoints, type Recent } from "./use-recent.ts";

const [width, height] = [112, 26];
const stepMs = recentMs / recentPoints;

/** The last 15 minutes at a glance; the chart above reads values. It moves on once a step, not at every sample. */
export const Sparkline = memo(function Sparkline({
  source,
  store,
  recent,
}: {
  readonly source: string;
  readonly store: VehicleStore;
  readonly recent: Recent;
}) {
  const stepNow = useBeat((nowMs) => Math.floor((recent.endMs ?? nowMs) / 5_000) * 5_000, "second");
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path
        d={sparkPath(
          joinLive(recent.of(source), recent.endMs === undefined ? store.heard(source) : { at: [], mean: [], low: [], high: [], count: [] }),
          stepNow,
        )}
      />
    </svg>
  );
});

/** @returns an SVG path of the means of the last 15 minutes, empty where nothing was heard. */
export function sparkPath(joined: Points, toMs: number): string {
  const points = mergeSteps(cut(joined, toMs - recentMs, Number.POSITIVE_INFINITY), stepMs);
  const low = Math.min(...points.mean);
  const range = Math.max(...points.mean) - low;
  const gaps = unexplainedGaps(points, [], toMs);
  let path = "";
  for (let index = 0; index < points.at.length; index += 1) {
    const at = points.at[index] ?? 0;
    const isBroken = index === 0 || gaps.some((gap) => gap.toMs === at);
    const x = Math.min(Math.max((1 - (toMs - at) / recentMs) * width, 0), width);
    // a signal that does not change is a line in the middle
    const y = range === 0 ? height / 2 : 2 + (1 - ((points.mean[index] ?? 0) - low) / range) * (height - 4);
    path += `${isBroken ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
  }
  return path;
}
