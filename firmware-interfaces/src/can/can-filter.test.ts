import { describe, expect, it } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { filteredBus, kernelFilters } from "./can-filter.ts";
import type { CanFrame } from "./can-frame.ts";
import { canLimits } from "./limits.ts";
import { MemoryBus } from "./memory-bus.ts";

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

describe("filteredBus", () => {
  it("lets the same frames through as the kernel would", async () => {
    const wire = new MemoryBus({ name: "can0", clock: new ManualClock() });
    const frame = (id: number, extended: boolean): CanFrame => ({ id, extended, data: new Uint8Array(0), atUs: 0 });
    const frames = [frame(0x123, false), frame(0x123, true), frame(0x124, false), frame(0x18fef100, true), frame(0x18eff100, true)];
    const error: CanFrame = { ...frame(4, true), flags: { error: true } };
    const heard: string[] = [];
    const hear = (label: string, filters: Parameters<typeof filteredBus>[1]): void =>
      filteredBus(wire.connect(), filters).start({
        onFrames: (batch) => batch.forEach(({ id, extended }) => heard.push(`${label} ${id.toString(16)}${extended ? "x" : ""}`)),
        onEvent: () => undefined,
      });
    hear("one", [{ id: 0x123, extended: false }]);
    hear("mask", [{ id: 0x18fe0000, mask: 0x1fff0000, extended: true }]);
    hear("not", [{ id: 0x123, extended: false, inverted: true }]);
    hear("none", []);
    wire.publish([...frames, error]);
    await Promise.resolve();
    expect(heard).toEqual(["one 123", "one 4x", "mask 18fef100x", "mask 4x", "not 123x", "not 124", "not 18fef100x", "not 18eff100x", "not 4x", "none 4x"]);
  });
});
