/** One minute of one source, built up from its segments. */
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import type { ColumnSummary, SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import type { KnownCatalogue } from "./catalogue-store.ts";
import { noNumbers, type MinuteOfSignal } from "./packed-minute.ts";
import { lowerBound } from "./sample-collector.ts";
import type { SegmentContent } from "./segment-content.ts";

export const minuteUs = 60_000_000;

/** By signal id. */
export type MinuteValues = Map<number, MinuteOfSignal>;

interface Part extends MinuteOfSignal {
  readonly lastUs: number;
}

/** A segment whose last sample may be the minute's last. */
interface LastPlace {
  readonly content: SegmentContent;
  readonly known: KnownCatalogue;
  /** Index in the segment's catalogue. */
  readonly signal: number;
}

/** Columns that lie within the minute are taken from their heads; only those that hold an edge or the last sample are decoded. */
export class MinuteBuilder {
  readonly #beginsUs: number;
  readonly #parts = new Map<number, Part>();
  readonly #lastIn = new Map<number, LastPlace>();

  constructor(beginsUs: number) {
    this.#beginsUs = beginsUs;
  }

  /** Segments come in order of their first sample; of two last samples at one time the one that comes later counts. */
  add(content: SegmentContent, known: KnownCatalogue): void {
    const endsUs = this.#beginsUs + minuteUs;
    const straddling = new Set<number>();
    for (const summary of content.summaries()) {
      if (summary.lastUs < this.#beginsUs || summary.firstUs >= endsUs) continue;
      const whole = summary.firstUs >= this.#beginsUs && summary.lastUs < endsUs ? ofSummary(summary, known) : undefined;
      if (whole === undefined) straddling.add(summary.signal);
      else this.#join(summary.signal, whole, { content, known, signal: summary.signal });
    }
    if (straddling.size === 0) return;
    for (const column of content.columns(straddling)) {
      const part = ofColumn(column, known, this.#beginsUs, endsUs);
      if (part !== undefined) this.#join(column.signal, part, { content, known, signal: column.signal });
    }
  }

  build(): MinuteValues {
    const values: MinuteValues = new Map();
    const last = this.#lastValues();
    for (const [signalId, { count, sum, min, max, last: known }] of this.#parts) {
      values.set(signalId, { count, sum, min, max, last: min === max ? min : (last.get(signalId) ?? known) });
    }
    return values;
  }

  #join(signal: number, part: Part, place: LastPlace): void {
    const signalId = place.known.signalIds[signal];
    if (signalId === undefined) return;
    const held = this.#parts.get(signalId);
    const isLast = held === undefined || part.lastUs >= held.lastUs;
    if (isLast) this.#lastIn.set(signalId, place);
    this.#parts.set(signalId, held === undefined ? part : joined(held, part, isLast));
  }

  /** Of signals that moved: one that stood still has its last value in its lowest. */
  #lastValues(): ReadonlyMap<number, number> {
    const wanted = new Map<SegmentContent, { readonly known: KnownCatalogue; readonly signals: Set<number> }>();
    for (const [signalId, { content, known, signal }] of this.#lastIn) {
      const part = this.#parts.get(signalId);
      if (part === undefined || Number.isNaN(part.min) || part.min === part.max) continue;
      const ofContent = wanted.get(content) ?? { known, signals: new Set<number>() };
      wanted.set(content, ofContent);
      ofContent.signals.add(signal);
    }
    const last = new Map<number, number>();
    for (const [content, { known, signals }] of wanted) {
      for (const column of content.columns(signals)) {
        const signalId = known.signalIds[column.signal];
        const described = known.catalogue.signals[column.signal];
        if (signalId === undefined || described === undefined || column.kind === "text") continue;
        const index = lowerBound(column.times, this.#beginsUs + minuteUs) - 1;
        last.set(signalId, columnValues(column, described)[index] ?? Number.NaN);
      }
    }
    return last;
  }
}

function joined(held: Part, part: Part, isLast: boolean): Part {
  const count = held.count + part.count;
  const lastUs = Math.max(held.lastUs, part.lastUs);
  if (Number.isNaN(held.min)) return { ...part, count, lastUs };
  if (Number.isNaN(part.min)) return { ...held, count, lastUs };
  return {
    count,
    sum: held.sum + part.sum,
    min: Math.min(held.min, part.min),
    max: Math.max(held.max, part.max),
    last: isLast ? part.last : held.last,
    lastUs,
  };
}

/** @returns `undefined` when the head does not say enough. */
function ofSummary({ signal, kind, count, minRaw, maxRaw, sumRaw, lastUs }: ColumnSummary, known: KnownCatalogue): Part | undefined {
  if (kind === "text") return { count, ...noNumbers, lastUs };
  const described = known.catalogue.signals[signal];
  if (described === undefined || minRaw === undefined || maxRaw === undefined || sumRaw === undefined) return undefined;
  const { factor, offset } = described;
  if (kind !== "scaled") return { count, sum: sumRaw, min: minRaw, max: maxRaw, last: Number.NaN, lastUs };
  const [low, high] = [minRaw * factor + offset, maxRaw * factor + offset];
  return { count, sum: sumRaw * factor + count * offset, min: Math.min(low, high), max: Math.max(low, high), last: Number.NaN, lastUs };
}

function ofColumn(column: SegmentColumn, known: KnownCatalogue, beginsUs: number, endsUs: number): Part | undefined {
  const described = known.catalogue.signals[column.signal];
  if (described === undefined) return undefined;
  const values = column.kind === "text" ? undefined : columnValues(column, described);
  let [count, sum, min, max, lastUs] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, beginsUs];
  for (const [index, time] of column.times.entries()) {
    if (time < beginsUs || time >= endsUs) continue;
    const value = values?.[index] ?? Number.NaN;
    count += 1;
    lastUs = time;
    if (Number.isNaN(value)) continue; // counts, and adds nothing, as in the heads of columns
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return undefined;
  return min > max ? { count, ...noNumbers, lastUs } : { count, sum, min, max, last: Number.NaN, lastUs };
}
