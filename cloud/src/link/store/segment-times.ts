/** Which minutes and days a segment has samples in. */
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import type { SegmentHeader } from "@drawbar/proto/segment/segment-types.ts";

const minuteUs = 60_000_000;
const minutesPerDay = 1_440;
/** Longer segments are looked into: one that was open when its clock was set may begin in 1970. */
const plainMinutesMax = 60;

/** @returns minutes since 1970, ascending; every minute from first to last for an ordinary segment. */
export function minutesOf(header: SegmentHeader, bytes: Uint8Array): readonly number[] {
  const first = Math.floor(header.firstUs / minuteUs);
  const last = Math.floor(header.lastUs / minuteUs);
  if (last - first < plainMinutesMax) return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const minutes = new Set<number>();
  for (const { times } of decodeSegment(bytes).columns) for (const time of times) minutes.add(Math.floor(time / minuteUs));
  return [...minutes].sort((left, right) => left - right);
}

/** @param minutes as `minutesOf` returns them. @returns days since 1970-01-01 UTC. */
export function daysOf(minutes: readonly number[]): readonly number[] {
  return [...new Set(minutes.map((minute) => Math.floor(minute / minutesPerDay)))];
}
