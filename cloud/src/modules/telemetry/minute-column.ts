/** The minutes of one signal in a row, as they lie in a packed hour (packed-hour.ts). */
import { BytePacker, ByteUnpacker } from "./byte-packer.ts";
import { noNumbers, type MinuteOfSignal } from "./packed-minute.ts";

/** Value = raw * factor + offset. */
export interface Scale {
  readonly factor: number;
  readonly offset: number;
}

type Column = readonly (MinuteOfSignal | undefined)[];

interface RawMinute {
  readonly min: number;
  readonly range: number;
  /** Above `min`; absent when the last value is not known. */
  readonly last: number | undefined;
  /** What the samples come to above `min`. */
  readonly sum: number;
  /** Steps between neighbouring doubles from the sum that follows from `sum` to the one that was added up. */
  readonly sumSteps: number;
}

const forms = { doubles: 0, scaled: 1 } as const;
/** What a minute of doubles has. */
const kinds = { noNumbers: 0, steady: 1, moving: 2 } as const;
const rawMax = 2 ** 50;
const stepsMax = 2 ** 30;
const words = new DataView(new ArrayBuffer(8));

/**
 * A form, the scale when there is one, then minute by minute: the count and 1, less that of the minute before (so 0
 * below it stands for a minute without the signal), and its numbers.
 */
export function packColumn(column: Column, scales: readonly Scale[]): Uint8Array {
  for (const scale of scales) {
    const raws = column.map((minute) => (minute === undefined || Number.isNaN(minute.min) ? undefined : rawOf(minute, scale)));
    if (raws.every((raw, index) => raw !== "inexact" && (raw !== undefined || Number.isNaN(column[index]?.min ?? Number.NaN))))
      return packScaled(column, raws as readonly (RawMinute | undefined)[], scale); // none is "inexact"
  }
  const packer = new BytePacker(column.length * 40);
  packer.byte(forms.doubles);
  let before = 0;
  for (const minute of column) {
    before = packCount(packer, minute, before);
    if (minute === undefined) continue;
    const { count, min, max, sum, last } = minute;
    const isSteady = min === max && Object.is(sum, min * count) && Object.is(last, min) && Object.is(max, min);
    packer.byte(Number.isNaN(min) ? kinds.noNumbers : isSteady ? kinds.steady : kinds.moving);
    if (Number.isNaN(min)) continue;
    for (const number of isSteady ? [min] : [min, max, sum, last]) packer.double(number);
  }
  return packer.done();
}

/** @param size how many minutes were packed. */
export function unpackColumn(bytes: Uint8Array, size: number): Column {
  const unpacker = new ByteUnpacker(bytes);
  const isScaled = unpacker.byte() === forms.scaled;
  const scale = isScaled ? { factor: unpacker.double(), offset: unpacker.double() } : undefined;
  const column: (MinuteOfSignal | undefined)[] = [];
  let [countBefore, minBefore] = [0, 0];
  for (let index = 0; index < size; index += 1) {
    countBefore += unpacker.signed();
    const count = countBefore - 1;
    if (count < 0) {
      column.push(undefined);
    } else if (scale === undefined) {
      column.push({ count, ...unpackDoubles(unpacker, count) });
    } else {
      const rangeCode = unpacker.count();
      if (rangeCode === 0) {
        column.push({ count, ...noNumbers });
        continue;
      }
      const min = minBefore + unpacker.signed();
      minBefore = min;
      const lastCode = unpacker.count();
      const raw = { min, range: rangeCode - 1, last: lastCode === 0 ? undefined : lastCode - 1, sum: unpacker.count(), sumSteps: unpacker.signed() };
      column.push(valuesOf(raw, count, scale));
    }
  }
  return column;
}

