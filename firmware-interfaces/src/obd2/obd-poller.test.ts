import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import { ObdClient, type ObdReading } from "./obd-client.ts";
import { ObdPoller } from "./obd-poller.ts";
import { PollSchedule, type VehicleActivity } from "./poll-schedule.ts";
import { standardPollPlan } from "./poll-plans.ts";
import { currentDataUnit, ScriptedLink } from "./scripted-link.ts";

/** 04, 05, 0C, 0D; idling. */
const idling: Readonly<Record<string, string>> = { "00": "18180000", "04": "80", "05": "7B", "0C": "0C80", "0D": "00" };

function setUp(given: Readonly<Record<string, string>> = idling) {
  const values = { ...given };
  const timer = new ManualTimer();
  const link = new ScriptedLink({ 0x7e8: currentDataUnit(values) }, () => new Promise((resolve) => timer.after(20, resolve)));
  const readings: ObdReading[] = [];
  const times: number[] = [];
  const activities: VehicleActivity[] = [];
  const poller = new ObdPoller({
    client: new ObdClient({ link }),
    schedule: new PollSchedule({ nowMs: timer.clock.monoUs() / 1_000, pids: standardPollPlan }),
    timer,
    clock: timer.clock,
    onReadings: (got, atUs) => {
      readings.push(...got);
      times.push(atUs);
    },
    onActivity: (activity) => activities.push(activity),
  });
  /** A request in flight is waited for. */
  const stop = async (): Promise<void> => {
    const stopped = poller.stop();
    await timer.advance(50);
    await stopped;
  };
  return { timer, link, readings, times, activities, poller, values, stop };
}

describe("ObdPoller", () => {
  it("asks what there is first, then only that, and hands over what comes", async () => {
    const { timer, link, readings, times, activities, poller, stop } = setUp();
    const startUs = timer.clock.wallUs();
    poller.start();
    poller.start();
    await timer.advance(10_000);
    expect(link.asked.slice(0, 2)).toEqual(["0100", "010C0D05"]);
    expect(new Set(readings.map(({ pid }) => pid))).toEqual(new Set([0x04, 0x05, 0x0c, 0x0d]));
    // Asked at 20 ms, answered at 40: of 30.
    expect(times[0]).toBe(startUs + 30_000);
    expect(activities).toEqual(["parked", "idling"]);
    await stop();
  });

  it("sends nothing a minute after the engine stopped, and asks anew what there is after the bus woke up", async () => {
    const { timer, link, activities, poller, values, stop } = setUp();
    poller.start();
    await timer.advance(5_000);
    values["0C"] = "0000";
    await timer.advance(70_000);
    expect(activities.at(-1)).toBe("asleep");
    const before = link.asked.length;
    await timer.advance(3_600_000);
    expect(link.asked.length).toBe(before);
    expect(timer.waiting).toBe(0);
    values["0C"] = "0C80";
    poller.heardTraffic();
    await timer.advance(3_000);
    expect(link.asked[before]).toBe("0100");
    expect(activities.slice(-2)).toEqual(["parked", "idling"]);
    await stop();
  });

  it("wakes up by the supply voltage where a gateway keeps the bus quiet", async () => {
    const { timer, link, activities, poller, values, stop } = setUp({ ...idling, "0C": "0000" });
    poller.start();
    await timer.advance(70_000);
    expect(activities.at(-1)).toBe("asleep");
    const before = link.asked.length;
    poller.measuredVolts(12.3);
    values["0C"] = "0C80";
    poller.measuredVolts(14.2);
    await timer.advance(2_000);
    expect(link.asked.length).toBeGreaterThan(before);
    expect(activities.at(-1)).toBe("idling");
    await stop();
  });

  it("lives through an adapter that is unplugged and comes back", async () => {
    const { timer, link, readings, poller, stop } = setUp();
    poller.start();
    await timer.advance(3_000);
    link.failure = "unplugged";
    const before = { asked: link.asked.length, readings: readings.length };
    await timer.advance(10_000);
    // About once a second, not in a busy loop.
    expect(link.asked.length - before.asked).toBeLessThan(15);
    expect(readings.length).toBe(before.readings);
    link.failure = undefined;
    await timer.advance(5_000);
    expect(readings.length).toBeGreaterThan(before.readings);
    await stop();
  });

  it("asks one thing at a time, and nothing after it was stopped", async () => {
    const { timer, link, readings, poller, stop } = setUp();
    poller.start();
    await timer.advance(2_000);
    await stop();
    const before = { asked: link.asked.length, readings: readings.length };
    await timer.advance(20_000);
    expect({ asked: link.asked.length, readings: readings.length }).toEqual(before);
    expect(timer.waiting).toBe(0);
    await stop();
    poller.start();
    await timer.advance(2_000);
    expect(link.asked.length).toBeGreaterThan(before.asked);
    await stop();
  });
});
