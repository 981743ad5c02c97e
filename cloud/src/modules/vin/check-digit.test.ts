import fc from "fast-check";
import { expect, it } from "vitest";
import { checkDigitOf, isCheckDigitRight } from "./check-digit.ts";
import { modelYearsOf } from "./model-year.ts";

const characters = Array.from("ABCDEFGHJKLMNPRSTUVWXYZ0123456789");
const anyVin = fc.string({ unit: fc.constantFrom(...characters), minLength: 17, maxLength: 17 });
const withCheckDigit = (vin: string): string => vin.slice(0, 8) + checkDigitOf(vin) + vin.slice(9);

it("is what the regulation computes", () => {
  expect(checkDigitOf("11111111111111111")).toBe("1");
  expect(checkDigitOf("1M8GDM9AXKP042788")).toBe("X");
});

it("does not depend on what stands in its own place, and fits once it is put there", () => {
  fc.assert(
    fc.property(anyVin, fc.constantFrom(...characters), (vin, other) => {
      expect(checkDigitOf(vin.slice(0, 8) + other + vin.slice(9))).toBe(checkDigitOf(vin));
      expect(isCheckDigitRight(withCheckDigit(vin))).toBe(true);
    }),
  );
});

it("notices any one digit that is another", () => {
  const positions = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16];
  fc.assert(
    fc.property(anyVin, fc.constantFrom(...positions), fc.tuple(fc.nat(9), fc.nat(9)), (vin, at, [one, another]) => {
      fc.pre(one !== another);
      const right = withCheckDigit(vin.slice(0, at) + String(one) + vin.slice(at + 1));
      expect(isCheckDigitRight(right.slice(0, at) + String(another) + right.slice(at + 1))).toBe(false);
    }),
  );
});

it("has model years that come back every 30 years, newest first, and none for U, Z and 0", () => {
  const years = (code: string): readonly number[] => modelYearsOf(`000000000${code}0000000`, 2_045);
  expect(years("A")).toEqual([2040, 2010, 1980]);
  expect(years("Y")).toEqual([2030, 2000]);
  expect(years("9")).toEqual([2039, 2009]);
  for (const code of "UZ0") expect(years(code)).toEqual([]);
});
