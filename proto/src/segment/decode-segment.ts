/** Sealed segments back into values: all of them, some columns, the header, or what is known of each column without its samples. */
import { BitReader } from "./bit-reader.ts";
import { readGroupHead, summaryOf, type ColumnHead, type GroupHead } from "./column-heads.ts";
import type { Compression } from "./compression.ts";
import { readFloats, readFloatWords } from "./float-column.ts";
import { readIntegerColumn } from "./int64-column.ts";
import { readIntegers } from "./integer-column.ts";
import { segmentLimits } from "./limits.ts";
import { nodeCompression } from "./node-compression.ts";
import { asSegmentFailure, segmentFailure } from "./segment-errors.ts";
import { checksumBytes, readFrame, type FramedSegment } from "./segment-header.ts";
import type { ColumnSummary, SegmentColumn, SegmentHeader } from "./segment-types.ts";
import { readTexts } from "./text-column.ts";
import { readTimes } from "./time-column.ts";
import { Workspace } from "./workspace.ts";

export interface DecodeOptions {
  readonly compression?: Compression;
}

/** A segment's values. Columns come message by message; those of one message share `times`, and all numbers lie in one buffer. */
export interface DecodedSegment {
  readonly header: SegmentHeader;
  readonly columns: readonly SegmentColumn[];
}

const work = new Workspace();
const bytesPerValue = 8;

/**
 * All columns of a sealed segment. Every function here checks the checksum first, and throws
 * DrawbarError `SEGMENT_CORRUPT`, `SEGMENT_VERSION_UNKNOWN` or `SEGMENT_TOO_LARGE`, nothing else, whatever the bytes are.
 *
 * @returns values that the caller owns; -0 in a `scaled` column comes back as 0, every NaN as the same one.
 */
export function decodeSegment(bytes: Uint8Array, options: DecodeOptions = {}): DecodedSegment {
  return reading(() => {
    const frame = readFrame(bytes);
    return { header: frame.header, columns: readColumns(bytes, frame, undefined, options) };
  });
}

/** The columns of `signals` that the segment has; messages without any of them are passed over. */
export function decodeSegmentColumns(bytes: Uint8Array, signals: ReadonlySet<number>, options: DecodeOptions = {}): DecodedSegment {
  return reading(() => {
    const frame = readFrame(bytes);
    return { header: frame.header, columns: readColumns(bytes, frame, signals, options) };
  });
}

export function readSegmentHeader(bytes: Uint8Array): SegmentHeader {
  return reading(() => readFrame(bytes).header);
}

/** Count, span, smallest, largest and sum of each column, in the order of `decodeSegment`, as the sealer stated them; no sample is decoded. */
export function readSegmentSummaries(bytes: Uint8Array): readonly ColumnSummary[] {
  return reading(() => {
    const groups = readHeads(bytes, readFrame(bytes));
    return groups.flatMap((group) => group.columns.map((column) => summaryOf(column, group)));
  });
}

function reading<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw asSegmentFailure(error);
  }
}

function readHeads(bytes: Uint8Array, { header, layout, headsAt }: FramedSegment): readonly GroupHead[] {
  const reader = new BitReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), headsAt);
  const groups: GroupHead[] = [];
  let columns = 0;
  let samples = 0;
  for (let index = 0; index < layout.groups; index++) {
    const group = readGroupHead(reader, header.firstUs, header.lastUs);
    columns += group.columns.length;
    samples += group.columns.length * group.count;
    groups.push(group);
  }
  reader.align();
  const isWhole = columns === layout.columns && samples === header.samples && reader.byteOffset === headsAt + layout.headBytes;
  if (!isWhole) throw segmentFailure("SEGMENT_CORRUPT", `${samples} samples in ${columns} columns are not what the header says`);
  return groups;
}

function readColumns(
  bytes: Uint8Array,
  frame: FramedSegment,
  signals: ReadonlySet<number> | undefined,
  { compression = nodeCompression }: DecodeOptions,
): SegmentColumn[] {
  const groups = readHeads(bytes, frame);
  const reader = readerOfBody(bytes, frame, groups, compression);
  const room = new NumberRoom(groups, signals);
  const columns: SegmentColumn[] = [];
  let end = reader.byteOffset;
  for (const group of groups) {
    end += group.bodyBytes;
    const wanted = wantedUpTo(group, signals);
    if (wanted > 0) readGroup(reader, group, wanted, signals, room, columns);
    reader.align();
    if (wanted === group.columns.length && reader.byteOffset !== end) throw segmentFailure("SEGMENT_CORRUPT", "a column is not as long as its head says");
    reader.position = end * 8;
  }
  return columns;
}

