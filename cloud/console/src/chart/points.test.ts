import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, joinLive, joinParts, mergeSteps, nearest, noPoints, type Points } from "./points.ts";

const raw = (...samples: readonly (readonly [at: number, value: number])[]): Points => ({
  at: samples.map(([at]) => at),
  mean: samples.map(([, value]) => value),
  low: samples.map(([, value]) => value),
  high: samples.map(([, value]) => value),
  count: samples.map(() => 1),
});

const anySamples = fc
  .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { maxLength: 60 })
  .chain((times) => fc.tuple(...times.toSorted((a, b) => a - b).map((at) => fc.tuple(fc.constant(at), fc.integer({ min: -50, max: 50 })))))
  .map((samples) => raw(...samples));

describe("joinParts", () => {
  it("puts reads that follow each other into one, in order", () =>
    expect(joinParts([raw([1, 10]), noPoints, raw([2, 20], [3, 30])])).toEqual(raw([1, 10], [2, 20], [3, 30])));
  it("lets the later read win where two overlap", () =>
    expect(joinParts([raw([1, 10], [3, 99]), raw([2, 20], [3, 30])])).toEqual(raw([1, 10], [2, 20], [3, 30])));
  it("is empty when nothing was read", () => expect(joinParts([])).toBe(noPoints));
});

describe("joinLive", () => {
  it("continues history with what came after it", () => expect(joinLive(raw([1, 10], [2, 20]), raw([3, 30]))).toEqual(raw([1, 10], [2, 20], [3, 30])));

  it("shows a sample once that both the store and the page have", () =>
    expect(joinLive(raw([1, 10], [2, 20], [3, 30]), raw([2, 20], [3, 30], [4, 40]))).toEqual(raw([1, 10], [2, 20], [3, 30], [4, 40])));

  it("replaces the store's half-filled last step by the samples the page heard in it", () => {
    const history: Points = { at: [0, 60], mean: [5, 7], low: [4, 7], high: [6, 7], count: [60, 3] };
    const joined = joinLive(history, raw([50, 1], [62, 7], [70, 9], [110, 8]));
    expect(joined.at).toEqual([0, 62, 70, 110]);
    expect(joined.count).toEqual([60, 1, 1, 1]);
  });

  it("keeps the store's last step when the page began listening in the middle of it", () =>
    expect(joinLive({ at: [0, 60], mean: [5, 7], low: [4, 7], high: [6, 7], count: [60, 30] }, raw([100, 8])).at).toEqual([0, 60, 100]));

  it("stands on either alone", () => {
    expect(joinLive(noPoints, raw([1, 1]))).toEqual(raw([1, 1]));
    expect(joinLive(raw([1, 1]), noPoints)).toEqual(raw([1, 1]));
  });
});

describe("mergeSteps", () => {
  it("keeps lowest, highest, count and the mean by count", () =>
    expect(mergeSteps({ at: [0, 5, 10], mean: [1, 4, 9], low: [0, 4, 9], high: [2, 5, 9], count: [2, 1, 1] }, 10)).toEqual({
      at: [0, 10],
      mean: [2, 9],
      low: [0, 9],
      high: [5, 9],
      count: [3, 1],
    }));

  it("loses no sample and leaves no order, whatever the step", () => {
    fc.assert(
      fc.property(anySamples, fc.integer({ min: 1, max: 3_000 }), (points, stepMs) => {
        const merged = mergeSteps(points, stepMs);
        expect(merged.count.reduce((sum, count) => sum + count, 0)).toBe(points.at.length);
        expect(merged.at).toEqual([...new Set(points.at.map((at) => Math.floor(at / stepMs) * stepMs))]);
      }),
    );
  });

  it("gives the same points for the same samples wherever the window begins", () => {
    fc.assert(
      fc.property(anySamples, fc.integer({ min: 0, max: 9 }), (points, steps) => {
        const fromMs = steps * 1_000;
        expect(mergeSteps(cut(points, fromMs, 20_000), 1_000)).toEqual(cut(mergeSteps(points, 1_000), fromMs, 20_000));
      }),
    );
  });
});

describe("nearest", () => {
  it.each([
    [-5, 0],
    [4, 0],
    [5, 0],
    [6, 1],
    [19, 2],
    [500, 2],
  ])("finds the point nearest to %d", (time, index) => expect(nearest([0, 10, 20], time)).toBe(index));
  it("finds none among none", () => expect(nearest([], 5)).toBe(-1));
});
