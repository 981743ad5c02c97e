import { expect, it } from "vitest";
import type { VehicleSummary } from "../api/types.ts";
import { byDepot, DepotFeatures } from "./depot-features.ts";
import type { PlacedVehicle } from "./fleet-features.ts";

const inDepot = { placeId: "d", name: "Venlo", since: "2026-11-20T12:00:00Z" };
const parked = (vehicleId: string, longitude: number, rest: Partial<PlacedVehicle> = {}): PlacedVehicle => ({
  vehicle: { vehicleId, inDepot, position: { latitude: 51, longitude, at: "2026-11-20T12:00:00Z" } } as VehicleSummary, // what a map needs of one
  state: "in-depot",
  ...rest,
});

it("counts the vehicles of a depot in the middle of them, and tells the map only what changed", () => {
  const features = new DepotFeatures();
  const [a, b] = [parked("a", 6), parked("b", 6.002, { level: "workshop" })];
  const [venlo] = features.update(byDepot([a, b])).changed;
  expect(venlo).toMatchObject({
    id: "d",
    geometry: { coordinates: [6.001, 51] },
    properties: { placeId: "d", name: "Venlo", vehicles: 2, faulty: 1 },
  });
  expect(features.update(byDepot([a, parked("b", 6.002_1, { level: "workshop" })]))).toEqual({ changed: [], gone: [] });
  expect(features.update(byDepot([a])).changed[0]?.properties).toMatchObject({ vehicles: 1, faulty: 0 });
  expect(features.update(byDepot([{ ...a, state: "live" }]))).toEqual({ changed: [], gone: ["d"] });
});

it("leaves out who stands in no depot, or has not said where it is", () => {
  const onRoad = { ...parked("a", 6).vehicle, inDepot: undefined } as unknown as VehicleSummary; // as the store holds one that left
  const nowhere = { ...parked("a", 6).vehicle, position: undefined } as unknown as VehicleSummary;
  expect([
    ...byDepot([
      { vehicle: onRoad, state: "in-depot" },
      { vehicle: nowhere, state: "in-depot" },
    ]),
  ]).toEqual([]);
});