function readerOfBody(bytes: Uint8Array, { layout, headsAt }: FramedSegment, groups: readonly GroupHead[], compression: Compression): BitReader {
  const start = headsAt + layout.headBytes;
  const plainBytes = groups.reduce((sum, group) => sum + group.bodyBytes, 0);
  if (plainBytes > segmentLimits.bodyBytesMax)
    throw segmentFailure("SEGMENT_TOO_LARGE", `${plainBytes} bytes of columns are over the limit of ${segmentLimits.bodyBytesMax} (segment.bodyBytesMax)`);
  if (!layout.isCompressed) {
    if (plainBytes !== layout.bodyBytes) throw segmentFailure("SEGMENT_CORRUPT", "its columns do not add up to its body");
    // The checksum behind the body is what a reader of bits may reach into.
    return new BitReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), start);
  }
  const padded = new Uint8Array(plainBytes + checksumBytes);
  padded.set(decompress(compression, bytes.subarray(start, start + layout.bodyBytes), plainBytes));
  return new BitReader(new DataView(padded.buffer));
}

function decompress(compression: Compression, bytes: Uint8Array, length: number): Uint8Array {
  let plain: Uint8Array;
  try {
    plain = compression.decompress(bytes, length);
  } catch (error) {
    throw segmentFailure("SEGMENT_CORRUPT", "its body cannot be decompressed", { cause: error });
  }
  if (plain.length !== length) throw segmentFailure("SEGMENT_CORRUPT", `its body has ${plain.length} bytes instead of ${length}`);
  return plain;
}

/** How many of a group's columns have to be read to have those that are wanted. */
function wantedUpTo({ columns }: GroupHead, signals: ReadonlySet<number> | undefined): number {
  return signals === undefined ? columns.length : columns.findLastIndex(({ signal }) => signals.has(signal)) + 1;
}

function readGroup(
  reader: BitReader,
  group: GroupHead,
  wanted: number,
  signals: ReadonlySet<number> | undefined,
  room: NumberRoom,
  columns: SegmentColumn[],
): void {
  const { count } = group;
  work.reserve(count);
  const times = room.doubles(count);
  readTimes(reader, times, group.times, work);
  for (const head of group.columns.slice(0, wanted)) {
    const isWanted = signals === undefined || signals.has(head.signal);
    const column = readColumn(reader, head, times, isWanted ? room : undefined);
    if (isWanted) columns.push(column);
  }
}

/** @param room `undefined` when the values are only read to come to the next column's. */
function readColumn(reader: BitReader, head: ColumnHead, times: Float64Array, room: NumberRoom | undefined): SegmentColumn {
  const { signal } = head;
  const count = times.length;
  switch (head.form) {
    case "scaled": {
      const raw = room?.doubles(count) ?? work.numbers;
      readIntegers(reader, raw, count, head.min, head.range, work);
      return { kind: "scaled", signal, times, raw };
    }
    case "scaled-words": {
      const raw = room?.doubles(count) ?? work.numbers.subarray(0, count);
      readFloatWords(reader, raw, work);
      return { kind: "scaled", signal, times, raw };
    }
    case "float-decimals":
    case "float-words":
    case "float-dictionary": {
      const values = room?.doubles(count) ?? work.numbers.subarray(0, count);
      readFloats(reader, head, values, work);
      return { kind: "float", signal, times, values };
    }
    case "integer-numbers":
    case "integer-words": {
      const values = room?.integers(count) ?? new BigInt64Array(count);
      readIntegerColumn(reader, head, values, work);
      return { kind: "integer", signal, times, values };
    }
    default:
      return { kind: "text", signal, times, values: readTexts(reader, count, work) };
  }
}

/** One buffer for all times and numbers that are wanted: an allocation a column cost a third of decoding. */
class NumberRoom {
  readonly #buffer: ArrayBuffer;
  #offset = 0;

  constructor(groups: readonly GroupHead[], signals: ReadonlySet<number> | undefined) {
    let values = 0;
    for (const group of groups) {
      if (wantedUpTo(group, signals) === 0) continue;
      values += group.count;
      for (const { form, signal } of group.columns) if (form !== "text" && (signals === undefined || signals.has(signal))) values += group.count;
    }
    this.#buffer = new ArrayBuffer(values * bytesPerValue);
  }

  doubles(count: number): Float64Array {
    return new Float64Array(this.#buffer, this.#next(count), count);
  }

  integers(count: number): BigInt64Array {
    return new BigInt64Array(this.#buffer, this.#next(count), count);
  }

  #next(count: number): number {
    const offset = this.#offset;
    this.#offset = offset + count * bytesPerValue;
    return offset;
  }
}
