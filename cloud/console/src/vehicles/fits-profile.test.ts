import { expect, test } from "vitest";
import type { VehicleSummary } from "../api/types.ts";
import { fitsProfile } from "./fits-profile.ts";

const vehicle = (rest: Partial<VehicleSummary>) => ({ life: "active", tags: [], ...rest }) as unknown as VehicleSummary; // the rest does not matter here

test("leaves out what is decommissioned, unless it is asked for", () => {
  expect(fitsProfile(vehicle({ life: "decommissioned" }), {})).toBe(false);
  expect(fitsProfile(vehicle({ life: "decommissioned" }), { life: "decommissioned" })).toBe(true);
  expect(fitsProfile(vehicle({ life: "workshop" }), {})).toBe(true);
  expect(fitsProfile(vehicle({}), { life: "workshop" })).toBe(false);
});

test("knows a group, no group, and a tag", () => {
  const grouped = vehicle({ group: { groupId: "g", name: "G" }, tags: ["reefer"] });
  expect([fitsProfile(grouped, { group: "g" }), fitsProfile(grouped, { group: "none" }), fitsProfile(vehicle({}), { group: "none" })]).toEqual([
    true,
    false,
    true,
  ]);
  expect([fitsProfile(grouped, { tag: "reefer" }), fitsProfile(grouped, { tag: "Reefer" })]).toEqual([true, false]);
});
