/** Samples of one signal, gathered from segments in any order and handed out in order of time. */
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";

/** Exact values: doubles, 64-bit integers, texts. */
export type SampleValues = Float64Array | BigInt64Array | readonly string[];

export interface Samples {
  readonly timesUs: Float64Array;
  readonly values: SampleValues;
}

interface Piece extends Samples {
  readonly order: number;
}

export class SampleCollector {
  #pieces: Piece[] = [];
  #added = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Takes the samples of `column` from `fromUs` up to, not including, `toUs`. */
  add(column: SegmentColumn, signal: CatalogueSignal, fromUs: number, toUs: number): void {
    const [start, end] = [lowerBound(column.times, fromUs), lowerBound(column.times, toUs)];
    if (start >= end) return;
    this.#push({ timesUs: column.times.subarray(start, end), values: exactValues(column, signal).slice(start, end) });
  }

  /** Hands out, and forgets, every sample before `beforeUs`; samples of one time stay in the order in which they were added. */
  take(beforeUs = Number.POSITIVE_INFINITY): Samples | undefined {
    const ready: Piece[] = [];
    const later: Piece[] = [];
    for (const piece of this.#pieces) {
      const at = lowerBound(piece.timesUs, beforeUs);
      if (at > 0) ready.push({ order: piece.order, timesUs: piece.timesUs.subarray(0, at), values: piece.values.slice(0, at) });
      if (at < piece.timesUs.length) later.push({ order: piece.order, timesUs: piece.timesUs.subarray(at), values: piece.values.slice(at) });
    }
    this.#pieces = later;
    this.#size = later.reduce((sum, { timesUs }) => sum + timesUs.length, 0);
    return merged(ready.sort((left, right) => (left.timesUs[0] ?? 0) - (right.timesUs[0] ?? 0) || left.order - right.order));
  }

  #push(samples: Samples): void {
    this.#pieces.push({ ...samples, order: this.#added++ });
    this.#size += samples.timesUs.length;
  }
}

function exactValues(column: SegmentColumn, signal: CatalogueSignal): SampleValues {
  return column.kind === "scaled" ? columnValues(column, signal) : column.values;
}

function merged(pieces: readonly Piece[]): Samples | undefined {
  const [first] = pieces;
  if (first === undefined) return undefined;
  if (pieces.length === 1) return first;
  const count = pieces.reduce((sum, { timesUs }) => sum + timesUs.length, 0);
  const timesUs = new Float64Array(count);
  let at = 0;
  for (const piece of pieces) {
    timesUs.set(piece.timesUs, at);
    at += piece.timesUs.length;
  }
  const values = joined(
    pieces.map((piece) => piece.values),
    count,
  );
  const isSorted = timesUs.every((time, index) => index === 0 || time >= (timesUs[index - 1] ?? 0));
  return isSorted ? { timesUs, values } : sorted(timesUs, values);
}

/** All pieces of one signal are of one kind: the kind is part of what makes a signal. */
function joined(parts: readonly SampleValues[], count: number): SampleValues {
  const [first] = parts;
  if (first instanceof Float64Array) {
    const values = new Float64Array(count);
    let at = 0;
    for (const part of parts) {
      values.set(part as Float64Array, at);
      at += part.length;
    }
    return values;
  }
  if (first instanceof BigInt64Array) {
    const values = new BigInt64Array(count);
    let at = 0;
    for (const part of parts) {
      values.set(part as BigInt64Array, at);
      at += part.length;
    }
    return values;
  }
  return (parts as readonly (readonly string[])[]).flat();
}

function sorted(timesUs: Float64Array, values: SampleValues): Samples {
  // Stable: samples of one time keep their order.
  const order = Array.from(timesUs.keys()).sort((left, right) => (timesUs[left] ?? 0) - (timesUs[right] ?? 0));
  const pick = <Value>(from: { readonly [index: number]: Value }): Value[] => order.map((index) => from[index] as Value); // indexes of the array itself
  const picked =
    values instanceof Float64Array ? Float64Array.from(pick(values)) : values instanceof BigInt64Array ? BigInt64Array.from(pick(values)) : pick(values);
  return { timesUs: Float64Array.from(pick(timesUs)), values: picked };
}

/** Index of the first time at or after `us` in ascending times. */
export function lowerBound(times: Float64Array, us: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < us) low = middle + 1;
    else high = middle;
  }
  return low;
}
