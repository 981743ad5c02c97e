/** Samples as a Parquet file, written group of rows by group of rows, so that a long export is never in memory at once. */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { SampleBatch } from "./telemetry-types.ts";

/**
 * Columns `time` (microseconds, UTC), `signal`, `source`, `unit`, and of `value` (double), `integer` (64 bit) and `text`
 * the one that the signal has. Sorted by signal, then time.
 */
const schema = [
  { name: "root", num_children: 7 },
  { name: "time", type: "INT64", repetition_type: "REQUIRED", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" } },
  { name: "signal", type: "BYTE_ARRAY", repetition_type: "REQUIRED", converted_type: "UTF8" },
  { name: "source", type: "BYTE_ARRAY", repetition_type: "REQUIRED", converted_type: "UTF8" },
  { name: "unit", type: "BYTE_ARRAY", repetition_type: "REQUIRED", converted_type: "UTF8" },
  { name: "value", type: "DOUBLE", repetition_type: "OPTIONAL" },
  { name: "integer", type: "INT64", repetition_type: "OPTIONAL" },
  { name: "text", type: "BYTE_ARRAY", repetition_type: "OPTIONAL", converted_type: "UTF8" },
] as const;

type Write = Parameters<ParquetWriter["write"]>[0];

/** @returns chunks of the file, which is whole with the last one. */
export async function* parquetChunks(batches: AsyncIterable<SampleBatch>): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schema.map((element) => ({ ...element })), createdBy: "drawbar" });
  for await (const batch of batches) {
    const rowGroupSize = batch.timesUs.length;
    const written = writer.write({ columnData: columnsOf(batch), rowGroupSize });
    if (written instanceof Promise) await written;
    yield taken(bytes);
  }
  const finished = writer.finish();
  if (finished instanceof Promise) await finished;
  yield taken(bytes);
}

function columnsOf({ signal, source, unit, timesUs, values }: SampleBatch): Write["columnData"] {
  const rows = timesUs.length;
  const same = (text: string): string[] => Array.from({ length: rows }, () => text);
  const none = (): null[] => Array.from({ length: rows }, () => null);
  return [
    { name: "time", data: BigInt64Array.from(timesUs, (us) => BigInt(us)) },
    { name: "signal", data: same(signal) },
    { name: "source", data: same(source) },
    { name: "unit", data: same(unit) },
    { name: "value", data: values instanceof Float64Array ? [...values] : none() },
    { name: "integer", data: values instanceof BigInt64Array ? [...values] : none() },
    { name: "text", data: values instanceof Float64Array || values instanceof BigInt64Array ? none() : [...values] },
  ];
}

/** A copy of what was written since the last time; `offset` goes on counting, since the footer names places in the file. */
function taken(bytes: ByteWriter): Uint8Array {
  const chunk = bytes.getBytes().slice();
  bytes.index = 0;
  return chunk;
}
