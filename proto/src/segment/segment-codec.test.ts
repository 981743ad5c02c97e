import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyColumns, anyHeader, asSealed, bySignal, sealedBy } from "./arbitrary-columns.ts";
import { decodeSegment, decodeSegmentColumns, readSegmentHeader, readSegmentSummaries } from "./decode-segment.ts";
import { encodeSegment } from "./encode-segment.ts";
import type { ColumnSummary, SegmentColumn } from "./segment-types.ts";

const runs = { numRuns: 250 };

describe("a sealed segment", () => {
  it("gives back every column as it was", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        expect(bySignal(decodeSegment(encodeSegment(sealedBy, columns)).columns)).toEqual(asSealed(columns));
      }),
      runs,
    );
  });

  it("gives back its header, with the count and span of its samples", () => {
    fc.assert(
      fc.property(anyHeader, anyColumns, (header, columns) => {
        const bytes = encodeSegment(header, columns);
        const expected = {
          ...header,
          samples: columns.reduce((sum, { times }) => sum + times.length, 0),
          firstUs: Math.min(...columns.map(({ times }) => times[0] ?? 0)),
          lastUs: Math.max(...columns.map(({ times }) => times.at(-1) ?? 0)),
        };
        expect(readSegmentHeader(bytes)).toEqual(expected);
        expect(decodeSegment(bytes).header).toEqual(expected);
      }),
      runs,
    );
  });

  it("states of each column what its samples add up to", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        expect(bySignal(readSegmentSummaries(encodeSegment(sealedBy, columns)))).toEqual(asSealed(columns).map(summarized));
      }),
      runs,
    );
  });

  it("gives back the columns that are asked for and no others", () => {
    fc.assert(
      fc.property(anyColumns, fc.array(fc.nat({ max: 5 })), (columns, picks) => {
        const signals = new Set([...picks.map((pick) => columns[pick]?.signal ?? 1), 70_000]);
        const wanted = decodeSegmentColumns(encodeSegment(sealedBy, columns), signals).columns;
        expect(bySignal(wanted)).toEqual(asSealed(columns.filter(({ signal }) => signals.has(signal))));
      }),
      runs,
    );
  });

  it("has the same bytes whatever the order of its columns", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        expect(encodeSegment(sealedBy, columns.toReversed())).toEqual(encodeSegment(sealedBy, columns));
      }),
    );
  });

  it("leaves the columns that it was made from as they were", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const before = structuredClone(columns);
        encodeSegment(sealedBy, columns);
        expect(columns).toEqual(before);
      }),
    );
  });

  it("is read from the middle of a larger buffer", () => {
    const bytes = encodeSegment(sealedBy, [scaled(3, [5, 6, 8])]);
    const larger = new Uint8Array(bytes.length + 20).fill(0xff);
    larger.set(bytes, 7);
    expect(decodeSegment(larger.subarray(7, 7 + bytes.length)).columns).toEqual([scaled(3, [5, 6, 8])]);
  });

  it("sends the times of one message once, whether its columns share an array or have copies", () => {
    const times = Float64Array.from({ length: 100 }, (_, index) => 1.7e15 + index * 10_000 + ((index * 7_919) % 977));
    const one = encodeSegment(sealedBy, [constant(0, times)]);
    const shared = encodeSegment(sealedBy, [constant(0, times), constant(1, times)]);
    const copied = encodeSegment(sealedBy, [constant(0, times), constant(1, times.slice())]);
    expect(copied).toEqual(shared);
    expect(shared.length).toBeLessThan(one.length + 8);
    const [first, second] = decodeSegment(shared).columns;
    expect(first?.times).toBe(second?.times);
  });

  it("takes no room for the samples of a column that stands still", () => {
    const short = encodeSegment(sealedBy, [scaled(1, sevens(100))]);
    const long = encodeSegment(sealedBy, [scaled(1, sevens(10_000))]);
    expect(long.length - short.length).toBeLessThan(8);
  });

  it("adds up exactly as long as the sum stays within 2^53", () => {
    const raw = [2 ** 51, 2 ** 51 - 1, 2 ** 51 - 3];
    expect(readSegmentSummaries(encodeSegment(sealedBy, [scaled(1, raw)]))[0]?.sumRaw).toBe(3 * 2 ** 51 - 4);
  });

  it("compresses texts that repeat themselves", () => {
    const sentence = "The tyre pressure of axle 2, left, is below the threshold of 7.5 bar. ";
    const values = Array.from({ length: 20 }, (_, index) => `${sentence.repeat(5)}${index}`);
    const times = Float64Array.from(values, (_, index) => index);
    const bytes = encodeSegment(sealedBy, [{ kind: "text", signal: 1, times, values }]);
    expect(bytes.length).toBeLessThan(500);
    expect(decodeSegment(bytes).columns).toEqual([{ kind: "text", signal: 1, times, values }]);
  });

  it("is compressed and decompressed by what the caller brings", () => {
    const column: SegmentColumn = { kind: "text", signal: 1, times: Float64Array.of(0, 1), values: ["A".repeat(200), "A".repeat(200)] };
    let plain = new Uint8Array();
    const compression = {
      compress: (bytes: Uint8Array) => {
        plain = bytes.slice();
        return Uint8Array.of(1, 2, 3);
      },
      decompress: () => plain,
    };
    const bytes = encodeSegment(sealedBy, [column], { compression });
    expect(bytes.length).toBeLessThan(130);
    expect(decodeSegment(bytes, { compression }).columns).toEqual([column]);
    expect(() => decodeSegment(bytes)).toThrow(/^SEGMENT_CORRUPT/);
  });

  it("carries lone surrogates as replacement characters", () => {
    const bytes = encodeSegment(sealedBy, [{ kind: "text", signal: 1, times: Float64Array.of(0), values: ["a\uD800b"] }]);
    expect(decodeSegment(bytes).columns[0]).toMatchObject({ values: ["a\uFFFDb"] });
  });
});

function sevens(count: number): number[] {
  return Array.from({ length: count }, () => 7);
}

function scaled(signal: number, raw: readonly number[]): SegmentColumn {
  return { kind: "scaled", signal, times: Float64Array.from(raw, (_, index) => 1_000_000 + index * 1_000), raw: Float64Array.from(raw) };
}

function constant(signal: number, times: Float64Array): SegmentColumn {
  return { kind: "scaled", signal, times, raw: new Float64Array(times.length).fill(signal) };
}

/** The plain way to a summary. */
function summarized(column: SegmentColumn): ColumnSummary {
  const { signal, kind, times } = column;
  const base = { signal, kind, count: times.length, firstUs: times[0] ?? -1, lastUs: times.at(-1) ?? -1 };
  if (column.kind === "text" || column.kind === "integer") return base;
  const numbers = (column.kind === "scaled" ? column.raw : column.values).filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return base;
  return {
    ...base,
    minRaw: numbers.reduce((a, b) => Math.min(a, b)) + 0,
    maxRaw: numbers.reduce((a, b) => Math.max(a, b)) + 0,
    sumRaw: numbers.reduce((a, b) => a + b, 0),
  };
}
