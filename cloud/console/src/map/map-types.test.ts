import { expect, it } from "vitest";
import { boundsOf } from "./map-types.ts";

it("finds the least box around positions, and none around nothing", () => {
  expect(boundsOf([])).toBeUndefined();
  expect(boundsOf([[6, 51]])).toEqual([6, 51, 6, 51]);
  expect(
    boundsOf([
      [6, 51],
      [-3, 60],
      [4, -1],
    ]),
  ).toEqual([-3, -1, 6, 60]);
});
