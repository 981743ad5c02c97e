/** What a segment says of each column before any sample: enough for roll-ups, and what the samples' code builds on. */
import type { BitReader } from "./bit-reader.ts";
import { bitLength, type BitWriter } from "./bit-writer.ts";
import { decimalExponentMax, powerOfTen } from "./decimal.ts";
import { segmentLimits } from "./limits.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { ColumnSummary, SegmentColumn } from "./segment-types.ts";
import type { TimeHead } from "./time-column.ts";

/** Smallest, largest and sum over the values that are numbers; absent when none is. */
export interface ValueSummary {
  readonly min: number;
  readonly max: number;
  readonly sum: number;
}

/** How a column's values are sent. `min` and `range` are of the integers that go through integer-column.ts. */
export type ColumnHead =
  | { readonly form: "scaled"; readonly signal: number; readonly min: number; readonly range: number; readonly sum: number }
  /** Raw numbers at or beyond ±2^53, or too far apart for exact differences. */
  | { readonly form: "scaled-words"; readonly signal: number; readonly summary: ValueSummary | undefined }
  | { readonly form: "float-decimals"; readonly signal: number; readonly exponent: number; readonly min: number; readonly range: number; readonly sum: number }
  | { readonly form: "float-words" | "float-dictionary"; readonly signal: number; readonly summary: ValueSummary | undefined }
  | { readonly form: "integer-numbers"; readonly signal: number; readonly min: number; readonly range: number }
  | { readonly form: "integer-words"; readonly signal: number }
  | { readonly form: "text"; readonly signal: number };
export type ColumnForm = ColumnHead["form"];

/** Columns that share their times: in practice the signals of one message. */
export interface GroupHead {
  readonly count: number;
  readonly times: TimeHead;
  /** By rising signal. */
  readonly columns: readonly ColumnHead[];
  readonly bodyBytes: number;
}

/** Forms by their code; the first has a code of its own, of one bit. */
const forms = [
  "scaled",
  "scaled-words",
  "float-decimals",
  "float-words",
  "float-dictionary",
  "integer-numbers",
  "integer-words",
  "text",
] as const satisfies readonly ColumnForm[];
const otherFormBits = 3;
const exponentBits = 4;
const groupBytesMax = 80;
const columnBytesMax = 64;

/** @param firstUs the segment's. */
export function writeGroupHead(writer: BitWriter, group: GroupHead, firstUs: number): void {
  const { count, times, columns } = group;
  writer.reserve(groupBytesMax + columns.length * columnBytesMax);
  writer.writeNumber(columns.length - 1);
  writer.writeNumber(count - 1);
  writer.writeNumber(times.firstUs - firstUs);
  if (count > 1) {
    writer.writeNumber(times.unitUs - 1);
    writer.writeNumber(times.period);
    writer.writeSigned((times.lastUs - times.firstUs) / times.unitUs - times.period * (count - 1));
  }
  let previous = -1;
  for (const column of columns) {
    writer.writeNumber(column.signal - previous - 1);
    previous = column.signal;
    writeColumnHead(writer, column, count);
  }
  writer.writeNumber(group.bodyBytes);
}

/** @throws DrawbarError `SEGMENT_CORRUPT`. */
export function readGroupHead(reader: BitReader, firstUs: number, lastUs: number): GroupHead {
  const columnCount = reader.readNumber() + 1;
  const count = reader.readNumber() + 1;
  if (columnCount > segmentLimits.columnsMax || count > segmentLimits.samplesMax)
    throw segmentFailure("SEGMENT_CORRUPT", `${columnCount} columns of ${count} samples are over the limit`);
  const times = readTimeHead(reader, count, firstUs + reader.readNumber());
  if (times.lastUs > lastUs || times.lastUs < times.firstUs)
    throw segmentFailure("SEGMENT_CORRUPT", `a column ends at ${times.lastUs}, its segment at ${lastUs}`);
  const columns: ColumnHead[] = [];
  let signal = -1;
  for (let index = 0; index < columnCount; index++) {
    signal += reader.readNumber() + 1;
    if (signal > segmentLimits.signalMax) throw segmentFailure("SEGMENT_CORRUPT", `signal ${signal} is over the limit of ${segmentLimits.signalMax}`);
    columns.push(readColumnHead(reader, signal, count));
  }
  return { count, times, columns, bodyBytes: reader.readNumber() };
}

/** The kind of column that a form carries. */
export function kindOf(form: ColumnForm): SegmentColumn["kind"] {
  switch (form) {
    case "scaled":
    case "scaled-words":
      return "scaled";
    case "float-decimals":
    case "float-words":
    case "float-dictionary":
      return "float";
    case "integer-numbers":
    case "integer-words":
      return "integer";
    default:
      return "text";
  }
}

