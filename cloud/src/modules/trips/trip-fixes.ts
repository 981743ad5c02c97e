/** Where a vehicle was in a span of time, read from its segments. */
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { samplesOfWindows, sourcesOfVehicles, type Reading, type SourceOfVehicle, type WindowSeries } from "../telemetry/index.ts";
import { trackLimits } from "./limits.ts";
import type { TrackPoint } from "./simplify.ts";
import { positionsOf, type TrackSeries } from "./track-fold.ts";
import { positionSignalNames, trackSignalOf } from "./track-signals.ts";
import { newTrackState } from "./track-state.ts";

export interface FixSpan {
  readonly vehicleId: VehicleId;
  /** Microseconds since 1970. */
  readonly fromUs: number;
  /** Not including. */
  readonly untilUs: number;
}

/**
 * All of a long span, in parts of as many segments as are in memory at a time.
 *
 * @returns fixes in order of time; beyond `trackFixesMax` every second, fourth, … one.
 */
export async function readFixes(reading: Reading, { vehicleId, fromUs: startUs, untilUs }: FixSpan): Promise<readonly TrackPoint[]> {
  const sources = await sourcesOfVehicles(reading.tx, [vehicleId]);
  const state = newTrackState();
  let fixes: TrackPoint[] = [];
  let stride = 1;
  let met = 0;
  for (let fromUs = startUs; fromUs < untilUs;) {
    const windows = windowsOf(sources, fromUs, untilUs);
    const read = await samplesOfWindows(reading, windows, positionSignalNames, trackLimits.segmentsPerTrackRead);
    const cut = read.filter(({ completeUs }, index) => completeUs < (windows[index]?.toUs ?? 0)).map(({ completeUs }) => completeUs);
    const completeUs = cut.length === 0 ? untilUs : Math.max(Math.min(...cut), fromUs + trackLimits.progressUs);
    for (const point of positionsOf(
      read.flatMap(({ series }) => series.flatMap(trackSeriesOf)),
      fromUs - 1,
      completeUs,
      state,
    )) {
      met += 1;
      if (met % stride === 0) fixes.push(point);
      if (fixes.length < trackLimits.trackFixesMax) continue;
      fixes = fixes.filter((_, index) => index % 2 === 0);
      stride *= 2;
    }
    fromUs = completeUs;
  }
  return fixes;
}

/** Short spans of many vehicles in one read; of each as much as so many segments hold. @returns in the order of the spans. */
export async function readFixesOfEach(reading: Reading, spans: readonly FixSpan[], segmentsMax: number): Promise<readonly (readonly TrackPoint[])[]> {
  const sources = await sourcesOfVehicles(
    reading.tx,
    spans.map(({ vehicleId }) => vehicleId),
  );
  const windows = spans.flatMap(({ vehicleId, fromUs, untilUs }, span) =>
    windowsOf(
      sources.filter((one) => one.vehicleId === vehicleId),
      fromUs,
      untilUs,
    ).map((window) => ({ ...window, span })),
  );
  const read = await samplesOfWindows(reading, windows, positionSignalNames, segmentsMax);
  const series = spans.map((): TrackSeries[] => []);
  for (const [index, { span }] of windows.entries()) series[span]?.push(...(read[index]?.series ?? []).flatMap(trackSeriesOf));
  return spans.map(({ fromUs, untilUs }, span) => [...positionsOf(series[span] ?? [], fromUs - 1, untilUs, newTrackState())]);
}

function windowsOf(sources: readonly SourceOfVehicle[], fromUs: number, untilUs: number) {
  return sources
    .map((one) => ({ source: one.source, fromUs: Math.max(fromUs, one.fromUs), toUs: Math.min(untilUs, one.toUs) }))
    .filter((window) => window.fromUs < window.toUs);
}

function trackSeriesOf({ signal, timesUs, values }: WindowSeries): readonly TrackSeries[] {
  const track = trackSignalOf(signal);
  return track === undefined || !(values instanceof Float64Array) ? [] : [{ signal: track, timesUs, values }];
}
