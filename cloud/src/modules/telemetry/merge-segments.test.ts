import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { CatalogueHash, Epoch } from "@drawbar/proto/link/records.ts";
import { anyColumns } from "@drawbar/proto/segment/arbitrary-columns.ts";
import { decodeSegment, decodeSegmentColumns, readSegmentHeader, readSegmentSummaries } from "@drawbar/proto/segment/decode-segment.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import type { SegmentColumn, SegmentHeader } from "@drawbar/proto/segment/segment-types.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { telemetryLimits } from "./limits.ts";
import { mergeSegments, type MergedSegments, type OriginalSegment } from "./merge-segments.ts";
import { memberChecksum, packMembers, unpackMembers } from "./merged-members.ts";
import { MergedBlock, sealedContent } from "./segment-content.ts";

const stream = { source: parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"), epoch: 7 as Epoch, priority: 3 as const };
const catalogue = "ab".repeat(32) as CatalogueHash;
const signals = new Set(Array.from({ length: 65_536 }, (_, signal) => signal));

function original(seq: number, columns: readonly SegmentColumn[], header: Partial<SegmentHeader> = {}): OriginalSegment {
  const body = encodeSegment({ ...stream, seq, boot: 1, firstMonoUs: seq, lastMonoUs: seq + 5, clockQuality: "gnss", catalogue, ...header }, columns);
  const { firstUs, lastUs, samples } = readSegmentHeader(body);
  const checksum = new Uint8Array(16).fill(seq);
  return { seq, firstUs, lastUs, samples, produced: samples, producedBefore: 0, checksum, body };
}

function speed(fromUs: number, count: number): SegmentColumn {
  const times = Float64Array.from({ length: count }, (_, index) => fromUs + index * 100_000);
  return { kind: "scaled", signal: 0, times, raw: Float64Array.from(times, (_, index) => 1_000 + index) };
}

function blockOf({ body, members, originals, firstUs }: MergedSegments): MergedBlock {
  return new MergedBlock(body, unpackMembers(members, { seq: originals[0]?.seq ?? 0, firstUs }));
}

const later = (columns: readonly SegmentColumn[], byUs: number): readonly SegmentColumn[] =>
  columns.map((column) => ({ ...column, times: column.times.map((time) => time + byUs) }));

describe("merged segments", () => {
  it("come back out one by one, column for column and head for head, whatever was in them", () => {
    fc.assert(
      fc.property(fc.array(anyColumns, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 2 ** 45 }), (drives, apart) => {
        const originals = drives.map((columns, index) => original(index + 1, later(columns, index * apart)));
        const blocks = mergeSegments(stream, originals);
        expect(blocks.flatMap((block) => block.originals)).toEqual(originals);
        for (const block of blocks) {
          const whole = blockOf(block);
          for (const [index, { body, seq, firstUs, lastUs, produced, checksum }] of block.originals.entries()) {
            const { header } = decodeSegment(body);
            expect(whole.members[index]).toMatchObject({ seq, firstUs, lastUs, produced, firstMonoUs: header.firstMonoUs, lastMonoUs: header.lastMonoUs });
            expect([...memberChecksum(block.members, index)]).toEqual([...checksum]);
            const [merged, sealed] = [whole.content(index), sealedContent(body)];
            expect(merged.catalogue).toBe(sealed.catalogue);
            expect(merged.columns(signals)).toEqual(sealed.columns(signals));
            expect(merged.summaries()).toEqual(sealed.summaries());
            const one = new Set([sealed.summaries()[0]?.signal ?? 0]);
            expect(merged.columns(one)).toEqual(sealed.columns(one));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("are one row of two thirds of the bytes for a minute of a drive, and say of each column what its head would", () => {
    const originals = Array.from({ length: 6 }, (_, index) => original(index + 1, [speed(index * 10_000_000, 100)]));
    const [block, ...others] = mergeSegments(stream, originals);
    expect(others).toEqual([]);
    expect(block?.body.length).toBeLessThan(0.67 * originals.reduce((sum, { body }) => sum + body.length, 0));
    expect(decodeSegmentColumns(block?.body ?? new Uint8Array(), new Set([0])).columns[0]?.times.length).toBe(600);
    expect(readSegmentSummaries(block?.body ?? new Uint8Array())[0]).toMatchObject({ minRaw: 1_000, maxRaw: 1_099, count: 600 });
  });

  it("end where the catalogue, the boot, the clock or the order of times changes", () => {
    const runs = (...changed: readonly Partial<SegmentHeader>[]): readonly number[] =>
      mergeSegments(
        stream,
        changed.map((header, index) => original(index + 1, [speed(index * 10_000_000, 10)], header)),
      ).map(({ originals }) => originals.length);
    expect(runs({}, {}, { boot: 2 }, { boot: 2 })).toEqual([2, 2]);
    expect(runs({}, { clockQuality: "rtc" }, {})).toEqual([1, 1, 1]);
    expect(runs({}, { catalogue: "cd".repeat(32) as CatalogueHash })).toEqual([1, 1]);
    const backwards = [original(1, [speed(10_000_000, 10)]), original(2, [speed(10_500_000, 10)]), original(3, [speed(0, 10)])];
    expect(mergeSegments(stream, backwards).map(({ originals }) => originals.length)).toEqual([1, 1, 1]);
    const beside = [original(1, [speed(0, 10)]), original(2, [{ ...speed(500_000, 10), signal: 1 }]), original(3, [speed(900_000, 10)])];
    expect(mergeSegments(stream, beside).map(({ originals }) => originals.length)).toEqual([3]);
  });

  it("have at most the samples of their limit", () => {
    const half = telemetryLimits.mergedSamplesMax / 2;
    const merge = (...counts: readonly number[]): readonly number[] =>
      mergeSegments(
        stream,
        counts.map((count, index) => original(index + 1, [speed(index * 100_000 * half, count)])),
      ).map(({ originals }) => originals.length);
    expect(merge(half, half)).toEqual([2]);
    expect(merge(half, half, 1)).toEqual([2, 1]);
    expect(mergeSegments(stream, [])).toEqual([]);
  });
});

describe("packed members", () => {
  it("refuse what they cannot be", () => {
    const member = { seq: 1, firstUs: 5, lastUs: 9, firstMonoUs: 1, lastMonoUs: 2, produced: 3, counts: [3, 0], checksum: new Uint8Array(16) };
    const packed = packMembers([member]);
    expect(unpackMembers(packed, member)).toEqual([{ ...member, checksum: Buffer.from(member.checksum) }]);
    expect(() => unpackMembers(packed.subarray(0, -1), member)).toThrow(RangeError);
    expect(() => unpackMembers(Uint8Array.of(9, ...packed.subarray(1)), member)).toThrow(RangeError);
  });
});
