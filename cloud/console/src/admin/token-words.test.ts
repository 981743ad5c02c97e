import { expect, test } from "vitest";
import { isBroad, wordsOf } from "./token-words.ts";

const all = [
  { permission: "parts.read", scope: "read", meaning: "See parts", isHeld: true },
  { permission: "parts.move", scope: "write", meaning: "Take parts", isHeld: true },
] as const;

test("a permission that a picked broad word stands for is not said twice", () => {
  expect(wordsOf(new Set(["read", "parts.read", "parts.move"]), [...all])).toEqual(["read", "parts.move"]);
});

test("single permissions stand alone, in the cloud's order", () => {
  expect(wordsOf(new Set(["parts.move", "parts.read"]), [...all])).toEqual(["parts.read", "parts.move"]);
  expect(wordsOf(new Set(), [...all])).toEqual([]);
});

test("broad words are told from permissions", () => {
  expect([isBroad("read"), isBroad("parts.read")]).toEqual([true, false]);
});
