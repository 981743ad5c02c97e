/**
 * A column of 64-bit words of which only likeness is known (doubles without a short decimal form, large integers):
 * each is combined with the one before by exclusive or, and of that only the bits between the first and the last that
 * ever differ are sent (after Gorilla, VLDB 2015, 4.1.2; lengths go through the code of residuals instead of a window).
 */
import type { BitReader } from "./bit-reader.ts";
import { fieldBitsMax, type BitWriter } from "./bit-writer.ts";
import { readResiduals, writeResiduals } from "./residual-code.ts";
import { planResiduals } from "./residual-plan.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { Workspace } from "./workspace.ts";

/** A word as its two halves, low first: how every machine that we run on stores doubles and 64-bit integers. */
export type WordHalves = Uint32Array;

const halfBits = 32;
const wordBits = 64;
const trailingBits = 6;
const bytesPerWord = 12;

/** All indices below lie within `count` words; hence `as number`. @param count at least 1. */
export function writeWords(writer: BitWriter, words: WordHalves, count: number, work: Workspace): void {
  writer.reserve((count + 4) * bytesPerWord);
  writeHalf(writer, words[0] as number, halfBits);
  writeHalf(writer, words[1] as number, halfBits);
  if (count === 1) return;
  const trailing = commonTrailingZeros(words, count);
  writer.write(trailing, trailingBits);
  const lengths = work.residuals;
  for (let index = 1; index < count; index++) {
    const low = ((words[2 * index] as number) ^ (words[2 * index - 2] as number)) >>> 0;
    const high = ((words[2 * index + 1] as number) ^ (words[2 * index - 1] as number)) >>> 0;
    const length = Math.max(0, (high === 0 ? halfBits - Math.clz32(low) : wordBits - Math.clz32(high)) - trailing);
    lengths[index - 1] = length;
  }
  const plan = planResiduals(lengths, count - 1);
  if (plan === undefined) throw new Error("lengths up to 64 are always within reach of a plan");
  const kept = lengths.slice(0, count - 1); // writing a plan uses up the residuals
  writeResiduals(writer, plan, work, count - 1);
  writer.reserve((count + 4) * bytesPerWord);
  for (let index = 1; index < count; index++) {
    const length = kept[index - 1] as number;
    if (length <= 1) continue; // the first bit is a one, and so need not be sent
    const low = (words[2 * index] as number) ^ (words[2 * index - 2] as number);
    const high = (words[2 * index + 1] as number) ^ (words[2 * index - 1] as number);
    const lowShifted = trailing === 0 ? low : trailing < halfBits ? (low >>> trailing) | (high << (halfBits - trailing)) : high >>> (trailing - halfBits);
    writeHalf(writer, lowShifted, Math.min(halfBits, length - 1));
    if (length - 1 > halfBits) writeHalf(writer, trailing < halfBits ? high >>> trailing : 0, length - 1 - halfBits);
  }
}

/** Fills the first `count` words of `target`. @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readWords(reader: BitReader, target: WordHalves, count: number, work: Workspace): void {
  let low = readHalf(reader, halfBits);
  let high = readHalf(reader, halfBits);
  target[0] = low;
  target[1] = high;
  if (count === 1) return;
  const trailing = reader.read(trailingBits);
  readResiduals(reader, work, count - 1);
  const lengths = work.residuals;
  for (let index = 1; index < count; index++) {
    const length = lengths[index - 1] as number;
    if (length < 0 || length + trailing > wordBits) throw segmentFailure("SEGMENT_CORRUPT", `a word differs in ${length} bits above ${trailing}`);
    if (length > 0) {
      const sent = length - 1;
      let lowBits = readHalf(reader, Math.min(halfBits, sent));
      let highBits = sent > halfBits ? readHalf(reader, sent - halfBits) : 0;
      if (sent < halfBits) lowBits |= 1 << sent;
      else highBits |= 1 << (sent - halfBits);
      if (trailing === 0) {
        low ^= lowBits;
        high ^= highBits;
      } else if (trailing < halfBits) {
        low ^= lowBits << trailing;
        high ^= (highBits << trailing) | (lowBits >>> (halfBits - trailing));
      } else {
        high ^= lowBits << (trailing - halfBits);
      }
    }
    target[2 * index] = low;
    target[2 * index + 1] = high;
  }
}

/** Low bits that are the same in all words; 0 when all bits are. */
function commonTrailingZeros(words: WordHalves, count: number): number {
  let low = 0;
  let high = 0;
  for (let index = 1; index < count; index++) {
    low |= (words[2 * index] as number) ^ (words[2 * index - 2] as number);
    high |= (words[2 * index + 1] as number) ^ (words[2 * index - 1] as number);
  }
  if (low !== 0) return trailingZeros(low);
  return high === 0 ? 0 : halfBits + trailingZeros(high);
}

function trailingZeros(value: number): number {
  return 31 - Math.clz32(value & -value);
}

function writeHalf(writer: BitWriter, value: number, width: number): void {
  if (width <= fieldBitsMax) {
    writer.write(value & ((1 << width) - 1), width);
  } else {
    writer.write(value & 0xffff, 16);
    writer.write((value >>> 16) & ((1 << (width - 16)) - 1), width - 16);
  }
}

function readHalf(reader: BitReader, width: number): number {
  if (width <= fieldBitsMax) return reader.read(width);
  const low = reader.read(16);
  return low | (reader.read(width - 16) << 16);
}
