/** A column of text: every different text once, in UTF-8, then which sample has which. */
import type { BitReader } from "./bit-reader.ts";
import type { BitWriter } from "./bit-writer.ts";
import { readIntegers, scanIntegers, writeIntegers } from "./integer-column.ts";
import { segmentLimits } from "./limits.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { Workspace } from "./workspace.ts";

const lengthBytesMax = 8;
const encoder = new TextEncoder();
/** A byte order mark is text like any other. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Lone surrogates, which UTF-8 cannot carry, become U+FFFD.
 *
 * @returns bytes of text written: what a general compressor may shorten.
 * @throws DrawbarError `SEGMENT_TOO_LARGE` for a text over the limit.
 */
export function writeTexts(writer: BitWriter, texts: readonly string[], work: Workspace): number {
  const places = new Map<string, number>();
  const entries: Uint8Array[] = [];
  for (const [index, text] of texts.entries()) {
    let place = places.get(text);
    if (place === undefined) {
      place = entries.length;
      places.set(text, place);
      entries.push(encode(text));
    }
    work.numbers[index] = place;
  }
  writer.reserve((entries.length + 1) * lengthBytesMax);
  writer.writeNumber(entries.length - 1);
  let bytes = 0;
  for (const entry of entries) {
    writer.writeNumber(entry.length);
    bytes += entry.length;
  }
  for (const entry of entries) writer.writeBytes(entry);
  const indexes = scanIntegers(work.numbers, texts.length, work);
  if (indexes === undefined) throw new Error("indexes of a dictionary are integers");
  writeIntegers(writer, work.numbers, texts.length, indexes, work);
  return bytes;
}

/** @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readTexts(reader: BitReader, count: number, work: Workspace): readonly string[] {
  const size = reader.readNumber() + 1;
  if (size > count) throw segmentFailure("SEGMENT_CORRUPT", `${size} texts for ${count} samples are too many`);
  const lengths: number[] = [];
  for (let index = 0; index < size; index++) {
    const length = reader.readNumber();
    if (length > segmentLimits.textBytesMax)
      throw segmentFailure("SEGMENT_CORRUPT", `a text of ${length} bytes is over the limit of ${segmentLimits.textBytesMax}`);
    lengths.push(length);
  }
  reader.align();
  const entries = lengths.map((length) => decode(reader, length));
  readIntegers(reader, work.numbers, count, 0, size - 1, work);
  return Array.from({ length: count }, (_, index) => {
    const text = entries[work.numbers[index] as number]; // index < count
    if (text === undefined) throw segmentFailure("SEGMENT_CORRUPT", "a dictionary has no such text");
    return text;
  });
}

function encode(text: string): Uint8Array {
  const bytes = encoder.encode(text);
  if (bytes.length <= segmentLimits.textBytesMax) return bytes;
  throw segmentFailure("SEGMENT_TOO_LARGE", `a text of ${bytes.length} bytes is over the limit of ${segmentLimits.textBytesMax} (segment.textBytesMax)`);
}

function decode(reader: BitReader, length: number): string {
  const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.byteOffset, length);
  reader.position += length * 8;
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw segmentFailure("SEGMENT_CORRUPT", "a text is not UTF-8", { cause: error });
  }
}
