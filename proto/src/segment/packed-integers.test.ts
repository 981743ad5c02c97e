import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BitReader } from "./bit-reader.ts";
import { BitWriter } from "./bit-writer.ts";
import { readRice, readRuns, readUniform, riceBitsMax, uniformSpanMax, writeRice, writeUniform } from "./packed-integers.ts";
import { readResiduals, writeResiduals } from "./residual-code.ts";
import { planResiduals } from "./residual-plan.ts";
import { Workspace } from "./workspace.ts";

const runs = { numRuns: 500 };

describe("bits", () => {
  it("come back as numbers, signed numbers, doubles and fields of any width", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.maxSafeNat(), fc.maxSafeInteger(), fc.double(), fc.integer({ min: 1, max: 24 })), { maxLength: 40 }), (fields) => {
        const writer = new BitWriter();
        writer.reserve(fields.length * 40);
        for (const [natural, integer, double, width] of fields) {
          writer.writeNumber(natural);
          writer.writeSigned(integer);
          writer.writeDouble(double);
          writer.write(natural % 2 ** width, width);
          writer.writeWide(natural, 53);
        }
        const reader = readerOf(writer);
        for (const [natural, integer, double, width] of fields) {
          expect(reader.readNumber()).toBe(natural);
          expect(reader.readSigned()).toBe(integer + 0);
          expect(reader.readDouble()).toBe(double);
          expect(reader.read(width)).toBe(natural % 2 ** width);
          expect(reader.readWide(53)).toBe(natural);
        }
      }),
      runs,
    );
  });

  it("take few for small numbers", () => {
    const bitsOf = (value: number): number => {
      const writer = new BitWriter();
      writer.writeNumber(value);
      return writer.position * 8 + writer.fill;
    };
    expect([0, 1, 2, 3, 200, Number.MAX_SAFE_INTEGER].map(bitsOf)).toEqual([1, 4, 4, 5, 14, 64]);
  });
});

describe("packed integers", () => {
  const anySpan = fc.oneof(
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 1, max: uniformSpanMax }),
    fc.constantFrom(1, 2, 3, 4, uniformSpanMax - 1, uniformSpanMax),
  );

  it("of a range come back, within a tenth of a bit of its logarithm", () => {
    fc.assert(
      fc.property(
        anySpan,
        fc.integer({ min: -(2 ** 24), max: 2 ** 24 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 50 }),
        (span, low, places) => {
          const values = Int32Array.from(places, (place) => low + Math.floor(place * span));
          const writer = room();
          writeUniform(writer, values, values.length, low, span, 0);
          const back = new Int32Array(values.length);
          readUniform(readerOf(writer), back, values.length, low, span, 0);
          expect(back).toEqual(values);
        },
      ),
      runs,
    );
  });

  it("of a range without 0 come back", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -500, max: 90 }).filter((value) => value !== 0),
          { maxLength: 50 },
        ),
        (given) => {
          const values = Int32Array.from(given);
          const writer = room();
          writeUniform(writer, values, values.length, -500, 590, 1);
          const back = new Int32Array(values.length);
          readUniform(readerOf(writer), back, values.length, -500, 590, 1);
          expect(back).toEqual(values);
        },
      ),
      runs,
    );
  });

  it("in a Rice code come back, however far they are out", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: riceBitsMax }),
        fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -(2 ** 22), max: 2 ** 22 })), { maxLength: 50 }),
        (bits, given) => {
          const values = Int32Array.from(given);
          const writer = room();
          writeRice(writer, values, values.length, bits, 0);
          const back = new Int32Array(values.length);
          readRice(readerOf(writer), back, values.length, bits, 0);
          expect(back).toEqual(values);
        },
      ),
      runs,
    );
  });

  it("as runs end with their column, and are refused beyond it", () => {
    const writer = room();
    // Runs of 3, 0 and 200, unfolded.
    writeRice(writer, Int32Array.of(-2, 0, 100), 3, 2, 0);
    const back = new Int32Array(400);
    expect(readRuns(readerOf(writer), back, 205, 2)).toBe(3);
    expect([...back.subarray(0, 3)]).toEqual([3, 0, 200]);
    expect(() => readRuns(readerOf(writer), back, 100, 2)).toThrow(/^SEGMENT_CORRUPT: a run is longer/);
  });
});

describe("residuals", () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: -30, max: 30 }) },
    fc.integer({ min: -70_000, max: 70_000 }),
  );
  const anyResiduals = fc.oneof(
    fc.array(value, { minLength: 1, maxLength: 120 }),
    fc.array(fc.constantFrom(1, 1, 1, -15), { minLength: 1, maxLength: 120 }),
    fc.array(fc.integer({ min: 1_000_000_000, max: 1_000_000_007 }), { minLength: 1, maxLength: 120 }),
    fc.array(fc.integer(), { minLength: 1, maxLength: 9 }),
    fc.array(fc.constantFrom(-(2 ** 31), 1 - 2 ** 31), { minLength: 1, maxLength: 40 }),
    fc.array(fc.constantFrom(2 ** 31 - 1, 2 ** 31 - 2), { minLength: 1, maxLength: 40 }),
  );

  it("come back whatever plan is made for them, unless they are too far apart for any", () => {
    const work = new Workspace();
    const sentAndRead = (given: readonly number[]): readonly number[] | undefined => {
      work.reserve(given.length);
      work.residuals.set(given);
      const plan = planResiduals(work.residuals, given.length);
      if (plan === undefined) return undefined;
      const writer = new BitWriter();
      writeResiduals(writer, plan, work, given.length);
      work.residuals.fill(99);
      readResiduals(readerOf(writer), work, given.length);
      return [...work.residuals.subarray(0, given.length)];
    };
    fc.assert(
      fc.property(anyResiduals, (given) => {
        const isFarApart = Math.max(...given, 0) - Math.min(...given, 0) >= 2 ** 20;
        expect([given, isFarApart ? undefined : given]).toContainEqual(sentAndRead(given));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["all alike", [4, 4, 4, 4, 4, 4, 4, 4], { code: "constant", usual: 4 }],
    ["evenly spread", [1, 9, 3, 7, 5, 2, 8, 4, 6, 1, 9, 5, 3, 7, 2, 6], { code: "uniform", rarity: "none" }],
    ["mostly 0", [...zeros(40), 3, ...zeros(30), -3, ...zeros(50), 2], { rarity: "unusual", usual: 0 }],
    ["mostly the same step", [...ones(14), -15, ...ones(15), -15, ...ones(15), -15], { code: "uniform", rarity: "unusual", usual: 1 }],
    ["near 0 with some far out", [0, 1, -1, 0, 2, -2, 1, 0, -1, 900, 1, 0, -1, 2, 0, 1, -1, -2, 0, 1, 1, 0, -1, 1], { code: "rice", rarity: "none" }],
  ])("that are %s get a plan that suits them", (_, given, expected) => {
    expect(planResiduals(Int32Array.from(given), given.length)).toMatchObject(expected);
  });
});

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}

function room(): BitWriter {
  const writer = new BitWriter();
  writer.reserve(1_000);
  return writer;
}

function readerOf(writer: BitWriter): BitReader {
  const padded = Uint8Array.of(...writer.written(), 0, 0, 0, 0);
  return new BitReader(new DataView(padded.buffer));
}
