import { expect, test } from "vitest";
import { parseReminders } from "./reminder-words.ts";

test("days with commas or blanks between them are reminders, each once, from early to late; anything else is none", () => {
  expect(parseReminders("7, 60 30;7")).toEqual([60, 30, 7]);
  expect(parseReminders("")).toEqual([]);
  expect(["a week", "-1", "731", "1 2 3 4 5 6 7"].map(parseReminders)).toEqual([undefined, undefined, undefined, undefined]);
});
