/** Sets of numbers as PostgreSQL writes its int8multirange: `{[1,4),[7,8)}`. */
import type { Range, RangeSet } from "@drawbar/proto/link/range-set.ts";

export function toMultirange(set: RangeSet): string {
  return `{${set.map(([first, last]) => `[${first},${last + 1})`).join(",")}}`;
}

/** PostgreSQL hands discrete ranges over in the form [first, beyond). */
export function fromMultirange(text: string): RangeSet {
  return text === "{}"
    ? []
    : text
        .slice(2, -2)
        .split("),[")
        .map((range): Range => {
          const [first, beyond] = range.split(",");
          return [Number(first), Number(beyond) - 1];
        });
}
