import { describe, expect, it } from "vitest";
import type { Figure } from "./bench-types.ts";
import { median, medianRatio, shortNumber } from "./statistics.ts";
import { closingLine, exitStatusOf, verdictOf } from "./verdict.ts";

const size: Figure = { name: "obd", value: 0.3119, unit: "B/sample", direction: "at-most", must: 0.6, moonshot: 0.4 };
const speed: Figure = { value: 42.61, unit: "M samples/s", direction: "at-least", must: 20, moonshot: 60 };

describe("a figure", () => {
  it("is judged by its must, on the side where it is better", () => {
    expect(verdictOf(size, true)).toBe("holds");
    expect(verdictOf({ ...size, value: 0.6 }, true)).toBe("holds");
    expect(verdictOf({ ...size, value: 0.61 }, true)).toBe("falls short");
    expect(verdictOf({ ...speed, value: 20 }, true)).toBe("holds");
    expect(verdictOf({ ...speed, value: 19.9 }, true)).toBe("falls short");
  });

  it("is not judged when the machine was busy or there is nothing to judge", () => {
    expect(verdictOf(size, false)).toBe("cannot judge");
    expect(verdictOf({ ...size, value: undefined }, true)).toBe("cannot judge");
    expect(verdictOf({ ...size, value: Number.NaN }, true)).toBe("cannot judge");
  });

  it("ends in one line that says what, how much, which bars, and whether they hold", () => {
    expect(closingLine("B4", size, "holds")).toBe("B4/obd 0.312 B/sample must<=0.6 moonshot<=0.4 holds");
    expect(closingLine("B5", speed, "falls short")).toBe("B5 42.6 M samples/s must>=20 moonshot>=60 falls short");
    expect(closingLine("B4", { ...size, value: undefined }, "cannot judge")).toBe("B4/obd - B/sample must<=0.6 moonshot<=0.4 cannot judge");
  });

  it("decides the exit status with the others", () => {
    expect(exitStatusOf([])).toBe(0);
    expect(exitStatusOf(["holds", "holds"])).toBe(0);
    expect(exitStatusOf(["holds", "cannot judge"])).toBe(3);
    expect(exitStatusOf(["cannot judge", "falls short", "holds"])).toBe(1);
  });
});

describe("values of rounds", () => {
  it("have a median, also of their ratios round by round", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1])).toBe(2.5);
    expect(medianRatio([10, 40, 9], [5, 10, 3])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });

  it("are printed with three digits that count", () => {
    expect([0, 0.31187, 42.61, 1_330.4, 0.000_123_4, 99_999].map(shortNumber)).toEqual(["0", "0.312", "42.6", "1330", "0.000123", "99999"]);
  });
});
