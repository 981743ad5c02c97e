import { describe, expect, it } from "vitest";
import { kernelFilters } from "./can-filter.ts";
import { canLimits } from "./limits.ts";

describe("kernelFilters", () => {
  it("keeps 11 and 29 bits apart by putting the format bit into every mask", () => {
    const filters = [
      { id: 0x123, extended: false },
      { id: 0x18fef100, mask: 0x1fffff00, extended: true },
      { id: 0x7ff, mask: 0, extended: false, inverted: true },
    ];
    expect([...(kernelFilters(filters) ?? [])]).toEqual([0x123, 0x8000_07ff, 0x98fe_f100, 0x9fff_ff00, 0x2000_07ff, 0x8000_0000]);
  });

  it("tells no filter from a list of none", () => {
    expect(kernelFilters(undefined)).toBeUndefined();
    expect(kernelFilters([])).toEqual(new Uint32Array(0));
  });

  it("takes as many as the kernel and refuses one more", () => {
    const filters = Array.from({ length: canLimits.filtersMax }, (_, id) => ({ id, extended: false }));
    expect(kernelFilters(filters)).toHaveLength(2 * canLimits.filtersMax);
    expect(() => kernelFilters([...filters, { id: 0, extended: false }])).toThrow(/^CAN_TOO_MANY_FILTERS.* 513 /);
  });

  it.each([
    ["an identifier of 12 bits", { id: 0x800, extended: false }],
    ["a mask of 12 bits", { id: 0, mask: 0xfff, extended: false }],
    ["a negative mask", { id: 0, mask: -1, extended: true }],
    ["half an identifier", { id: 0.5, extended: true }],
  ])("refuses %s", (_, filter) => {
    expect(() => kernelFilters([filter])).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
  });
});
