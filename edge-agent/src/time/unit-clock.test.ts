import { describe, expect, it } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { UnitClock } from "./unit-clock.ts";

const day = 86_400_000_000;
const now = Date.UTC(2026, 10, 25) * 1_000;

describe("UnitClock", () => {
  it("believes a machine's clock that is not before what is trusted", () => {
    const { clock, unit } = clockAt(now, now - 30 * day);
    clock.advanceMs(5_000);
    expect([unit.wallUs(), unit.offsetUs(), unit.quality]).toEqual([now + 5_000_000, 0, "network"]);
  });

  it("goes on from the last trusted time, in order and marked unset, when the machine says 1970", () => {
    const { clock, unit } = clockAt(0, now);
    expect([unit.wallUs(), unit.quality]).toEqual([now, "unset"]);
    clock.advanceMs(1_500);
    expect(unit.wallUs()).toBe(now + 1_500_000);
    expect(clock.wallUs() - 1_000_000 + unit.offsetUs()).toBe(now + 500_000);
  });

  it("does the same for a clock that says 2080, and remembers no time beyond the truth", () => {
    const { clock, unit } = clockAt(Date.UTC(2080, 0, 1) * 1_000, now);
    clock.advanceMs(1_000);
    expect([unit.wallUs(), unit.quality, unit.trustedUs]).toEqual([now + 1_000_000, "unset", now + 1_000_000]);
    clock.setWallUs(now + 2_000_000);
    expect([unit.wallUs(), unit.quality]).toEqual([now + 2_000_000, "network"]);
  });

  it("follows a clock that is set right, and says by how much it stepped, once", () => {
    const { clock, unit } = clockAt(0, now - day);
    expect(unit.takeStepUs()).toBe(0);
    clock.setWallUs(now);
    expect([unit.takeStepUs(), unit.takeStepUs()]).toEqual([day, 0]);
    clock.setWallUs(now - 7_200_000_000);
    expect(unit.takeStepUs()).toBe(-7_200_000_000);
  });

  it("is never below a time that the cloud named, but calls a clock that is a little slow no worse than it was", () => {
    const { unit } = clockAt(now, now - day);
    unit.trust(now + 2_000_000);
    expect([unit.wallUs(), unit.quality]).toEqual([now + 2_000_000, "network"]);
    unit.trust(now - 5 * day);
    expect(unit.wallUs()).toBe(now + 2_000_000);
    unit.trust(now + day);
    expect([unit.wallUs(), unit.quality]).toEqual([now + day, "unset"]);
  });
});

function clockAt(wallUs: number, trustedUs: number): { clock: ManualClock; unit: UnitClock } {
  const clock = new ManualClock({ wallUs, monoUs: 7_000_000 });
  return { clock, unit: new UnitClock({ clock, trustedUs, quality: "network" }) };
}
