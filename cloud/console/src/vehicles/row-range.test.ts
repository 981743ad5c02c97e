import { expect, it } from "vitest";
import { rowRange } from "./row-range.ts";

const range = { startIndex: 50, endIndex: 52, overscan: 1, count: 100 };

it("draws what is near, and the focused row wherever it is", () => {
  expect(rowRange(range, undefined)).toEqual([49, 50, 51, 52, 53]);
  expect(rowRange(range, 51)).toEqual([49, 50, 51, 52, 53]);
  expect(rowRange(range, 3)).toEqual([3, 49, 50, 51, 52, 53]);
  expect(rowRange(range, 99)).toEqual([49, 50, 51, 52, 53, 99]);
  expect(rowRange(range, 100)).toEqual([49, 50, 51, 52, 53]);
});
