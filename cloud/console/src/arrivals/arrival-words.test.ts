import { describe, expect, it } from "vitest";
import type { Texts } from "../texts/texts.tsx";
import type { HeadingView } from "./arrival-queries.ts";
import { arrivalTimes, whenWords } from "./arrival-words.ts";

const nowMs = new Date(2026, 10, 25, 14).getTime();
const heading = (fromMinutes: number, toMinutes: number): HeadingView => ({
  depot: { placeId: "p", name: "Venlo" },
  probability: 0.9,
  probabilityFrom: "journeys",
  arrival: { p10: at(fromMinutes), p50: at((fromMinutes + toMinutes) / 2), p90: at(toMinutes) },
  distanceM: 12_000,
  basis: "journeys",
  journeys: 12,
  judged: 40,
  explanation: "",
});
const at = (minutes: number): string => new Date(nowMs + minutes * 60_000).toISOString();
const texts = ((id: string, values: object = {}) => `${id} ${Object.values(values).join(" ")}`) as unknown as Texts; // words are not what is tested

describe("when a vehicle arrives", () => {
  it("is two times of today, or both with their day", () => {
    expect(arrivalTimes(heading(20, 45), nowMs)).toEqual(["14:20", "14:45"]);
    expect(arrivalTimes(heading(9 * 60 + 50, 10 * 60 + 20), nowMs)).toEqual(["Today 23:50", "Thu 26 Nov 00:20"]);
  });

  it("is one time where both read the same, and was expected when both are over", () => {
    expect(whenWords(heading(20, 45), nowMs, texts)).toBe("arrivals.between 14:20 14:45");
    expect(whenWords(heading(3, 3.4), nowMs, texts)).toBe("arrivals.at 14:03");
    expect(whenWords(heading(-20, -5), nowMs, texts)).toBe("arrivals.overdue 13:55");
  });
});
