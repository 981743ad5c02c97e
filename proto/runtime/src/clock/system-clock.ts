import type { Clock } from "@drawbar/proto/kernel/clock.ts";

/** The machine's clocks. */
export const systemClock: Clock = {
  wallUs: () => Math.round((performance.timeOrigin + performance.now()) * 1_000) + drift(),
  monoUs: () => Math.round(performance.now() * 1_000),
};

/**
 * What somebody has set the machine's clock by since the process began. `performance.now()` alone would never
 * notice; `Date.now()` alone has only milliseconds, and two samples of one millisecond would fall together.
 */
function drift(): number {
  const offMs = Date.now() - (performance.timeOrigin + performance.now());
  return Math.abs(offMs) < 2 ? 0 : Math.round(offMs * 1_000);
}
