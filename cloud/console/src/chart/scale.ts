/** Round numbers for axes. */

export interface ValueScale {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  /** Decimals its labels need. */
  readonly decimals: number;
}

/** @returns a scale whose ends and steps are 1, 2 or 5 times a power of ten and which holds both values. */
export function valueScale(low: number, high: number, stepsMost = 5): ValueScale {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return valueScale(0, 1, stepsMost); // nothing to show
  if (!(high > low)) {
    // one value only: room around it, so that the line does not lie on the axis
    const room = Math.abs(low) > 0 ? Math.abs(low) * 0.1 : 1;
    return valueScale(low - room, low + room, stepsMost);
  }
  // rounding outwards may need one step more than there is room for; then the next rounder step is taken
  for (let rung = 3 * Math.floor(Math.log10((high - low) / stepsMost)); ; rung += 1) {
    const power = Math.floor(rung / 3);
    const step = ([1, 2, 5][rung - 3 * power] ?? 1) * 10 ** power;
    const from = Math.floor(low / step + 1e-9);
    const to = Math.ceil(high / step - 1e-9);
    if (to - from <= stepsMost) return { low: round(from * step, power), high: round(to * step, power), step, decimals: Math.max(0, -power) };
  }
}

/** The axis of a live chart: grows at once, never shrinks by itself. */
export function growScale(shown: ValueScale | undefined, low: number, high: number): ValueScale {
  if (shown === undefined) return valueScale(low, high);
  return low >= shown.low && high <= shown.high ? shown : valueScale(Math.min(low, shown.low), Math.max(high, shown.high));
}

/** @returns the values at which a line is drawn, both ends included. */
export function scaleSteps(scale: ValueScale): readonly number[] {
  const count = Math.round((scale.high - scale.low) / scale.step);
  return Array.from({ length: count + 1 }, (_, index) => scale.low + index * scale.step);
}

export interface TimeTick {
  readonly atMs: number;
  /** The tick names a day: local midnight. */
  readonly isDay: boolean;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [1, 2, 5, 10, 15, 30]
  .flatMap((n) => [n * second, n * minute])
  .concat(
    [1, 2, 3, 6, 12].map((n) => n * hour),
    [1, 2, 7, 14, 28, 56].map((n) => n * day),
  )
  .toSorted((a, b) => a - b);

/**
 * Times for the axis, in the viewer's zone.
 *
 * @param ticksMost how many labels have room.
 */
export function timeTicks(fromMs: number, toMs: number, ticksMost: number): readonly TimeTick[] {
  const stepMs = timeSteps.find((step) => (toMs - fromMs) / step <= ticksMost) ?? 56 * day;
  const ticks: TimeTick[] = [];
  const midnight = new Date(fromMs);
  midnight.setHours(0, 0, 0, 0);
  const dayStep = Math.max(1, stepMs / day);
  if (dayStep > 1) midnight.setDate(midnight.getDate() - (Math.round(midnight.getTime() / day) % dayStep));
  while (midnight.getTime() <= toMs) {
    const startMs = midnight.getTime();
    midnight.setDate(midnight.getDate() + dayStep);
    // a day with a change to or from summer time has 23 or 25 hours: days count as one, and hours start anew each day
    const endMs = stepMs >= day ? startMs + 1 : Math.min(midnight.getTime(), toMs + 1);
    for (let atMs = startMs; atMs < endMs; atMs += stepMs) if (atMs >= fromMs) ticks.push({ atMs, isDay: atMs === startMs });
  }
  return ticks;
}

/** Step of 1, 2, 5, 10, 15, 30 seconds or minutes, hours or days that is at least this long; used to merge points and to rule tables. */
export function roundTimeStep(atLeastMs: number): number {
  if (atLeastMs <= second) return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].find((step) => step >= atLeastMs) ?? second;
  return timeSteps.find((step) => step >= atLeastMs) ?? 56 * day;
}

function round(value: number, power: number): number {
  return Number(value.toFixed(Math.max(0, -power)));
}
