import { describe, expect, it } from "vitest";
import { formatClock, formatDay, formatMoment, formatMomentWithin, formatWeekday, zoneName } from "./times.ts";

const zone = "Europe/Amsterdam";
const now = Date.parse("2026-11-21T14:32:07+01:00");

describe("times", () => {
  it("writes the clock with 24 hours", () => {
    expect(formatClock(now, { zone })).toBe("14:32");
    expect(formatClock(now, { zone, seconds: true })).toBe("14:32:07");
    expect(formatClock(Date.parse("2026-11-21T00:05:00+01:00"), { zone })).toBe("00:05");
  });

  it("says Today for the day of now, in the viewer's zone", () => {
    expect(formatMoment(Date.parse("2026-11-21T13:58:00+01:00"), now, { zone })).toBe("Today 13:58");
    expect(formatMoment(Date.parse("2026-11-20T23:59:00+01:00"), now, { zone })).toBe("Fri 20 Nov 23:59");
    expect(formatMoment(Date.parse("2026-11-20T23:59:00+01:00"), now, { zone: "Asia/Tokyo" })).toBe("Today 07:59");
  });

  it("adds the year when it is another one", () => expect(formatMoment(Date.parse("2018-08-02T16:41:28Z"), now, { zone })).toBe("Thu 2 Aug 2018 18:41"));

  it("says a moment within a sentence without a capital, set off from its clock", () => {
    expect(formatMomentWithin(Date.parse("2026-11-21T13:58:00+01:00"), now, { zone })).toBe("today, 13:58");
    expect(formatMomentWithin(Date.parse("2018-08-02T16:41:28Z"), now, { zone })).toBe("Thu 2 Aug 2018, 18:41");
  });

  it("names days and zones", () => {
    expect(formatDay(now, zone)).toBe("21 Nov");
    expect(formatWeekday(now, zone)).toBe("Sat 21");
    expect(zoneName(now, zone)).toBe("CET");
  });
});
