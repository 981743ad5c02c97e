/**
 * Which code is cheapest for a column of residuals. Estimated from one pass over them: how many there are of each
 * binary length, their range, and how often the usual one occurs.
 */
import { riceBitsMax, riceEscape, riceValueBits, uniformSpanMax } from "./packed-integers.ts";

/** How residuals are told apart: all alike; all sent; or the rare ones (those unlike the usual one, or those like it) by their distances. */
export type ResidualRarity = "none" | "unusual" | "usual";

export type ResidualPlan =
  | { readonly code: "constant"; readonly usual: number; readonly bits: number }
  | { readonly code: "uniform"; readonly usual: number; readonly rarity: ResidualRarity; readonly low: number; readonly high: number; readonly bits: number }
  | { readonly code: "rice"; readonly usual: number; readonly rarity: ResidualRarity; readonly riceBits: number; readonly bits: number };

/** Number of residuals by binary length of their distance from the usual one, folded; index 0 counts the usual one itself. */
const countOfLength = new Int32Array(33);
/** Distances from a residual are small where those from 0 would need more bits than a code has. */
const farFromZero = 2 ** 20;
/** What parameters of a plan cost, roughly: enough to keep short columns simple. */
const headBits = 8;

/**
 * @returns `undefined` when they are too far apart for the codes of small integers. `bits` is what the plan's samples
 *   will take, without its parameters' exact cost.
 */
export function planResiduals(residuals: Int32Array, count: number): ResidualPlan | undefined {
  const usual = usualResidual(residuals, count);
  countOfLength.fill(0);
  let low = (residuals[0] as number) - usual; // at least one
  let high = low;
  for (let index = 0; index < count; index++) {
    const distance = (residuals[index] as number) - usual; // index < count
    if (distance < low) low = distance;
    if (distance > high) high = distance;
    const length = 32 - Math.clz32((distance << 1) ^ (distance >> 31));
    countOfLength[length] = (countOfLength[length] as number) + 1; // 0 to 32
  }
  if (low === high) return { code: "constant", usual: usual + low, bits: 0 };
  if (high - low >= uniformSpanMax || low < -uniformSpanMax || high > uniformSpanMax) return undefined;
  const alike = countOfLength[0] as number; // the table has 33 entries
  const unlike = count - alike;
  const rarity = unlike <= alike ? "unusual" : "usual";
  const runBits = alike === 0 ? Number.POSITIVE_INFINITY : entropyBits(alike, count) + headBits;
  const lengthMax = 32 - Math.clz32(Math.max(-low, high)) + 1;
  const isRicePossible = lengthMax <= riceValueBits;
  const rangeBits = 2 * (32 - Math.clz32(high - low)) + headBits;

  let best: ResidualPlan = { code: "uniform", usual, rarity: "none", low, high, bits: count * uniformBits(high - low + 1) + rangeBits };
  const unlikeRange = low === 0 || high === 0 ? rangeOfUnlike(residuals, count, usual, low, high) : { low, high };
  const sparseUniform = runBits + unlike * uniformBits(sparseSpan(unlikeRange.low, unlikeRange.high)) + rangeBits;
  if (sparseUniform < best.bits) best = { code: "uniform", usual, rarity, low: unlikeRange.low, high: unlikeRange.high, bits: sparseUniform };
  if (!isRicePossible) return best;
  const dense = cheapestRice(0, lengthMax, count);
  if (dense.bits + headBits < best.bits) best = { code: "rice", usual, rarity: "none", riceBits: dense.riceBits, bits: dense.bits + headBits };
  if (alike === 0) return best;
  const sparse = cheapestRice(1, lengthMax, unlike);
  const sparseBits = sparse.bits + headBits + runBits;
  if (sparseBits < best.bits) best = { code: "rice", usual, rarity, riceBits: sparse.riceBits, bits: sparseBits };
  return best;
}

