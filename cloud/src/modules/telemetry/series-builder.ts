/** Series of a chart, built up from samples, minutes or hours that come source by source. */
import { joinMinutes, type MinuteOfSignal } from "./packed-minute.ts";
import type { TimeRange } from "./segment-rows.ts";
import type { SignalRow } from "./signal-rows.ts";
import type { HistorySeries } from "./telemetry-types.ts";

export interface SeriesBuilderOptions {
  readonly signals: readonly SignalRow[];
  readonly range: TimeRange;
  /** Most points per series. */
  readonly points: number;
  /** Buckets are a whole number of these wide, and begin at one. */
  readonly unitUs: number;
  /** Single samples may be shown, as long as no series has more than `points`. */
  readonly showsSamples: boolean;
  /** Buckets begin at a multiple of their own width, so that charts of neighbouring spans have the same ones. */
  readonly isAligned: boolean;
}

/** When, and what of it. */
type Point = readonly [atUs: number, MinuteOfSignal];

export class SeriesBuilder {
  readonly wanted: ReadonlySet<number>;
  readonly bucketUs: number;
  readonly #options: SeriesBuilderOptions;
  readonly #originUs: number;
  readonly #buckets: Map<number, Map<number, MinuteOfSignal>>;
  #raw: Map<number, Point[]> | undefined;

  constructor(options: SeriesBuilderOptions) {
    const { signals, range, points, unitUs, isAligned } = options;
    this.#options = options;
    this.wanted = new Set(signals.map(({ signalId }) => signalId));
    this.#buckets = new Map(signals.map(({ signalId }) => [signalId, new Map()]));
    this.#raw = options.showsSamples ? new Map(signals.map(({ signalId }) => [signalId, []])) : undefined;
    this.bucketUs = Math.max(1, Math.ceil((range.toUs - range.fromUs) / points / unitUs)) * unitUs;
    this.#originUs = isAligned ? 0 : Math.floor(range.fromUs / unitUs) * unitUs;
  }

  /** Whether the points are single samples. */
  get isRaw(): boolean {
    return this.#raw !== undefined;
  }

  wants(signalId: number): boolean {
    return this.wanted.has(signalId);
  }

  /** In order of time within a source. @param values absent for a text: counted only. */
  addSamples(signalId: number, timesUs: Float64Array, values: Float64Array | undefined): void {
    const raw = this.#raw?.get(signalId);
    for (const [index, atUs] of timesUs.entries()) {
      const value = values?.[index] ?? Number.NaN;
      const sample = { count: 1, sum: value, min: value, max: value, last: value };
      raw?.push([atUs, sample]);
      this.addRollup(signalId, atUs, sample);
    }
    if (raw !== undefined && raw.length > this.#options.points) this.#raw = undefined;
  }

  /** In order of time within a source. */
  addRollup(signalId: number, atUs: number, rollup: MinuteOfSignal): void {
    const buckets = this.#buckets.get(signalId);
    if (buckets === undefined) return;
    const bucketUs = this.#originUs + Math.floor((atUs - this.#originUs) / this.bucketUs) * this.bucketUs;
    const held = buckets.get(bucketUs);
    buckets.set(bucketUs, held === undefined ? rollup : joinMinutes(held, rollup));
  }

  build(): readonly HistorySeries[] {
    const { signals } = this.#options;
    return onePerSource(signals.map((signal) => seriesOf(signal, this.#raw?.get(signal.signalId) ?? [...(this.#buckets.get(signal.signalId) ?? [])])));
  }
}

function seriesOf({ name, source, unit, decimals }: SignalRow, points: readonly Point[]): HistorySeries {
  const sorted = points.toSorted(([left], [right]) => left - right);
  const column = (valueOf: (rollup: MinuteOfSignal) => number): Float64Array => Float64Array.from(sorted, ([, rollup]) => valueOf(rollup));
  return {
    signal: name,
    source,
    unit,
    decimals,
    at: Float64Array.from(sorted, ([atUs]) => atUs / 1_000),
    mean: column(({ sum, count, min, max }) => (min === max ? min : sum / count)),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
    last: column(({ last }) => last),
    sum: column(({ sum }) => sum),
    count: column(({ count }) => count),
  };
}

/** A source whose name or unit changed has a series for each; those without points are left out, but one stays. */
function onePerSource(series: readonly HistorySeries[]): readonly HistorySeries[] {
  return series.filter((one, index) => {
    if (one.at.length > 0) return true;
    const others = series.filter(({ source }) => source === one.source);
    return others.every(({ at }) => at.length === 0) && series.findIndex(({ source }) => source === one.source) === index;
  });
}
