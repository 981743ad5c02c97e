import { describe, expect, it } from "vitest";
import { formatAge, formatDuration } from "./ages.ts";

const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("formatAge", () => {
  it.each([
    [-5_000, "0.0 s"],
    [0, "0.0 s"],
    [449, "0.4 s"],
    [9_999, "9.9 s"],
    [10_000, "10 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h 00"],
    [11_400_000, "3 h 10"],
    [86_399_999, "23 h 59"],
    [86_400_000, "1 d"],
    [2.9 * 86_400_000, "2 d"],
  ])("writes %d ms as %j", (ms, text) => expect(plain(formatAge(ms))).toBe(text));
});

describe("formatDuration", () => {
  it.each([
    [300, "0.3 s"],
    [40_000, "40 s"],
    [330_000, "5 min 30 s"],
    [52 * 60_000, "52 min"],
    [(7 * 60 + 42) * 60_000, "7 h 42 min"],
    [3_599_900, "1 h"],
    [76 * 3_600_000, "3 d 4 h"],
    [7 * 86_400_000, "7 d"],
  ])("writes %d ms as %j", (ms, text) => expect(plain(formatDuration(ms))).toBe(text));
});
