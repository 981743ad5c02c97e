import { expect, it } from "vitest";
import type { VehicleSummary } from "../api/types.ts";
import { FleetFeatures } from "./fleet-features.ts";

const vehicle = (vehicleId: string, heading?: number): VehicleSummary =>
  ({
    vehicleId,
    callSign: vehicleId,
    position: { latitude: 51, longitude: 6, at: "2026-11-20T12:00:00Z", ...(heading === undefined ? {} : { heading }) },
  }) as VehicleSummary; // what a map needs of one

it("tells the map only what changed since the last look", () => {
  const features = new FleetFeatures();
  const [a, b] = [vehicle("a", 90), vehicle("b")];
  expect(
    features.update(
      [
        { vehicle: a, state: "live" },
        { vehicle: b, state: "live" },
      ],
      undefined,
    ).changed,
  ).toHaveLength(2);
  expect(
    features.update(
      [
        { vehicle: a, state: "live" },
        { vehicle: b, state: "live" },
      ],
      undefined,
    ),
  ).toEqual({ changed: [], gone: [] });

  const moved = features.update(
    [
      { vehicle: vehicle("a", 91), state: "live" },
      { vehicle: b, state: "live" },
    ],
    undefined,
  );
  expect(moved.changed.map(({ id, properties }) => [id, properties?.["heading"]])).toEqual([["a", 91]]);
  expect(features.update([{ vehicle: b, state: "live" }], undefined)).toEqual({ changed: [], gone: ["a"] });
  expect(features.size).toBe(1);
});

it("draws again what fell asleep and what was selected; only who is heard now points ahead", () => {
  const features = new FleetFeatures();
  const a = vehicle("a", 90);
  features.update([{ vehicle: a, state: "live" }], undefined);
  expect(features.update([{ vehicle: a, state: "asleep" }], undefined).changed[0]?.properties).toEqual({
    vehicleId: "a",
    callSign: "a",
    state: "asleep",
    isSelected: false,
  });
  expect(features.update([{ vehicle: a, state: "asleep" }], "a").changed[0]?.properties).toMatchObject({ isSelected: true });
});

it("draws again who got a fault of which somebody should act", () => {
  const features = new FleetFeatures();
  const a = vehicle("a");
  features.update([{ vehicle: a, state: "live" }], undefined);
  expect(features.update([{ vehicle: a, state: "live", level: "workshop" }], undefined).changed[0]?.properties).toMatchObject({ level: "workshop" });
});

it("leaves out who has not said where it is", () => {
  const features = new FleetFeatures();
  expect(features.update([{ vehicle: { vehicleId: "n" } as VehicleSummary, state: "live" }], undefined)).toEqual({ changed: [], gone: [] });
});
