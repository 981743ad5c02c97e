/** Doubles that are decimal fractions of few digits, such as 48.137154: as integers and an exponent they take a fraction of the room. */

/** Digits after the point that are tried; powers of ten are exact in double precision up to 10^22. */
export const decimalExponentMax = 15;
const powers: readonly number[] = Array.from({ length: decimalExponentMax + 1 }, (_, exponent) => 10 ** exponent);

/**
 * Fills `target` so that `target[i] / 10^exponent` is exactly `values[i]`.
 *
 * @returns the exponent, or `undefined` when some value has no such form: NaN, infinities, -0, and most results of a
 *   calculation.
 */
export function toDecimals(values: Float64Array, count: number, target: Float64Array): number | undefined {
  let exponent = 0;
  for (let index = 0; index < count; index++) {
    while (!isDecimal(values[index] as number, exponent)) {
      // index < count
      exponent += 1;
      if (exponent > decimalExponentMax) return undefined;
    }
  }
  const power = powerOfTen(exponent);
  for (let index = 0; index < count; index++) {
    const value = values[index] as number; // index < count
    // A later value may have asked for more digits than an earlier one can be scaled by.
    if (!isDecimal(value, exponent)) return undefined;
    target[index] = Math.round(value * power);
  }
  return exponent;
}

/** @param exponent 0 to `decimalExponentMax`. */
export function powerOfTen(exponent: number): number {
  return powers[exponent] as number; // the caller keeps to the range
}

function isDecimal(value: number, exponent: number): boolean {
  const power = powerOfTen(exponent);
  const scaled = Math.round(value * power);
  return Math.abs(scaled) <= Number.MAX_SAFE_INTEGER && scaled / power === value && !Object.is(scaled, -0);
}
