/** Segments of one stream that follow each other, encoded anew as one: the same samples in two thirds of the bytes. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { Epoch, Priority } from "@drawbar/proto/link/records.ts";
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import type { SegmentColumn, SegmentHeader } from "@drawbar/proto/segment/segment-types.ts";
import { telemetryLimits } from "./limits.ts";
import { packMembers, unpackMembers, type MergedMember } from "./merged-members.ts";
import { MergedBlock } from "./segment-content.ts";

/** A stored segment as its source sealed it. */
export interface OriginalSegment {
  readonly seq: number;
  readonly firstUs: number;
  readonly lastUs: number;
  readonly samples: number;
  readonly produced: number;
  readonly producedBefore: number;
  readonly checksum: Uint8Array;
  readonly body: Uint8Array;
}

/** One row that stands for all of `originals`. */
export interface MergedSegments {
  readonly originals: readonly OriginalSegment[];
  readonly firstUs: number;
  readonly lastUs: number;
  readonly body: Uint8Array;
  readonly members: Uint8Array;
}

export interface MergedStream {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly priority: Priority;
}

interface Decoded {
  readonly original: OriginalSegment;
  readonly header: SegmentHeader;
  /** By signal. */
  readonly columns: ReadonlyMap<number, SegmentColumn>;
}

/**
 * Decides nothing but what fits together: one catalogue, one boot, one quality of clock, times that do not fall. Each
 * block is decoded again and compared, bit for bit, before it is returned; originals that no block holds stay as they are.
 *
 * @param originals each number once and none missing, rising.
 */
export function mergeSegments(stream: MergedStream, originals: readonly OriginalSegment[]): readonly MergedSegments[] {
  const blocks: MergedSegments[] = [];
  let open: Decoded[] = [];
  const close = (): void => {
    const block = blockOf(stream, open);
    if (block !== undefined) blocks.push(block);
    open = [];
  };
  for (const original of originals) {
    const { header, columns } = decodeSegment(original.body);
    const next: Decoded = { original, header, columns: new Map(columns.map((column) => [column.signal, column])) };
    if (!fits(open, next)) close();
    open.push(next);
  }
  close();
  return blocks;
}

function fits(open: readonly Decoded[], next: Decoded): boolean {
  const last = open.at(-1);
  if (last === undefined) return true;
  const { catalogue, boot, clockQuality } = last.header;
  const isOfOne = next.header.catalogue === catalogue && next.header.boot === boot && next.header.clockQuality === clockQuality;
  const samples = open.reduce((sum, { header }) => sum + header.samples, next.header.samples);
  if (!isOfOne || samples > telemetryLimits.mergedSamplesMax || next.original.firstUs < last.original.firstUs) return false;
  for (const [signal, column] of next.columns) {
    const before = open.findLast(({ columns }) => columns.has(signal))?.columns.get(signal);
    if (before !== undefined && (before.kind !== column.kind || (before.times.at(-1) ?? 0) > (column.times[0] ?? 0))) return false;
  }
  return true;
}

