/**
 * The first bytes of a sealed segment:
 *
 * ```
 * 0   3  "DBS"
 * 3   1  version, 1
 * 4   1  bits 0-1 priority, 2-3 clock quality, 4 body compressed with zstd; 5-7 zero
 * 5  16  source
 * 21 32  catalogue hash
 * 53  7  epoch, little-endian
 * 60  7  first wall time, microseconds, little-endian
 * 67     LEB128 numbers: seq, boot, last - first wall time, first monotonic time, folded difference between the spans
 *        of the two clocks, samples, columns, groups, bytes of the heads, bytes of the body as it is stored
 *        heads, body
 * -4  4  CRC-32 over everything before, little-endian
 * ```
 */
import { clockQualities } from "../kernel/clock.ts";
import type { SourceId } from "../kernel/ids.ts";
import { priorities, type CatalogueHash, type Epoch } from "../link/records.ts";
import { crc32 } from "./crc32.ts";
import { toHex, writeHex } from "./hex.ts";
import { segmentLimits } from "./limits.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { SegmentHeader } from "./segment-types.ts";

export const formatVersion = 1;
/** Room for the fixed bytes and eleven numbers of at most 8 bytes. */
export const headerBytesMax = 160;
export const checksumBytes = 4;

const magic = [0x44, 0x42, 0x53] as const;
const flagsAt = 4;
const sourceAt = 5;
const sourceBytes = 16;
const catalogueAt = 21;
const catalogueBytes = 32;
const epochAt = 53;
const firstUsAt = 60;
const longBytes = 7;
const numbersAt = 67;
const compressedFlag = 16;
const reservedFlags = 0xe0;
/** Of the eighth byte of a LEB128 number, the last that one below 2^53 can have. */
const numberScaleMax = 2 ** 49;

/** Where the parts of a segment lie. */
export interface SegmentLayout {
  readonly columns: number;
  readonly groups: number;
  readonly headBytes: number;
  readonly bodyBytes: number;
  readonly isCompressed: boolean;
}

export interface FramedSegment {
  readonly header: SegmentHeader;
  readonly layout: SegmentLayout;
  readonly headsAt: number;
}

/** @param target has `headerBytesMax` bytes of room. @returns the bytes written. @throws DrawbarError `SEGMENT_UNENCODABLE`. */
export function writeHeader(target: Uint8Array, header: SegmentHeader, layout: SegmentLayout): number {
  target.set(magic);
  target[3] = formatVersion;
  target[flagsAt] = header.priority | (clockQualities.indexOf(header.clockQuality) << 2) | (layout.isCompressed ? compressedFlag : 0);
  if (!writeHex(header.source, target, sourceAt, sourceBytes)) throw unencodable("source", header.source);
  if (!writeHex(header.catalogue, target, catalogueAt, catalogueBytes)) throw unencodable("catalogue", header.catalogue);
  writeLong(target, epochAt, wholeNumber("epoch", header.epoch));
  writeLong(target, firstUsAt, header.firstUs);
  const wallSpan = header.lastUs - header.firstUs;
  const monoSpan = wholeNumber("lastMonoUs", header.lastMonoUs) - wholeNumber("firstMonoUs", header.firstMonoUs);
  if (monoSpan < 0) throw unencodable("lastMonoUs", header.lastMonoUs);
  const drift = monoSpan - wallSpan;
  let at = numbersAt;
  at = writeNumber(target, at, wholeNumber("seq", header.seq));
  at = writeNumber(target, at, wholeNumber("boot", header.boot));
  at = writeNumber(target, at, wallSpan);
  at = writeNumber(target, at, header.firstMonoUs);
  at = writeNumber(target, at, Math.abs(drift));
  // The sign has a byte of its own only when there is one: clocks that agree are the rule.
  if (drift !== 0) target[at++] = drift < 0 ? 1 : 0;
  at = writeNumber(target, at, header.samples);
  at = writeNumber(target, at, layout.columns);
  at = writeNumber(target, at, layout.groups);
  at = writeNumber(target, at, layout.headBytes);
  return writeNumber(target, at, layout.bodyBytes);
}

/**
 * Checks form, version, size, checksum and limits, and reads the header.
 *
 * @throws DrawbarError `SEGMENT_CORRUPT`, `SEGMENT_VERSION_UNKNOWN`, `SEGMENT_TOO_LARGE`.
 */
