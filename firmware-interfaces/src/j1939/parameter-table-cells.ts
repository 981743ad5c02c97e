/** What the cells of a parameter table mean; they are written for people. */

/** @returns byte and bit from 1 of `1`, `1-2`, `3.5`, `3.5-4`; `undefined` when it is scattered or varies. */
export function placeOf(text: string): { readonly byte: number; readonly bit: number } | undefined {
  const [, byte, bit = "1"] = /^(\d{1,4})(?:\.(\d))?\s*(?:(?:-|to)\s*\d{1,4}(?:\.\d)?)?$/.exec(text) ?? [];
  if (byte === undefined) return undefined;
  const place = { byte: Number(byte), bit: Number(bit) };
  return place.byte >= 1 && place.byte <= 1_785 && place.bit >= 1 && place.bit <= 8 ? place : undefined;
}

/** @returns bits of `2 bytes`, `4 bits`, `1 byte`. */
export function lengthBitsOf(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,3})\s*(bits?|bytes?)$/i.exec(text) ?? [];
  if (count === undefined) return undefined;
  const bits = Number(count) * (unit.toLowerCase().startsWith("byte") ? 8 : 1);
  return bits >= 1 && bits <= 64 ? bits : undefined;
}

/**
 * @returns what one bit is worth of `0.125 rpm/bit`, `1/256 km/h per bit`, `10-7 deg/bit`, `1 count/bit`, or that the values are
 *   states: `4 states/2 bit`. `text` of what holds no number.
 */
export function resolutionOf(text: string): { readonly factor: number; readonly isDiscrete: boolean } | "text" | undefined {
  if (/ascii|bit-?mapped|character/i.test(text)) return "text";
  if (/states?\s*\//i.test(text) || /^(?:binary|n\/?a)?$/i.test(text)) return { factor: 1, isDiscrete: true };
  const power = /^10\s*\^?\s*(-\d{1,2})\b/.exec(text);
  if (power !== null) return { factor: 10 ** Number(power[1]), isDiscrete: false };
  const [, number, divisor] = /^([0-9][0-9 ,]*(?:\.\d+)?(?:[eE]-?\d+)?)(?:\s*\/\s*(\d+))?/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const factor = numberOf(number) / (divisor === undefined ? 1 : Number(divisor));
  return Number.isFinite(factor) && factor > 0 ? { factor, isDiscrete: false } : undefined;
}

/** @returns the number of `-40 °C`, `0`, `-1,000`; nothing is 0. */
export function offsetOf(text: string): number | undefined {
  if (text === "" || /^n\/?a$/i.test(text)) return 0;
  const [, number] = /^([-\u2212]?\s*[0-9][0-9 ,]*(?:\.\d+)?)/.exec(text) ?? [];
  return number === undefined ? undefined : numberOf(number.replace("\u2212", "-"));
}

/** @returns the milliseconds of `100 ms` or `1 s`; 0 = on request, on change, or by rules of its own. */
export function periodMsOf(text: string): number {
  const [, number, unit = ""] = /^(\d{1,6}(?:\.\d+)?)\s*(ms|s)$/i.exec(text) ?? [];
  if (number === undefined) return 0;
  return Number(number) * (unit.toLowerCase() === "s" ? 1_000 : 1);
}

function numberOf(text: string): number {
  return Number(text.replaceAll(/[ ,]/g, ""));
}
