/**
 * The times of one message's samples: integers in a unit, expected one period apart. A sender's timer wanders and the
 * bus delays frames now and then, so the expected time follows the real one by a fraction of the deviation. Against
 * real logs this took half a bit a time less than differences, and one and a half less than differences of differences.
 */
import type { BitReader } from "./bit-reader.ts";
import { bitLength, type BitWriter } from "./bit-writer.ts";
import { readResiduals, writeResiduals } from "./residual-code.ts";
import { planResiduals } from "./residual-plan.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { Workspace } from "./workspace.ts";

/** What a group's head says of its times; for a single sample `unitUs` is 1 and `period` 0. */
export interface TimeHead {
  readonly firstUs: number;
  readonly lastUs: number;
  /** Greatest common divisor of the steps. */
  readonly unitUs: number;
  /** Typical step, in units; 0 when steps do not fit into 32 bits. */
  readonly period: number;
}

export interface TimeScan extends TimeHead {
  readonly hasNarrowSteps: boolean;
}

/** How much of a deviation the expectation follows, as a right shift, 3 bits; two values are kept for no following and for wide steps. */
const followsAll = 0;
const followsNothing = 6;
const isWide = 7;
const followBits = 3;
const followsTried = [followsAll, 1, 2] as const;
const widthBits = 6;
const wordBytes = 8;
const periodSamples = 9;
/** How many times are enough to tell which way of following is best. */
const followSamples = 40;
const sampled = new Float64Array(periodSamples);

/** In all loops below an index stays below `count`, which is at most the array's length; hence `as number` on what is read. */

/** Leaves the steps in the workspace. @throws DrawbarError `SEGMENT_UNENCODABLE` unless times are integers from 0 to 2^53 - 1 that do not fall. */
export function scanTimes(times: Float64Array, work: Workspace): TimeScan {
  const count = times.length;
  const firstUs = times[0] as number;
  const lastUs = times[count - 1] as number;
  if (!Number.isSafeInteger(firstUs) || firstUs < 0 || !Number.isSafeInteger(lastUs)) throw badTime(firstUs, lastUs);
  const { steps } = work;
  let unitUs = 0;
  let hasNarrowSteps = true;
  let previous = firstUs;
  for (let index = 1; index < count; index++) {
    const time = times[index] as number;
    const step = time - previous;
    const narrow = step | 0;
    if (narrow !== step) {
      if (!Number.isSafeInteger(time)) throw badTime(previous, time);
      hasNarrowSteps = false;
    }
    if (!(step >= 0)) throw badTime(previous, time);
    steps[index - 1] = narrow;
    if (unitUs !== 1 && narrow !== 0) unitUs = unitUs !== 0 && narrow % unitUs === 0 ? unitUs : divisor(unitUs, narrow);
    previous = time;
  }
  if (!hasNarrowSteps || unitUs === 0) return { firstUs, lastUs, unitUs: 1, period: 0, hasNarrowSteps };
  if (unitUs > 1) for (let index = 0; index < count - 1; index++) steps[index] = ((steps[index] as number) / unitUs) | 0;
  return { firstUs, lastUs, unitUs, period: typicalStep(steps, count - 1), hasNarrowSteps };
}

/** Writes what `scanTimes` has just looked at. */
export function writeTimes(writer: BitWriter, times: Float64Array, scan: TimeScan, work: Workspace): void {
  const count = times.length - 1;
  if (count === 0) return;
  if (scan.hasNarrowSteps) {
    const follows = cheapestFollow(work, count, scan.period);
    track(work.steps, work.residuals, count, scan.period, follows);
    const plan = planResiduals(work.residuals, count);
    if (plan !== undefined) {
      writer.reserve(1);
      writer.write(follows, followBits);
      writeResiduals(writer, plan, work, count);
      return;
    }
  }
  let longest = 0;
  for (let index = 0; index < count; index++) longest = Math.max(longest, ((times[index + 1] as number) - (times[index] as number)) / scan.unitUs);
  const width = bitLength(longest);
  writer.reserve((count + 1) * wordBytes);
  writer.write(isWide, followBits);
  writer.write(width, widthBits);
  for (let index = 0; index < count; index++) writer.writeWide(((times[index + 1] as number) - (times[index] as number)) / scan.unitUs, width);
}

