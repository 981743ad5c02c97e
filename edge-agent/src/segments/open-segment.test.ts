import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { OpenSegment, type TakenColumns } from "./open-segment.ts";

const never = (): boolean => false;

describe("OpenSegment", () => {
  it("gives each signal's samples back in order of time, signals in order of their index, whatever came in", () => {
    const sample = fc.record({ signal: fc.integer({ min: 0, max: 9 }), atUs: fc.integer({ min: 0, max: 50 }), raw: fc.integer() });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 600 }), (samples) => {
        const segment = new OpenSegment();
        for (const { signal, atUs, raw } of samples) segment.append(signal, atUs, raw);
        const taken = segment.take(never);
        expect(taken.samples).toBe(samples.length);
        const expected = [...Map.groupBy(samples, ({ signal }) => signal)]
          .toSorted(([a], [b]) => a - b)
          .map(([signal, of]) => {
            const inOrder = of.toSorted((a, b) => a.atUs - b.atUs);
            return { kind: "scaled", signal, times: inOrder.map(({ atUs }) => atUs), raw: inOrder.map(({ raw }) => raw) };
          });
        expect(plain(taken)).toEqual(expected);
      }),
    );
  });

  it("starts empty again after it was taken, and leaves what it gave away alone", () => {
    const segment = new OpenSegment();
    segment.append(3, 10, 1);
    const first = segment.take(never);
    segment.append(3, 20, 2);
    expect(plain(first)).toEqual([{ kind: "scaled", signal: 3, times: [10], raw: [1] }]);
    expect(plain(segment.take(never))).toEqual([{ kind: "scaled", signal: 3, times: [20], raw: [2] }]);
    expect(segment.take(never)).toMatchObject({ columns: [], samples: 0 });
  });

  it("keeps floats, texts and 64-bit integers in columns of their kind", () => {
    const segment = new OpenSegment();
    segment.appendOther(5, 30, "OK");
    segment.append(4, 10, 0.5);
    segment.appendOther(2, 20, 2n ** 62n);
    const taken = segment.take((signal) => signal === 4);
    expect(plain(taken)).toEqual([
      { kind: "integer", signal: 2, times: [20], values: [2n ** 62n] },
      { kind: "float", signal: 4, times: [10], values: [0.5] },
      { kind: "text", signal: 5, times: [30], values: ["OK"] },
    ]);
    expect(taken).toMatchObject({ samples: 3, firstUs: 10, lastUs: 30 });
  });

  it("names every buffer that must move to another thread", () => {
    const segment = new OpenSegment();
    segment.append(0, 1, 7);
    segment.appendOther(1, 1, 7n);
    const { columns, buffers } = segment.take(never);
    const moved = structuredClone(columns, { transfer: [...buffers] });
    expect(plain({ columns: moved })).toEqual([
      { kind: "scaled", signal: 0, times: [1], raw: [7] },
      { kind: "integer", signal: 1, times: [1], values: [7n] },
    ]);
    expect(columns[0]?.times.length).toBe(0);
  });
});

function plain({ columns }: Pick<TakenColumns, "columns">): unknown[] {
  return columns.map((column: SegmentColumn) =>
    Object.fromEntries(Object.entries(column).map(([name, value]) => [name, typeof value === "object" ? [...(value as Iterable<unknown>)] : value])),
  );
}