export function summaryOf(column: ColumnHead, { count, times }: GroupHead): ColumnSummary {
  const { signal, form } = column;
  const base = { signal, kind: kindOf(form), count, firstUs: times.firstUs, lastUs: times.lastUs };
  switch (column.form) {
    case "scaled":
      return { ...base, minRaw: column.min, maxRaw: column.min + column.range, sumRaw: column.sum };
    case "float-decimals": {
      const power = powerOfTen(column.exponent);
      return { ...base, minRaw: column.min / power, maxRaw: (column.min + column.range) / power, sumRaw: column.sum };
    }
    case "scaled-words":
    case "float-words":
    case "float-dictionary":
      return column.summary === undefined ? base : { ...base, minRaw: column.summary.min, maxRaw: column.summary.max, sumRaw: column.summary.sum };
    default:
      return base;
  }
}

function readTimeHead(reader: BitReader, count: number, firstUs: number): TimeHead {
  if (count === 1) return { firstUs, lastUs: firstUs, unitUs: 1, period: 0 };
  const unitUs = reader.readNumber() + 1;
  const period = reader.readNumber();
  if (period >= 2 ** 31) throw segmentFailure("SEGMENT_CORRUPT", `a period of ${period} units is out of range`);
  return { firstUs, lastUs: firstUs + (period * (count - 1) + reader.readSigned()) * unitUs, unitUs, period };
}

function writeColumnHead(writer: BitWriter, column: ColumnHead, count: number): void {
  if (column.form === "scaled") writer.write(1, 1);
  else writer.write(forms.indexOf(column.form) << 1, 1 + otherFormBits);
  switch (column.form) {
    case "scaled":
      writer.writeSigned(column.min);
      writer.writeNumber(column.range);
      if (isSumExact(column.min, column.range, count)) writer.writeWide(column.sum - column.min * count, bitLength(column.range * count));
      else writer.writeDouble(column.sum);
      return;
    case "float-decimals":
      writer.write(column.exponent, exponentBits);
      writer.writeSigned(column.min);
      writer.writeNumber(column.range);
      writer.writeDouble(column.sum);
      return;
    case "integer-numbers":
      writer.writeSigned(column.min);
      writer.writeNumber(column.range);
      return;
    case "scaled-words":
    case "float-words":
    case "float-dictionary":
      writeValueSummary(writer, column.summary);
      return;
    default:
  }
}

function readColumnHead(reader: BitReader, signal: number, count: number): ColumnHead {
  const form = reader.read(1) === 1 ? "scaled" : forms[reader.read(otherFormBits)];
  switch (form) {
    case "scaled": {
      const { min, range } = readRange(reader);
      return { form, signal, min, range, sum: readSum(reader, min, range, count) };
    }
    case "float-decimals": {
      const exponent = reader.read(exponentBits);
      if (exponent > decimalExponentMax) throw segmentFailure("SEGMENT_CORRUPT", `an exponent of ${exponent} is out of range`);
      return { form, signal, exponent, ...readRange(reader), sum: reader.readDouble() };
    }
    case "integer-numbers":
      return { form, signal, ...readRange(reader) };
    case "scaled-words":
    case "float-words":
    case "float-dictionary":
      return { form, signal, summary: readValueSummary(reader) };
    case "integer-words":
    case "text":
      return { form, signal };
    default:
      throw segmentFailure("SEGMENT_CORRUPT", "a column has an unknown form");
  }
}

function readRange(reader: BitReader): { readonly min: number; readonly range: number } {
  const min = reader.readSigned();
  return { min, range: reader.readNumber() };
}

function readSum(reader: BitReader, min: number, range: number, count: number): number {
  return isSumExact(min, range, count) ? min * count + reader.readWide(bitLength(range * count)) : reader.readDouble();
}

/** Whether adding up in order cannot have left ±2^53. */
function isSumExact(min: number, range: number, count: number): boolean {
  return Math.max(Math.abs(min), Math.abs(min + range), range) * count <= Number.MAX_SAFE_INTEGER;
}

function writeValueSummary(writer: BitWriter, summary: ValueSummary | undefined): void {
  writer.write(summary === undefined ? 0 : 1, 1);
  if (summary === undefined) return;
  writer.writeDouble(summary.min);
  writer.writeDouble(summary.max);
  writer.writeDouble(summary.sum);
}

function readValueSummary(reader: BitReader): ValueSummary | undefined {
  if (reader.read(1) === 0) return undefined;
  return { min: reader.readDouble(), max: reader.readDouble(), sum: reader.readDouble() };
}
