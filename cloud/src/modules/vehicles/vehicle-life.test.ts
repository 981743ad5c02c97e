import { expect, test } from "vitest";
import { lifeSteps, mayFollow, vehicleLives } from "./vehicle-life.ts";

test("no step leads to where a vehicle stands already, and from everywhere there is a way back into service", () => {
  for (const step of lifeSteps) expect(mayFollow(step, step)).toBe(false);
  for (const life of vehicleLives) expect(life === "active" || mayFollow(life, "active")).toBe(true);
});

test("a decommissioned vehicle comes back into service before it goes to a workshop", () => {
  expect(mayFollow("decommissioned", "workshop")).toBe(false);
});
