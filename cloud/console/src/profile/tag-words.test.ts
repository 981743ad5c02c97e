import { expect, test } from "vitest";
import { parseTags } from "./tag-words.ts";

test("reads tags once each, without the space around them", () => {
  expect(parseTags(" reefer, Euro 6,,reefer ,")).toEqual(["reefer", "Euro 6"]);
  expect(parseTags("")).toEqual([]);
});

test("refuses what the cloud would refuse", () => {
  expect(parseTags(Array.from({ length: 20 }, (_, n) => `t${n}`).join(","))).toHaveLength(20);
  expect(parseTags(Array.from({ length: 21 }, (_, n) => `t${n}`).join(","))).toBeUndefined();
  expect(parseTags("x".repeat(41))).toBeUndefined();
});
