/** Values as a function of time, and the stretches of them that the API serves. */
import type { MockGap, MockSignal, MockVehicle } from "./vehicles.ts";

/** A bucket is summed up from at most so many of its samples: nobody waits for a development server. */
const probesMost = 24;

export interface MockSeries {
  readonly source: string;
  readonly signal: string;
  readonly unit: string;
  readonly decimals: number;
  readonly at: readonly number[];
  readonly mean: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly count: readonly number[];
}

/** @returns the value a signal has at a time: a slow swing, a faster one on it, and some noise. */
export function valueAt(signal: MockSignal, atMs: number): number {
  const phase = hash(signal.source.length * 7 + signal.source.charCodeAt(signal.source.length - 1)) * Math.PI * 2;
  const slow = Math.sin((atMs / signal.swingMs) * Math.PI * 2 + phase);
  const fast = Math.sin((atMs / (signal.swingMs / 9.7)) * Math.PI * 2 + phase * 3);
  const share = 0.5 + 0.38 * slow + 0.09 * fast + 0.03 * (hash(Math.floor(atMs / signal.periodMs)) - 0.5);
  const value = signal.low + (signal.high - signal.low) * Math.min(Math.max(share, 0), 1);
  const unit = 10 ** signal.decimals;
  return Math.round(value * unit) / unit;
}

export function gapAt(gaps: readonly MockGap[], atMs: number): MockGap | undefined {
  return gaps.find((gap) => atMs >= gap.fromMs && atMs < gap.toMs);
}

/** @returns raw samples when at most `points` lie in the span, else as many equal buckets with their lowest, mean and highest value. */
export function seriesOf(
  vehicle: MockVehicle,
  signal: MockSignal,
  fromMs: number,
  toMs: number,
  points: number,
): { readonly isRaw: boolean; readonly series: MockSeries } {
  const isRaw = (toMs - fromMs) / signal.periodMs <= points;
  const stepMs = isRaw ? signal.periodMs : Math.ceil((toMs - fromMs) / points / signal.periodMs) * signal.periodMs;
  const columns = { at: [] as number[], mean: [] as number[], min: [] as number[], max: [] as number[], count: [] as number[] };
  for (let startMs = Math.ceil(fromMs / stepMs) * stepMs; startMs < toMs; startMs += stepMs) {
    if (gapAt(vehicle.gaps, startMs) !== undefined) continue;
    const samples = Math.round(stepMs / signal.periodMs);
    const probes = Math.min(samples, probesMost);
    const values = Array.from({ length: probes }, (_, index) => valueAt(signal, startMs + Math.floor((index * samples) / probes) * signal.periodMs));
    columns.at.push(startMs);
    columns.mean.push(values.reduce((sum, value) => sum + value, 0) / probes);
    columns.min.push(Math.min(...values));
    columns.max.push(Math.max(...values));
    columns.count.push(samples);
  }
  return { isRaw, series: { source: signal.source, signal: signal.signal, unit: signal.unit, decimals: signal.decimals, ...columns } };
}

/** @returns a number in [0, 1) that looks random and is the same for the same input. */
function hash(seed: number): number {
  let x = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}
