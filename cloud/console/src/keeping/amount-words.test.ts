import { expect, it } from "vitest";
import { formatBytes, monthsBetween } from "./amount-words.ts";

it("says amounts with their unit", () => {
  expect([0, 999, 1_000, 12_400_000, 3e15].map((bytes) => formatBytes(bytes).replaceAll(/\s/g, " "))).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "12.4 MB",
    "3 000.0 TB",
  ]);
});

it("counts months over the end of a year, newest first", () => {
  expect(monthsBetween("2026-11", "2027-02")).toEqual(["2027-02", "2027-01", "2026-12", "2026-11"]);
  expect(monthsBetween("2026-11", "2026-11")).toEqual(["2026-11"]);
  expect(monthsBetween("2026-12", "2026-11")).toEqual([]);
});
