import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";

/** The rows to draw: those near the screen, and the one that has the focus: who scrolls away must find it again. */
export function rowRange(range: Range, focused: number | undefined): number[] {
  const near = defaultRangeExtractor(range);
  if (focused === undefined || focused >= range.count || near.includes(focused)) return near;
  return [...near, focused].toSorted((a, b) => a - b);
}
