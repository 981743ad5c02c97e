/** Numbers of partitions of `segment`: retention class and receive day (0063_merged_segments.sql). */

const slotDays = 1_000_000;
const mergedClasses = 4;
const hotPriority = 2;

/** Where merged segments of a slot lie. */
export function mergedSlotOf(slot: number): number {
  return isMergedSlot(slot) ? slot : slot + mergedClasses * slotDays;
}

export function isMergedSlot(slot: number): boolean {
  return slot >= mergedClasses * slotDays;
}

/** Every slot that these segments may lie in: a merge moves them at any time, so whoever looks for one looks into both in one statement. */
export function withMerged(slots: readonly number[]): readonly number[] {
  return [...new Set(slots.flatMap((slot) => [slot, mergedSlotOf(slot)]))];
}

/** Whether its segments are kept for the hot days only. */
export function isHotSlot(slot: number): boolean {
  return Math.floor(slot / slotDays) % mergedClasses >= hotPriority;
}

/** @returns YYMMDD. */
export function receiveDayOfSlot(slot: number): number {
  return slot % slotDays;
}
