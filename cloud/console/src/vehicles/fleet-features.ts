/** The fleet as points of a map. */
import type { Feature } from "geojson";
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

/** What changed on the map between two looks. */
export interface FleetChange {
  /** The features that are new or differ. */
  readonly changed: readonly Feature[];
  /** Ids of those that are gone. */
  readonly gone: readonly string[];
}

interface Shown {
  readonly vehicle: VehicleSummary;
  readonly state: VehicleState;
  readonly isSelected: boolean;
}

/** What the map shows, kept so that only changes are handed to it: the whole of a large fleet once a second would take too long. */
export class FleetFeatures {
  #shown = new Map<string, Shown>();

  /** How many are on the map. */
  get size(): number {
    return this.#shown.size;
  }

  /** @param vehicles all that the map is to show; those that have not said where they are are left out. */
  update(vehicles: Iterable<PlacedVehicle>, selected: string | undefined): FleetChange {
    const before = this.#shown;
    const now = new Map<string, Shown>();
    const changed: Feature[] = [];
    for (const { vehicle, state } of vehicles) {
      const { vehicleId, position } = vehicle;
      if (position === undefined) continue;
      const isSelected = vehicleId === selected;
      const known = before.get(vehicleId);
      // vehicles are immutable: the same object says the same
      const isSame = known?.vehicle === vehicle && known.state === state && known.isSelected === isSelected;
      now.set(vehicleId, isSame ? known : { vehicle, state, isSelected });
      if (!isSame) changed.push(fleetFeature(vehicle, state, isSelected));
    }
    this.#shown = now;
    return { changed, gone: [...before.keys()].filter((vehicleId) => !now.has(vehicleId)) };
  }
}

export function fleetFeature({ vehicleId, callSign, position }: VehicleSummary, state: VehicleState, isSelected: boolean): Feature {
  const { longitude = 0, latitude = 0, heading } = position ?? {};
  // a heading is of the moment: only who is heard now points ahead
  const mark: VehicleMark = { vehicleId, callSign, state, isSelected, ...(state === "live" && heading !== undefined ? { heading } : {}) };
  return featureOf({ type: "Point", coordinates: [longitude, latitude] }, mark, vehicleId);
}
