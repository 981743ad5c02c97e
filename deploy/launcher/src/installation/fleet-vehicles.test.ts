import { describe, expect, it } from "vitest";
import { fleetKinds, fleetVehicles } from "./fleet-vehicles.ts";

describe("fleetVehicles", () => {
  it("has one of each kind first, and then again", () => {
    expect(fleetVehicles(6, new Set()).map(({ callSign, kind }) => `${callSign} ${kind}`)).toEqual([
      "TR 101 tractor",
      "CR 102 car",
      "VN 103 van",
      "OV 104 obd-van",
      "TR 105 tractor",
      "CR 106 car",
    ]);
    expect(fleetVehicles(0, new Set())).toEqual([]);
  });

  it("keeps every vehicle of a fleet that was made when there were three kinds, and adds to it", () => {
    const before = new Set(["TR-101", "CR-102", "VN-103", "TR-104", "CR-105"]);
    expect(fleetVehicles(8, before).map(({ callSign }) => callSign)).toEqual(["TR 101", "CR 102", "VN 103", "TR 104", "CR 105", "CR 106", "VN 107", "OV 108"]);
  });

  it("gives a vehicle the same name, kind, seed and folder however many there are", () => {
    const all = fleetVehicles(40, new Set());
    expect(fleetVehicles(7, new Set())).toEqual(all.slice(0, 7));
    expect(fleetVehicles(40, new Set(all.map(({ folder }) => folder)))).toEqual(all);
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(40);
    expect(new Set(fleetKinds.map(({ prefix }) => prefix)).size).toBe(fleetKinds.length);
  });
});