export function readFrame(bytes: Uint8Array): FramedSegment {
  if (bytes.length > segmentLimits.bytesMax)
    throw segmentFailure("SEGMENT_TOO_LARGE", `${bytes.length} bytes are over the limit of ${segmentLimits.bytesMax} (segment.bytesMax)`);
  if (bytes.length < numbersAt + checksumBytes) throw corrupt(`${bytes.length} bytes are too few for a segment`);
  if (magic.some((byte, index) => bytes[index] !== byte)) throw corrupt("the bytes do not begin as a segment does");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - checksumBytes;
  const checksum = crc32(bytes, 0, end);
  if (checksum !== view.getUint32(end, true)) throw corrupt(`the checksum of ${bytes.length} bytes does not fit them`);
  const version = view.getUint8(3);
  if (version !== formatVersion)
    throw segmentFailure("SEGMENT_VERSION_UNKNOWN", `the segment has format ${version}, this release reads format ${formatVersion}`);

  const flags = view.getUint8(flagsAt);
  const priority = priorities[flags & 3];
  const clockQuality = clockQualities[(flags >> 2) & 3];
  if (priority === undefined || clockQuality === undefined || (flags & reservedFlags) !== 0) throw corrupt(`unknown flags ${flags}`);
  const reader = new NumberReader(view, numbersAt);
  const epoch = readLong(view, epochAt);
  const firstUs = readLong(view, firstUsAt);
  const seq = reader.next();
  const boot = reader.next();
  const wallSpan = reader.next();
  const firstMonoUs = reader.next();
  const drift = reader.next();
  const monoSpan = wallSpan + (drift !== 0 && reader.byte() === 1 ? -drift : drift);
  const samples = reader.next();
  const layout = {
    columns: reader.next(),
    groups: reader.next(),
    headBytes: reader.next(),
    bodyBytes: reader.next(),
    isCompressed: (flags & compressedFlag) !== 0,
  };
  if (reader.at + layout.headBytes + layout.bodyBytes !== end) throw corrupt("its parts do not add up to its length");
  if (monoSpan < 0 || firstUs + wallSpan > Number.MAX_SAFE_INTEGER || firstMonoUs + monoSpan > Number.MAX_SAFE_INTEGER)
    throw corrupt("its times are out of range");
  if (samples > segmentLimits.samplesMax || layout.columns > segmentLimits.columnsMax) {
    throw segmentFailure(
      "SEGMENT_TOO_LARGE",
      `${samples} samples in ${layout.columns} columns are over the limits of ${segmentLimits.samplesMax} and ${segmentLimits.columnsMax}`,
    );
  }
  if (layout.groups < 1 || layout.groups > layout.columns || layout.columns > samples)
    throw corrupt(`${samples} samples in ${layout.columns} columns of ${layout.groups} groups cannot be`);
  const header: SegmentHeader = {
    // The parsers of ids look at text; 16 and 32 bytes as hexadecimal digits have its form.
    source: uuidText(bytes) as SourceId,
    epoch: epoch as Epoch,
    priority,
    seq,
    boot,
    firstMonoUs,
    lastMonoUs: firstMonoUs + monoSpan,
    firstUs,
    lastUs: firstUs + wallSpan,
    clockQuality,
    samples,
    catalogue: toHex(bytes, catalogueAt, catalogueAt + catalogueBytes) as CatalogueHash,
  };
  return { header, layout, headsAt: reader.at };
}

/** Writes the checksum over everything before it. @param target the whole segment. */
export function writeChecksum(target: Uint8Array): void {
  const end = target.length - checksumBytes;
  new DataView(target.buffer, target.byteOffset, target.byteLength).setUint32(end, crc32(target, 0, end), true);
}

function uuidText(bytes: Uint8Array): string {
  const hex = toHex(bytes, sourceAt, sourceAt + sourceBytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function writeLong(target: Uint8Array, offset: number, value: number): void {
  let rest = value;
  for (let index = 0; index < longBytes; index++) {
    target[offset + index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

function readLong(view: DataView, offset: number): number {
  const value = view.getUint32(offset, true) + view.getUint16(offset + 4, true) * 2 ** 32 + view.getUint8(offset + 6) * 2 ** 48;
  if (value > Number.MAX_SAFE_INTEGER) throw corrupt("a number of its header is larger than 2^53 - 1");
  return value;
}

function writeNumber(target: Uint8Array, offset: number, value: number): number {
  let at = offset;
  let rest = value;
  for (; rest > 127; at++) {
    target[at] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  target[at] = rest;
  return at + 1;
}

/** LEB128; reading past the end throws the view's RangeError. */
class NumberReader {
  readonly #view: DataView;
  at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.at = at;
  }

  byte(): number {
    const byte = this.#view.getUint8(this.at);
    this.at += 1;
    return byte;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (let byte = 128; byte > 127; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER || scale > numberScaleMax) throw corrupt("a number of its header is larger than 2^53 - 1");
    }
    return value;
  }
}

function wholeNumber(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw unencodable(name, value);
}

function unencodable(name: string, value: unknown): Error {
  return segmentFailure("SEGMENT_UNENCODABLE", `the header's ${name} cannot be ${JSON.stringify(value)}`);
}

function corrupt(what: string): Error {
  return segmentFailure("SEGMENT_CORRUPT", what);
}
