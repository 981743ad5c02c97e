import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { formatClock, formatDay, formatWeekday } from "@drawbar/ui/format/times.ts";
import { historyQuery } from "../api/queries.ts";
import { useBeat } from "../live/live-context.tsx";
import type { ChartModel } from "./chart-model.ts";
import { chartPadding } from "./chart-paint.ts";
import { breakAtGaps, mergeGaps, unexplainedGaps } from "./gaps.ts";
import { timeTicks, valueScale } from "./scale.ts";
import { gapsOf, pointsOf } from "./use-history.ts";
import { useWidth } from "./use-width.ts";
import { windowOf, type ChartView } from "./view.ts";

const day = 86_400_000;
const height = 36;
/** A window narrower than this cannot be seen or grasped. */
const windowLeast = 6;
const points = 400;

/** Seven days, or more when more is shown, with the window on them. For the pointer: keys move the chart itself. */
export function OverviewStrip({ model, onView }: { readonly model: ChartModel; readonly onView: (view: ChartView) => void }) {
  const { scope, signal, view, runMs } = model;
  const lengthMs =
    runMs !== undefined
      ? Math.max(runMs, view.spanMs)
      : view.spanMs <= 2 * day
        ? 7 * day
        : view.spanMs <= 8 * day
          ? 30 * day
          : Math.max(90 * day, 3 * view.spanMs);
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host) - chartPadding.right - chartPadding.left;
  // the strip moves on once in so long: a pixel of seven days is some 13 min
  const stepMs = lengthMs / points;
  const edgeMs = useBeat(() => (runMs === undefined ? (Math.floor(model.edgeMs() / stepMs) + 1) * stepMs : model.edgeMs()), "second");
  const toMs = Math.max(edgeMs, view.toMs ?? 0);
  const fromMs = Math.min(toMs - lengthMs, view.toMs === undefined ? toMs : view.toMs - view.spanMs);
  const { data } = useQuery({
    ...historyQuery({ scope, sources: [signal.source], fromMs: edgeMs - lengthMs, toMs: edgeMs + 1, points }),
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });
  const x = (ms: number) => chartPadding.left + ((ms - fromMs) / (toMs - fromMs)) * width;
  const path = useMemo(() => {
    const read = pointsOf(data, signal.source);
    const told = data === undefined ? [] : mergeGaps(gapsOf(data));
    const columns = breakAtGaps(read, [...told, ...unexplainedGaps(read, told, edgeMs)]);
    const scale = valueScale(Math.min(...read.mean), Math.max(...read.mean));
    const y = (value: number) => 4 + (1 - (value - scale.low) / (scale.high - scale.low)) * (height - 8);
    let isDown = false;
    return columns.at
      .map((at, index) => {
        const value = columns.mean[index] ?? null;
        const command = value === null ? "" : `${isDown ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
        isDown = value !== null;
        return command;
      })
      .join("");
  }, [data, signal.source, edgeMs, fromMs, toMs, width]); // x is made of fromMs, toMs and width
  const window = windowOf(view, model.edgeMs());
  const left = Math.min(x(window.fromMs), chartPadding.left + width - windowLeast);
  const right = Math.max(x(window.toMs), left + windowLeast);
  const drag = useRef<{ readonly grabMs: number }>(undefined);
  const timeOf = (clientX: number) => fromMs + ((clientX - (host.current?.getBoundingClientRect().left ?? 0) - chartPadding.left) / width) * (toMs - fromMs);
  const moveTo = (endMs: number) => onView({ spanMs: view.spanMs, toMs: Math.round(Math.min(endMs, model.edgeMs())) });
  const ticks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(width / 84)));
  return (
    <div
      ref={host}
      className="strip"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const atMs = timeOf(event.clientX);
        const isInside = atMs >= window.fromMs && atMs <= window.toMs;
        drag.current = { grabMs: isInside ? window.toMs - atMs : view.spanMs / 2 };
        if (!isInside) moveTo(atMs + view.spanMs / 2);
      }}
      onPointerMove={(event) => drag.current !== undefined && moveTo(timeOf(event.clientX) + drag.current.grabMs)}
      onPointerUp={() => (drag.current = undefined)}
    >
      <svg aria-hidden="true">
        <path className="axis" d={`M${chartPadding.left} ${height}.5H${chartPadding.left + width}`} />
        <path className="trace" d={path} />
        {width > 0 && (
          <>
            <rect className="shade" x={chartPadding.left} y={0} width={Math.max(0, left - chartPadding.left)} height={height} />
            <rect className="shade" x={right} y={0} width={Math.max(0, chartPadding.left + width - right)} height={height} />
            <rect className="win" x={left} y={1} width={right - left} height={height - 1} rx={2} />
          </>
        )}
        {ticks.map(({ atMs, isDay }) => (
          <text key={atMs} x={x(atMs) + 4} y={51}>
            {lengthMs > 7 * day ? formatDay(atMs) : lengthMs > 2 * day || isDay ? formatWeekday(atMs) : formatClock(atMs, { seconds: lengthMs < 600_000 })}
          </text>
        ))}
      </svg>
    </div>
  );
}
