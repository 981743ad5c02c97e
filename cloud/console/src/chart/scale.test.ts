import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { growScale, roundTimeStep, scaleSteps, timeTicks, valueScale } from "./scale.ts";
import { chartFacts } from "./summary.ts";

describe("valueScale", () => {
  it("rounds outwards to steps a person would choose", () => {
    expect(valueScale(44.2, 109.6)).toEqual({ low: 40, high: 120, step: 20, decimals: 0 });
    expect(valueScale(0, 1_910)).toEqual({ low: 0, high: 2_000, step: 500, decimals: 0 });
    expect(valueScale(24.61, 24.83)).toEqual({ low: 24.6, high: 24.85, step: 0.05, decimals: 2 });
  });

  it("gives room around a single value", () => {
    const scale = valueScale(50, 50);
    expect(scale.low).toBeLessThan(50);
    expect(scale.high).toBeGreaterThan(50);
    expect(valueScale(0, 0).high).toBeGreaterThan(0);
  });

  it("stands on its own when there is nothing to show", () =>
    expect(valueScale(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toMatchObject({ low: 0, high: 1 }));

  it("holds both values in at most 5 steps", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (low, range) => {
        const scale = valueScale(low, low + range);
        const slack = 1e-6 * scale.step;
        expect(scale.low).toBeLessThanOrEqual(low + slack);
        expect(scale.high).toBeGreaterThanOrEqual(low + range - slack);
        expect(scaleSteps(scale).length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe("growScale", () => {
  it("grows at once and does not shrink", () => {
    const shown = valueScale(0, 100);
    expect(growScale(shown, 40, 60)).toBe(shown);
    expect(growScale(shown, 40, 130).high).toBeGreaterThanOrEqual(130);
    expect(growScale(shown, 40, 130).low).toBe(0);
  });
});

describe("timeTicks", () => {
  beforeEach(() => {
    vi.stubEnv("TZ", "Europe/Amsterdam");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("puts two-hour labels on even hours and names the day at midnight", () => {
    const ticks = timeTicks(Date.parse("2026-11-20T14:32:00Z"), Date.parse("2026-11-21T14:32:00Z"), 12);
    expect(ticks.map((tick) => new Date(tick.atMs).getHours())).toEqual([16, 18, 20, 22, 0, 2, 4, 6, 8, 10, 12, 14]);
    expect(ticks.filter((tick) => tick.isDay).map((tick) => new Date(tick.atMs).toISOString())).toEqual(["2026-11-20T23:00:00.000Z"]);
  });

  it("keeps days at midnight across the end of summer time", () => {
    const ticks = timeTicks(Date.parse("2026-10-23T12:00:00+02:00"), Date.parse("2026-10-28T12:00:00+01:00"), 8);
    expect(ticks.map((tick) => new Date(tick.atMs).getHours())).toEqual([0, 0, 0, 0, 0]);
  });

  it("has steps from seconds to months", () => {
    expect(timeTicks(0, 10_000, 5).map((tick) => tick.atMs)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
    expect(timeTicks(0, 400 * 86_400_000, 8).length).toBeLessThanOrEqual(9);
  });
});

describe("roundTimeStep", () => {
  it.each([
    [3, 5],
    [700, 1_000],
    [1_300, 2_000],
    [61_000, 120_000],
    [4 * 3_600_000, 6 * 3_600_000],
  ])("rounds %d ms up to %d", (atLeast, step) => expect(roundTimeStep(atLeast)).toBe(step));
});

describe("chartFacts", () => {
  const line = (values: readonly number[]) => ({ at: values.map((_, index) => index), mean: values, low: values, high: values, count: values.map(() => 1) });

  it("finds low, high, mean and where it goes", () => {
    const facts = chartFacts(line(Array.from({ length: 100 }, (_, index) => index)), []);
    expect(facts).toMatchObject({ low: 0, high: 99, mean: 49.5, last: 99, samples: 100, trend: "rising" });
    expect(chartFacts(line([5, 5, 5, 5, 5, 5, 5]), [])?.trend).toBe("steady");
  });

  it("says nothing about nothing", () => expect(chartFacts(line([]), [])).toBeUndefined());

  it("names the longest gap", () =>
    expect(
      chartFacts(line([1, 2]), [
        { fromMs: 0, toMs: 5, reason: "lost" },
        { fromMs: 10, toMs: 90, reason: "asleep" },
      ]),
    ).toMatchObject({ gaps: 2, longestGap: { reason: "asleep" } }));
});
