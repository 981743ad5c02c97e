import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DrawbarError } from "../kernel/errors.ts";
import { anyColumns, sealedBy } from "./arbitrary-columns.ts";
import { crc32 } from "./crc32.ts";
import { decodeSegment, decodeSegmentColumns, readSegmentHeader, readSegmentSummaries, type DecodedSegment } from "./decode-segment.ts";
import { encodeSegment } from "./encode-segment.ts";
import { segmentLimits } from "./limits.ts";
import type { SegmentColumn } from "./segment-types.ts";
import { thinSegment } from "./thin-segment.ts";

const times = Float64Array.of(1_000, 2_000, 3_010, 3_990, 9_000);
const small: readonly SegmentColumn[] = [
  { kind: "scaled", signal: 0, times, raw: Float64Array.of(5, 6, 6, 6, -40) },
  { kind: "float", signal: 1, times, values: Float64Array.of(Math.PI, Math.E, Number.NaN, 1, 2) },
  { kind: "integer", signal: 2, times, values: BigInt64Array.of(1n, 2n ** 60n, 3n, 4n, 5n) },
  { kind: "text", signal: 3, times, values: ["drive", "drive", "reverse", "neutral", "drive"] },
];
const sealed = encodeSegment(sealedBy, small);
const readers = [decodeSegment, readSegmentHeader, readSegmentSummaries, (bytes: Uint8Array) => decodeSegmentColumns(bytes, new Set([2]))];

describe("a damaged segment", () => {
  it("is refused whichever bit is flipped", () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const damaged = sealed.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      for (const read of readers) expectRefused(() => read(damaged), "SEGMENT_CORRUPT");
    }
  });

  it("is refused wherever it is cut off", () => {
    for (let length = 0; length < sealed.length; length++) {
      for (const read of readers) expectRefused(() => read(sealed.subarray(0, length)), "SEGMENT_CORRUPT");
    }
  });

  it("is refused with bytes added", () => {
    expectRefused(() => decodeSegment(Uint8Array.of(...sealed, 0)), "SEGMENT_CORRUPT");
  });

  it("of a later format is told from a corrupt one", () => {
    const later = sealed.slice();
    later[3] = 2;
    expectRefused(() => readSegmentHeader(sealAgain(later)), "SEGMENT_VERSION_UNKNOWN");
  });
});

describe("a forged segment, whose checksum fits", () => {
  it("ends in an error of the table or in bounded values, whichever byte is changed to what", () => {
    for (let index = 0; index < sealed.length - 4; index++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff, (sealed[index] ?? 0) ^ 0x10]) {
        const forged = sealed.slice();
        forged[index] = value;
        expectBounded(sealAgain(forged));
      }
    }
  });

  it("does so for any segment and any damage to it", () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
      kind: fc.constantFrom("replace", "insert", "remove"),
    });
    fc.assert(
      fc.property(anyColumns, fc.array(change, { minLength: 1, maxLength: 3 }), (columns, changes) => {
        let bytes = Array.from(encodeSegment(sealedBy, columns));
        for (const { at, bytes: fresh, kind } of changes) {
          const place = Math.floor(at * (bytes.length - 4));
          const removed = kind === "insert" ? 0 : fresh.length;
          bytes = [...bytes.slice(0, place), ...(kind === "remove" ? [] : fresh), ...bytes.slice(place + removed)];
        }
        expectBounded(sealAgain(Uint8Array.from(bytes)));
      }),
      { numRuns: 600 },
    );
  });

  it("does so for any bytes behind a header", () => {
    const headerBytes = sealed.subarray(0, 67);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
        expectBounded(sealAgain(Uint8Array.of(...headerBytes, ...rest, 0, 0, 0, 0)));
      }),
      { numRuns: 1_000 },
    );
  });
});

const allowed = ["bounded", "SEGMENT_CORRUPT", "SEGMENT_VERSION_UNKNOWN", "SEGMENT_TOO_LARGE"];

/** Whatever comes back is within the limits; whatever is thrown is an error of the table. */
function expectBounded(bytes: Uint8Array): void {
  for (const read of readers) expect(allowed).toContain(outcomeOf(() => read(bytes)));
  // A forged segment may hold columns that no sealer takes.
  expect([...allowed, "SEGMENT_UNENCODABLE"]).toContain(outcomeOf(() => thinSegment(bytes, sealedBy)));
}

function outcomeOf(read: () => unknown): unknown {
  try {
    const result = read() as Partial<DecodedSegment> | undefined; // what has no columns is bounded
    const samples = (result?.columns ?? []).reduce((sum, column) => sum + column.times.length, 0);
    return samples <= segmentLimits.samplesMax ? "bounded" : `${samples} samples`;
  } catch (error) {
    return error instanceof DrawbarError ? error.code : error;
  }
}

function expectRefused(read: () => unknown, code: string): void {
  expect(outcomeOf(read)).toBe(code);
}

function sealAgain(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - 4;
  if (end >= 0) new DataView(bytes.buffer).setUint32(end, crc32(bytes, 0, end), true);
  return bytes;
}
