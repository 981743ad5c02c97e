/** The newest value of each signal of one source, as one column of one row. */
import { BytePacker, ByteUnpacker } from "./byte-packer.ts";

export interface NewestValue {
  /** Of the table `signal`. */
  readonly signalId: number;
  /** With `monoUs` it orders values, whatever the wall clock does. */
  readonly boot: number;
  readonly monoUs: number;
  /** Microseconds since 1970 by the clock of the source. */
  readonly atUs: number;
  /** NaN for a text. */
  readonly value: number;
}

/** By signal id. Never changed in place. */
export type NewestValues = ReadonlyMap<number, NewestValue>;

const version = 1;

/** @returns whether `left` was measured after `right`. */
export function isNewer(left: { readonly boot: number; readonly monoUs: number }, right: { readonly boot: number; readonly monoUs: number }): boolean {
  return left.boot === right.boot ? left.monoUs > right.monoUs : left.boot > right.boot;
}

/** @returns `known` itself when nothing in `values` is newer. */
export function mergeNewest(known: NewestValues, values: Iterable<NewestValue>): NewestValues {
  let merged: Map<number, NewestValue> | undefined;
  for (const value of values) {
    const held = (merged ?? known).get(value.signalId);
    if (held !== undefined && !isNewer(value, held)) continue;
    merged ??= new Map(known);
    merged.set(value.signalId, value);
  }
  return merged ?? known;
}

/**
 * Version 1: distinct pairs of boot and (wall minus monotonic time), of which a source has few; then per signal, in
 * rising order of its id: distance from the id before, index of its pair, time before the newest, value.
 */
export function packLatest(values: NewestValues): Uint8Array {
  const sorted = [...values.values()].sort((left, right) => left.signalId - right.signalId);
  let newestUs = 0;
  const pairs: Pair[] = [];
  const places = sorted.map(({ boot, atUs, monoUs }) => {
    newestUs = Math.max(newestUs, atUs);
    return placeIn(pairs, boot, atUs - monoUs);
  });
  const packer = new BytePacker(16 + pairs.length * 10 + sorted.length * 22);
  packer.byte(version);
  packer.count(pairs.length);
  for (const { boot, offsetUs } of pairs) {
    packer.count(boot);
    packer.signed(offsetUs);
  }
  packer.count(sorted.length);
  packer.count(newestUs);
  let before = 0;
  for (const [index, { signalId, atUs, value }] of sorted.entries()) {
    packer.count(signalId - before);
    packer.count(places[index] ?? 0);
    packer.count(newestUs - atUs);
    packer.double(value);
    before = signalId;
  }
  return packer.done();
}

interface Pair {
  readonly boot: number;
  readonly offsetUs: number;
}

/** Few pairs, and mostly the last one again. */
function placeIn(pairs: Pair[], boot: number, offsetUs: number): number {
  for (let index = pairs.length - 1; index >= 0; index -= 1) {
    const pair = pairs[index];
    if (pair?.offsetUs === offsetUs && pair.boot === boot) return index;
  }
  return pairs.push({ boot, offsetUs }) - 1;
}

/** Newest values that say nothing: a row is emptied, not deleted, so that a writer who merged into it notices. */
export const noLatest: Uint8Array = packLatest(new Map());

export function unpackLatest(bytes: Uint8Array): NewestValues {
  const unpacker = new ByteUnpacker(bytes);
  if (unpacker.byte() !== version) throw new RangeError("newest values of a later release");
  const pairs = Array.from({ length: unpacker.count() }, () => ({ boot: unpacker.count(), offsetUs: unpacker.signed() }));
  const count = unpacker.count();
  const newestUs = unpacker.count();
  const values = new Map<number, NewestValue>();
  let signalId = 0;
  for (let index = 0; index < count; index += 1) {
    signalId += unpacker.count();
    const { boot, offsetUs } = pairs[unpacker.count()] ?? { boot: 0, offsetUs: 0 };
    const atUs = newestUs - unpacker.count();
    values.set(signalId, { signalId, boot, monoUs: atUs - offsetUs, atUs, value: unpacker.double() });
  }
  return values;
}
