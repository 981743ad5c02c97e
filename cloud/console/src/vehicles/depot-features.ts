/** Depots as points of a map, each with the vehicles in it. */
import type { Feature } from "geojson";
import { featureOf } from "../map/map-types.ts";
import { positionOf, type FleetChange, type PlacedVehicle } from "./fleet-features.ts";

/** What the layer knows of a depot. */
export interface DepotMark {
  readonly placeId: string;
  readonly name: string;
  readonly vehicles: number;
  /** Vehicles among them that have a mark of their own, for somebody should act: the depot's stands below theirs. */
  readonly faulty: number;
}

interface Depot {
  readonly name: string;
  readonly members: PlacedVehicle[];
}

/** @returns the vehicles that stand in each depot, by the id of its place. */
export function byDepot(vehicles: Iterable<PlacedVehicle>): ReadonlyMap<string, Depot> {
  const depots = new Map<string, Depot>();
  for (const placed of vehicles) {
    const { inDepot } = placed.vehicle;
    if (!isInDepot(placed) || inDepot === undefined) continue;
    const depot = depots.get(inDepot.placeId);
    if (depot === undefined) depots.set(inDepot.placeId, { name: inDepot.name, members: [placed] });
    else depot.members.push(placed);
  }
  return depots;
}

/** Whether it is one of those that a depot's mark counts. */
export function isInDepot({ vehicle, state }: PlacedVehicle): boolean {
  return state === "in-depot" && vehicle.inDepot !== undefined && vehicle.position !== undefined;
}

/** What the map shows of depots, kept so that only changes are handed to it. */
export class DepotFeatures {
  #shown = new Map<string, string>();

  update(depots: ReadonlyMap<string, Depot>): FleetChange {
    const before = this.#shown;
    const now = new Map<string, string>();
    const changed: Feature[] = [];
    for (const [placeId, depot] of depots) {
      const feature = depotFeature(placeId, depot);
      const words = JSON.stringify([feature.geometry, feature.properties]);
      now.set(placeId, words);
      if (before.get(placeId) !== words) changed.push(feature);
    }
    this.#shown = now;
    return { changed, gone: [...before.keys()].filter((placeId) => !now.has(placeId)) };
  }
}

/** In the middle of its vehicles, to 100 m: who moves about in a yard does not move the mark. */
function depotFeature(placeId: string, { name, members }: Depot): Feature {
  const positions = members.map(({ vehicle }) => positionOf(vehicle)).filter((position) => position !== undefined);
  const middle = (axis: 0 | 1): number => Math.round((positions.reduce((sum, position) => sum + position[axis], 0) / positions.length) * 1_000) / 1_000;
  const mark: DepotMark = { placeId, name, vehicles: members.length, faulty: members.filter(({ level }) => level !== undefined).length };
  return featureOf({ type: "Point", coordinates: [middle(0), middle(1)] }, mark, placeId);
}
