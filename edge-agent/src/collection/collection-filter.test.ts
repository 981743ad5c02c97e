import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CollectionFilter } from "./collection-filter.ts";
import type { CollectionRule } from "./collection-rule.ts";

const changes: CollectionRule = { mode: "changes", deadband: 0, intervalMinMs: 0, silenceMaxMs: 10_000, priority: 3 };

describe("CollectionFilter", () => {
  it("keeps every sample under all, also repeated ones and those that a clock set back has stamped", () => {
    const filter = filterOf({ ...changes, mode: "all" });
    expect(
      kept(filter, [
        [0, 5],
        [1, 5],
        [2, 5],
        [-5_000, 5],
        [-5_000, 5],
      ]),
    ).toEqual([true, true, true, true, true]);
  });

  it("keeps the first sample, then only changes", () => {
    expect(
      kept(filterOf(changes), [
        [0, 5],
        [100, 5],
        [200, 6],
        [300, 6],
        [400, 5],
      ]),
    ).toEqual([true, false, true, false, true]);
  });

  it("keeps a steady value when the longest silence has passed, and not a millisecond earlier", () => {
    expect(
      kept(filterOf(changes), [
        [0, 5],
        [9_999, 5],
        [10_000, 5],
        [10_001, 5],
      ]),
    ).toEqual([true, false, true, false]);
  });

  it("compares with the last kept value, so that a slow drift is not lost in the dead band", () => {
    const filter = filterOf({ ...changes, deadband: 0.5 }, 0.25);
    expect(
      kept(filter, [
        [0, 100],
        [1, 101],
        [2, 102],
        [3, 103],
        [4, 104],
        [5, 101],
      ]),
    ).toEqual([true, false, false, true, false, false]);
  });

  it("keeps no more than one sample per shortest interval, whatever changes", () => {
    const filter = filterOf({ ...changes, intervalMinMs: 100 });
    expect(
      kept(filter, [
        [0, 1],
        [50, 2],
        [99, 3],
        [100, 4],
        [199, 5],
        [200, 6],
      ]),
    ).toEqual([true, false, false, true, false, true]);
  });

  it("keeps the first sample after the clock was set back", () => {
    expect(
      kept(filterOf(changes), [
        [0, 1],
        [-7_200_000, 1],
        [-7_199_999, 1],
      ]),
    ).toEqual([true, true, false]);
  });

  it("takes a float that turns into no number, and back, for a change", () => {
    expect(
      kept(filterOf(changes), [
        [0, 1],
        [1, Number.NaN],
        [2, Number.NaN],
        [3, 1],
      ]),
    ).toEqual([true, true, false, true]);
    expect(
      kept(filterOf({ ...changes, deadband: 2 }), [
        [0, 1],
        [1, Number.NaN],
        [2, Number.NaN],
        [3, 1],
      ]),
    ).toEqual([true, true, false, true]);
  });

  it("treats text and 64-bit integers alike: any change counts", () => {
    const filter = filterOf(changes);
    expect([filter.keepsOther(0, 0, 2n ** 60n), filter.keepsOther(0, 1, 2n ** 60n), filter.keepsOther(0, 2, 2n ** 60n + 1n)]).toEqual([true, false, true]);
  });

  it("never leaves a kept value standing for longer than silence allows while samples come, nor differing by more than the dead band", () => {
    const sample = fc.record({ afterMs: fc.integer({ min: 1, max: 400 }), raw: fc.integer({ min: 0, max: 20 }) });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 200 }), fc.integer({ min: 0, max: 5 }), (samples, deadband) => {
        const filter = filterOf({ ...changes, deadband, silenceMaxMs: 1_000 });
        let atMs = 0;
        let last: { atMs: number; raw: number } | undefined;
        for (const { afterMs, raw } of samples) {
          atMs += afterMs;
          if (filter.keeps(0, atMs * 1_000, raw)) last = { atMs, raw };
          if (last === undefined) throw new Error("the first sample was not kept");
          expect(atMs - last.atMs).toBeLessThan(1_000);
          expect(Math.abs(raw - last.raw)).toBeLessThanOrEqual(deadband);
        }
      }),
    );
  });
});

function filterOf(rule: CollectionRule, factor = 1): CollectionFilter {
  const filter = new CollectionFilter();
  filter.define(0, rule, factor);
  return filter;
}

function kept(filter: CollectionFilter, samples: readonly (readonly [atMs: number, raw: number])[]): boolean[] {
  return samples.map(([atMs, raw]) => filter.keeps(0, 1e15 + atMs * 1_000, raw));
}
