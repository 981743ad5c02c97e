/** Numbers that a source is about to state as gone, gathered so that one statement names many (rule S4). */
import type { DepotId } from "../kernel/ids.ts";
import { rangesOf, unionRanges, type RangeSet } from "./range-set.ts";
import { replacedStream, type LinkRecord, type StreamKey, type StreamRanges } from "./records.ts";

/** Whether the numbers are lost, or with a depot. */
export type GoneTo = { readonly kind: "gap" } | { readonly kind: "entrusted"; readonly depot: DepotId };

export class Gone {
  readonly #streams = new Map<StreamKey, RangeSet>();

  constructor(given: readonly StreamRanges[] = []) {
    for (const { stream, ranges } of given) this.add(stream, ranges);
  }

  get isEmpty(): boolean {
    return this.#streams.size === 0;
  }

  add(stream: StreamKey, ranges: RangeSet): void {
    this.#streams.set(stream, unionRanges(this.#streams.get(stream) ?? [], ranges));
  }

  /** Every number that goes with this record: its own, and those that it stands in for (rule S5). */
  addRecord(record: LinkRecord): void {
    this.add(record.stream, [[record.seq, record.seq]]);
    if (record.replaces !== undefined && record.replaces.length > 0) this.add(replacedStream(record), rangesOf(record.replaces));
  }

  addAll(given: readonly StreamRanges[]): void {
    for (const { stream, ranges } of given) this.add(stream, ranges);
  }

  /** What was gathered, in pieces of at most `rangesMax` ranges. */
  pieces(rangesMax: number): StreamRanges[][] {
    const pieces: StreamRanges[][] = [];
    let piece: StreamRanges[] = [];
    let room = 0;
    for (const [stream, ranges] of this.#streams) {
      for (let start = 0; start < ranges.length;) {
        if (room === 0) {
          piece = [];
          pieces.push(piece);
          room = rangesMax;
        }
        const taken = ranges.slice(start, start + room);
        piece.push({ stream, ranges: taken });
        start += taken.length;
        room -= taken.length;
      }
    }
    return pieces;
  }
}

export function rangeCount(given: readonly StreamRanges[]): number {
  return given.reduce((count, { ranges }) => count + ranges.length, 0);
}
