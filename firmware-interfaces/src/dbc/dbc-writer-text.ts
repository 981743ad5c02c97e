/** A text as statements hold it. A quote is the only character that is written otherwise. */
export function quoted(text: string): string {
  // Behind a backslash the closing quote would be part of the text.
  return `"${text.replaceAll('"', String.raw`\"`)}${text.endsWith("\\") ? " " : ""}"`;
}

/** The shortest digits that give the same double; whole numbers without an exponent, since tools read those as integers. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  // Beyond the largest double, which reads as infinity again.
  if (!Number.isFinite(value)) return value > 0 ? "1e999" : "-1e999";
  if (Object.is(value, -0)) return "-0";
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(BigInt(value)) : String(value);
}
