import { expect, test } from "vitest";
import { expiryOf, localDay } from "./expiry.ts";

const now = new Date(2026, 10, 25, 23, 30).getTime();

test("a paper holds through its last day, wherever the clock stands in it", () => {
  expect(expiryOf("2026-11-25", now)).toEqual({ kind: "soon", days: 0 });
  expect(expiryOf("2026-11-24", now)).toEqual({ kind: "expired", days: -1 });
  expect(expiryOf("2026-12-25", now)).toEqual({ kind: "soon", days: 30 });
  expect(expiryOf("2026-12-26", now)).toEqual({ kind: "later", days: 31 });
  expect(expiryOf(undefined, now)).toEqual({ kind: "never" });
});

test("a day is counted over the ends of months and years", () => {
  expect([localDay(now), localDay(now, 40), localDay(now, -25)]).toEqual(["2026-11-25", "2027-01-04", "2026-10-31"]);
});
