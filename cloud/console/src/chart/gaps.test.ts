import { describe, expect, it } from "vitest";
import { breakAtGaps, mergeGaps, unexplainedGaps } from "./gaps.ts";
import type { Points } from "./points.ts";

const every = (stepMs: number, ...runs: readonly (readonly [from: number, count: number])[]): Points => {
  const at = runs.flatMap(([from, count]) => Array.from({ length: count }, (_, index) => from + index * stepMs));
  return { at, mean: at.map(() => 1), low: at.map(() => 0), high: at.map(() => 2), count: at.map(() => 1) };
};

describe("unexplainedGaps", () => {
  it("finds a pause of more than 30 s in a fast signal", () =>
    expect(unexplainedGaps(every(1_000, [0, 60], [120_000, 60]), [], 180_000)).toEqual([{ fromMs: 59_000, toMs: 120_000, reason: "unknown" }]));

  it("does not call a slow signal's usual distance a gap", () => expect(unexplainedGaps(every(60_000, [0, 10]), [], 600_000)).toEqual([]));

  it("finds the silence after the last sample", () =>
    expect(unexplainedGaps(every(1_000, [0, 60]), [], 300_000)).toEqual([{ fromMs: 59_000, toMs: 300_000, reason: "unknown" }]));

  it("leaves alone what the cloud explained", () =>
    expect(unexplainedGaps(every(1_000, [0, 60], [120_000, 60]), [{ fromMs: 60_000, toMs: 119_500, reason: "asleep" }], 180_000)).toEqual([]));

  it("finds nothing in nothing", () => expect(unexplainedGaps(every(1_000), [], 100_000)).toEqual([]));
});

describe("breakAtGaps", () => {
  it("breaks mean and band inside every gap", () => {
    const columns = breakAtGaps(every(1_000, [0, 2], [60_000, 2]), [{ fromMs: 1_000, toMs: 60_000, reason: "lost" }]);
    expect(columns.at).toEqual([0, 1_000, 30_500, 60_000, 61_000]);
    expect(columns.mean).toEqual([1, 1, null, 1, 1]);
    expect(columns.low).toEqual([0, 0, null, 0, 0]);
    expect(columns.high).toEqual([2, 2, null, 2, 2]);
  });

  it("breaks at two gaps without moving either", () =>
    expect(
      breakAtGaps(every(1_000, [0, 1], [60_000, 1], [120_000, 1]), [
        { fromMs: 0, toMs: 60_000, reason: "lost" },
        { fromMs: 60_000, toMs: 120_000, reason: "asleep" },
      ]).mean,
    ).toEqual([1, null, 1, null, 1]));

  it("needs no break before the first or after the last point", () =>
    expect(
      breakAtGaps(every(1_000, [60_000, 2]), [
        { fromMs: 0, toMs: 59_000, reason: "asleep" },
        { fromMs: 61_000, toMs: 90_000, reason: "unknown" },
      ]).mean,
    ).toEqual([1, 1]));
});

describe("mergeGaps", () => {
  it("joins what two reads cut at their border and adds up the samples", () =>
    expect(
      mergeGaps([
        { fromMs: 50, toMs: 90, reason: "lost", samples: 4 },
        { fromMs: 10, toMs: 50, reason: "lost", samples: 3 },
      ]),
    ).toEqual([{ fromMs: 10, toMs: 90, reason: "lost", samples: 7 }]));

  it("counts a gap once that two reads told of", () => {
    const gap = { fromMs: 10, toMs: 50, reason: "lost", samples: 3 } as const;
    expect(mergeGaps([gap, gap])).toEqual([gap]);
  });

  it("keeps reasons apart", () =>
    expect(
      mergeGaps([
        { fromMs: 10, toMs: 50, reason: "asleep" },
        { fromMs: 50, toMs: 60, reason: "to-come" },
      ]),
    ).toHaveLength(2));
});
