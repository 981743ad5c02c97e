/** A set of record numbers that changes in place: what is held of a stream, while records come and go one by one. */
import { rangeAt, type Range, type RangeSet } from "./range-set.ts";

export class MutableRanges {
  readonly #ranges: Range[] = [];
  #count = 0;
  #snapshot: RangeSet | undefined;

  constructor(ranges: RangeSet = []) {
    for (const [first, last] of ranges) this.add(first, last);
  }

  /** How many numbers the set holds. */
  get count(): number {
    return this.#count;
  }

  /** Lowest number; 0 when the set is empty. */
  get first(): number {
    return this.#ranges[0]?.[0] ?? 0;
  }

  /** Highest number; 0 when the set is empty. */
  get last(): number {
    return this.#ranges.at(-1)?.[1] ?? 0;
  }

  has(number: number): boolean {
    const range = this.#ranges[rangeAt(this.#ranges, number)];
    return range !== undefined && range[0] <= number;
  }

  /** @returns the set as it is now; later changes do not show in it. */
  ranges(): RangeSet {
    return (this.#snapshot ??= [...this.#ranges]);
  }

  add(first: number, last: number = first): void {
    this.#snapshot = undefined;
    // Ranges that touch the new one, or lie right beside it, become one with it.
    const from = rangeAt(this.#ranges, first - 1);
    let to = from;
    let joined: [number, number] = [first, last];
    let before = 0;
    for (let range = this.#ranges[to]; range !== undefined && range[0] <= last + 1; range = this.#ranges[to]) {
      joined = [Math.min(joined[0], range[0]), Math.max(joined[1], range[1])];
      before += range[1] - range[0] + 1;
      to += 1;
    }
    if (to === from + 1) this.#ranges[from] = joined;
    else this.#ranges.splice(from, to - from, joined);
    this.#count += joined[1] - joined[0] + 1 - before;
  }

  remove(first: number, last: number = first): void {
    this.#snapshot = undefined;
    const from = rangeAt(this.#ranges, first);
    const left: Range[] = [];
    let to = from;
    for (let range = this.#ranges[to]; range !== undefined && range[0] <= last; range = this.#ranges[to]) {
      this.#count -= Math.min(range[1], last) - Math.max(range[0], first) + 1;
      if (range[0] < first) left.push([range[0], first - 1]);
      if (range[1] > last) left.push([last + 1, range[1]]);
      to += 1;
    }
    if (to > from) this.#ranges.splice(from, to - from, ...left);
  }

  addAll(ranges: RangeSet): void {
    for (const [first, last] of ranges) this.add(first, last);
  }

  removeAll(ranges: RangeSet): void {
    for (const [first, last] of ranges) this.remove(first, last);
  }
}
