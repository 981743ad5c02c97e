/** A column of signed 64-bit integers: as numbers where doubles hold them exactly, else as words. */
import type { BitReader } from "./bit-reader.ts";
import type { BitWriter } from "./bit-writer.ts";
import type { ColumnHead } from "./column-heads.ts";
import { readIntegers, scanIntegers, writeIntegers } from "./integer-column.ts";
import { readWords, writeWords, type WordHalves } from "./word-column.ts";
import type { Workspace } from "./workspace.ts";

type IntegerHead = Extract<ColumnHead, { readonly form: "integer-numbers" | "integer-words" }>;

const highHalf = 2 ** 32;

/** Indices below stay within the column; hence `as number`. @returns the column's head. */
export function writeIntegerColumn(writer: BitWriter, signal: number, values: BigInt64Array, work: Workspace): IntegerHead {
  const count = values.length;
  const words = halvesOf(values);
  for (let index = 0; index < count; index++) work.numbers[index] = ((words[2 * index + 1] as number) | 0) * highHalf + (words[2 * index] as number);
  const scan = scanIntegers(work.numbers, count, work);
  if (scan === undefined) {
    writeWords(writer, words, count, work);
    return { form: "integer-words", signal };
  }
  writeIntegers(writer, work.numbers, count, scan, work);
  return { form: "integer-numbers", signal, min: scan.min, range: scan.range };
}

/** Fills `target`. @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readIntegerColumn(reader: BitReader, head: IntegerHead, target: BigInt64Array, work: Workspace): void {
  const words = halvesOf(target);
  if (head.form === "integer-words") {
    readWords(reader, words, target.length, work);
    return;
  }
  readIntegers(reader, work.numbers, target.length, head.min, head.range, work);
  for (let index = 0; index < target.length; index++) {
    const value = work.numbers[index] as number;
    const high = Math.floor(value / highHalf);
    words[2 * index] = value - high * highHalf;
    words[2 * index + 1] = high;
  }
}

function halvesOf(values: BigInt64Array): WordHalves {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}
