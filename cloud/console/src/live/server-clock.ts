/** How far this computer's clock is from the cloud's. Ages are counted from the cloud's times, so a wrong clock here would make every vehicle silent. */

/** The Date header counts whole seconds and the answer took a moment: less than this is no difference. */
const toleranceMs = 2_500;

let offsetMs = 0;

/** @param date the answer's Date header. */
export function noteServerTime(date: string | null, receivedAtMs: number): void {
  const serverMs = Date.parse(date ?? "");
  if (!Number.isNaN(serverMs)) offsetMs = clockOffset(serverMs, receivedAtMs);
}

/** @returns the cloud's time now, milliseconds since 1970. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}

/** @returns what to add to this computer's clock; 0 when they agree as far as can be told. */
export function clockOffset(serverMs: number, receivedAtMs: number): number {
  const difference = serverMs + 500 - receivedAtMs; // the header is cut to the second: half a second on average
  return Math.abs(difference) <= toleranceMs ? 0 : difference;
}
