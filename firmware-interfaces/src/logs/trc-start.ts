/** The start of a TRC recording: days since 1899-12-30 with a fraction, by digits, since a double has no microseconds left. */

/** From 1899-12-30 to 1970-01-01. */
const daysTo1970 = 25_569n;
const dayUs = 86_400_000_000n;
/** Digits of the fraction that matter: 1e-15 days are a tenth of a nanosecond. */
const fractionDigits = 15;

/** @returns seconds since 1970 to the microsecond; `undefined` when it is no such number or before 1970. */
export function trcStartSeconds(days: string): string | undefined {
  const parts = /^(\d{1,6})(?:[.,](\d+))?$/.exec(days.trim());
  if (parts === null) return undefined;
  const scale = 10n ** BigInt(fractionDigits);
  const fraction = BigInt((parts[2] ?? "").slice(0, fractionDigits).padEnd(fractionDigits, "0"));
  const us = (BigInt(parts[1] ?? "0") - daysTo1970) * dayUs + (fraction * dayUs + scale / 2n) / scale;
  if (us < 0n) return undefined;
  return `${us / 1_000_000n}.${String(us % 1_000_000n).padStart(6, "0")}`;
}

/** @param us microseconds since 1970. */
export function trcStartText(us: number): string {
  const scale = 10n ** BigInt(fractionDigits);
  const total = BigInt(us) + daysTo1970 * dayUs;
  return `${total / dayUs}.${String(((total % dayUs) * scale) / dayUs).padStart(fractionDigits, "0")}`;
}
