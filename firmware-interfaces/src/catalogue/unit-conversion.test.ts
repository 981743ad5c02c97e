import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divide, equals, multiply, rational, rationalOf, toDouble, type Rational } from "./rational.ts";
import { convertScaling, unitConversion } from "./unit-conversion.ts";
import { units } from "./units.ts";

const convert = (value: number, from: string, to: string): number => {
  const conversion = unitConversion(from, to);
  if (conversion === undefined) throw new Error(`${from} to ${to}`);
  return convertScaling({ factor: 1, offset: value }, conversion)?.offset ?? Number.NaN;
};

describe("unitConversion", () => {
  it.each([
    [36, "km/h", "m/s", 10],
    [1, "mph", "km/h", 1.609344],
    [100, "degC", "K", 373.15],
    [-40, "°F", "°C", -40],
    [212, "°F", "°C", 100],
    [1, "psi", "kPa", 6.894757293168361],
    [1, "bar", "kPa", 100],
    [0.42, "ratio", "%", 42],
    [1, "kn", "km/h", 1.852],
    [30, "mpg", "km/l", 12.75431122290816],
    [1, "lb-ft", "Nm", 1.3558179483314003],
    [90, "min", "h", 1.5],
    [3.6, "MJ", "kWh", 1],
    [1, "hp", "kW", 0.7456998715822702],
    [180, "°", "rad", Math.PI],
  ])("makes of %d %s in %s the double nearest to the true value", (value, from, to, expected) => {
    expect(convert(value, from, to)).toBe(expected);
  });

  it("keeps a unit that it does not know as it is, and refuses to guess between quantities", () => {
    expect(unitConversion("furlongs", " furlongs")?.isIdentity).toBe(true);
    expect(unitConversion("furlongs", "m")).toBeUndefined();
    expect(unitConversion("km/h", "°C")).toBeUndefined();
    expect(unitConversion("l/100km", "km/l")).toBeUndefined();
    expect(unitConversion("", "%")).toBeUndefined();
  });

  it("leads back, exactly, from every unit to every other of its quantity", () => {
    for (const from of units) {
      for (const to of units.filter(({ quantity }) => quantity === from.quantity)) {
        const [there, back] = [unitConversion(from.unit, to.unit), unitConversion(to.unit, from.unit)];
        if (there === undefined || back === undefined) throw new Error(`${from.unit} ${to.unit}`);
        expect(equals(multiply(there.gain, back.gain), rational("1"))).toBe(true);
      }
    }
  });

  it("rounds a scaling once: a hundredth of a km/h is the double nearest to 1/360 m/s", () => {
    const conversion = unitConversion("km/h", "m/s");
    if (conversion === undefined) throw new Error("km/h");
    expect(convertScaling({ factor: 0.01, offset: -67.67 }, conversion)).toEqual({ factor: 1 / 360, offset: -67.67 / 3.6 });
    expect(convertScaling({ factor: Number.POSITIVE_INFINITY, offset: 0 }, conversion)).toBeUndefined();
  });
});

describe("rational", () => {
  it("gives back every double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const exact = rationalOf(value) as Rational; // finite
        expect(Math.abs(toDouble(exact) - value)).toBe(0);
      }),
      { numRuns: 1_000, examples: [[1.157174384943252e-308], [Number.MIN_VALUE], [-3 * Number.MIN_VALUE], [2 ** -1_022], [2 ** -1_021 - 2 ** -1_074]] },
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -(2 ** -1_018), max: 2 ** -1_018 }), (value) => {
        expect(Math.abs(toDouble(rationalOf(value) as Rational) - value)).toBe(0); // finite
      }),
      { numRuns: 2_000 },
    );
  });

  it("rounds a quotient of two integers as the processor does", () => {
    const integer = fc.maxSafeInteger().filter((value) => value !== 0);
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        expect(toDouble(divide(rational(String(a)), rational(String(b))))).toBe(a / b);
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes decimal numbers and fractions only", () => {
    expect(equals(rational("-2.50e-1"), rational("-1/4"))).toBe(true);
    for (const text of ["", "a", "1/", "0x10", "1e9999", "NaN"]) expect(() => rational(text)).toThrow(SyntaxError);
  });
});
