import { describe, expect, test } from "vitest";
import { lastSampleAtUs, stateHoldsUntilUs, stateOf } from "./vehicle-state.ts";

const nowUs = 1_764_000_000_000_000;
const day = 86_400;
const ago = (seconds: number): number => nowUs - seconds * 1_000_000;

describe("the state of a vehicle", () => {
  test.each([
    ["nothing was ever heard", {}, "never"],
    ["its newest stored sample is fresh", { storedAtUs: ago(29) }, "live"],
    ["its newest stored sample is half a minute old", { storedAtUs: ago(30) }, "late"],
    ["its newest stored sample is nearly a quarter of an hour old", { storedAtUs: ago(899) }, "late"],
    ["its newest stored sample is a quarter of an hour old", { storedAtUs: ago(900) }, "silent"],
    ["a live value came while an old backlog drains", { storedAtUs: ago(3_600), live: { heardAtUs: ago(1), newestAtUs: ago(1), isAsleep: false } }, "live"],
    ["live values stopped", { storedAtUs: ago(3_600), live: { heardAtUs: ago(60), newestAtUs: ago(60), isAsleep: false } }, "late"],
    ["live values come from a unit that believes it is 1970", { live: { heardAtUs: ago(1), newestAtUs: 5_000_000, isAsleep: false } }, "live"],
    ["a stored sample claims to be from 2080", { storedAtUs: 3_471_292_800_000_000 }, "live"],
    ["it signed off on the live path", { storedAtUs: ago(2), live: { heardAtUs: ago(1), newestAtUs: ago(1), isAsleep: true } }, "asleep"],
    ["it signed off after its last stored sample", { storedAtUs: ago(3_600), asleepAtUs: ago(3_599) }, "asleep"],
    ["its last sample was sealed just after it signed off", { storedAtUs: ago(3_596), asleepAtUs: ago(3_600) }, "asleep"],
    ["it has spoken again since it signed off", { storedAtUs: ago(2), asleepAtUs: ago(3_600) }, "live"],
    ["it signed off, woke, and went quiet without a word", { storedAtUs: ago(3_600), asleepAtUs: ago(7_200) }, "silent"],
    [
      "it woke on the live path before anything was stored",
      { storedAtUs: ago(3_600), asleepAtUs: ago(3_599), live: { heardAtUs: ago(1), newestAtUs: ago(1), isAsleep: false } },
      "live",
    ],
    ["only its sign-off is known", { asleepAtUs: ago(60) }, "asleep"],
    ["it talks on a depot's ground", { storedAtUs: ago(2), isOnGround: true }, "in-depot"],
    ["it is late on a depot's ground", { storedAtUs: ago(60), isOnGround: true }, "in-depot"],
    ["it signed off on a depot's ground a year ago", { storedAtUs: ago(365 * day), asleepAtUs: ago(365 * day), isOnGround: true }, "in-depot"],
    ["its unit lost power on a depot's ground", { storedAtUs: ago(7 * day - 1), isOnGround: true }, "in-depot"],
    ["nothing came from a depot's ground for a week", { storedAtUs: ago(7 * day), isOnGround: true }, "silent"],
    ["it went silent on the road", { storedAtUs: ago(3_600), isOnGround: false }, "silent"],
    [
      "it talks, and its way since it stood in the depot waits in an outbox",
      { storedAtUs: ago(900), live: { heardAtUs: ago(1), newestAtUs: ago(0), isAsleep: false }, isOnGround: true },
      "live",
    ],
    [
      "it signed off on a depot's ground, and what it said last is not stored yet",
      { storedAtUs: ago(20), live: { heardAtUs: ago(1), newestAtUs: ago(1), isAsleep: true }, isOnGround: true },
      "in-depot",
    ],
  ] as const)("when %s", (_when, heard, state) => {
    expect(stateOf(heard, nowUs)).toBe(state);
  });

  test("holds until age ends it, and for ever when age does not", () => {
    const until = (heard: Parameters<typeof stateOf>[0]) => stateHoldsUntilUs(heard, stateOf(heard, nowUs), nowUs);
    expect(until({ storedAtUs: ago(10) })).toBe(ago(10) + 30_000_000);
    expect(until({ storedAtUs: ago(40), live: { heardAtUs: ago(35), newestAtUs: ago(35), isAsleep: false } })).toBe(ago(35) + 900_000_000);
    expect(until({ storedAtUs: 3_471_292_800_000_000 })).toBe(nowUs + 30_000_000);
    expect(until({ storedAtUs: ago(10), isOnGround: true })).toBe(ago(10) + 7 * day * 1_000_000);
    expect(until({ storedAtUs: ago(10), asleepAtUs: ago(10), isOnGround: true })).toBe(Infinity);
    expect([until({}), until({ asleepAtUs: ago(60) }), until({ storedAtUs: ago(2_000) })]).toEqual([Infinity, Infinity, Infinity]);
  });

  test("names the newer of the stored and the live sample", () => {
    expect(lastSampleAtUs({})).toBeUndefined();
    expect(lastSampleAtUs({ storedAtUs: 5 })).toBe(5);
    expect(lastSampleAtUs({ storedAtUs: 5, live: { heardAtUs: 9, newestAtUs: 8, isAsleep: false } })).toBe(8);
    expect(lastSampleAtUs({ storedAtUs: 9, live: { heardAtUs: 9, newestAtUs: 8, isAsleep: false } })).toBe(9);
  });
});
