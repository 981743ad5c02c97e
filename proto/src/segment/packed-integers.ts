/**
 * The two codes of small integers, each a tight loop over an `Int32Array`. They are the hot path of the codec: state
 * lives in local variables, no branch depends on a value that is hard to foresee, and an element's index is below
 * `count`, which is at most the array's length; hence `as number` wherever one is read.
 */
import { fieldBitsMax, type BitWriter } from "./bit-writer.ts";
import type { BitReader } from "./bit-reader.ts";
import { segmentFailure } from "./segment-errors.ts";

/** Values that a uniform code can tell apart. */
export const uniformSpanMax = 2 ** fieldBitsMax;
/** A Rice code with so many ones in front is followed by all bits of the value. */
export const riceEscape = 15;
/** What follows an escape may go on with ones: no more than its own are counted. */
const riceStop = 1 << riceEscape;
/** Bits of a value that a Rice code can carry. */
export const riceValueBits = fieldBitsMax;
export const riceBitsMax = 20;
/** Longest code of one value, for whoever reserves room. */
export const packedBytesMax = Math.ceil((riceEscape + riceValueBits) / 8);

/**
 * Truncated binary: every integer of a range equally short, within 0.09 bits of log2 of the range.
 *
 * @param low smallest value; @param span how many follow it, at most `uniformSpanMax`.
 * @param hole 1 when no value is 0 and the span does not count it, else 0.
 */
export function writeUniform(writer: BitWriter, values: Int32Array, count: number, low: number, span: number, hole: 0 | 1): void {
  const width = 31 - Math.clz32(span);
  const shortCodes = (2 << width) - span;
  const { view } = writer;
  let { position, pending, fill } = writer;
  for (let index = 0; index < count; index++) {
    const value = values[index] as number;
    const offset = value - low - (hole & (-value >>> 31));
    const isLong = (shortCodes - 1 - offset) >>> 31;
    const moved = offset + (shortCodes & -isLong);
    // A long code sends all bits but the last first, so that its first `width` bits are no short code.
    const bits = (moved >>> isLong) | ((moved & isLong) << width);
    pending |= bits << fill;
    fill += width + isLong;
    view.setUint32(position, pending, true);
    position += fill >>> 3;
    pending >>>= fill & 24;
    fill &= 7;
  }
  writer.position = position;
  writer.pending = pending;
  writer.fill = fill;
}

export function readUniform(reader: BitReader, values: Int32Array, count: number, low: number, span: number, hole: 0 | 1): void {
  const width = 31 - Math.clz32(span);
  const shortCodes = (2 << width) - span;
  const mask = (1 << width) - 1;
  const { view } = reader;
  let { position } = reader;
  for (let index = 0; index < count; index++) {
    const window = view.getUint32(position >>> 3, true) >>> (position & 7);
    const first = window & mask;
    const isLong = (shortCodes - 1 - first) >>> 31;
    const offset = first + ((first + ((window >>> width) & 1) - shortCodes) & -isLong);
    position += width + isLong;
    const value = low + offset;
    values[index] = value + (hole & (~value >>> 31));
  }
  reader.position = position;
}

/**
 * Rice code: short for what is near 0, either side; good where small values are likelier than large ones.
 *
 * @param bits sent as they are, 0 to `riceBitsMax`; what lies above them is counted in ones.
 * @param bias 1 when no value is 0, else 0.
 * @see R. F. Rice, JPL Publication 79-22
 */
export function writeRice(writer: BitWriter, values: Int32Array, count: number, bits: number, bias: 0 | 1): void {
  const { view } = writer;
  let { position, pending, fill } = writer;
  const mask = (1 << bits) - 1;
  for (let index = 0; index < count; index++) {
    const value = values[index] as number;
    const folded = ((value << 1) ^ (value >> 31)) - bias;
    const ones = folded >>> bits;
    if (ones + 1 + bits <= fieldBitsMax && ones < riceEscape) {
      pending |= (((1 << ones) - 1) | ((folded & mask) << (ones + 1))) << fill;
      fill += ones + 1 + bits;
    } else {
      const isEscaped = ones >= riceEscape;
      const front = isEscaped ? riceEscape : ones + 1;
      pending |= (isEscaped ? (1 << riceEscape) - 1 : (1 << ones) - 1) << fill;
      fill += front;
      view.setUint32(position, pending, true);
      position += fill >>> 3;
      pending >>>= fill & 24;
      fill &= 7;
      pending |= (isEscaped ? folded : folded & mask) << fill;
      fill += isEscaped ? riceValueBits : bits;
    }
    view.setUint32(position, pending, true);
    position += fill >>> 3;
    pending >>>= fill & 24;
    fill &= 7;
  }
  writer.position = position;
  writer.pending = pending;
  writer.fill = fill;
}

export function readRice(reader: BitReader, values: Int32Array, count: number, bits: number, bias: 0 | 1): void {
  const { view } = reader;
  let { position } = reader;
  const mask = (1 << bits) - 1;
  const escapeMask = (1 << riceValueBits) - 1;
  for (let index = 0; index < count; index++) {
    const window = view.getUint32(position >>> 3, true) >>> (position & 7);
    const zeros = ~window | riceStop;
    const ones = 31 - Math.clz32(zeros & -zeros);
    let folded: number;
    if (ones < riceEscape) {
      position += ones + 1;
      folded = (ones << bits) | ((view.getUint32(position >>> 3, true) >>> (position & 7)) & mask);
      position += bits;
    } else {
      position += riceEscape;
      folded = (view.getUint32(position >>> 3, true) >>> (position & 7)) & escapeMask;
      position += riceValueBits;
    }
    folded += bias;
    values[index] = (folded >>> 1) ^ -(folded & 1);
  }
  reader.position = position;
}

/**
 * Lengths of runs in a Rice code, without a sign: the samples between two rare ones.
 *
 * @param total samples that the runs and the rare ones between them make up.
 * @param runs has room for `total` + 1.
 * @returns how many runs there are.
 * @throws DrawbarError `SEGMENT_CORRUPT` when they make up more.
 */
export function readRuns(reader: BitReader, runs: Int32Array, total: number, bits: number): number {
  const { view } = reader;
  let { position } = reader;
  const mask = (1 << bits) - 1;
  const escapeMask = (1 << riceValueBits) - 1;
  let count = 0;
  let covered = 0;
  while (covered < total) {
    const window = view.getUint32(position >>> 3, true) >>> (position & 7);
    const zeros = ~window | riceStop;
    const ones = 31 - Math.clz32(zeros & -zeros);
    let run: number;
    if (ones < riceEscape) {
      position += ones + 1;
      run = (ones << bits) | ((view.getUint32(position >>> 3, true) >>> (position & 7)) & mask);
      position += bits;
    } else {
      position += riceEscape;
      run = (view.getUint32(position >>> 3, true) >>> (position & 7)) & escapeMask;
      position += riceValueBits;
    }
    runs[count] = run;
    count += 1;
    covered += run + 1;
  }
  if (covered > total + 1) throw segmentFailure("SEGMENT_CORRUPT", "a run is longer than its column");
  reader.position = position;
  return count;
}
