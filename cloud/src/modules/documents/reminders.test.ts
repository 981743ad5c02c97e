import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, parseDay } from "./days.ts";
import { expired, nextReminderOn, remindAt } from "./reminders.ts";

const start = parseDay("2026-01-01");
const standard = { expiresOn: parseDay("2026-03-31"), remindDays: [60, 30, 7] };

describe("a reminder", () => {
  test("is told on its day, and then the next one waits for its own", () => {
    expect(nextReminderOn(standard)).toBe("2026-01-30");
    expect(remindAt(parseDay("2026-01-29"), standard)).toEqual({ toldDays: undefined, nextOn: "2026-01-30" });
    expect(remindAt(parseDay("2026-01-30"), standard)).toEqual({ tell: 60, toldDays: 60, nextOn: "2026-03-01" });
  });

  test("of days on which nobody looked is told once, as the last of them", () => {
    expect(remindAt(parseDay("2026-03-28"), { ...standard, toldDays: 60 })).toEqual({ tell: 7, toldDays: 7, nextOn: "2026-04-01" });
  });

  test("says that it has expired on the day after its last one, once", () => {
    expect(remindAt(parseDay("2026-03-31"), { ...standard, toldDays: 7 }).tell).toBeUndefined();
    expect(remindAt(parseDay("2026-04-01"), { ...standard, toldDays: 7 })).toEqual({ tell: expired, toldDays: expired });
    expect(remindAt(parseDay("2026-05-01"), { ...standard, toldDays: expired })).toEqual({ toldDays: expired });
  });

  test("is not for what does not expire", () => {
    expect(remindAt(start, { remindDays: [30] })).toEqual({ toldDays: undefined });
    expect(nextReminderOn({ remindDays: [30] })).toBeUndefined();
  });

  test("is told at most once each, in order, and none that is due is left out for good, however the days are looked at", () => {
    const remindDays = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 6 });
    const looks = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 }).map((days) => days.toSorted((one, other) => one - other));
    fc.assert(
      fc.property(remindDays, looks, fc.integer({ min: 0, max: 150 }), (days, lookedAt, ends) => {
        const expiresOn = addDays(start, ends);
        let toldDays: number | undefined;
        const told: number[] = [];
        for (const offset of lookedAt) {
          const today = addDays(start, offset);
          const result = remindAt(today, { expiresOn, remindDays: days, toldDays });
          if (result.tell !== undefined) told.push(result.tell);
          ({ toldDays } = result);
          // Nothing is due that was not told, and the next day that it names is one to come.
          expect(remindAt(today, { expiresOn, remindDays: days, toldDays }).tell).toBeUndefined();
          expect(result.nextOn === undefined || result.nextOn > today).toBe(true);
        }
        expect(told).toEqual([...new Set(told)].toSorted((one, other) => other - one));
        const last = addDays(start, lookedAt.at(-1) ?? 0);
        expect(told.includes(expired)).toBe(last > expiresOn);
      }),
    );
  });
});

describe("a day", () => {
  test("is one that the calendar has", () => {
    expect(() => parseDay("2026-02-30")).toThrow("DOCUMENT_DAY_INVALID");
    expect(() => parseDay("infinity")).toThrow("DOCUMENT_DAY_INVALID");
    expect(daysBetween(parseDay("2028-02-28"), addDays(parseDay("2028-02-28"), 2))).toBe(2);
    expect(addDays(parseDay("2028-02-28"), 2)).toBe("2028-03-01");
  });
});
