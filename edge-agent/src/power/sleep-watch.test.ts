import { describe, expect, it } from "vitest";
import { SleepWatch } from "./sleep-watch.ts";

describe("SleepWatch", () => {
  it("says once that the vehicle fell asleep, when its buses have been silent for long enough", () => {
    const watch = new SleepWatch({ afterUs: 60 });
    watch.heard(100);
    expect([159, 160, 161].map((monoUs) => watch.fellAsleep(monoUs, true))).toEqual([false, true, false]);
    watch.heard(500);
    expect([559, 560].map((monoUs) => watch.fellAsleep(monoUs, true))).toEqual([false, true]);
  });

  it("does not call a vehicle asleep that was never heard, or whose bus is down", () => {
    const watch = new SleepWatch({ afterUs: 60 });
    expect(watch.fellAsleep(1_000, true)).toBe(false);
    watch.heard(1_000);
    expect([watch.fellAsleep(2_000, false), watch.fellAsleep(2_001, true)]).toEqual([false, true]);
  });
});
