import { describe, expect, it } from "vitest";
import { Backoff } from "./backoff.ts";
import { uplinkLimits } from "./limits.ts";

/** Draws the longest wait that jitter allows. */
const longest = { next: () => 1 };

describe("Backoff", () => {
  it("tries first within 100 ms, then doubles up to five minutes", () => {
    const backoff = new Backoff(longest);
    const waits = Array.from({ length: 16 }, () => backoff.nextMs(0));
    expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800]);
    expect(waits.at(-1)).toBe(300_000);
  });

  it("stays eager after a good session, and grows on from there when eagerness ends", () => {
    const backoff = new Backoff(longest);
    backoff.reset(0);
    for (let round = 0; round < 60; round += 1) expect(backoff.nextMs(round * 400)).toBeLessThanOrEqual(uplinkLimits.eagerMsMax);
    const later = uplinkLimits.eagerForMs;
    expect(backoff.nextMs(later)).toBeLessThanOrEqual(1_600);
    expect(backoff.nextMs(later)).toBeLessThanOrEqual(3_200);
  });
});
