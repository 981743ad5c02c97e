import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { obdLimits } from "./limits.ts";
import { PollSchedule, type PolledPid, type PollResult } from "./poll-schedule.ts";
import { standardPollPlan } from "./poll-plans.ts";
import { pidDefinition } from "./pids.ts";

const always = (periodMs: number): PolledPid["periodMs"] => ({ driving: periodMs, idling: periodMs, parked: periodMs });
const running: PollResult = { kind: "answered", missing: [], engineRpm: 800, speedKmh: 0 };
const off: PollResult = { kind: "answered", missing: [], engineRpm: 0, speedKmh: 0 };

/** Lets a schedule run against a vehicle for some time. @returns how often each PID was asked. */
function drive(
  schedule: PollSchedule,
  options: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly requestMs: number;
    readonly answer: (pids: readonly number[], nowMs: number) => PollResult;
  },
): { readonly asked: Map<number, number>; readonly requests: number; readonly lastMs: number; readonly endMs: number } {
  const asked = new Map<number, number>();
  let requests = 0;
  let lastMs = options.fromMs;
  let nowMs = options.fromMs;
  while (nowMs < options.toMs) {
    const step = schedule.next(nowMs);
    if (step.kind === "asleep") break;
    if (step.kind === "wait") {
      nowMs += step.ms;
      continue;
    }
    lastMs = nowMs;
    requests += 1;
    nowMs += options.requestMs;
    for (const pid of step.pids) asked.set(pid, (asked.get(pid) ?? 0) + 1);
    schedule.settled(step.pids, options.answer(step.pids, nowMs), nowMs);
  }
  return { asked, requests, lastMs, endMs: nowMs };
}

