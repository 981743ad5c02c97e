/** Series of a chart, built up from samples or minutes that come source by source. */
import type { MinuteOfSignal } from "./packed-minute.ts";
import type { TimeRange } from "./segment-rows.ts";
import type { SignalRow } from "./signal-rows.ts";
import type { History, HistorySeries } from "./telemetry-types.ts";

export interface SeriesBuilderOptions {
  readonly signals: readonly SignalRow[];
  readonly range: TimeRange;
  /** Most points per series. */
  readonly points: number;
  readonly isFromMinutes: boolean;
}

interface Point {
  readonly atUs: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

const minuteUs = 60_000_000;

export class SeriesBuilder {
  readonly wanted: ReadonlySet<number>;
  readonly #options: SeriesBuilderOptions;
  readonly #buckets: Map<number, Map<number, Point>>;
  readonly #bucketUs: number;
  /** Single samples, as long as no series has more than may be shown. */
  #raw: Map<number, Point[]> | undefined;

  constructor(options: SeriesBuilderOptions) {
    const { signals, range, points, isFromMinutes } = options;
    this.#options = options;
    this.wanted = new Set(signals.map(({ signalId }) => signalId));
    this.#buckets = new Map(signals.map(({ signalId }) => [signalId, new Map()]));
    this.#raw = isFromMinutes ? undefined : new Map(signals.map(({ signalId }) => [signalId, []]));
    const evenUs = Math.ceil((range.toUs - range.fromUs) / points);
    this.#bucketUs = isFromMinutes ? Math.ceil(evenUs / minuteUs) * minuteUs : Math.max(1, evenUs);
  }

  wants(signalId: number): boolean {
    return this.wanted.has(signalId);
  }

  /** @param values absent for a text: counted only. */
  addSamples(signalId: number, timesUs: Float64Array, values: Float64Array | undefined): void {
    const raw = this.#raw?.get(signalId);
    for (const [index, atUs] of timesUs.entries()) {
      const value = values?.[index] ?? Number.NaN;
      const point = { atUs, count: 1, sum: value, min: value, max: value };
      raw?.push(point);
      this.#addToBucket(signalId, point);
    }
    if (raw !== undefined && raw.length > this.#options.points) this.#raw = undefined;
  }

  addMinute(signalId: number, atUs: number, minute: MinuteOfSignal): void {
    this.#addToBucket(signalId, { atUs, ...minute });
  }

  build(): Pick<History, "resolution" | "series"> {
    const { signals, isFromMinutes } = this.#options;
    const series = signals.map((signal) => seriesOf(signal, this.#raw?.get(signal.signalId) ?? [...(this.#buckets.get(signal.signalId)?.values() ?? [])]));
    const isMinutes = isFromMinutes && this.#bucketUs === minuteUs;
    return { resolution: this.#raw !== undefined ? "raw" : isMinutes ? "minute" : "bucket", series: onePerSource(series) };
  }

  #addToBucket(signalId: number, point: Point): void {
    const buckets = this.#buckets.get(signalId);
    if (buckets === undefined) return;
    const { fromUs } = this.#options.range;
    const originUs = this.#options.isFromMinutes ? Math.floor(fromUs / minuteUs) * minuteUs : fromUs;
    const atUs = originUs + Math.floor((point.atUs - originUs) / this.#bucketUs) * this.#bucketUs;
    const held = buckets.get(atUs);
    buckets.set(atUs, held === undefined ? { ...point, atUs } : joined(held, point));
  }
}

function joined(held: Point, point: Point): Point {
  const count = held.count + point.count;
  if (Number.isNaN(point.min)) return { ...held, count };
  if (Number.isNaN(held.min)) return { ...point, atUs: held.atUs, count };
  return { atUs: held.atUs, count, sum: held.sum + point.sum, min: Math.min(held.min, point.min), max: Math.max(held.max, point.max) };
}

function seriesOf({ name, source, unit, decimals }: SignalRow, points: readonly Point[]): HistorySeries {
  const sorted = points.toSorted((left, right) => left.atUs - right.atUs);
  return {
    signal: name,
    source,
    unit,
    decimals,
    at: Float64Array.from(sorted, ({ atUs }) => atUs / 1_000),
    mean: Float64Array.from(sorted, ({ sum, count, min, max }) => (min === max ? min : sum / count)),
    min: Float64Array.from(sorted, ({ min }) => min),
    max: Float64Array.from(sorted, ({ max }) => max),
    count: Float64Array.from(sorted, ({ count }) => count),
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
