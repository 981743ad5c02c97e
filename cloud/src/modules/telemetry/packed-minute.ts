/** What one minute of one source comes to, per signal, as one column of one row. */
import { BytePacker, ByteUnpacker } from "./byte-packer.ts";

/** Physical values. For a text only `count` says something, the rest is NaN. */
export interface MinuteOfSignal {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

const version = 1;
const isText = 1;
/** All samples have one value: `min` is `max` and says everything. */
const isSteady = 2;

/** Version 1: count of signals, then in rising order of the id: distance from the id before, flags, count, numbers. */
export function packMinute(signals: ReadonlyMap<number, MinuteOfSignal>): Uint8Array {
  const packer = new BytePacker();
  packer.byte(version);
  packer.count(signals.size);
  let before = 0;
  for (const [signalId, { count, sum, min, max }] of [...signals].sort(([left], [right]) => left - right)) {
    packer.count(signalId - before);
    before = signalId;
    const steady = min === max && sum === min * count;
    packer.byte(Number.isNaN(min) ? isText : steady ? isSteady : 0);
    packer.count(count);
    if (Number.isNaN(min)) continue;
    packer.double(min);
    if (steady) continue;
    packer.double(max);
    packer.double(sum);
  }
  return packer.done();
}

/** @param wanted signal ids; everything when absent. */
export function unpackMinute(bytes: Uint8Array, wanted?: ReadonlySet<number>): Map<number, MinuteOfSignal> {
  const unpacker = new ByteUnpacker(bytes);
  if (unpacker.byte() !== version) throw new RangeError("a minute of a later release");
  const signals = new Map<number, MinuteOfSignal>();
  const size = unpacker.count();
  let signalId = 0;
  for (let index = 0; index < size; index += 1) {
    signalId += unpacker.count();
    const flags = unpacker.byte();
    const count = unpacker.count();
    if (wanted !== undefined && !wanted.has(signalId)) {
      unpacker.skip(flags === isText ? 0 : flags === isSteady ? 8 : 24);
      continue;
    }
    if (flags === isText) {
      signals.set(signalId, { count, sum: Number.NaN, min: Number.NaN, max: Number.NaN });
      continue;
    }
    const min = unpacker.double();
    const max = flags === isSteady ? min : unpacker.double();
    signals.set(signalId, { count, min, max, sum: flags === isSteady ? min * count : unpacker.double() });
  }
  return signals;
}
