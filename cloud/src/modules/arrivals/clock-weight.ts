/** How much an earlier journey tells of one at another time. */
import type { Coordinate } from "../places/index.ts";
import { arrivalRules } from "./limits.ts";

const hourUs = 3_600_000_000;
const dayUs = 24 * hourUs;

/**
 * Traffic follows the sun more than any time zone's rules: the clock is that of the longitude, so nobody has to say where
 * a fleet is, and a change to summer time blurs an hour for some weeks.
 */
export function clockWeight(atUs: number, otherUs: number, [longitude]: Coordinate): number {
  const shiftUs = (longitude / 15) * hourUs;
  const [hour, day] = clockOf(atUs + shiftUs);
  const [otherHour, otherDay] = clockOf(otherUs + shiftUs);
  const apart = Math.abs(hour - otherHour);
  const hours = Math.min(apart, 24 - apart);
  const clock = arrivalRules.clockFloor + (1 - arrivalRules.clockFloor) * Math.exp(-0.5 * (hours / arrivalRules.clockSigmaHours) ** 2);
  const otherKind = day >= 5 === otherDay >= 5 ? arrivalRules.otherWorkdayWeight : arrivalRules.otherDayWeight;
  const age = Math.abs(atUs - otherUs) / dayUs / arrivalRules.halfLifeDays;
  return clock * (day === otherDay ? 1 : otherKind) * 0.5 ** age;
}

/** @returns the hour with its fraction, and the day of the week from Monday, 0. */
function clockOf(us: number): readonly [hour: number, day: number] {
  const days = Math.floor(us / dayUs);
  return [(us - days * dayUs) / hourUs, (((days + 3) % 7) + 7) % 7]; // 1970 began on a Thursday
}
