import type { DbcSignal } from "./dbc-types.ts";

/**
 * Physical value of a raw one: raw * factor + offset, in this order and in doubles. Integers that are scaled by integers
 * stay exact however large, as a `bigint` where a double would round.
 */
export function physicalValue(raw: number | bigint, signal: Pick<DbcSignal, "factor" | "offset">): number | bigint {
  const { factor, offset } = signal;
  if (typeof raw === "number") {
    const value = raw * factor + offset;
    const isExact = Math.abs(value) <= Number.MAX_SAFE_INTEGER || !Number.isInteger(raw) || !areExactIntegers(factor, offset);
    return isExact ? value : BigInt(raw) * BigInt(factor) + BigInt(offset);
  }
  return areExactIntegers(factor, offset) ? raw * BigInt(factor) + BigInt(offset) : Number(raw) * factor + offset;
}

function areExactIntegers(factor: number, offset: number): boolean {
  return Number.isSafeInteger(factor) && Number.isSafeInteger(offset);
}
