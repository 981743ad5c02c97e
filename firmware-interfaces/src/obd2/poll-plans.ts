/** What is polled when nobody says otherwise: what a fleet looks at, as often as it moves. */
import type { PolledPid } from "./poll-schedule.ts";

const fast = { driving: 500, idling: 1_000, parked: 2_000 };
const medium = { driving: 1_000, idling: 2_000 };
const slow = { driving: 10_000, idling: 10_000, parked: 30_000 };

function rows(periodMs: PolledPid["periodMs"], pids: readonly number[]): readonly PolledPid[] {
  return pids.map((pid) => ({ pid, periodMs }));
}

/** Of these a vehicle is asked for those that it says to have. */
export const standardPollPlan: readonly PolledPid[] = [
  // Speeds of engine and vehicle; load, pedal, throttle, manifold pressure, air and fuel.
  ...rows(fast, [0x0c, 0x0d]),
  ...rows(medium, [0x04, 0x11, 0x49, 0x0b, 0x10, 0x5e]),
  // Temperatures, fuel level, voltage, odometer, outside air.
  ...rows(slow, [0x05, 0x0f, 0x5c, 0x2f, 0x42, 0x46, 0xa6]),
];
