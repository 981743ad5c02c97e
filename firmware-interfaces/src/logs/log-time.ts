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
