import type { HealthView } from "../api/types.ts";

/** A minute rests for half a minute before it is made; what waits much longer has nobody who makes it. */
const lateMs = 5 * 60_000;
/** As the alert rules say it. */
const diskShortPercent = 10;

/** @returns how long the oldest waits, when that is so long that nobody can be at work on it. */
export function lateness({ oldestAt }: HealthView["jobs"][number], nowMs: number): number | undefined {
  const ageMs = oldestAt === undefined ? 0 : nowMs - Date.parse(oldestAt);
  return ageMs > lateMs ? ageMs : undefined;
}

/** Whether somebody must make room. */
export function isDiskShort({ diskFreePercent = 100 }: NonNullable<HealthView["database"]>): boolean {
  return diskFreePercent < diskShortPercent;
}
