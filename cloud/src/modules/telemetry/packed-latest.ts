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
  const newestUs = sorted.reduce((newest, { atUs }) => Math.max(newest, atUs), 0);
  const pairs = new Map<string, number>();
  const packer = new BytePacker();
  packer.byte(version);
  const pairOf = ({ boot, atUs, monoUs }: NewestValue): string => `${boot}/${atUs - monoUs}`;
  for (const value of sorted) if (!pairs.has(pairOf(value))) pairs.set(pairOf(value), pairs.size);
  packer.count(pairs.size);
  for (const pair of pairs.keys()) {
    const [boot, offsetUs] = pair.split("/").map(Number);
    packer.count(boot ?? 0);
    packer.signed(offsetUs ?? 0);
  }
  packer.count(sorted.length);
  packer.count(newestUs);
  let before = 0;
  for (const value of sorted) {
    packer.count(value.signalId - before);
    packer.count(pairs.get(pairOf(value)) ?? 0);
    packer.count(newestUs - value.atUs);
    packer.double(value.value);
    before = value.signalId;
  }
  return packer.done();
}

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
