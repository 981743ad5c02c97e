import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packHour, unpackHour, type MinutesOfHour } from "./packed-hour.ts";
import { noNumbers, packMinute, type MinuteOfSignal } from "./packed-minute.ts";

const scales = [
  { factor: 0.01, offset: 0 },
  { factor: 0.4, offset: -40 },
  { factor: -1 / 3, offset: 17.3 },
  { factor: 1e-7, offset: 0 },
];

/** As a roll-up adds them up: segment by segment. */
function minuteOf(raws: readonly (readonly number[])[], { factor, offset }: { readonly factor: number; readonly offset: number }): MinuteOfSignal {
  const values = raws.flat().map((raw) => raw * factor + offset);
  const sum = raws.reduce((total, part) => total + (part.reduce((of, raw) => of + raw, 0) * factor + part.length * offset), 0);
  return { count: values.length, sum, min: Math.min(...values), max: Math.max(...values), last: values.at(-1) ?? Number.NaN };
}

const anyRaws = fc.array(fc.array(fc.integer({ min: -40_000, max: 900_000_000 }), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });
const anyScaled = fc.constantFrom(...scales).chain((scale) => anyRaws.map((raws) => minuteOf(raws, scale)));
const anyDouble = fc.double();
const anyNumbers = fc.record({
  count: fc.integer({ min: 1, max: 100_000 }),
  sum: anyDouble,
  min: fc.double({ noNaN: true }),
  max: fc.double({ noNaN: true }),
  last: anyDouble,
});
const anyText = fc.integer({ min: 1, max: 1_000 }).map((count): MinuteOfSignal => ({ count, ...noNumbers }));
const anyMinute = fc.oneof(
  { weight: 4, arbitrary: anyScaled },
  anyNumbers,
  anyText,
  anyScaled.map((minute) => ({ ...minute, last: Number.NaN })),
);
const anyHour: fc.Arbitrary<MinutesOfHour> = fc
  .dictionary(fc.integer({ min: 0, max: 59 }).map(String), fc.dictionary(fc.integer({ min: 1, max: 2_000_000 }).map(String), anyMinute, { maxKeys: 4 }), {
    maxKeys: 60,
  })
  .map(
    (minutes) =>
      new Map(Object.entries(minutes).map(([minute, signals]) => [Number(minute), new Map(Object.entries(signals).map(([id, value]) => [Number(id), value]))])),
  );

describe("a packed hour", () => {
  it("gives every minute back, bit for bit, whatever its numbers are and whatever scales are known", () => {
    fc.assert(
      fc.property(anyHour, fc.subarray(scales), (hour, known) => {
        expect(unpackHour(packHour(hour, () => known))).toEqual(new Map(hour));
      }),
      { numRuns: 300 },
    );
  });

  it("gives single signals, and says of which minutes it has others", () => {
    const speed = minuteOf([[5, 9]], { factor: 0.01, offset: 0 });
    const hour: MinutesOfHour = new Map([
      [3, new Map([[7, speed]])],
      [9, new Map([[8, speed]])],
    ]);
    const found = unpackHour(
      packHour(hour, () => scales),
      new Set([8]),
    );
    expect([...found]).toEqual([
      [3, new Map()],
      [9, new Map([[8, speed]])],
    ]);
    expect(unpackHour(packHour(new Map(), () => [])).size).toBe(0);
    expect(() => unpackHour(Uint8Array.of(9))).toThrow(RangeError);
  });

  it("takes less than a third of the bytes of its minutes, when the scale is known", () => {
    const scale = { factor: 0.01, offset: 0 };
    const hour = new Map(
      Array.from(
        { length: 60 },
        (_, minute) =>
          [
            minute,
            new Map(Array.from({ length: 20 }, (_, id) => [id + 1, minuteOf([[minute * 7 + id, 4_000 + id], [3_000 - minute]], scale)] as const)),
          ] as const,
      ),
    );
    const single = [...hour.values()].reduce((sum, minute) => sum + packMinute(minute).length, 0);
    expect(packHour(hour, () => [scale]).length).toBeLessThan(single / 3);
    expect(packHour(hour, () => []).length).toBeLessThan(single);
  });
});
