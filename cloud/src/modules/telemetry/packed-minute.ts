/** What one minute of one source comes to, per signal, as one column of one row. */
import { BytePacker, ByteUnpacker } from "./byte-packer.ts";

/** Physical values. For a text only `count` says something, the rest is NaN. */
export interface MinuteOfSignal {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Of the latest sample; NaN when that is none, or when the minute was packed before releases kept it. */
  readonly last: number;
}

const version = 2;
const versionWithoutLast = 1;
const doubleBytes = 8;
const isText = 1;
export const noNumbers = { sum: Number.NaN, min: Number.NaN, max: Number.NaN, last: Number.NaN } as const;
/** All samples have one value: `min` is `max` and says everything. */
const isSteady = 2;

/** Version 2: count of signals, then in rising order of the id: distance from the id before, flags, count, numbers. */
export function packMinute(signals: ReadonlyMap<number, MinuteOfSignal>): Uint8Array {
  const packer = new BytePacker();
  packer.byte(version);
  packer.count(signals.size);
  let before = 0;
  for (const [signalId, { count, sum, min, max, last }] of [...signals].sort(([left], [right]) => left - right)) {
    packer.count(signalId - before);
    before = signalId;
    const steady = min === max && sum === min * count && last === min;
    packer.byte(Number.isNaN(min) ? isText : steady ? isSteady : 0);
    packer.count(count);
    if (Number.isNaN(min)) continue;
    packer.double(min);
    if (steady) continue;
    packer.double(max);
    packer.double(sum);
    packer.double(last);
  }
  return packer.done();
}

/** @param later whose `last` counts when it has one. */
export function joinMinutes(earlier: MinuteOfSignal, later: MinuteOfSignal): MinuteOfSignal {
  const count = earlier.count + later.count;
  if (Number.isNaN(earlier.min)) return { ...later, count };
  if (Number.isNaN(later.min)) return { ...earlier, count };
  return {
    count,
    sum: earlier.sum + later.sum,
    min: Math.min(earlier.min, later.min),
    max: Math.max(earlier.max, later.max),
    last: Number.isNaN(later.last) ? earlier.last : later.last,
  };
}

/** @param wanted signal ids; everything when absent. */
export function unpackMinute(bytes: Uint8Array, wanted?: ReadonlySet<number>): Map<number, MinuteOfSignal> {
  const unpacker = new ByteUnpacker(bytes);
  const packedAs = unpacker.byte();
  if (packedAs !== version && packedAs !== versionWithoutLast) throw new RangeError("a minute of a later release");
  const numbers = packedAs === version ? 4 : 3;
  const signals = new Map<number, MinuteOfSignal>();
  const size = unpacker.count();
  let signalId = 0;
  for (let index = 0; index < size; index += 1) {
    signalId += unpacker.count();
    const flags = unpacker.byte();
    const count = unpacker.count();
    if (wanted !== undefined && !wanted.has(signalId)) {
      unpacker.skip(flags === isText ? 0 : flags === isSteady ? doubleBytes : numbers * doubleBytes);
      continue;
    }
    if (flags === isText) {
      signals.set(signalId, { count, ...noNumbers });
      continue;
    }
    const min = unpacker.double();
    if (flags === isSteady) {
      signals.set(signalId, { count, min, max: min, sum: min * count, last: min });
      continue;
    }
    const [max, sum] = [unpacker.double(), unpacker.double()];
    signals.set(signalId, { count, min, max, sum, last: packedAs === version ? unpacker.double() : Number.NaN });
  }
  return signals;
}
