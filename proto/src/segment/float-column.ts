/** A column of doubles: as decimals when they are, as a dictionary when few are different, else as words. */
import type { BitReader } from "./bit-reader.ts";
import type { BitWriter } from "./bit-writer.ts";
import type { ColumnHead, ValueSummary } from "./column-heads.ts";
import { powerOfTen, toDecimals } from "./decimal.ts";
import { readIntegers, scanIntegers, writeIntegers } from "./integer-column.ts";
import { segmentFailure } from "./segment-errors.ts";
import { readWords, writeWords } from "./word-column.ts";
import type { Workspace } from "./workspace.ts";

type FloatHead = Extract<ColumnHead, { readonly form: "float-decimals" | "float-words" | "float-dictionary" }>;

/** More different values than this are no dictionary any more. */
const dictionaryMax = 256;
/** A dictionary must pay for its entries: at least so many samples to one of them. */
const samplesPerEntry = 4;
const entryBytes = 8;
const canonicalNan = 0x7ff8_0000;

/** @returns the column's head. Every NaN is sent as the same one. */
export function writeFloats(writer: BitWriter, signal: number, values: Float64Array, work: Workspace): FloatHead {
  const count = values.length;
  const summary = summarize(values);
  const exponent = toDecimals(values, count, work.numbers);
  const scan = exponent === undefined ? undefined : scanIntegers(work.numbers, count, work);
  if (exponent !== undefined && scan !== undefined && summary !== undefined) {
    writeIntegers(writer, work.numbers, count, scan, work);
    return { form: "float-decimals", signal, exponent, min: scan.min, range: scan.range, sum: summary.sum };
  }
  const entries = dictionaryOf(values, work.numbers);
  if (entries === undefined) {
    writeFloatWords(writer, values, work);
    return { form: "float-words", signal, summary };
  }
  writer.reserve((entries.length + 1) * entryBytes);
  writer.writeNumber(entries.length - 1);
  for (const entry of entries) writer.writeDouble(entry);
  const indexes = scanIntegers(work.numbers, count, work);
  if (indexes === undefined) throw new Error("indexes of a dictionary are integers");
  writeIntegers(writer, work.numbers, count, indexes, work);
  return { form: "float-dictionary", signal, summary };
}

/** As words, whatever they are. */
export function writeFloatWords(writer: BitWriter, values: Float64Array, work: Workspace): void {
  const copy = values.slice();
  const words = new Uint32Array(copy.buffer);
  for (let index = 0; index < copy.length; index++) {
    if (!Number.isNaN(copy[index])) continue;
    words[2 * index] = 0;
    words[2 * index + 1] = canonicalNan;
  }
  writeWords(writer, words, copy.length, work);
}

/** Fills `target`. @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readFloats(reader: BitReader, head: FloatHead, target: Float64Array, work: Workspace): void {
  switch (head.form) {
    case "float-decimals": {
      readIntegers(reader, target, target.length, head.min, head.range, work);
      const power = powerOfTen(head.exponent);
      for (let index = 0; index < target.length; index++) target[index] = (target[index] as number) / power; // index < length
      return;
    }
    case "float-words":
      readFloatWords(reader, target, work);
      return;
    case "float-dictionary": {
      const size = reader.readNumber() + 1;
      if (size > dictionaryMax) throw segmentFailure("SEGMENT_CORRUPT", `a dictionary of ${size} doubles is over the limit of ${dictionaryMax}`);
      const entries = Array.from({ length: size }, () => reader.readDouble());
      readIntegers(reader, target, target.length, 0, size - 1, work);
      for (let index = 0; index < target.length; index++) {
        const entry = entries[target[index] as number]; // index < length
        if (entry === undefined) throw segmentFailure("SEGMENT_CORRUPT", "a dictionary has no such entry");
        target[index] = entry;
      }
    }
  }
}

export function readFloatWords(reader: BitReader, target: Float64Array, work: Workspace): void {
  readWords(reader, new Uint32Array(target.buffer, target.byteOffset, target.length * 2), target.length, work);
}

/** @returns `undefined` when every value is NaN, which the summary leaves out. The sum is added up in order; -0 counts as 0. */
export function summarize(values: Float64Array): ValueSummary | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let numbers = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    numbers += 1;
  }
  return numbers === 0 ? undefined : { min: min + 0, max: max + 0, sum };
}

/** Fills `indexes`. -0 and 0 are two entries. @returns the entries by first use, `undefined` when they are too many to pay. */
function dictionaryOf(values: Float64Array, indexes: Float64Array): readonly number[] | undefined {
  const most = Math.min(dictionaryMax, Math.floor(values.length / samplesPerEntry));
  const places = new Map<number | string, number>();
  const entries: number[] = [];
  for (const [index, value] of values.entries()) {
    const key = Object.is(value, -0) ? "-0" : value;
    let place = places.get(key);
    if (place === undefined) {
      place = entries.length;
      if (place === most) return undefined;
      places.set(key, place);
      entries.push(value);
    }
    indexes[index] = place;
  }
  return entries;
}
