/**
 * A column of integers within ±(2^53 - 1), given its smallest value and its range, which its head carries: steps from
 * sample to sample, or levels above the smallest value, whichever takes fewer bits.
 */
import type { BitReader } from "./bit-reader.ts";
import { bitLength, type BitWriter } from "./bit-writer.ts";
import { packedBytesMax, readUniform, uniformSpanMax, writeUniform } from "./packed-integers.ts";
import { readResiduals, writeResiduals } from "./residual-code.ts";
import { planResiduals, uniformBits } from "./residual-plan.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { Workspace } from "./workspace.ts";

export interface IntegerScan {
  readonly min: number;
  /** Largest minus smallest. */
  readonly range: number;
  /** Added up in order, in double precision: exact while it stays within ±2^53. */
  readonly sum: number;
  /** All steps fit into 32 bits and lie in the workspace's residuals. */
  readonly hasNarrowSteps: boolean;
}

/** How the samples are sent, 2 bits; absent when they are all alike. */
const modes = { steps: 0, levels: 1, wideSteps: 2, wideLevels: 3 } as const;
const modeBits = 2;
/** Sums of steps are added up in 32 bits. */
const stepRangeMax = 2 ** 31;
const widthBits = 6;
const wordBytes = 8;

/** In all loops below an index stays below `count`, which is at most the array's length; hence `as number` on what is read. */

/** @returns `undefined` when some value is not an integer within ±(2^53 - 1). -0 counts as 0. */
export function scanIntegers(values: Float64Array, count: number, work: Workspace): IntegerScan | undefined {
  const { residuals } = work;
  let previous = values[0] as number;
  let min = previous;
  let max = previous;
  let sum = previous;
  let hasNarrowSteps = true;
  for (let index = 1; index < count; index++) {
    const value = values[index] as number;
    const step = value - previous;
    const narrow = step | 0;
    residuals[index - 1] = narrow;
    if (narrow !== step) hasNarrowSteps = false;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    previous = value;
  }
  // Whole steps from a whole number lead to whole numbers; otherwise each has to be looked at.
  const isWhole = hasNarrowSteps ? Number.isSafeInteger(values[0]) : areSafeIntegers(values, count);
  const range = max - min;
  if (!isWhole || min < Number.MIN_SAFE_INTEGER || max > Number.MAX_SAFE_INTEGER || range > Number.MAX_SAFE_INTEGER) return undefined;
  return { min: min + 0, range, sum: sum + 0, hasNarrowSteps };
}

/** Writes what `scanIntegers` has just looked at, and uses up the workspace's residuals. */
export function writeIntegers(writer: BitWriter, values: Float64Array, count: number, scan: IntegerScan, work: Workspace): void {
  const { min, range } = scan;
  if (range === 0) return;
  writer.reserve((count + 2) * wordBytes);
  const plan = scan.hasNarrowSteps && range < stepRangeMax ? planResiduals(work.residuals, count - 1) : undefined;
  const levelBits = count * (range < uniformSpanMax ? uniformBits(range + 1) : bitLength(range));
  if (plan !== undefined && plan.bits <= levelBits) {
    writer.write(modes.steps, modeBits);
    writeResiduals(writer, plan, work, count - 1);
  } else if (range < uniformSpanMax) {
    const { values: levels } = work;
    for (let index = 0; index < count; index++) levels[index] = (values[index] as number) - min;
    writer.reserve(count * packedBytesMax);
    writer.write(modes.levels, modeBits);
    writeUniform(writer, levels, count, 0, range + 1, 0);
  } else {
    writeWide(writer, values, count, scan);
  }
}

/** Fills the first `count` of `target`. @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readIntegers(reader: BitReader, target: Float64Array, count: number, min: number, range: number, work: Workspace): void {
  if (range === 0) {
    target.fill(min, 0, count);
    return;
  }
  const { residuals } = work;
  switch (reader.read(modeBits)) {
    case modes.steps:
      if (count === 1) throw segmentFailure("SEGMENT_CORRUPT", "a single sample has no steps");
      readResiduals(reader, work, count - 1);
      placeSteps(target, residuals, count, min);
      return;
    case modes.levels:
      if (range >= uniformSpanMax) throw segmentFailure("SEGMENT_CORRUPT", `levels range over ${range}`);
      readUniform(reader, residuals, count, 0, range + 1, 0);
      for (let index = 0; index < count; index++) target[index] = min + (residuals[index] as number);
      return;
    case modes.wideSteps:
      readWideSteps(reader, target, count, min + reader.readWide(bitLength(range)));
      return;
    default: {
      const width = bitLength(range);
      for (let index = 0; index < count; index++) target[index] = min + reader.readWide(width);
    }
  }
}

/** Where the steps start need not be sent: they are shifted until the lowest place that they come to is the smallest value. */
function placeSteps(target: Float64Array, steps: Int32Array, count: number, min: number): void {
  let place = 0;
  let lowest = 0;
  for (let index = 0; index < count - 1; index++) {
    place = (place + (steps[index] as number)) | 0;
    steps[index] = place;
    if (place < lowest) lowest = place;
  }
  const first = min - lowest;
  target[0] = first;
  for (let index = 1; index < count; index++) target[index] = first + (steps[index - 1] as number);
}

function areSafeIntegers(values: Float64Array, count: number): boolean {
  for (let index = 0; index < count; index++) if (!Number.isSafeInteger(values[index])) return false;
  return true;
}

function writeWide(writer: BitWriter, values: Float64Array, count: number, { min, range }: IntegerScan): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 1; index < count; index++) {
    const step = (values[index] as number) - (values[index - 1] as number);
    if (step < low) low = step;
    if (step > high) high = step;
  }
  const width = bitLength(range);
  if (high - low >= range / 2) {
    writer.write(modes.wideLevels, modeBits);
    for (let index = 0; index < count; index++) writer.writeWide((values[index] as number) - min, width);
    return;
  }
  const stepWidth = bitLength(high - low);
  writer.write(modes.wideSteps, modeBits);
  writer.writeWide((values[0] as number) - min, width);
  writer.writeSigned(low);
  writer.write(stepWidth, widthBits);
  for (let index = 1; index < count; index++) writer.writeWide((values[index] as number) - (values[index - 1] as number) - low, stepWidth);
}

function readWideSteps(reader: BitReader, target: Float64Array, count: number, first: number): void {
  const low = reader.readSigned();
  const width = reader.read(widthBits);
  if (width > 53) throw segmentFailure("SEGMENT_CORRUPT", `a step of ${width} bits is wider than 53`);
  let value = first;
  target[0] = value;
  for (let index = 1; index < count; index++) {
    value += low + reader.readWide(width);
    target[index] = value;
  }
}
