/** Amounts as the console writes them: thin-space thousands, U+2212 for minus, as many decimals as the catalogue says. */

const narrowSpace = "\u202f";
const minus = "\u2212";
/** More would be noise on a screen; catalogues have been seen with 15. */
const decimalsMost = 6;

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * @param decimals of the signal's catalogue entry; clamped to 0..6.
 * @param locale decides point or comma only; thousands are always a thin space, from 1 000 on.
 * @returns "1 240", "108.1", "−40"; a dash for NaN and infinities.
 */
export function formatNumber(value: number, decimals = 0, locale = "en"): string {
  if (!Number.isFinite(value)) return "–";
  let text = "";
  for (const { type, value: part } of formatter(decimals, locale).formatToParts(value)) {
    text += type === "group" ? narrowSpace : type === "minusSign" ? minus : part;
  }
  return text;
}

/** @returns the number, a thin space and the unit; the number alone when the unit is empty. */
export function formatAmount(value: number, decimals: number, unit: string, locale = "en"): string {
  const number = formatNumber(value, decimals, locale);
  return unit === "" ? number : `${number}${narrowSpace}${unit}`;
}

function formatter(decimals: number, locale: string): Intl.NumberFormat {
  const digits = Math.min(Math.max(Math.trunc(decimals), 0), decimalsMost);
  const key = `${locale}/${digits}`;
  let found = formatters.get(key);
  if (found === undefined) {
    // negative: no "−0.0", which says nothing and flickers beside 0.0
    found = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: "always", signDisplay: "negative" });
    formatters.set(key, found);
  }
  return found;
}
