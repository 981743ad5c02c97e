/**
 * STmin, the pause that a receiver asks the sender to keep between two consecutive frames, as its one byte codes it.
 *
 * @see ISO 15765-2, 9.6.5.4
 */

const millisecondsMax = 0x7f;
const microsecondsFirst = 0xf1;
const microsecondsLast = 0xf9;

/** @returns milliseconds, 0.1 to 0.9 included; a reserved code is taken as the longest pause, 127 ms, as the standard demands. */
export function separationTimeMs(code: number): number {
  if (code <= millisecondsMax) return code;
  if (code >= microsecondsFirst && code <= microsecondsLast) return (code - microsecondsFirst + 1) / 10;
  return millisecondsMax;
}

/** @returns the code of the shortest pause that is not below `pauseMs`; 127 ms is the longest that can be asked for. */
export function separationTimeCode(pauseMs: number): number {
  if (!(pauseMs > 0)) return 0;
  // Rounded to a nanosecond first: 0.3 * 10 is a little above 3.
  const tenths = Math.ceil(Math.round(pauseMs * 10_000_000) / 1_000_000);
  if (tenths < 10) return microsecondsFirst + tenths - 1;
  return Math.min(millisecondsMax, Math.ceil(Math.round(pauseMs * 1_000_000) / 1_000_000));
}
