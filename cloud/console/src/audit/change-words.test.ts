import { expect, it } from "vitest";
import { changeWords } from "./change-words.ts";

it("says what changed, from what to what", () => {
  expect(changeWords('{"before":{"variant":"on"},"after":{"variant":"off"}}')).toEqual(["variant on → off"]);
  expect(changeWords('{"after":{"callSign":"TR 1","vin":"","simulated":false}}')).toEqual(["callSign TR 1", "simulated false"]);
  expect(changeWords('{"before":{"a":1,"b":2},"after":{"a":1}}')).toEqual(["b 2 → none"]);
});

it("says nothing for nothing, and for what is no JSON", () => {
  for (const details of [undefined, "", "{", "7", "null", '{"before":7}']) expect(changeWords(details)).toEqual([]);
});

it("is bounded in values and members", () => {
  const words = changeWords(JSON.stringify({ after: { text: "x".repeat(1_000), b: 1, c: 2, d: 3, e: 4, f: 5 } }));
  expect(words).toHaveLength(5);
  expect(words[0]).toBe(`text ${"x".repeat(60)}…`);
  expect(words[4]).toBe("+ 2");
});
