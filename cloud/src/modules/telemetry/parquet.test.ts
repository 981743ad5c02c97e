import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { parquetChunks } from "./parquet.ts";
import type { SampleBatch } from "./telemetry-types.ts";

async function fileOf(batches: readonly SampleBatch[]): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parquetChunks(inTurn(batches))) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks)).buffer;
}

async function* inTurn(batches: readonly SampleBatch[]): AsyncGenerator<SampleBatch> {
  yield* batches;
}

describe("a Parquet file of samples", () => {
  it("reads back with every value and microsecond, batch after batch", async () => {
    const base = { signal: "Vehicle.Speed", source: "can0/SPEED/V", unit: "km/h" };
    const timesUs = Float64Array.of(1_795_608_000_000_001, 1_795_608_000_250_000);
    const file = await fileOf([
      { ...base, timesUs, values: Float64Array.of(0.1, -1.5e-300) },
      { ...base, timesUs: Float64Array.of(1_795_608_001_000_000), values: Float64Array.of(Number.NaN) },
      { ...base, signal: "N", timesUs, values: BigInt64Array.of(9_223_372_036_854_775_807n, -1n) },
      { ...base, signal: "T", timesUs, values: ["P", "Ä 😀"] },
    ]);
    const rows = await parquetReadObjects({ file, parsers: { timestampFromMicroseconds: (us: bigint) => us } }); // the reader's own parsers lose microseconds
    expect(rows).toHaveLength(7);
    expect(rows[0]).toEqual({ time: 1_795_608_000_000_001n, ...base, value: 0.1, integer: null, text: null });
    expect(rows[2]?.["value"]).toBeNaN();
    expect(rows.slice(3).map(({ signal, integer, text }) => [signal, integer, text])).toEqual([
      ["N", 9_223_372_036_854_775_807n, null],
      ["N", -1n, null],
      ["T", null, "P"],
      ["T", null, "Ä 😀"],
    ]);
  });

  it("is one when there is not a single sample, and many groups of rows when there are many", async () => {
    expect(await parquetReadObjects({ file: await fileOf([]) })).toEqual([]);
    const batch: SampleBatch = { signal: "a", source: "a", unit: "", timesUs: Float64Array.of(1), values: Float64Array.of(1) };
    const metadata = parquetMetadata(await fileOf(Array.from({ length: 100 }, () => batch)));
    expect([metadata.row_groups.length, metadata.num_rows]).toEqual([100, 100n]);
  });
});
