import { expect, test } from "vitest";
import { byUrgency, firstOf, type Urgency } from "./urgency.ts";

const item = (name: string, urgency: Urgency) => ({ name, urgency });

test("a vehicle that must stop comes before a depot alone, that before an expired paper, and all before what can wait", () => {
  const items = [
    item("paper soon", "expires-soon"),
    item("silent", "silent"),
    item("expired", "expired"),
    item("alone", "depot-alone"),
    item("stop", "stop-now"),
  ];
  expect(firstOf(items)?.name).toBe("stop");
  expect(byUrgency(items).map(({ name }) => name)).toEqual(["stop", "alone", "expired", "silent", "paper soon"]);
});

test("of two that are equally urgent the one that stands first is opened first, and of none there is none", () => {
  expect(firstOf([item("a", "workshop"), item("b", "workshop")])?.name).toBe("a");
  expect(firstOf([])).toBeUndefined();
});