/** Fills `target`. @throws DrawbarError `SEGMENT_CORRUPT` when times fall or do not end where the head says. */
export function readTimes(reader: BitReader, target: Float64Array, head: TimeHead, work: Workspace): void {
  const count = target.length - 1;
  const { unitUs, period } = head;
  let time = head.firstUs;
  let lowest = 0;
  target[0] = time;
  if (count > 0) {
    const follows = reader.read(followBits);
    if (follows === isWide) {
      const width = reader.read(widthBits);
      if (width > 53) throw segmentFailure("SEGMENT_CORRUPT", `a time step of ${width} bits is wider than 53`);
      for (let index = 1; index <= count; index++) {
        time += reader.readWide(width) * unitUs;
        target[index] = time;
      }
    } else {
      readResiduals(reader, work, count);
      const { residuals } = work;
      const followMask = follows === followsNothing ? 0 : -1;
      const resyncAt = period >> 1;
      let lag = 0;
      for (let index = 0; index < count; index++) {
        const deviation = residuals[index] as number;
        const step = (period - lag + deviation) | 0;
        if (step < lowest) lowest = step;
        lag = deviation > resyncAt || deviation < -resyncAt ? 0 : deviation - ((deviation >> follows) & followMask);
        time += step * unitUs;
        target[index + 1] = time;
      }
    }
  }
  if (lowest < 0 || time !== head.lastUs) throw segmentFailure("SEGMENT_CORRUPT", `times end at ${time} instead of ${head.lastUs}, or fall`);
}

/** The deviation of each time from the expected one. @returns roughly the bits that they take. */
function track(steps: Int32Array, residuals: Int32Array, count: number, period: number, follows: number): number {
  const followMask = follows === followsNothing ? 0 : -1;
  // A gap in the message is no deviation to be followed bit by bit: the expectation starts anew from it.
  const resyncAt = period >> 1;
  let lag = 0;
  let bits = 0;
  for (let index = 0; index < count; index++) {
    const deviation = ((steps[index] as number) - period + lag) | 0;
    residuals[index] = deviation;
    bits += 32 - Math.clz32((deviation << 1) ^ (deviation >> 31));
    lag = deviation > resyncAt || deviation < -resyncAt ? 0 : deviation - ((deviation >> follows) & followMask);
  }
  return bits;
}

/** Following in part is tried where following all the way is better than not at all: on a bus, but not for times from a grid. */
function cheapestFollow({ steps, residuals }: Workspace, count: number, period: number): number {
  const tried = Math.min(followSamples, count);
  let best: number = followsNothing;
  let bestBits = track(steps, residuals, tried, period, followsNothing);
  for (const follows of followsTried) {
    const bits = track(steps, residuals, tried, period, follows);
    if (bits >= bestBits) break;
    best = follows;
    bestBits = bits;
  }
  return best;
}

/** The median of a few steps: outages do not move it. */
function typicalStep(steps: Int32Array, count: number): number {
  const taken = Math.min(periodSamples, count);
  for (let index = 0; index < taken; index++) {
    const step = steps[Math.floor((index * count) / taken)] as number;
    let place = index;
    for (; place > 0 && (sampled[place - 1] as number) > step; place--) sampled[place] = sampled[place - 1] as number;
    sampled[place] = step;
  }
  return sampled[taken >> 1] as number;
}

function divisor(a: number, b: number): number {
  let larger = Math.max(a, b);
  let smaller = Math.min(a, b);
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function badTime(before: number, time: number): Error {
  return segmentFailure("SEGMENT_UNENCODABLE", `times must be whole microseconds from 0 to 2^53 - 1 that do not fall; found ${time} after ${before}`);
}
