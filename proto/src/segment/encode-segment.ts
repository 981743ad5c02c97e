/**
 * Columns in, a sealed segment out: header, heads of the columns, their bodies, checksum (docs/protocols/segment.md).
 * The hot path of the edge: everything but the result is written into buffers that are used again.
 */
import { BitWriter } from "./bit-writer.ts";
import { groupColumns, type ColumnGroup } from "./column-groups.ts";
import { writeGroupHead, type ColumnHead } from "./column-heads.ts";
import type { Compression } from "./compression.ts";
import { summarize, writeFloats, writeFloatWords } from "./float-column.ts";
import { writeIntegerColumn } from "./int64-column.ts";
import { scanIntegers, writeIntegers } from "./integer-column.ts";
import { segmentLimits } from "./limits.ts";
import { nodeCompression } from "./node-compression.ts";
import { segmentFailure } from "./segment-errors.ts";
import { checksumBytes, headerBytesMax, writeChecksum, writeHeader } from "./segment-header.ts";
import type { SegmentColumn, SegmentHeader } from "./segment-types.ts";
import { writeTexts } from "./text-column.ts";
import { scanTimes, writeTimes } from "./time-column.ts";
import { Workspace } from "./workspace.ts";

export interface EncodeOptions {
  readonly compression?: Compression;
}

/** Columns of numbers are dense bits, of which zstd saves nothing and costs as much time as the rest; it is tried from so many bytes of text on. */
const textBytesWorthCompressing = 64;

const heads = new BitWriter();
const bodies = new BitWriter();
const work = new Workspace();
const headerBytes = new Uint8Array(headerBytesMax);

/**
 * Seals columns into format 1.
 *
 * @param columns one per signal, in any order; equal times are found and sent once. Left as they are.
 * @returns a segment that the caller owns.
 * @throws DrawbarError `SEGMENT_UNENCODABLE` when a column breaks what `SegmentColumn` promises, `SEGMENT_TOO_LARGE` over a
 *   limit of `segmentLimits`.
 */
export function encodeSegment(
  header: Omit<SegmentHeader, "samples" | "firstUs" | "lastUs">,
  columns: readonly SegmentColumn[],
  options: EncodeOptions = {},
): Uint8Array {
  const groups = groupColumns(columns);
  const { firstUs, lastUs } = spanOf(groups);
  heads.reset();
  bodies.reset();
  let samples = 0;
  let textBytes = 0;
  for (const group of groups) {
    samples += group.times.length * group.columns.length;
    textBytes += writeGroup(group, firstUs);
  }
  const headBytes = heads.written();
  const plainBody = bodies.written();
  if (plainBody.length > segmentLimits.bodyBytesMax) throw tooLarge(plainBody.length, "bodyBytesMax");
  const compressed = textBytes < textBytesWorthCompressing ? plainBody : (options.compression ?? nodeCompression).compress(plainBody);
  const isCompressed = compressed.length < plainBody.length;
  const body = isCompressed ? compressed : plainBody;

  const layout = { columns: columns.length, groups: groups.length, headBytes: headBytes.length, bodyBytes: body.length, isCompressed };
  const headsAt = writeHeader(headerBytes, { ...header, samples, firstUs, lastUs }, layout);
  const length = headsAt + headBytes.length + body.length + checksumBytes;
  if (length > segmentLimits.bytesMax) throw tooLarge(length, "bytesMax");
  const segment = new Uint8Array(length);
  segment.set(headerBytes.subarray(0, headsAt));
  segment.set(headBytes, headsAt);
  segment.set(body, headsAt + headBytes.length);
  writeChecksum(segment);
  return segment;
}

/** @returns bytes of text in it. */
function writeGroup({ times, columns }: ColumnGroup, firstUs: number): number {
  const count = times.length;
  const bodyStart = bodies.position;
  work.reserve(count);
  const timeHead = scanTimes(times, work);
  writeTimes(bodies, times, timeHead, work);
  let textBytes = 0;
  const columnHeads: ColumnHead[] = [];
  for (const column of columns) {
    if (column.kind === "text") {
      textBytes += writeTexts(bodies, column.values, work);
      columnHeads.push({ form: "text", signal: column.signal });
    } else {
      columnHeads.push(writeNumbers(column));
    }
  }
  bodies.align();
  writeGroupHead(heads, { count, times: timeHead, columns: columnHeads, bodyBytes: bodies.position - bodyStart }, firstUs);
  return textBytes;
}

function writeNumbers(column: Exclude<SegmentColumn, { readonly kind: "text" }>): ColumnHead {
  switch (column.kind) {
    case "scaled":
      return writeScaled(column.signal, column.raw);
    case "float":
      return writeFloats(bodies, column.signal, column.values, work);
    default:
      return writeIntegerColumn(bodies, column.signal, column.values, work);
  }
}

function writeScaled(signal: number, raw: Float64Array): ColumnHead {
  const count = raw.length;
  const scan = scanIntegers(raw, count, work);
  if (scan !== undefined) {
    writeIntegers(bodies, raw, count, scan, work);
    return { form: "scaled", signal, min: scan.min, range: scan.range, sum: scan.sum };
  }
  const wrong = raw.find((value) => !Number.isInteger(value) || Math.abs(value) > 2 ** 53);
  if (wrong !== undefined)
    throw segmentFailure("SEGMENT_UNENCODABLE", `signal ${signal} has the raw value ${wrong}; scaled columns take integers within ±2^53`);
  writeFloatWords(bodies, raw, work);
  return { form: "scaled-words", signal, summary: summarize(raw) };
}

function spanOf(groups: readonly ColumnGroup[]): { readonly firstUs: number; readonly lastUs: number } {
  let firstUs = Number.POSITIVE_INFINITY;
  let lastUs = Number.NEGATIVE_INFINITY;
  for (const { times } of groups) {
    // Every column has a time; whether they are in order is looked at when they are written.
    firstUs = Math.min(firstUs, times[0] as number);
    lastUs = Math.max(lastUs, times[times.length - 1] as number);
  }
  return { firstUs, lastUs };
}

function tooLarge(bytes: number, limit: "bytesMax" | "bodyBytesMax"): Error {
  return segmentFailure("SEGMENT_TOO_LARGE", `${bytes} bytes are over the limit of ${segmentLimits[limit]} (segment.${limit}); seal fewer samples at once`);
}
