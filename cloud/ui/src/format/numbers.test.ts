import { describe, expect, it } from "vitest";
import { formatAmount, formatNumber } from "./numbers.ts";

describe("formatNumber", () => {
  it.each([
    [0, 0, "0"],
    [999, 0, "999"],
    [1000, 0, "1\u202f000"],
    [486_210, 0, "486\u202f210"],
    [1_234_567.891, 2, "1\u202f234\u202f567.89"],
    [108.1, 1, "108.1"],
    [3.8, 2, "3.80"],
    [-40, 0, "\u221240"],
    [-1234.5, 1, "\u22121\u202f234.5"],
  ])("writes %d with %d decimals as %j", (value, decimals, text) => expect(formatNumber(value, decimals)).toBe(text));

  it("does not write a minus before a rounded zero", () => expect(formatNumber(-0.04, 1)).toBe("0.0"));
  it("takes the decimal mark from the locale and keeps the thin space", () => expect(formatNumber(1234.5, 1, "de")).toBe("1\u202f234,5"));
  it("writes a dash where there is no number", () => {
    expect(formatNumber(Number.NaN)).toBe("–");
    expect(formatNumber(Number.POSITIVE_INFINITY)).toBe("–");
  });
  it("holds decimals within 0 and 6", () => {
    expect(formatNumber(1.5, -1)).toBe("2");
    expect(formatNumber(1 / 3, 15)).toBe("0.333333");
  });
});

describe("formatAmount", () => {
  it("puts a thin space before the unit", () => expect(formatAmount(82, 0, "km/h")).toBe("82\u202fkm/h"));
  it("leaves no space where there is no unit", () => expect(formatAmount(3, 0, "")).toBe("3"));
});
