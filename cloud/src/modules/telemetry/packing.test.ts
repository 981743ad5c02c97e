import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNewer, mergeNewest, packLatest, unpackLatest, type NewestValue } from "./packed-latest.ts";
import { packMinute, unpackMinute } from "./packed-minute.ts";

const newestValue: fc.Arbitrary<NewestValue> = fc.record({
  signalId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  boot: fc.integer({ min: 0, max: 10_000 }),
  monoUs: fc.integer({ min: 0, max: 1e13 }),
  atUs: fc.integer({ min: 0, max: 2 ** 51 }),
  value: fc.double(),
});

describe("newest values", () => {
  it("come back from their bytes as they were", () => {
    fc.assert(
      fc.property(fc.array(newestValue, { maxLength: 40 }), (values) => {
        const table = new Map(values.map((value) => [value.signalId, value]));
        expect(unpackLatest(packLatest(table))).toEqual(new Map([...table].sort(([left], [right]) => left - right)));
      }),
    );
  });

  it("are the same in whatever order they arrive", () => {
    fc.assert(
      fc.property(fc.uniqueArray(newestValue, { selector: ({ signalId, boot, monoUs }) => `${signalId % 3}/${boot}/${monoUs}` }), (all) => {
        const values = all.map((value) => ({ ...value, signalId: (value.signalId % 3) + 1 }));
        const merged = mergeNewest(new Map(), values);
        expect(new Set(mergeNewest(new Map(), values.toReversed()).values())).toEqual(new Set(merged.values()));
        expect(mergeNewest(merged, values)).toBe(merged);
      }),
    );
  });

  it("are ordered by boot before time, so that a clock that jumps changes nothing", () => {
    expect(isNewer({ boot: 2, monoUs: 1 }, { boot: 1, monoUs: 9 })).toBe(true);
    expect(isNewer({ boot: 1, monoUs: 9 }, { boot: 1, monoUs: 9 })).toBe(false);
  });
});

describe("a minute", () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 5 }).map((values) => ({
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    last: values.at(-1) ?? Number.NaN,
  }));
  const text = fc.integer({ min: 1, max: 1_000 }).map((count) => ({ count, sum: Number.NaN, min: Number.NaN, max: Number.NaN, last: Number.NaN }));
  const minutes = fc
    .dictionary(fc.integer({ min: 1, max: 100_000 }).map(String), fc.oneof(numbers, text))
    .map((signals) => new Map(Object.entries(signals).map(([id, signal]) => [Number(id), signal])));

  it("comes back from its bytes as it was, whole or in part", () => {
    fc.assert(
      fc.property(minutes, (minute) => {
        expect(unpackMinute(packMinute(minute))).toEqual(minute);
        const wanted = new Set([...minute.keys()].slice(0, 1));
        expect(unpackMinute(packMinute(minute), wanted)).toEqual(new Map([...minute].filter(([signalId]) => wanted.has(signalId))));
      }),
    );
  });
});
