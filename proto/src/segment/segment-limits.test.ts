import { describe, expect, it } from "vitest";
import { sealedBy } from "./arbitrary-columns.ts";
import { crc32 } from "./crc32.ts";
import { decodeSegment, readSegmentHeader, readSegmentSummaries } from "./decode-segment.ts";
import { encodeSegment } from "./encode-segment.ts";
import { segmentLimits } from "./limits.ts";
import type { SegmentColumn } from "./segment-types.ts";

describe("what cannot be sealed", () => {
  it.each<[string, readonly SegmentColumn[]]>([
    ["no column at all", []],
    ["a column without samples", [column(0, [], [])]],
    ["fewer values than times", [column(0, [1, 2], [1])]],
    ["two columns of one signal", [column(3, [1], [1]), column(3, [1], [1])]],
    ["a signal that is no whole number", [column(1.5, [1], [1])]],
    ["a negative signal", [column(-1, [1], [1])]],
    ["a signal over the limit", [column(segmentLimits.signalMax + 1, [1], [1])]],
    ["times that fall", [column(0, [2, 1], [1, 1])]],
    ["a time before 1970", [column(0, [-1, 1], [1, 1])]],
    ["a time of half a microsecond", [column(0, [1, 1.5, 3], [1, 1, 1])]],
    ["a time that is no number", [column(0, [1, Number.NaN, 3], [1, 1, 1])]],
    ["a time without end", [column(0, [1, Number.POSITIVE_INFINITY], [1, 1])]],
    ["a raw value with a fraction", [column(0, [1, 2, 3], [1, 1.5, 2])]],
    ["a raw value that is no number", [column(0, [1, 2], [1, Number.NaN])]],
    ["a raw value beyond 2^53", [column(0, [1, 2], [1, 2 ** 53 + 2])]],
  ])("is %s", (_, columns) => {
    expect(() => encodeSegment(sealedBy, columns)).toThrow(/^SEGMENT_UNENCODABLE: /);
  });

  it.each([
    ["seq", { seq: -1 }],
    ["seq", { seq: 1.5 }],
    ["boot", { boot: Number.NaN }],
    ["lastMonoUs", { lastMonoUs: sealedBy.firstMonoUs - 1 }],
    ["firstMonoUs", { firstMonoUs: 2 ** 53 }],
  ])("is a header whose %s is impossible", (name, wrong) => {
    expect(() => encodeSegment({ ...sealedBy, ...wrong }, [column(0, [1], [1])])).toThrow(new RegExp(`^SEGMENT_UNENCODABLE: the header's ${name}`));
  });
});

describe("the limits of a segment", () => {
  it("let one sample be sealed", () => {
    expect(decodeSegment(encodeSegment(sealedBy, [column(0, [0], [0])])).columns).toEqual([column(0, [0], [0])]);
  });

  it("let as many columns be sealed as they say, and not one more", () => {
    const columns = Array.from({ length: segmentLimits.columnsMax }, (_, signal) => column(signal, [5], [signal]));
    expect(decodeSegment(encodeSegment(sealedBy, columns)).columns).toEqual(columns);
    expect(() => encodeSegment(sealedBy, [...columns, column(segmentLimits.columnsMax, [5], [1])])).toThrow(/^SEGMENT_TOO_LARGE: 8193 columns/);
  });

  it("let as many samples be sealed as they say, and not one more, even when they are noise", () => {
    const noise = (count: number): SegmentColumn => ({
      kind: "float",
      signal: segmentLimits.signalMax,
      times: Float64Array.from({ length: count }, (_, index) => index * 2 ** 33 + ((index * 7_919) % 65_521)),
      values: Float64Array.from({ length: count }, (_, index) => Math.sin(index * index) * 10 ** ((index % 600) - 300)),
    });
    const most = noise(segmentLimits.samplesMax);
    const bytes = encodeSegment(sealedBy, [most]);
    expect(bytes.length).toBeLessThan(segmentLimits.bytesMax);
    expect(decodeSegment(bytes).columns).toEqual([most]);
    expect(() => encodeSegment(sealedBy, [noise(segmentLimits.samplesMax + 1)])).toThrow(/^SEGMENT_TOO_LARGE: 262145 samples/);
  });

  it("let a text be as long as they say, and not one byte longer", () => {
    const most = "é".repeat((segmentLimits.textBytesMax - 1) / 2) + "e";
    expect(decodeSegment(encodeSegment(sealedBy, [text([most])])).columns).toEqual([text([most])]);
    expect(() => encodeSegment(sealedBy, [text([`${most}e`])])).toThrow(/^SEGMENT_TOO_LARGE: a text of 65536 bytes/);
  });

  it("hold for all texts together", () => {
    const many = Array.from({ length: 257 }, (_, index) => String(index).padStart(segmentLimits.textBytesMax, "x"));
    expect(() => encodeSegment(sealedBy, [text(many)])).toThrow(/^SEGMENT_TOO_LARGE: \d+ bytes are over the limit of 16777216/);
  });

  it("hold for the bytes of a segment, on both sides", () => {
    const store = { compress: (bytes: Uint8Array) => bytes, decompress: (bytes: Uint8Array) => bytes };
    const many = Array.from({ length: 65 }, (_, index) => String(index).padStart(segmentLimits.textBytesMax, "x"));
    expect(() => encodeSegment(sealedBy, [text(many)], { compression: store })).toThrow(/^SEGMENT_TOO_LARGE: \d+ bytes are over the limit of 4194304/);
    expect(() => readSegmentHeader(new Uint8Array(segmentLimits.bytesMax + 1))).toThrow(/^SEGMENT_TOO_LARGE/);
  });

  it("stop a small segment from growing into a large one", () => {
    const bytes = encodeSegment(sealedBy, [text(["x".repeat(60_000), "y".repeat(60_000)])]);
    expect(bytes.length).toBeLessThan(300);
    const greedy = { compress: (plain: Uint8Array) => plain, decompress: () => new Uint8Array(200_000) };
    expect(() => decodeSegment(bytes, { compression: greedy })).toThrow(/^SEGMENT_CORRUPT/);
  });

  it("hold for counts that only the header claims", () => {
    const bytes = encodeSegment(sealedBy, [column(0, [5], [7])]);
    // The count of samples is the sixth number from the end of the header: 1 sample, 1 column, 1 group.
    const counts = bytes.findLastIndex((byte, index) => byte === 1 && bytes[index + 1] === 1 && bytes[index + 2] === 1);
    for (const [offset, value] of [
      [0, 127],
      [1, 127],
      [2, 0],
      [2, 5],
    ] as const) {
      const forged = bytes.slice();
      forged[counts + offset] = value;
      expect(() => readSegmentSummaries(sealAgain(forged))).toThrow(/^SEGMENT_CORRUPT/);
    }
  });
});

function column(signal: number, times: readonly number[], raw: readonly number[]): SegmentColumn {
  return { kind: "scaled", signal, times: Float64Array.from(times), raw: Float64Array.from(raw) };
}

function text(values: readonly string[]): SegmentColumn {
  return { kind: "text", signal: 9, times: Float64Array.from(values, (_, index) => index), values };
}

function sealAgain(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - 4;
  new DataView(bytes.buffer).setUint32(end, crc32(bytes, 0, end), true);
  return bytes;
}
