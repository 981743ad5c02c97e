/**
 * The segment that is being filled: samples in order of arrival, three numbers each. When it is sealed they are
 * sorted into columns that lie in one buffer, so that handing them to another thread moves one object.
 */
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";

/** What came out of an open segment. Columns of numbers share `buffers[0]`; all buffers may be transferred. */
export interface TakenColumns {
  readonly columns: readonly SegmentColumn[];
  readonly samples: number;
  readonly firstUs: number;
  readonly lastUs: number;
  readonly buffers: readonly ArrayBuffer[];
}

interface OtherSample {
  readonly signal: number;
  readonly atUs: number;
  readonly value: bigint | string;
}

export class OpenSegment {
  #signals = new Uint32Array(256);
  #times = new Float64Array(256);
  #raws = new Float64Array(256);
  #length = 0;
  #others: OtherSample[] = [];
  #firstUs = Number.POSITIVE_INFINITY;
  #lastUs = Number.NEGATIVE_INFINITY;

  get samples(): number {
    return this.#length + this.#others.length;
  }

  /** Earliest sample so far; infinite while it is empty. */
  get firstUs(): number {
    return this.#firstUs;
  }

  /** Grows as it must; the caller seals it in time. */
  append(signal: number, atUs: number, raw: number): void {
    const at = this.#length;
    if (at === this.#signals.length) this.#grow();
    this.#signals[at] = signal;
    this.#times[at] = atUs;
    this.#raws[at] = raw;
    this.#length = at + 1;
    this.#span(atUs);
  }

  appendOther(signal: number, atUs: number, value: bigint | string): void {
    this.#others.push({ signal, atUs, value });
    this.#span(atUs);
  }

  /**
   * Empties the segment into columns, in order of their signals; times do not fall within a column.
   *
   * @param isFloat whether a signal's column is `float` rather than `scaled`.
   */
  take(isFloat: (signal: number) => boolean): TakenColumns {
    const { samples, firstUs } = this;
    const lastUs = this.#lastUs;
    const numbers = this.#takeNumbers(isFloat);
    const others = this.#takeOthers();
    this.#length = 0;
    this.#others = [];
    this.#firstUs = Number.POSITIVE_INFINITY;
    this.#lastUs = Number.NEGATIVE_INFINITY;
    const columns = others.columns.length === 0 ? numbers.columns : [...numbers.columns, ...others.columns].toSorted((a, b) => a.signal - b.signal);
    return { columns, samples, firstUs, lastUs, buffers: [numbers.buffer, ...others.buffers] };
  }

  /** A counting sort by signal: stable, two passes, whatever the number of signals. */
  #takeNumbers(isFloat: (signal: number) => boolean): { readonly columns: SegmentColumn[]; readonly buffer: ArrayBuffer } {
    const length = this.#length;
    const signals = this.#signals;
    let highest = -1;
    for (let at = 0; at < length; at++) highest = Math.max(highest, signals[at] as number); // within length
    const next = new Uint32Array(highest + 2);
    for (let at = 0; at < length; at++) add(next, (signals[at] as number) + 1, 1);
    for (let signal = 0; signal <= highest; signal++) add(next, signal + 1, next[signal] as number); // allocated for the highest signal

    const buffer = new ArrayBuffer(length * 16);
    const times = new Float64Array(buffer, 0, length);
    const raws = new Float64Array(buffer, length * 8, length);
    const starts = next.slice();
    for (let at = 0; at < length; at++) {
      const signal = signals[at] as number;
      const to = next[signal] as number; // as above
      next[signal] = to + 1;
      times[to] = this.#times[at] as number;
      raws[to] = this.#raws[at] as number;
    }

    const columns: SegmentColumn[] = [];
    for (let signal = 0; signal <= highest; signal++) {
      const start = starts[signal] as number; // as above
      const end = starts[signal + 1] as number;
      if (end === start) continue;
      const columnTimes = times.subarray(start, end);
      const columnRaws = raws.subarray(start, end);
      putInOrder(columnTimes, columnRaws);
      columns.push(
        isFloat(signal) ? { kind: "float", signal, times: columnTimes, values: columnRaws } : { kind: "scaled", signal, times: columnTimes, raw: columnRaws },
      );
    }
    return { columns, buffer };
  }

  #takeOthers(): { readonly columns: SegmentColumn[]; readonly buffers: ArrayBuffer[] } {
    if (this.#others.length === 0) return { columns: [], buffers: [] };
    const columns: SegmentColumn[] = [];
    const buffers: ArrayBuffer[] = [];
    for (const [signal, samples] of Map.groupBy(this.#others, ({ signal: of }) => of)) {
      samples.sort((a, b) => a.atUs - b.atUs);
      const times = Float64Array.from(samples, ({ atUs }) => atUs);
      buffers.push(times.buffer);
      if (typeof samples[0]?.value === "bigint") {
        const values = BigInt64Array.from(samples, ({ value }) => value as bigint); // a signal has one kind
        buffers.push(values.buffer);
        columns.push({ kind: "integer", signal, times, values });
      } else {
        columns.push({ kind: "text", signal, times, values: samples.map(({ value }) => String(value)) });
      }
    }
    return { columns, buffers };
  }

  #span(atUs: number): void {
    if (atUs < this.#firstUs) this.#firstUs = atUs;
    if (atUs > this.#lastUs) this.#lastUs = atUs;
  }

  #grow(): void {
    const room = this.#signals.length * 2;
    const signals = new Uint32Array(room);
    signals.set(this.#signals);
    this.#signals = signals;
    const times = new Float64Array(room);
    times.set(this.#times);
    this.#times = times;
    const raws = new Float64Array(room);
    raws.set(this.#raws);
    this.#raws = raws;
  }
}

function add(counts: Uint32Array, at: number, amount: number): void {
  counts[at] = (counts[at] as number) + amount; // the caller keeps within its length
}

/** Two buses drained in turn, or a log written by several threads, put a sample a little late; nearly always nothing is to be done. */
function putInOrder(times: Float64Array, raws: Float64Array): void {
  let isOrdered = true;
  for (let at = 1; at < times.length && isOrdered; at++) isOrdered = (times[at] as number) >= (times[at - 1] as number); // within length
  if (isOrdered) return;
  const timesBefore = times.slice();
  const rawsBefore = raws.slice();
  const order = Uint32Array.from(times, (_, at) => at).sort((a, b) => (timesBefore[a] as number) - (timesBefore[b] as number)); // stable
  for (const [to, from] of order.entries()) {
    times[to] = timesBefore[from] as number;
    raws[to] = rawsBefore[from] as number;
  }
}
