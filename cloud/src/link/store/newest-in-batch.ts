/** The newest value of each signal among the segments of a batch, decoding only the columns that hold one. */
import { decodeSegmentColumns, readSegmentSummaries } from "@drawbar/proto/segment/decode-segment.ts";
import type { SegmentHeader } from "@drawbar/proto/segment/segment-types.ts";
import { isNewer, type KnownCatalogue, type NewestValue } from "../../modules/telemetry/index.ts";

export interface SegmentOfSource {
  readonly header: SegmentHeader;
  readonly bytes: Uint8Array;
  readonly known: KnownCatalogue;
}

interface Place {
  readonly segment: SegmentOfSource;
  /** Index in the segment's catalogue. */
  readonly signal: number;
  readonly boot: number;
  readonly monoUs: number;
  readonly atUs: number;
}

/** @param segments of one source. @throws what decoding throws: a segment that is intact and does not decode. */
export function newestInBatch(segments: readonly SegmentOfSource[]): NewestValue[] {
  const places = new Map<number, Place>();
  for (const segment of segments) {
    const { header, known } = segment;
    for (const { signal, lastUs } of readSegmentSummaries(segment.bytes)) {
      const signalId = known.signalIds[signal];
      if (signalId === undefined) continue;
      const place = { segment, signal, boot: header.boot, monoUs: monoOf(header, lastUs), atUs: lastUs };
      const held = places.get(signalId);
      if (held === undefined || isNewer(place, held)) places.set(signalId, place);
    }
  }
  const wanted = new Map<SegmentOfSource, Set<number>>();
  for (const { segment, signal } of places.values()) {
    const signals = wanted.get(segment);
    if (signals === undefined) wanted.set(segment, new Set([signal]));
    else signals.add(signal);
  }
  const values = new Map<SegmentOfSource, Map<number, number>>();
  for (const [segment, signals] of wanted) values.set(segment, lastValues(segment, signals));
  return [...places].map(([signalId, { segment, signal, boot, monoUs, atUs }]) => ({
    signalId,
    boot,
    monoUs,
    atUs,
    value: values.get(segment)?.get(signal) ?? Number.NaN,
  }));
}

function lastValues({ bytes, known }: SegmentOfSource, signals: ReadonlySet<number>): Map<number, number> {
  const last = new Map<number, number>();
  for (const column of decodeSegmentColumns(bytes, signals).columns) {
    const described = known.catalogue.signals[column.signal];
    if (described === undefined || column.kind === "text") continue;
    if (column.kind !== described.kind) throw new TypeError(`column ${column.signal} is ${column.kind}, its catalogue says ${described.kind}`);
    if (column.kind === "scaled") last.set(column.signal, (column.raw.at(-1) ?? Number.NaN) * described.factor + described.offset);
    else last.set(column.signal, Number(column.values.at(-1) ?? Number.NaN));
  }
  return last;
}

/** Within a segment the clocks run side by side; the last sample is never after the segment's end. */
function monoOf(header: SegmentHeader, atUs: number): number {
  return Math.min(header.firstMonoUs + Math.max(0, atUs - header.firstUs), header.lastMonoUs);
}