function blockOf(stream: MergedStream, decoded: readonly Decoded[]): MergedSegments | undefined {
  const [first, last] = [decoded[0], decoded.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const signals = [...new Set(decoded.flatMap(({ columns }) => [...columns.keys()]))].toSorted((left, right) => left - right);
  const { boot, clockQuality, catalogue, firstMonoUs } = first.header;
  const { seq } = first.original;
  const body = encoded(
    { ...stream, seq, boot, clockQuality, catalogue, firstMonoUs, lastMonoUs: last.header.lastMonoUs },
    signals.map((signal) => joined(decoded.flatMap(({ columns }) => columns.get(signal) ?? []))),
  );
  if (body === undefined) return undefined;
  const members = decoded.map(({ original, header, columns }): MergedMember => ({
    seq: original.seq,
    firstUs: original.firstUs,
    lastUs: original.lastUs,
    firstMonoUs: header.firstMonoUs,
    lastMonoUs: header.lastMonoUs,
    produced: original.produced,
    counts: signals.map((signal) => columns.get(signal)?.times.length ?? 0),
    checksum: original.checksum,
  }));
  const packed = packMembers(members);
  if (!isWhole(body, packed, members, decoded)) return undefined;
  const originals = decoded.map(({ original }) => original);
  return { originals, firstUs: first.original.firstUs, lastUs: Math.max(...originals.map(({ lastUs }) => lastUs)), body, members: packed };
}

/** @returns `undefined` for more columns, samples or bytes than a segment may have. */
function encoded(header: Parameters<typeof encodeSegment>[0], columns: readonly SegmentColumn[]): Uint8Array | undefined {
  try {
    return encodeSegment(header, columns);
  } catch (error) {
    if (error instanceof DrawbarError && error.code === "SEGMENT_TOO_LARGE") return undefined;
    throw error;
  }
}

/** What cannot be told from numbers that a source made up, such as times near 2^53, is found here. */
function isWhole(body: Uint8Array, packed: Uint8Array, members: readonly MergedMember[], decoded: readonly Decoded[]): boolean {
  const [first] = members;
  if (first === undefined) return false;
  const unpacked = unpackMembers(packed, first);
  const block = new MergedBlock(body, unpacked);
  return decoded.every(({ columns, header, original }, index) => {
    const [member, found] = [members[index], unpacked[index]];
    if (member === undefined || found === undefined || !isSameMember(member, found)) return false;
    if (header.firstUs !== original.firstUs || header.lastUs !== original.lastUs || header.samples !== original.samples) return false;
    const back = block.content(index).columns(new Set(block.signals));
    return back.length === columns.size && back.every((column) => isSameColumn(column, columns.get(column.signal)));
  });
}

function isSameMember(left: MergedMember, right: MergedMember): boolean {
  return (
    left.seq === right.seq &&
    left.firstUs === right.firstUs &&
    left.lastUs === right.lastUs &&
    left.firstMonoUs === right.firstMonoUs &&
    left.lastMonoUs === right.lastMonoUs &&
    left.produced === right.produced &&
    isSameBytes(left.checksum, right.checksum)
  );
}

function isSameColumn(left: SegmentColumn, right: SegmentColumn | undefined): boolean {
  if (right === undefined || !isSameBytes(left.times, right.times)) return false;
  if (left.kind === "scaled") return right.kind === "scaled" && isSameBytes(left.raw, right.raw);
  if (left.kind === "text") return right.kind === "text" && left.values.every((value, index) => value === right.values[index]);
  return right.kind === left.kind && isSameBytes(left.values, right.values);
}

function isSameBytes(left: ArrayBufferView, right: ArrayBufferView): boolean {
  return Buffer.from(left.buffer, left.byteOffset, left.byteLength).equals(Buffer.from(right.buffer, right.byteOffset, right.byteLength));
}

/** @param parts of one signal and kind, in order of time. */
function joined(parts: readonly SegmentColumn[]): SegmentColumn {
  const [first] = parts;
  if (first === undefined) throw new Error("a signal without a column");
  const count = parts.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(count);
  const numbers = new Float64Array(first.kind === "scaled" || first.kind === "float" ? count : 0);
  const integers = new BigInt64Array(first.kind === "integer" ? count : 0);
  const texts: string[] = [];
  let at = 0;
  for (const part of parts) {
    times.set(part.times, at);
    if (part.kind === "scaled") numbers.set(part.raw, at);
    else if (part.kind === "float") numbers.set(part.values, at);
    else if (part.kind === "integer") integers.set(part.values, at);
    else texts.push(...part.values);
    at += part.times.length;
  }
  const { signal } = first;
  switch (first.kind) {
    case "scaled":
      return { kind: "scaled", signal, times, raw: numbers };
    case "float":
      return { kind: "float", signal, times, values: numbers };
    case "integer":
      return { kind: "integer", signal, times, values: integers };
    default:
      return { kind: "text", signal, times, values: texts };
  }
}
