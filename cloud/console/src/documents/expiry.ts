/** Until when a paper holds, seen from today in the browser's zone. */

export interface Expiry {
  /** expired: act now; soon: within a month; later; never: it does not expire. */
  readonly kind: "expired" | "soon" | "later" | "never";
  /** Whole days to its last one; below 0 once it has expired. Absent for what does not expire. */
  readonly days?: number;
}

/** Until so many days before its end a paper is of no concern. */
export const soonDays = 30;
const dayMs = 86_400_000;

/** @param expiresOn the last day, as 2026-11-25. */
export function expiryOf(expiresOn: string | undefined, nowMs: number): Expiry {
  if (expiresOn === undefined) return { kind: "never" };
  const days = Math.round((Date.parse(`${expiresOn}T00:00:00Z`) - Date.parse(`${localDay(nowMs)}T00:00:00Z`)) / dayMs);
  return { kind: days < 0 ? "expired" : days <= soonDays ? "soon" : "later", days };
}

/** @returns the day in the browser's zone, as 2026-11-25. @param plusDays may be negative. */
export function localDay(nowMs: number, plusDays = 0): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + plusDays)).toISOString().slice(0, 10);
}
