/** Residuals of a column as bits and back: the plan, then, if some are rare, their distances, then the values. */
import type { BitReader } from "./bit-reader.ts";
import type { BitWriter } from "./bit-writer.ts";
import { packedBytesMax, readRice, readRuns, readUniform, riceBitsMax, uniformSpanMax, writeRice, writeUniform } from "./packed-integers.ts";
import { sparseSpan, type ResidualPlan, type ResidualRarity } from "./residual-plan.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { Workspace } from "./workspace.ts";

/** Shapes as they are sent, 3 bits. */
const constantShape = 0;
const shapes = [
  undefined,
  { code: "uniform", rarity: "none" },
  { code: "rice", rarity: "none" },
  { code: "uniform", rarity: "unusual" },
  { code: "rice", rarity: "unusual" },
  { code: "uniform", rarity: "usual" },
  { code: "rice", rarity: "usual" },
] as const satisfies readonly ({ readonly code: string; readonly rarity: ResidualRarity } | undefined)[];
const shapeBits = 3;
const riceParameterBits = 5;
/** Parameters of any plan. */
const planBytesMax = 48;

/** Writes the first `count` of `work.residuals`, and uses them up. @param count at least 1. */
export function writeResiduals(writer: BitWriter, plan: ResidualPlan, work: Workspace, count: number): void {
  writer.reserve(planBytesMax + 2 * count * packedBytesMax);
  writer.write(plan.code === "constant" ? constantShape : shapes.findIndex((shape) => shape?.code === plan.code && shape.rarity === plan.rarity), shapeBits);
  writer.writeSigned(plan.usual);
  if (plan.code === "constant") return;
  const isSparse = plan.rarity !== "none";
  const valueCount = isSparse ? writeRarity(writer, plan.rarity, plan.usual, work, count) : count;
  const values = isSparse ? work.values : distances(plan.usual, work, count);
  if (plan.code === "uniform") {
    writer.writeSigned(plan.low);
    writer.writeSigned(plan.high + plan.low);
    const { span, hole } = rangeOf(plan.low, plan.high, isSparse);
    writeUniform(writer, values, valueCount, plan.low, span, hole);
  } else {
    writer.write(plan.riceBits, riceParameterBits);
    writeRice(writer, values, valueCount, plan.riceBits, isSparse ? 1 : 0);
  }
}

/** Fills the first `count` of `work.residuals`. @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readResiduals(reader: BitReader, work: Workspace, count: number): void {
  const shapeCode = reader.read(shapeBits);
  const usual = reader.readSigned();
  if (usual !== (usual | 0)) throw segmentFailure("SEGMENT_CORRUPT", `a usual residual of ${usual} is out of range`);
  if (shapeCode === constantShape) {
    work.residuals.fill(usual, 0, count);
    return;
  }
  const shape = shapes[shapeCode];
  if (shape === undefined) throw segmentFailure("SEGMENT_CORRUPT", `a column has the unknown shape ${shapeCode}`);
  const { code, rarity } = shape;
  const isSparse = rarity !== "none";
  const runCount = isSparse ? readRuns(reader, work.runs, count, readRiceBits(reader)) : 0;
  const rareCount = isSparse ? countRare(work.runs, runCount, count) : 0;
  const valueCount = rarity === "unusual" ? rareCount : count - rareCount;
  const values = isSparse ? work.values : work.residuals;
  if (code === "uniform") {
    const low = reader.readSigned();
    const high = reader.readSigned() - low;
    const { span, hole } = rangeOf(low, high, isSparse);
    if (span < 1 || span > uniformSpanMax || Math.abs(low) > uniformSpanMax) throw segmentFailure("SEGMENT_CORRUPT", `residuals range from ${low} to ${high}`);
    readUniform(reader, values, valueCount, low, span, hole);
  } else {
    readRice(reader, values, valueCount, readRiceBits(reader), isSparse ? 1 : 0);
  }
  if (rarity === "unusual") placeUnusual(work, runCount, count, usual);
  else if (rarity === "usual") placeUsual(work, runCount, count, usual);
  else if (usual !== 0) add(usual, work.residuals, count);
}

/** A sparse column leaves 0 out of a range that would have it. */
function rangeOf(low: number, high: number, isSparse: boolean): { readonly span: number; readonly hole: 0 | 1 } {
  return { span: isSparse ? sparseSpan(low, high) : high - low + 1, hole: isSparse && low <= 0 && high >= 0 ? 1 : 0 };
}