function packScaled(column: Column, raws: readonly (RawMinute | undefined)[], { factor, offset }: Scale): Uint8Array {
  const packer = new BytePacker(column.length * 16 + 32);
  packer.byte(forms.scaled);
  packer.double(factor);
  packer.double(offset);
  let [countBefore, minBefore] = [0, 0];
  for (const [index, minute] of column.entries()) {
    countBefore = packCount(packer, minute, countBefore);
    if (minute === undefined) continue;
    const raw = raws[index];
    packer.count(raw === undefined ? 0 : raw.range + 1);
    if (raw === undefined) continue;
    packer.signed(raw.min - minBefore);
    minBefore = raw.min;
    packer.count(raw.last === undefined ? 0 : raw.last + 1);
    packer.count(raw.sum);
    packer.signed(raw.sumSteps);
  }
  return packer.done();
}

function packCount(packer: BytePacker, minute: MinuteOfSignal | undefined, before: number): number {
  const coded = minute === undefined ? 0 : minute.count + 1;
  packer.signed(coded - before);
  return coded;
}

function unpackDoubles(unpacker: ByteUnpacker, count: number): Omit<MinuteOfSignal, "count"> {
  const kind = unpacker.byte();
  if (kind === kinds.noNumbers) return noNumbers;
  const min = unpacker.double();
  if (kind === kinds.steady) return { min, max: min, sum: min * count, last: min };
  return { min, max: unpacker.double(), sum: unpacker.double(), last: unpacker.double() };
}

/** @returns the raw numbers of which exactly these values are made, with this scale. */
function rawOf(minute: MinuteOfSignal, scale: Scale): RawMinute | "inexact" {
  const { factor, offset } = scale;
  const [one, other] = [toRaw(minute.min, scale), toRaw(minute.max, scale)];
  const min = Math.min(one, other);
  const range = Math.abs(other - one);
  const last = Number.isNaN(minute.last) ? undefined : toRaw(minute.last, scale) - min;
  const sum = Math.round((minute.sum - minute.count * offset) / factor) - min * minute.count;
  const isSmall = [min, range, last ?? 0, sum].every((raw) => Math.abs(raw) <= rawMax) && sum >= 0 && (last ?? 0) >= 0;
  if (!isSmall) return "inexact";
  const sumSteps = stepsBetween(sumOf({ min, sum }, minute.count, scale), minute.sum);
  const raw = { min, range, last, sum, sumSteps };
  if (!(Math.abs(sumSteps) <= stepsMax)) return "inexact";
  const back = valuesOf(raw, minute.count, scale);
  const isSame = Object.is(back.min, minute.min) && Object.is(back.max, minute.max) && Object.is(back.sum, minute.sum) && Object.is(back.last, minute.last);
  return isSame ? raw : "inexact";
}

function toRaw(value: number, { factor, offset }: Scale): number {
  return Math.round((value - offset) / factor);
}

function valuesOf(raw: RawMinute, count: number, scale: Scale): MinuteOfSignal {
  const { factor, offset } = scale;
  const [low, high] = [raw.min * factor + offset, (raw.min + raw.range) * factor + offset];
  return {
    count,
    min: Math.min(low, high),
    max: Math.max(low, high),
    sum: stepped(sumOf(raw, count, scale), raw.sumSteps),
    last: raw.last === undefined ? Number.NaN : (raw.min + raw.last) * factor + offset,
  };
}

function sumOf({ min, sum }: Pick<RawMinute, "min" | "sum">, count: number, { factor, offset }: Scale): number {
  return (min * count + sum) * factor + count * offset;
}

/** How many doubles lie between two, with a sign; not a number when one of them is none. */
function stepsBetween(from: number, to: number): number {
  return Number.isFinite(from) && Number.isFinite(to) ? Number(placeOf(to) - placeOf(from)) : Number.NaN;
}

function stepped(from: number, steps: number): number {
  if (steps === 0) return from;
  const place = placeOf(from) + BigInt(steps);
  words.setBigInt64(0, place < 0n ? -place | -0x8000_0000_0000_0000n : place);
  return words.getFloat64(0);
}

/** Neighbouring doubles have neighbouring places; both zeros have 0. */
function placeOf(value: number): bigint {
  words.setFloat64(0, value);
  const bits = words.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
}
