import type { DbcSignal } from "./dbc-types.ts";

/**
 * Physical value of a raw one: raw * factor + offset, in this order and in doubles. Integers that are scaled by integers
 * stay exact however large, as a `bigint` where a double would round.
 */
export function physicalValue(raw: number | bigint, signal: Pick<DbcSignal, "factor" | "offset" | "numeric">): number | bigint {
  const { factor, offset, numeric } = signal;
  const value = Number(raw) * factor + offset;
  const isExact = typeof raw === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (isExact || numeric !== "integer" || !Number.isSafeInteger(factor) || !Number.isSafeInteger(offset)) return value;
  return BigInt(raw) * BigInt(factor) + BigInt(offset);
}

/** Corrections of a raw value; real scalings need none or one. */
const correctionsMax = 4;
/** Neighbours that are tried on each side when corrections go back and forth. */
const neighbours = 3;

/**
 * The inverse: the raw value whose physical value is this one, or the nearest when the value lies between two. Of several, where
 * scaling has rounded, one within the signal's bits if there is one.
 *
 * @returns of a floating-point signal the number in the payload; otherwise an integer, or NaN when no raw value has this physical value.
 */
export function rawValue(value: number | bigint, signal: Pick<DbcSignal, "factor" | "offset" | "numeric" | "lengthBits" | "signed">): number | bigint {
  const { factor, offset, numeric, lengthBits } = signal;
  if (typeof value === "bigint") {
    if (Number.isSafeInteger(factor) && Number.isSafeInteger(offset) && factor !== 0) {
      const difference = value - BigInt(offset);
      if (difference % BigInt(factor) === 0n) return difference / BigInt(factor);
    }
    return rawValue(Number(value), signal);
  }
  if (numeric !== "integer") return factor === 0 ? 0 : closest(value, signal, (raw) => (numeric === "float32" ? Math.fround(raw) : raw));
  if (factor === 0) return value === offset ? 0 : Number.NaN;
  const raw = closest(value, signal, Math.round);
  if (!Number.isFinite(raw)) return raw;
  const valueBits = signal.signed ? lengthBits - 1 : lengthBits;
  if (lengthBits <= 53) {
    const max = 2 ** valueBits - 1;
    const nearest = Math.min(Math.max(raw, signal.signed ? -max - 1 : 0), max);
    return nearest * factor + offset === value ? nearest : raw;
  }
  const max = 2n ** BigInt(valueBits) - 1n;
  const min = signal.signed ? -max - 1n : 0n;
  const nearest = BigInt(raw) > max ? max : BigInt(raw) < min ? min : BigInt(raw);
  return Number(nearest) * factor + offset === value ? nearest : BigInt(raw);
}

function closest(value: number, { factor, offset }: Pick<DbcSignal, "factor" | "offset">, round: (raw: number) => number): number {
  const restOf = (raw: number): number => value - (raw * factor + offset);
  let raw = round((value - offset) / factor);
  // What is left over says how far rounding has led away.
  for (let step = 0; step < correctionsMax; step++) {
    const rest = restOf(raw);
    if (rest === 0 || !Number.isFinite(rest)) return raw;
    const next = round(raw + rest / factor);
    if (next === raw) break;
    raw = next;
  }
  // Distance of the next double, or integer, at this size.
  const gap = Math.max(1, 2 ** (Math.floor(Math.log2(Math.abs(raw))) - 52));
  let best = raw;
  for (let step = -neighbours; step <= neighbours; step++) {
    const neighbour = round(raw + step * gap);
    if (Math.abs(restOf(neighbour)) < Math.abs(restOf(best))) best = neighbour;
  }
  return best;
}
