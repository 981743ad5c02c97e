import { describe, expect, it } from "vitest";
import { matches, ruleFor, type Collection } from "./collection-rule.ts";

const collection: Collection = {
  mode: "changes",
  deadband: 0,
  intervalMinMs: 0,
  silenceMaxMs: 10_000,
  priority: 3,
  rules: [
    { signals: ["Vehicle.Speed"], deadband: 0.5 },
    { signals: ["can1/DM1/*", "*/AIRBAG/*"], mode: "all", priority: 0 },
  ],
};

describe("ruleFor", () => {
  it("fills what a rule leaves out from the default", () => {
    expect(ruleFor({ name: "Vehicle.Speed", source: "can0/SPEED/SPEED" }, collection)).toEqual({
      mode: "changes",
      deadband: 0.5,
      intervalMinMs: 0,
      silenceMaxMs: 10_000,
      priority: 3,
    });
  });

  it("finds a rule by the source as well as by the name", () => {
    expect(ruleFor({ name: "x", source: "can0/AIRBAG/CRASH" }, collection)).toMatchObject({ mode: "all", priority: 0 });
    expect(ruleFor({ name: "x", source: "can0/OTHER/CRASH" }, collection)).toMatchObject({ mode: "changes", priority: 3 });
  });
});

describe("matches", () => {
  it.each([
    ["*", "", true],
    ["a*c", "abc", true],
    ["a*c", "ac", true],
    ["a*c", "abd", false],
    ["a*a", "a", false],
    ["*b*b*", "abab", true],
    ["*b*b*", "ab", false],
    ["abc", "abcd", false],
  ])("%s and %s: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});
