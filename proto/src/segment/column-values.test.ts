import { describe, expect, it } from "vitest";
import { columnValues } from "./column-values.ts";

const times = Float64Array.of(1, 2, 3);
const wheelSpeed = { source: "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", kind: "scaled", factor: 0.01, offset: -67.67 } as const;

describe("the values of a column", () => {
  it("are raw times factor, then plus offset, in double precision", () => {
    const values = columnValues({ kind: "scaled", signal: 0, times, raw: Float64Array.of(0, 6_767, 10_001) }, wheelSpeed);
    expect([...values]).toEqual([-67.67, 6_767 * 0.01 - 67.67, 10_001 * 0.01 - 67.67]);
  });

  it("are the doubles themselves, and integers as far as doubles hold them", () => {
    const floats = Float64Array.of(1.5, Number.NaN, -0);
    expect(columnValues({ kind: "float", signal: 0, times, values: floats }, { ...wheelSpeed, kind: "float", factor: 1, offset: 0 })).toBe(floats);
    const integers = columnValues(
      { kind: "integer", signal: 0, times, values: BigInt64Array.of(-5n, 2n ** 53n, 2n ** 60n) },
      { ...wheelSpeed, kind: "integer" },
    );
    expect([...integers]).toEqual([-5, 2 ** 53, 2 ** 60]);
  });

  it("do not exist for text, nor with another catalogue", () => {
    const text = { kind: "text", signal: 4, times, values: ["a", "b", "c"] } as const;
    expect(() => columnValues(text, { ...wheelSpeed, kind: "text" })).toThrow(/^CATALOGUE_MISMATCH: can0\/WHEEL_SPEEDS\/WHEEL_SPEED_FL is text/);
    expect(() => columnValues(text, wheelSpeed)).toThrow(/^CATALOGUE_MISMATCH: column 4 is text/);
  });
});
