/** The fleet as points of a map. */
import type { Feature } from "geojson";
import type { VehicleState, VehicleSummary } from "../api/types.ts";
import { featureOf, type Position } from "../map/map-types.ts";
import type { ListedLevel } from "./list-search.ts";

export interface PlacedVehicle {
  readonly vehicle: VehicleSummary;
  readonly state: VehicleState;
  /** Of its worst fault, where somebody should act. */
  readonly level?: ListedLevel | undefined;
}

/** What the layers know of a vehicle. */
export interface VehicleMark {
  readonly vehicleId: string;
  readonly callSign: string;
  readonly state: VehicleState;
  readonly level?: ListedLevel;
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

interface Shown extends PlacedVehicle {
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
    for (const placed of vehicles) {
      const { vehicle, state, level } = placed;
      const { vehicleId, position } = vehicle;
      if (position === undefined) continue;
      const isSelected = vehicleId === selected;
      const known = before.get(vehicleId);
      // vehicles are immutable: the same object says the same
      const isSame = known?.vehicle === vehicle && known.state === state && known.level === level && known.isSelected === isSelected;
      now.set(vehicleId, isSame ? known : { ...placed, isSelected });
      if (!isSame) changed.push(fleetFeature(placed, isSelected));
    }
    this.#shown = now;
    return { changed, gone: [...before.keys()].filter((vehicleId) => !now.has(vehicleId)) };
  }
}

export function fleetFeature({ vehicle, state, level }: PlacedVehicle, isSelected: boolean): Feature {
  const { vehicleId, callSign, position } = vehicle;
  const { longitude = 0, latitude = 0, heading } = position ?? {};
  // a heading is of the moment: only who is heard now points ahead
  const ahead = state === "live" && heading !== undefined ? { heading } : {};
  const mark: VehicleMark = { vehicleId, callSign, state, isSelected, ...ahead, ...(level === undefined ? {} : { level }) };
  return featureOf({ type: "Point", coordinates: [longitude, latitude] }, mark, vehicleId);
}
