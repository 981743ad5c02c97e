/** What somebody probably meant who typed a VIN that cannot be one. */
import { isCheckDigitRight } from "./check-digit.ts";

/** Pairs that are taken for each other on a type plate, in handwriting or on a keyboard. */
const confused = ["0D", "1L", "17", "2Z", "3B", "38", "4A", "5S", "6G", "6B", "8B", "EF", "HN", "MN", "PR", "UV", "VW", "VY", "XK", "CG"] as const;

/** Letters that a VIN never has, and what they were taken for. */
const neverUsed: Readonly<Record<string, string>> = { I: "1", O: "0", Q: "0" };

export interface Correction {
  readonly vin: string;
  /** From 1. */
  readonly positions: readonly number[];
}

/** @returns the text with 1 and 0 in place of I, O and Q; `undefined` when it has none of them. */
export function withoutUnusedLetters(text: string): Correction | undefined {
  const positions = Array.from(text).flatMap((character, index) => (Object.hasOwn(neverUsed, character) ? [index + 1] : []));
  return positions.length === 0 ? undefined : { vin: text.replaceAll(/[IOQ]/g, (letter) => neverUsed[letter] ?? letter), positions };
}

/**
 * VINs with a right check digit that differ from this one by one confused character or by two neighbours swapped.
 * Position 9 counts as any other: it is not corrected to what would fit, only from what looks like that.
 *
 * @param vin 17 characters that a VIN may have, with a wrong check digit.
 */
export function correctionsOf(vin: string): readonly Correction[] {
  const corrections: Correction[] = [];
  const check = (candidate: string, ...positions: readonly number[]): void => {
    if (candidate !== vin && isCheckDigitRight(candidate) && endsInDigits(candidate)) corrections.push({ vin: candidate, positions });
  };
  for (let at = 0; at < vin.length; at++) {
    const character = vin[at] ?? "";
    const next = vin[at + 1] ?? "";
    for (const pair of confused) {
      if (pair.includes(character)) check(vin.slice(0, at) + (pair[0] === character ? pair[1] : pair[0]) + vin.slice(at + 1), at + 1);
    }
    if (next !== "") check(vin.slice(0, at) + next + character + vin.slice(at + 2), at + 1, at + 2);
  }
  return corrections;
}

/** The last four are digits, whoever the maker is (ISO 3779). */
function endsInDigits(vin: string): boolean {
  return /\d{4}$/.test(vin);
}
