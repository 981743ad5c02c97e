/** The fleet as points of a map. */
import type { Feature, FeatureCollection } from "geojson";
import type { VehicleState, VehicleSummary } from "../api/types.ts";
import { featureOf, type Position } from "../map/map-types.ts";

export interface PlacedVehicle {
  readonly vehicle: VehicleSummary;
  readonly state: VehicleState;
}

/** What the layers know of a vehicle. */
export interface VehicleMark {
  readonly vehicleId: string;
  readonly callSign: string;
  readonly state: VehicleState;
  /** Degrees clockwise from north; absent when it has not said it. */
  readonly heading?: number;
  /** Named by the mark that says so. */
  readonly isSelected: boolean;
}

export function positionOf({ position }: VehicleSummary): Position | undefined {
  return position === undefined ? undefined : [position.longitude, position.latitude];
}

/** @returns a point for each vehicle that has said where it is. */
export function fleetFeatures(vehicles: Iterable<PlacedVehicle>, selected?: string): FeatureCollection {
  const features: Feature[] = [];
  for (const { vehicle, state } of vehicles) {
    const { position, vehicleId, callSign } = vehicle;
    if (position === undefined) continue;
    const { longitude, latitude, heading } = position;
    // a heading is of the moment: only who is heard now points ahead
    const mark: VehicleMark = {
      vehicleId,
      callSign,
      state,
      isSelected: vehicleId === selected,
      ...(state === "live" && heading !== undefined ? { heading } : {}),
    };
    features.push(featureOf({ type: "Point", coordinates: [longitude, latitude] }, mark));
  }
  return { type: "FeatureCollection", features };
}
