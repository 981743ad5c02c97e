import { describe, expect, it } from "vitest";
import { CatalogueGrowth } from "./catalogue-growth.ts";

const second = 1_000_000;

describe("CatalogueGrowth", () => {
  it("waits a second for the first burst of signals to end, longer for each next one, and never longer than 16 s", () => {
    const growth = new CatalogueGrowth();
    const delays: number[] = [];
    for (let monoUs = 0, grewUs = 0; delays.length < 7; monoUs += second / 10) {
      if (!growth.isDue(monoUs, true)) continue;
      delays.push((monoUs - grewUs) / second);
      grewUs = monoUs + second / 10;
    }
    expect(delays).toEqual([1, 2, 4, 8, 16, 16, 16]);
  });

  it("has nothing to do when a full segment took the new signals along", () => {
    const growth = new CatalogueGrowth();
    expect([growth.isDue(0, true), growth.isDue(second / 2, false), growth.isDue(second, true), growth.isDue(2 * second, true)]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});