describe("PollSchedule", () => {
  it("asks each PID at its own rate when the link is fast enough", () => {
    const schedule = new PollSchedule({
      nowMs: 0,
      pids: [
        { pid: 0x0c, periodMs: always(500) },
        { pid: 0x0d, periodMs: always(1_000) },
        { pid: 0x05, periodMs: always(10_000) },
      ],
    });
    const { asked } = drive(schedule, { fromMs: 0, toMs: 60_000, requestMs: 20, answer: () => running });
    expect(Object.fromEntries(asked)).toEqual({ 12: 120, 13: 60, 5: 6 });
  });

  it("puts what is due at once into one request, up to six PIDs or as many as the link takes", () => {
    const pids = [4, 5, 0xb, 0xc, 0xd, 0xf, 0x10, 0x11].map((pid) => ({ pid, periodMs: always(1_000) }));
    expect(new PollSchedule({ nowMs: 0, pids }).next(0)).toMatchObject({ kind: "ask", pids: { length: 6 } });
    expect(new PollSchedule({ nowMs: 0, pids, pidsPerRequest: 1 }).next(0)).toMatchObject({ pids: { length: 1 } });
    expect(new PollSchedule({ nowMs: 0, pids, pidsPerRequest: 99 }).next(0)).toMatchObject({ pids: { length: obdLimits.pidsPerRequestMax } });
  });

  it("gives every PID its share of a link that is too slow, whatever the periods are", () => {
    const period = fc.integer({ min: obdLimits.periodMsMin, max: 5_000 });
    fc.assert(
      fc.property(fc.array(period, { minLength: 2, maxLength: 20 }), fc.integer({ min: 50, max: 1_000 }), (periods, requestMs) => {
        const pids = [
          { pid: 0x0c, periodMs: always(1_000) },
          { pid: 0x0d, periodMs: always(1_000) },
          ...periods.map((periodMs, index) => ({ pid: 0x40 + index, periodMs: always(periodMs) })),
        ];
        const schedule = new PollSchedule({ nowMs: 0, pids, pidsPerRequest: 1 });
        const spanMs = pids.length * 40_000;
        const { asked } = drive(schedule, { fromMs: 0, toMs: spanMs, requestMs, answer: () => running });
        const demand = pids.reduce((sum, { periodMs }) => sum + requestMs / (periodMs.idling ?? 0), 0);
        const slowdown = Math.max(1, demand);
        for (const { pid, periodMs } of pids) {
          const fair = spanMs / ((periodMs.idling ?? 0) * slowdown);
          // A third of its share at the least: the order of requests is not smooth.
          expect({ pid, asked: asked.get(pid) ?? 0, enough: (asked.get(pid) ?? 0) >= Math.floor(fair / 3) }).toMatchObject({ enough: true });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("asks by the state that the vehicle is in", () => {
    const schedule = new PollSchedule({
      nowMs: 0,
      pids: [
        { pid: 0x10, periodMs: { driving: 1_000 } },
        { pid: 0x04, periodMs: { driving: 500, idling: 2_000 } },
      ],
    });
    expect(schedule.activity).toBe("parked");
    const parked = drive(schedule, { fromMs: 0, toMs: 10_000, requestMs: 10, answer: () => off });
    expect([parked.asked.get(0x10), parked.asked.get(0x04)]).toEqual([undefined, undefined]);
    const idling = drive(schedule, { fromMs: 10_000, toMs: 20_000, requestMs: 10, answer: () => running });
    expect(schedule.activity).toBe("idling");
    expect(idling.asked.get(0x10)).toBeUndefined();
    expect(idling.asked.get(0x04)).toBeGreaterThanOrEqual(4);
    const driving = drive(schedule, { fromMs: 20_000, toMs: 30_000, requestMs: 10, answer: () => ({ ...running, speedKmh: 50 }) });
    expect(schedule.activity).toBe("driving");
    expect(driving.asked.get(0x10)).toBeGreaterThanOrEqual(9);
    expect(driving.asked.get(0x04)).toBeGreaterThanOrEqual(18);
  });

  it("sends nothing from 60 s after the engine stopped on, though the control units still answer", () => {
    const schedule = new PollSchedule({ nowMs: 0, pids: standardPollPlan });
    drive(schedule, { fromMs: 0, toMs: 30_000, requestMs: 30, answer: () => running });
    const { lastMs, endMs } = drive(schedule, { fromMs: 30_000, toMs: 1e9, requestMs: 30, answer: () => off });
    expect(schedule.activity).toBe("asleep");
    expect(lastMs).toBeLessThan(90_000);
    expect(endMs).toBeLessThanOrEqual(90_100);
    expect(schedule.next(1e9)).toEqual({ kind: "asleep" });
  });

  it("sends nothing from 60 s after the last answer on", () => {
    const schedule = new PollSchedule({ nowMs: 0, pids: standardPollPlan });
    drive(schedule, { fromMs: 0, toMs: 30_000, requestMs: 30, answer: () => ({ ...running, speedKmh: 80 }) });
    const { lastMs, requests } = drive(schedule, { fromMs: 30_000, toMs: 1e9, requestMs: 100, answer: () => ({ kind: "silent" }) });
    expect(lastMs).toBeLessThan(90_000);
    // Slowly, once the silence is plain: twice a second would be 120.
    expect(requests).toBeLessThan(60);
  });

  it("sleeps too when nobody ever answered", () => {
    const schedule = new PollSchedule({ nowMs: 0, pids: standardPollPlan });
    expect(drive(schedule, { fromMs: 0, toMs: 1e9, requestMs: 100, answer: () => ({ kind: "failed" }) }).lastMs).toBeLessThan(60_000);
  });

  describe("asleep", () => {
    function asleep(): PollSchedule {
      const schedule = new PollSchedule({ nowMs: 0, pids: standardPollPlan });
      drive(schedule, { fromMs: 0, toMs: 1e9, requestMs: 100, answer: () => off });
      return schedule;
    }

    it("wakes up by the first frame on a quiet bus", () => {
      const schedule = asleep();
      expect(schedule.next(100_000)).toEqual({ kind: "asleep" });
      schedule.heardTraffic(100_000);
      expect(schedule.next(100_000)).toMatchObject({ kind: "ask" });
    });

    it("is not woken by a bus that just goes on", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids: standardPollPlan });
      let lastAskedMs = 0;
      for (let nowMs = 0; nowMs <= 300_000; nowMs += 100) {
        schedule.heardTraffic(nowMs);
        const step = schedule.next(nowMs);
        if (step.kind !== "ask") continue;
        lastAskedMs = nowMs;
        schedule.settled(step.pids, off, nowMs);
      }
      expect(lastAskedMs).toBeLessThan(60_000);
    });

    it("wakes up when the supply rises from rest to charging, and not by the level alone", () => {
      const schedule = asleep();
      schedule.measuredVolts(14.1, 100_000);
      expect(schedule.activity).toBe("asleep");
      schedule.measuredVolts(12.4, 110_000);
      schedule.measuredVolts(13, 120_000);
      expect(schedule.activity).toBe("asleep");
      schedule.measuredVolts(13.9, 130_000);
      expect(schedule.next(130_000)).toMatchObject({ kind: "ask" });
    });

    it("knows trucks with 24 volts", () => {
      const schedule = asleep();
      schedule.measuredVolts(25, 100_000);
      schedule.measuredVolts(26, 110_000);
      expect(schedule.activity).toBe("asleep");
      schedule.measuredVolts(28.1, 120_000);
      expect(schedule.activity).toBe("parked");
    });

    it("is woken ever more rarely by a parked bus that says a word now and then", () => {
      const schedule = asleep();
      let awakeMs = 0;
      for (let nowMs = 1_000_000; nowMs < 1_000_000 + 8 * 3_600_000; nowMs += 1_000) {
        if (nowMs % 11_000 === 0) schedule.heardTraffic(nowMs);
        const step = schedule.next(nowMs);
        if (step.kind !== "asleep") awakeMs += 1_000;
        if (step.kind === "ask") schedule.settled(step.pids, off, nowMs);
      }
      expect(awakeMs).toBeLessThanOrEqual(61_000);
    });

    it("stays with a vehicle whose engine stops at lights for longer, once the supply has risen again", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids: standardPollPlan });
      schedule.measuredVolts(12.4, 0);
      drive(schedule, { fromMs: 0, toMs: 50_000, requestMs: 100, answer: () => off });
      schedule.measuredVolts(14, 50_000);
      expect(drive(schedule, { fromMs: 50_000, toMs: 1e9, requestMs: 100, answer: () => off }).lastMs).toBeGreaterThan(100_000);
    });

    it("falls asleep again 60 s after a wake-up that nothing followed", () => {
      const schedule = asleep();
      schedule.heardTraffic(200_000);
      const { lastMs } = drive(schedule, { fromMs: 200_000, toMs: 1e9, requestMs: 100, answer: () => ({ kind: "silent" }) });
      expect(lastMs).toBeLessThan(260_000);
      expect(schedule.activity).toBe("asleep");
    });
  });

  describe("PIDs that are not there", () => {
    const pids = [
      { pid: 0x05, periodMs: always(1_000) },
      { pid: 0x2f, periodMs: always(1_000) },
    ];
    const answerWith =
      (code: number | undefined) =>
      (asked: readonly number[]): PollResult => ({ ...running, missing: asked.includes(0x2f) ? [{ pid: 0x2f, code }] : [] });

    it("are not asked for ever", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids });
      const { asked } = drive(schedule, { fromMs: 0, toMs: 30_000, requestMs: 20, answer: answerWith(0x12) });
      expect([asked.get(0x2f), asked.get(0x05)]).toEqual([obdLimits.refusalsMax, 30]);
      expect(schedule.givenUp).toEqual([0x2f]);
    });

    it("are given up when they alone meet silence while others answer", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids, pidsPerRequest: 1 });
      const { asked } = drive(schedule, { fromMs: 0, toMs: 30_000, requestMs: 20, answer: (wanted) => (wanted.includes(0x2f) ? { kind: "silent" } : running) });
      expect(asked.get(0x2f)).toBe(obdLimits.refusalsMax);
    });

    it("are asked on when the control unit is only busy, or answers in between", () => {
      const busy = drive(new PollSchedule({ nowMs: 0, pids }), { fromMs: 0, toMs: 30_000, requestMs: 20, answer: answerWith(0x21) });
      expect(busy.asked.get(0x2f)).toBe(30);
      let times = 0;
      const answer = (asked: readonly number[]): PollResult => (asked.includes(0x2f) && ++times % 3 !== 0 ? answerWith(0x12)(asked) : running);
      expect(drive(new PollSchedule({ nowMs: 0, pids }), { fromMs: 0, toMs: 30_000, requestMs: 20, answer }).asked.get(0x2f)).toBe(30);
    });

    it("are asked on when they were answered before: with the key turned back they come later", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids });
      drive(schedule, { fromMs: 0, toMs: 5_000, requestMs: 20, answer: () => running });
      drive(schedule, {
        fromMs: 5_000,
        toMs: 30_000,
        requestMs: 20,
        answer: (asked) => ({ kind: "answered", missing: asked.map((pid) => ({ pid, code: undefined })) }),
      });
      expect(schedule.activity).toBe("parked");
      drive(schedule, { fromMs: 30_000, toMs: 33_000, requestMs: 20, answer: () => running });
      expect([schedule.activity, schedule.givenUp]).toEqual(["idling", []]);
    });

    it("are not asked at all when the vehicle has said what it has, and again after a wake-up", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids });
      schedule.restrictTo(new Set([0x05, 0x0c]));
      expect([...drive(schedule, { fromMs: 0, toMs: 1e9, requestMs: 20, answer: () => off }).asked.keys()].toSorted((a, b) => a - b)).toEqual([0x05, 0x0c]);
      schedule.heardTraffic(1e9);
      expect(drive(schedule, { fromMs: 1e9, toMs: 1e9 + 1_000, requestMs: 20, answer: () => off }).asked.has(0x2f)).toBe(true);
      const silent = new PollSchedule({ nowMs: 0, pids });
      silent.restrictTo(new Set());
      expect(silent.next(0)).toMatchObject({ pids: { length: 4 } });
    });

    it("do not keep the vehicle awake: an engine speed that is answered no more counts as none", () => {
      const schedule = new PollSchedule({ nowMs: 0, pids });
      drive(schedule, { fromMs: 0, toMs: 5_000, requestMs: 20, answer: () => running });
      const missing = [{ pid: 0x0c, code: 0x12 }];
      drive(schedule, { fromMs: 5_000, toMs: 1e6, requestMs: 20, answer: () => ({ kind: "answered", missing, speedKmh: 0 }) });
      expect(schedule.activity).toBe("asleep");
    });
  });

  it.each([
    [[{ pid: 256, periodMs: always(1_000) }], "outside 0..255"],
    [[{ pid: 1, periodMs: always(obdLimits.periodMsMin - 1) }], "shorter than"],
    [[{ pid: 1, periodMs: always(Number.NaN) }], "shorter than"],
    [[1, 1].map((pid) => ({ pid, periodMs: always(1_000) })), "twice"],
    [Array.from({ length: obdLimits.scheduledPidsMax + 1 }, (_, pid) => ({ pid, periodMs: always(1_000) })), "more than may be polled"],
  ])("refuses a schedule that cannot be kept (%#)", (pids, why) => {
    expect(() => new PollSchedule({ nowMs: 0, pids })).toThrow(why);
  });

  it("has a standard plan of PIDs that are known", () => {
    expect(standardPollPlan.filter(({ pid }) => pidDefinition(pid) === undefined)).toEqual([]);
    expect(() => new PollSchedule({ nowMs: 0, pids: standardPollPlan })).not.toThrow();
  });
});
