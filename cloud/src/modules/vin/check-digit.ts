import { vinCharacters } from "./table/vpic-format.ts";

/** Of `vinCharacters`, in their order. */
const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** Of the positions; the check digit itself does not count. */
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/**
 * What position 9 has to be.
 *
 * @param vin 17 characters that a VIN may have.
 * @returns 0 to 9, or X.
 * @see 49 CFR 565.15 (c), GB 16735
 */
export function checkDigitOf(vin: string): string {
  let sum = 0;
  for (const [position, weight] of weights.entries()) sum += weight * (values[vinCharacters.indexOf(vin[position] ?? "")] ?? 0);
  const rest = sum % 11;
  return rest === 10 ? "X" : String(rest);
}

export function isCheckDigitRight(vin: string): boolean {
  return vin[8] === checkDigitOf(vin);
}
