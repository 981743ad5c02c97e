import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { historyQuery } from "../api/queries.ts";
import { chartFrame, type ChartFrame } from "../chart/chart-frame.ts";
import { firstAtOrAfter, noPoints } from "../chart/points.ts";
import { gapsOf, pointsOf } from "../chart/use-history.ts";
import type { LiveSignal } from "../live/vehicle-store.ts";

/** As many as a chart of a replay has pixels. */
const pointsMost = 800;

export interface TripSeries {
  readonly signal: LiveSignal;
  readonly frame: ChartFrame;
}

export interface TripHistory {
  /** In the order asked for; empty until they were read once. */
  readonly series: readonly TripSeries[];
  readonly isRead: boolean;
  readonly error: unknown;
  readonly failedAtMs: number;
  readonly retry: () => void;
}

/** The signals of a trip, all with one read: a trip is as long as it is. */
export function useTripHistory(vehicleId: string, signals: readonly LiveSignal[], fromMs: number, toMs: number): TripHistory {
  const { data, error, errorUpdatedAt, refetch } = useQuery({
    ...historyQuery({ scope: { vehicleId }, sources: signals.map(({ source }) => source), fromMs, toMs: toMs + 1, points: pointsMost }),
    enabled: signals.length > 0,
    // other signals are picked, or the trip goes on: what is there stays until then
    placeholderData: (previous) => previous,
  });
  const key = signals.map(({ source }) => source).join(" ");
  const series = useMemo(
    () =>
      data === undefined
        ? []
        : signals.map((signal) => ({
            signal,
            frame: chartFrame({
              history: { points: pointsOf(data, signal.source), gaps: gapsOf(data), unread: [] },
              heard: noPoints,
              view: { spanMs: Math.max(toMs - fromMs, 1_000), toMs },
              edgeMs: toMs,
              pointsMost,
            }),
          })),
    [data, key, fromMs, toMs], // key stands for the signals: their newest values do not matter here
  );
  return { series, isRead: data !== undefined, error, failedAtMs: errorUpdatedAt, retry: () => void refetch() };
}

/** @returns what a signal had said last by a time; `undefined` in a gap, before the first sample and where there is none. */
export function valueAt({ points, gaps }: Pick<ChartFrame, "points" | "gaps">, atMs: number): number | undefined {
  const after = firstAtOrAfter(points.at, atMs);
  const index = points.at[after] === atMs ? after : after - 1;
  return gaps.some((gap) => gap.fromMs < atMs && atMs < gap.toMs) ? undefined : points.mean[index];
}
