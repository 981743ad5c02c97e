import { expect, it } from "vitest";
import { compassPoint, coordinateWords } from "./where-words.ts";

it("names the nearest of eight points of the compass", () => {
  expect([0, 22, 23, 90, 337, 338, 360].map((heading) => compassPoint(heading))).toEqual(["n", "n", "ne", "e", "nw", "n", "n"]);
});

it("writes coordinates to 100 m, on each side of the equator", () => {
  const at = "2026-11-20T12:00:00Z";
  expect(coordinateWords({ latitude: 51.37249, longitude: 6.1, at }, "en")).toBe("51.372° N, 6.100° E");
  expect(coordinateWords({ latitude: -33.9, longitude: -70.65, at }, "en")).toBe("33.900° S, 70.650° W");
});
