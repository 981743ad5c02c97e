import { expect, test } from "vitest";
import type { VehicleSummary } from "../api/types.ts";
import { fitsProfile } from "./fits-profile.ts";

const vehicle = (rest: Partial<VehicleSummary>) => ({ life: "active", tags: [], attributes: {}, ...rest }) as unknown as VehicleSummary; // the rest does not matter here

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

test("knows a value of a field of the fleet's own, whatever its type", () => {
  const noted = vehicle({ attributes: { payload: 18.5, leased: true, note: "a=b" } });
  const fits = (attribute: string) => fitsProfile(noted, { attribute });
  expect(["payload=18.5", "leased=true", "note=a=b"].map(fits)).toEqual([true, true, true]);
  expect(["payload=18", "leased=false", "other=1"].map(fits)).toEqual([false, false, false]);
});
