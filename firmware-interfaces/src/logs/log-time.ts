/** Seconds as text to microseconds and back, by digits: a double cannot hold both a date and its nanoseconds. */

/** Seconds after which microseconds are no longer exact in a double: the year 2255. */
const secondsMax = 9_007_199_254;

/**
 * @param seconds digits with an optional fraction of any length; beyond microseconds it is rounded, half up.
 * @returns `undefined` when it is no such number, or too big.
 */
export function microsecondsOf(seconds: string): number | undefined {
  const point = seconds.indexOf(".");
  const whole = Number(point < 0 ? seconds : seconds.slice(0, point));
  if (!Number.isInteger(whole) || whole < 0 || whole >= secondsMax) return undefined;
  if (point < 0) return whole * 1_000_000;
  const digits = seconds.length - point - 1;
  const fraction = Number(seconds.slice(point + 1, point + 7).padEnd(6, "0"));
  if (!Number.isInteger(fraction) || fraction < 0) return undefined;
  const isRoundedUp = digits > 6 && seconds.charCodeAt(point + 7) >= 53; // "5"
  return whole * 1_000_000 + fraction + (isRoundedUp ? 1 : 0);
}

/** @returns seconds with six digits behind the point, such as `1533226488.228954`. */
export function secondsText(us: number): string {
  const whole = Math.floor(us / 1_000_000);
  return `${whole}.${String(us - whole * 1_000_000).padStart(6, "0")}`;
}

/** Digits behind the point that are kept when times are shifted or added: picoseconds, more than any clock has. */
const fractionDigitsMax = 12;

/**
 * Seconds out of a count of smaller units, by digits.
 *
 * @param count such as `2501.000` milliseconds with `places` 3, or `166064000` microseconds with 6.
 * @returns `undefined` when it is no such number.
 */
export function secondsOfUnits(count: string, places: 3 | 6): string | undefined {
  const parts = /^(\d{1,20})(?:\.(\d*))?$/.exec(count);
  if (parts === null) return undefined;
  const [, whole = "", fraction = ""] = parts;
  const digits = whole.padStart(places + 1, "0");
  return `${digits.slice(0, -places).replace(/^0+(?=\d)/, "")}.${digits.slice(-places)}${fraction}`;
}

/** @returns the sum of two counts of seconds with every digit that either has, `undefined` when one is no number. */
export function addSeconds(a: string, b: string): string | undefined {
  const left = /^(\d{1,15})(?:\.(\d+))?$/.exec(a);
  const right = /^(\d{1,15})(?:\.(\d+))?$/.exec(b);
  if (left === null || right === null) return undefined;
  const places = Math.min(fractionDigitsMax, Math.max(6, left[2]?.length ?? 0, right[2]?.length ?? 0));
  const scaled = (parts: RegExpExecArray): bigint => BigInt(`${parts[1] ?? ""}${(parts[2] ?? "").slice(0, places).padEnd(places, "0")}`);
  const sum = String(scaled(left) + scaled(right)).padStart(places + 1, "0");
  return `${sum.slice(0, -places)}.${sum.slice(-places)}`;
}
