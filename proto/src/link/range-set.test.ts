import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MutableRanges } from "./mutable-ranges.ts";
import {
  clipRanges,
  countOf,
  hasNumber,
  intersectRanges,
  newestRanges,
  numbersIn,
  pagesOf,
  rangesOf,
  subtractRanges,
  truncateRanges,
  unionRanges,
} from "./range-set.ts";

const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
const rangesMax = fc.integer({ min: 1, max: 4 });

describe("range sets", () => {
  it("hold exactly the numbers put in, whatever the order and the repeats", () => {
    fc.assert(
      fc.property(numbers, (input) => {
        const set = rangesOf(input);
        const sorted = [...new Set(input)].sort((a, b) => a - b);
        expect([...numbersIn(set)]).toEqual(sorted);
        expect(countOf(set)).toBe(sorted.length);
        for (let number = 0; number <= 61; number += 1) expect(hasNumber(set, number)).toBe(sorted.includes(number));
      }),
    );
  });

  it("join, share and differ as sets of numbers do", () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        expect(unionRanges(rangesOf(left), rangesOf(right))).toEqual(rangesOf([...left, ...right]));
        expect(intersectRanges(rangesOf(left), rangesOf(right))).toEqual(rangesOf(left.filter((number) => right.includes(number))));
        expect(subtractRanges(rangesOf(left), rangesOf(right))).toEqual(rangesOf(left.filter((number) => !right.includes(number))));
      }),
    );
  });

  it("never claim a number that was not there when they are cut to the bound", () => {
    fc.assert(
      fc.property(numbers, rangesMax, (input, max) => {
        const set = rangesOf(input);
        const cut = truncateRanges(set, max);
        expect(cut.ranges.length).toBeLessThanOrEqual(max);
        expect(subtractRanges(cut.ranges, set)).toEqual([]);
        expect(subtractRanges(newestRanges(set, max), set)).toEqual([]);
      }),
    );
  });

  it("are exact up to `through` when they are cut", () => {
    fc.assert(
      fc.property(numbers, rangesMax, (input, max) => {
        const set = rangesOf(input);
        const { ranges, through } = truncateRanges(set, max);
        expect(ranges).toEqual(clipRanges(set, 1, through));
      }),
    );
  });

  it("come in pages that lose nothing", () => {
    fc.assert(
      fc.property(numbers, rangesMax, (input, max) => {
        const pages = [...pagesOf(rangesOf(input), max)];
        expect(pages.flat()).toEqual(rangesOf(input));
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe("MutableRanges", () => {
  const changes = fc.array(fc.record({ isAdded: fc.boolean(), first: fc.integer({ min: 1, max: 60 }), more: fc.integer({ min: 0, max: 8 }) }), {
    maxLength: 60,
  });

  it("holds what was added and not removed, and hands out what does not change any more", () => {
    fc.assert(
      fc.property(changes, (input) => {
        const set = new MutableRanges();
        const expected = new Set<number>();
        const handed: { readonly ranges: ReturnType<MutableRanges["ranges"]>; readonly numbers: readonly number[] }[] = [];
        for (const { isAdded, first, more } of input) {
          if (isAdded) set.add(first, first + more);
          else set.remove(first, first + more);
          for (let number = first; number <= first + more; number += 1) {
            if (isAdded) expected.add(number);
            else expected.delete(number);
          }
          handed.push({ ranges: set.ranges(), numbers: [...expected] });
          expect(set.count).toBe(expected.size);
        }
        for (const { ranges, numbers } of handed) expect(ranges).toEqual(rangesOf(numbers));
        expect(set.has(first(set))).toBe(expected.size > 0);
      }),
    );
  });
});

function first(set: MutableRanges): number {
  return set.first;
}
