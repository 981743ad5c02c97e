/**
 * Segments made ahead by the real codec. A load generator that encodes each anew measures itself; this one gives a made
 * segment another source, number and time, as the format allows: all times in it count from its first.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { recordChecksum } from "@drawbar/proto/link/checksum.ts";
import { streamKey, type CatalogueHash, type Epoch, type LinkRecord } from "@drawbar/proto/link/records.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { checksumBytes, headerBytesMax, readFrame, writeChecksum, writeHeader, type FramedSegment } from "@drawbar/proto/segment/segment-header.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { syntheticDrive } from "../synthetic-telemetry.ts";

export interface MadeSegment extends FramedSegment {
  /** Heads and bodies of the columns. */
  readonly columns: Uint8Array;
  readonly samples: number;
}

/** What a unit says about the segment that it seals. */
export interface SegmentNumber {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly seq: number;
  readonly producedBefore: number;
  /** Microseconds since 1970 of its first sample, and since the unit's start. */
  readonly firstUs: number;
  readonly firstMonoUs: number;
}

const madeAtUs = 1_760_000_000_000_000;
const anySource = "00000000-0000-4000-8000-000000000001" as SourceId; // has the form of one
const header = new Uint8Array(headerBytesMax);

/** @param seconds of driving in each, at 121 samples a second. */
export function makeSegments(count: number, seconds: number, catalogue: CatalogueHash): readonly MadeSegment[] {
  return Array.from({ length: count }, (_, seed) => madeSegment(syntheticDrive(seed + 1, seconds, madeAtUs), catalogue));
}

/** Columns as a unit seals them. */
export function madeSegment(columns: readonly SegmentColumn[], catalogue: CatalogueHash): MadeSegment {
  const numbering = { source: anySource, epoch: 1 as Epoch, priority: 3, seq: 1, boot: 1 } as const; // replaced
  const times = { clockQuality: "gnss", firstMonoUs: 0, lastMonoUs: lastOf(columns) - firstOf(columns) } as const;
  const bytes = encodeSegment({ ...numbering, ...times, catalogue }, columns);
  const frame = readFrame(bytes);
  return { ...frame, columns: bytes.subarray(frame.headsAt, bytes.length - checksumBytes), samples: frame.header.samples };
}

/** The made segment as this unit's next record. */
export function numberedRecord(segment: MadeSegment, { source, epoch, seq, producedBefore, firstUs, firstMonoUs }: SegmentNumber): LinkRecord {
  const { columns, layout, samples } = segment;
  const spanUs = segment.header.lastUs - segment.header.firstUs;
  const times = { firstUs, lastUs: firstUs + spanUs, firstMonoUs, lastMonoUs: firstMonoUs + spanUs };
  const headBytes = writeHeader(header, { ...segment.header, source, epoch, seq, ...times }, layout);
  const bytes = new Uint8Array(headBytes + columns.length + checksumBytes);
  bytes.set(header.subarray(0, headBytes));
  bytes.set(columns, headBytes);
  writeChecksum(bytes);
  const record = {
    stream: streamKey(source, epoch, 3),
    seq,
    kind: "segment" as const,
    producedBefore,
    produced: samples,
    samples,
    catalogue: segment.header.catalogue,
    bytes,
  };
  return { ...record, checksum: recordChecksum(record) };
}

function firstOf(columns: readonly SegmentColumn[]): number {
  return Math.min(...columns.map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY));
}

function lastOf(columns: readonly SegmentColumn[]): number {
  return Math.max(...columns.map(({ times }) => times.at(-1) ?? 0));
}
