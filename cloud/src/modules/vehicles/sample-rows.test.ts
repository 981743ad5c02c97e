import fc from "fast-check";
import { expect, test } from "vitest";
import type { SampleBatch } from "../telemetry/index.ts";
import { exportChunks } from "./sample-rows.ts";

const batch = (values: SampleBatch["values"], times: readonly number[]): SampleBatch => ({
  signal: "Vehicle.Speed",
  source: "can0/SPEED/SPEED",
  unit: "km/h",
  timesUs: Float64Array.from(times),
  values,
});

async function text(batches: readonly SampleBatch[], format: "jsonl" | "csv" = "jsonl"): Promise<string> {
  let all = "";
  for await (const chunk of exportChunks(stream(batches), format)) all += chunk;
  return all;
}

async function* stream(batches: readonly SampleBatch[]): AsyncGenerator<SampleBatch> {
  yield* batches;
}

test("writes a line as docs/cli.md shows it", async () => {
  const sample: SampleBatch = {
    signal: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
    source: "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL",
    unit: "km/h",
    timesUs: Float64Array.of(1_533_226_488_233_527),
    values: Float64Array.of(28.86),
  };

  expect(await text([sample])).toBe(
    '{"signal":"Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed","source":"can0/WHEEL_SPEEDS/WHEEL_SPEED_FL","timeNs":"1533226488233527000","value":28.86,"unit":"km/h"}\n',
  );
});

test("keeps all digits of 64-bit integers", async () => {
  const values = BigInt64Array.of(9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 9_007_199_254_740_993n, 0n);
  const lines = (await text([batch(values, [1, 2, 3, 4])])).trimEnd().split("\n");

  expect(lines.map((line) => /"value":(-?\d+)/.exec(line)?.[1])).toEqual(["9223372036854775807", "-9223372036854775808", "9007199254740993", "0"]);
});

test("keeps every double", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), async (values) => {
      const lines = (
        await text([
          batch(
            Float64Array.from(values),
            values.map((_, index) => index),
          ),
        ])
      )
        .trimEnd()
        .split("\n");

      expect(lines.map((line) => (JSON.parse(line) as { value: number }).value)).toEqual(values);
    }),
    { numRuns: 200 },
  );
});

test("keeps every microsecond, before 1970 too", async () => {
  await fc.assert(
    fc.asyncProperty(fc.maxSafeInteger(), async (us) => {
      const line = JSON.parse(await text([batch(Float64Array.of(1), [us])])) as { timeNs: string };

      expect(BigInt(line.timeNs)).toBe(BigInt(us) * 1_000n);
    }),
  );
});

test("keeps texts with quotes, commas and line breaks", async () => {
  const values = ['gear "D", sport', "two\nlines", "plain", "", "=1+1"];
  const samples = batch(values, [1, 2, 3, 4, 5]);

  expect(
    (await text([samples]))
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { value: string }).value),
  ).toEqual(values);
  expect(await text([samples], "csv")).toBe(
    [
      "signal,source,timeNs,value,unit",
      'Vehicle.Speed,can0/SPEED/SPEED,1000,"gear ""D"", sport",km/h',
      'Vehicle.Speed,can0/SPEED/SPEED,2000,"two\nlines",km/h',
      "Vehicle.Speed,can0/SPEED/SPEED,3000,plain,km/h",
      "Vehicle.Speed,can0/SPEED/SPEED,4000,,km/h",
      "Vehicle.Speed,can0/SPEED/SPEED,5000,=1+1,km/h",
      "",
    ].join("\r\n"),
  );
});

test("says null where a value is no number", async () => {
  const lines = (await text([batch(Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY), [1, 2])])).trimEnd().split("\n");

  expect(lines.map((line) => (JSON.parse(line) as { value: unknown }).value)).toEqual([null, null]);
});

test("of nothing is empty, with a header in CSV", async () => {
  expect(await text([])).toBe("");
  expect(await text([], "csv")).toBe("signal,source,timeNs,value,unit\r\n");
});

test("makes the next chunk only when the last was taken", async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<SampleBatch> {
    for (;;) {
      read++;
      yield batch(
        new Float64Array(100),
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
    }
  }
  const chunks = exportChunks(endless(), "jsonl");
  await chunks.next();
  const after = read;
  await new Promise((resolve) => setImmediate(resolve));

  expect(read).toBe(after);
  await chunks.return();
});