function readRiceBits(reader: BitReader): number {
  const bits = reader.read(riceParameterBits);
  if (bits > riceBitsMax) throw segmentFailure("SEGMENT_CORRUPT", `a Rice code of ${bits} bits is longer than ${riceBitsMax}`);
  return bits;
}

/** In all loops below indices stay within `count`, which the workspace has room for; hence `as number`. */

function distances(usual: number, { residuals, values }: Workspace, count: number): Int32Array {
  if (usual === 0) return residuals;
  for (let index = 0; index < count; index++) values[index] = (residuals[index] as number) - usual;
  return values;
}

function add(usual: number, residuals: Int32Array, count: number): void {
  for (let index = 0; index < count; index++) residuals[index] = (residuals[index] as number) + usual;
}

/** Writes where the rare ones are, and moves the values that are unlike the usual one to the front of `work.values`. @returns how many. */
function writeRarity(writer: BitWriter, rarity: ResidualRarity, usual: number, work: Workspace, count: number): number {
  const { residuals, values, runs } = work;
  const rareIsUnlike = rarity === "unusual" ? 1 : 0;
  let valueCount = 0;
  let rareCount = 0;
  for (let index = 0; index < count; index++) {
    const distance = (residuals[index] as number) - usual;
    const isUnlike = (distance | -distance) >>> 31;
    values[valueCount] = distance;
    valueCount += isUnlike;
    runs[rareCount] = index;
    rareCount += 1 ^ isUnlike ^ rareIsUnlike;
  }
  const runCount = toRuns(runs, rareCount, count);
  const bits = riceBitsOf((count - rareCount) / runCount);
  writer.write(bits, riceParameterBits);
  writeRice(writer, runs, runCount, bits, 0);
  return valueCount;
}

/**
 * Turns places into the runs before each, and one after the last unless it is empty.
 *
 * @param places has room for one more. Becomes the runs as a Rice code takes them: it folds signs away, and runs have
 *   none, so 0, 1, 2, 3, 4 … are unfolded into 0, -1, 1, -2, 2 ….
 * @returns how many runs there are.
 */
function toRuns(places: Int32Array, placeCount: number, count: number): number {
  places[placeCount] = count;
  let previous = -1;
  for (let index = 0; index <= placeCount; index++) {
    const place = places[index] as number;
    const run = place - previous - 1;
    places[index] = (run >>> 1) ^ -(run & 1);
    previous = place;
  }
  return places[placeCount] === 0 ? placeCount : placeCount + 1;
}

/** The best Rice code for geometrically distributed runs of this mean. */
function riceBitsOf(mean: number): number {
  let bits = 0;
  while (bits < riceBitsMax && mean >= (meanFrom[bits] as number)) bits += 1; // riceBitsMax entries
  return bits;
}

/** Mean run from which one bit more than the index pays (A. Kiely, IPN Progress Report 42-159, equation 6, solved for the mean). */
const meanFrom = Float64Array.from({ length: riceBitsMax }, (_, bits) => {
  const goldenRatio = (1 + Math.sqrt(5)) / 2;
  const likelihood = (goldenRatio - 1) ** (1 / 2 ** bits);
  return likelihood / (1 - likelihood);
});

function countRare(runs: Int32Array, runCount: number, count: number): number {
  let rest = count;
  for (let index = 0; index < runCount; index++) rest -= runs[index] as number;
  return rest;
}

function placeUnusual({ residuals, values, runs }: Workspace, runCount: number, count: number, usual: number): void {
  residuals.fill(usual, 0, count);
  let place = 0;
  for (let index = 0; index < runCount; index++) {
    place += runs[index] as number;
    if (place >= count) return;
    residuals[place] = usual + (values[index] as number);
    place += 1;
  }
}

function placeUsual({ residuals, values, runs }: Workspace, runCount: number, count: number, usual: number): void {
  let place = 0;
  let taken = 0;
  for (let index = 0; index < runCount; index++) {
    const end = place + (runs[index] as number);
    for (; place < end; place++, taken++) residuals[place] = usual + (values[taken] as number);
    if (place >= count) return;
    residuals[place] = usual;
    place += 1;
  }
}
