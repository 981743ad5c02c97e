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
