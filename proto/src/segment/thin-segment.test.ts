import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Epoch } from "../link/records.ts";
import { anyColumns, asSealed, bySignal, sealedBy } from "./arbitrary-columns.ts";
import { decodeSegment } from "./decode-segment.ts";
import { encodeSegment } from "./encode-segment.ts";
import type { SegmentColumn } from "./segment-types.ts";
import { thinSegment } from "./thin-segment.ts";

const number = { epoch: 77 as Epoch, priority: 2, seq: 9 } as const; // an epoch like any other

describe("thinning a segment", () => {
  it("keeps first, last and every second sample of each column, and what the header says but its number", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const sealed = encodeSegment(sealedBy, columns);
        const kept = asSealed(columns).map(everySecond);
        const samples = kept.reduce((sum, { times }) => sum + times.length, 0);
        const expected = { header: { ...decodeSegment(sealed).header, ...number, samples }, columns: kept };
        const thinned = thinSegment(sealed, number);
        const found = thinned && decodeSegment(thinned);
        expect(found && { ...found, columns: bySignal(found.columns) }).toEqual(columns.some(({ times }) => times.length > 2) ? expected : undefined);
      }),
    );
  });

  it("ends when nothing is left to spare", () => {
    let bytes: Uint8Array | undefined = encodeSegment(sealedBy, [
      { kind: "scaled", signal: 1, times: Float64Array.from({ length: 1_000 }, (_, index) => index), raw: new Float64Array(1_000) },
    ]);
    const counts: number[] = [];
    while (bytes !== undefined) {
      counts.push(decodeSegment(bytes).header.samples);
      bytes = thinSegment(bytes, number);
    }
    expect(counts).toEqual([1_000, 501, 251, 126, 64, 33, 17, 9, 5, 3, 2]);
  });
});

function everySecond(column: SegmentColumn): SegmentColumn {
  const kept = <Value>(values: ArrayLike<Value>): Value[] => Array.from(values).filter((_, index) => index % 2 === 0 || index === values.length - 1);
  const times = Float64Array.from(kept(column.times));
  switch (column.kind) {
    case "scaled":
      return { ...column, times, raw: Float64Array.from(kept(column.raw)) };
    case "float":
      return { ...column, times, values: Float64Array.from(kept(column.values)) };
    case "integer":
      return { ...column, times, values: BigInt64Array.from(kept(column.values)) };
    default:
      return { ...column, times, values: kept(column.values) };
  }
}
