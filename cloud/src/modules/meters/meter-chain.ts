/** What one source says over time, and which of its readings are not believed. Pure: the order in which they came does not matter. */
import { meterLimits, type MeterRule } from "./limits.ts";
import type { Doubt, Reading, ReadingsOfSource } from "./meter-types.ts";

const hourUs = 3_600_000_000;

export interface Chain {
  /** Believed, in order of time, as they continue the first of them. */
  readonly believed: readonly Reading[];
  readonly doubts: readonly Doubt[];
  /** Whether it was swapped or reset, so that its value rests on a sum. */
  readonly isJoined: boolean;
  /** What may be missing from that sum. */
  readonly error: number;
}

/** Ratios of units that are taken for each other: miles and kilometres, metres and kilometres. */
const unitRatios = [1.609_344, 1 / 1.609_344, 1_000, 1 / 1_000] as const;

/** @returns the ratio of units that lies so near; `undefined` for none. */
export function unitRatioOf(ratio: number): number | undefined {
  return unitRatios.find((known) => Math.abs(ratio / known - 1) <= meterLimits.unitShare);
}

export function toleranceOf(rule: MeterRule, value: number): number {
  return rule.slack + rule.slackShare * value;
}

export function gainMax(rule: MeterRule, fromUs: number, toUs: number): number {
  return (Math.max(0, toUs - fromUs) / hourUs) * rule.perHourMax;
}

/**
 * A reading that does not follow from the one before waits for others. When those that come fit it rather than what was
 * believed, the meter was swapped or reset, or speaks in another unit from there on, and they continue the old value;
 * unless what was believed had no more to speak for it, then it was wrong all along.
 */
export function chainOf({ source, readings }: ReadingsOfSource, rule: MeterRule): Chain {
  const confirmedBy = source.kind === "people" ? meterLimits.confirmedByPeople : meterLimits.confirmedBySignal;
  const doubts: Doubt[] = [];
  let believed: Reading[] = [];
  let waiting: Doubt[] = [];
  let [factor, offset, error, isJoined] = [1, 0, 0, false];
  for (const raw of readings.toSorted(inTime)) {
    if (!(raw.value >= 0 && raw.value <= rule.valueMax)) {
      doubts.push({ ...raw, reason: "out-of-range" });
      continue;
    }
    const last = believed.at(-1);
    const reading = { ...raw, value: raw.value * factor + offset };
    const reason = last === undefined ? undefined : reasonAgainst(rule, last, reading);
    if (last === undefined || reason === undefined) {
      doubts.push(...waiting);
      waiting = [];
      believed.push(reading);
      continue;
    }
    const before = waiting.at(-1);
    if (before !== undefined && reasonAgainst(rule, before, raw) !== undefined) {
      doubts.push(...waiting);
      waiting = [];
    }
    waiting.push({ ...raw, reason, expected: last.value });
    const [first] = waiting;
    if (first === undefined || waiting.length < confirmedBy) continue;
    const joined = waiting.map(({ reason: _reason, expected: _expected, ...each }): Reading => each);
    if (believed.length < confirmedBy) {
      doubts.push(...believed.map((each): Doubt => ({ ...each, reason: each.value > first.value ? "jump-forward" : "jump-back", expected: first.value })));
      [factor, offset, error, isJoined] = [1, 0, 0, false];
      believed = joined;
    } else {
      const ratio = unitRatioOf(first.value / last.value);
      doubts.push({ ...first, reason: ratio !== undefined ? "unit" : first.value < last.value * meterLimits.resetShare ? "reset" : "swapped" });
      [factor, offset] = ratio === undefined ? [1, last.value - first.value] : [1 / ratio, 0];
      // Nobody counted from the last reading of the old one to the first of the new one.
      error += ratio === undefined ? Math.min(gainMax(rule, last.atUs, first.untilUs), first.value + rule.slack) : toleranceOf(rule, last.value);
      isJoined = true;
      believed.push(...joined.map((each) => ({ ...each, value: Math.max(last.value, each.value * factor + offset) })));
    }
    waiting = [];
  }
  doubts.push(...waiting);
  return { believed, doubts: doubts.toSorted((one, other) => inTime(other, one)).slice(0, meterLimits.doubtsMax), isJoined, error };
}

/** By time; what is of one time by value, so that no order of arrival matters. */
function inTime(one: Reading, other: Reading): number {
  return one.atUs - other.atUs || one.untilUs - other.untilUs || one.value - other.value || ((one.readingId ?? "") < (other.readingId ?? "") ? -1 : 1);
}

function reasonAgainst(rule: MeterRule, before: Reading, { value, untilUs }: Reading): "jump-back" | "jump-forward" | undefined {
  const tolerance = rule.slack;
  if (value < before.value - tolerance) return "jump-back";
  return value > before.value + tolerance + gainMax(rule, before.atUs, untilUs) ? "jump-forward" : undefined;
}