/** How many distances there are from `low` to `high` without 0. */
export function sparseSpan(low: number, high: number): number {
  return high - low + (low > 0 || high < 0 ? 1 : 0);
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Where all unlike ones lie on one side of the usual one: a counter that starts anew falls by the same each time. */
function rangeOfUnlike(residuals: Int32Array, count: number, usual: number, low: number, high: number): Range {
  // One side has none: whichever it is starts from the far end of the other.
  let unlikeLow = high;
  let unlikeHigh = low;
  for (let index = 0; index < count; index++) {
    const distance = (residuals[index] as number) - usual; // index < count
    if (distance === 0) continue;
    if (distance < unlikeLow) unlikeLow = distance;
    if (distance > unlikeHigh) unlikeHigh = distance;
  }
  // A range from the usual one on leaves it out anyway, and has shorter parameters.
  return sparseSpan(unlikeLow, unlikeHigh) < sparseSpan(low, high) ? { low: unlikeLow, high: unlikeHigh } : { low, high };
}

/** The value of at least three in five samples of the column, else 0, which is usual for signals that move both ways, or one of many that are far from 0. */
function usualResidual(residuals: Int32Array, count: number): number {
  const last = count - 1;
  // All five indices lie within the column.
  const a = residuals[0] as number;
  const b = residuals[last >> 2] as number;
  const c = residuals[last >> 1] as number;
  const d = residuals[last - (last >> 2)] as number;
  const e = residuals[last] as number;
  // With three alike in five, one of the first three is of them.
  if (votes(a, a, b, c, d, e) >= 3) return a;
  if (votes(b, a, b, c, d, e) >= 3) return b;
  if (votes(c, a, b, c, d, e) >= 3) return c;
  return Math.abs(c) < farFromZero ? 0 : c;
}

/** Bits per value of a truncated binary code. */
export function uniformBits(span: number): number {
  if (span <= 1) return 0;
  const width = 31 - Math.clz32(span);
  return width + 1 - ((2 << width) - span) / span;
}

function votes(candidate: number, a: number, b: number, c: number, d: number, e: number): number {
  return Number(a === candidate) + Number(b === candidate) + Number(c === candidate) + Number(d === candidate) + Number(e === candidate);
}

/** What telling apart `some` of `count` costs by runs, 4 % over the entropy, as measured. */
function entropyBits(some: number, count: number): number {
  const other = count - some;
  return 1.04 * (timesItsLog(count) - timesItsLog(some) - timesItsLog(other));
}

/** n log2 n, from a table for columns of usual length: logarithms were a tenth of the time to encode. */
function timesItsLog(count: number): number {
  return count < tabulated.length ? (tabulated[count] as number) : count * Math.log2(count); // below the length
}

const tabulated = Float64Array.from({ length: 1_024 }, (_, count) => (count === 0 ? 0 : count * Math.log2(count)));

/** Tries the lengths around the median's. Within one binary length values are taken as evenly spread. */
function cheapestRice(firstLength: number, lengthMax: number, count: number): { readonly riceBits: number; readonly bits: number } {
  let median = firstLength;
  for (let below = countOfLength[median] as number; 2 * below < count && median < lengthMax; below += countOfLength[median] as number) median += 1; // lengthMax <= 32
  let best = { riceBits: 0, bits: Number.POSITIVE_INFINITY };
  for (let riceBits = Math.max(0, median - 2); riceBits <= Math.min(median, riceBitsMax); riceBits++) {
    const bits = riceCost(riceBits, firstLength, lengthMax, count);
    if (bits < best.bits) best = { riceBits, bits };
  }
  return best;
}

function riceCost(riceBits: number, firstLength: number, lengthMax: number, count: number): number {
  let bits = count * (riceBits + 1);
  for (let length = Math.max(firstLength, riceBits + 1); length <= lengthMax; length++) {
    const ones = 1.5 * (1 << (length - 1 - riceBits)) - 0.5;
    const more = ones < riceEscape ? ones : riceEscape + riceValueBits - riceBits - 1;
    bits += (countOfLength[length] as number) * more; // lengthMax <= 32
  }
  return bits;
}
