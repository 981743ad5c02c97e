/** What the map of the fleet shows, one above the other: vehicles, depots, the selected one, and above all those with faults. */
import type { Feature } from "geojson";
import type { MapSurface, Overlay } from "../map/map-types.ts";
import { byDepot, DepotFeatures, isInDepot, type DepotMark } from "./depot-features.ts";
import { depotImages, depotLayers } from "./depot-marks.ts";
import { faultyImages, faultyLayers } from "./faulty-marks.ts";
import { fleetFeature, FleetFeatures, type FleetChange, type PlacedVehicle, type VehicleMark } from "./fleet-features.ts";
import { fleetCluster, fleetImages, fleetLayers, selectedLayers } from "./fleet-marks.ts";

export interface FleetPicks {
  readonly onVehicle: (vehicleId: string) => void;
  readonly onDepot: (placeId: string) => void;
}

export class FleetOverlays {
  readonly #onRoad: Overlay;
  readonly #depots: Overlay;
  readonly #selected: Overlay;
  readonly #faulty: Overlay;
  readonly #features = { onRoad: new FleetFeatures(), depots: new DepotFeatures(), faulty: new FleetFeatures() };

  constructor(surface: MapSurface, { onVehicle, onDepot }: FleetPicks) {
    const pick = (overlay: () => Overlay) => (feature: Feature) => {
      const mark = feature.properties as Partial<VehicleMark> | null; // ours, unless it is a cluster
      if (mark?.vehicleId === undefined) overlay().openCluster(feature);
      else onVehicle(mark.vehicleId);
    };
    this.#onRoad = surface.overlay({ id: "fleet", cluster: fleetCluster, layers: fleetLayers, images: fleetImages, onPick: pick(() => this.#onRoad) });
    this.#depots = surface.overlay({
      id: "depots",
      layers: depotLayers,
      images: depotImages,
      onPick: ({ properties }) => onDepot((properties as DepotMark).placeId), // the overlay holds nothing else
    });
    this.#selected = surface.overlay({ id: "selected", layers: selectedLayers });
    this.#faulty = surface.overlay({ id: "faulty", layers: faultyLayers, images: faultyImages, onPick: pick(() => this.#faulty) });
  }

  /** Hands the map what changed. @returns how many vehicles are on it. */
  update(placed: readonly PlacedVehicle[], selected: string | undefined): number {
    const { onRoad, depots, faulty } = this.#features;
    const standing = byDepot(placed);
    change(
      this.#onRoad,
      onRoad.update(
        placed.filter((each) => each.level === undefined && !isInDepot(each)),
        selected,
      ),
    );
    change(this.#depots, depots.update(standing));
    change(
      this.#faulty,
      faulty.update(
        placed.filter(({ level }) => level !== undefined),
        selected,
      ),
    );
    return placed.filter(({ vehicle }) => vehicle.position !== undefined).length;
  }

  /** Points at one, also where it stands in a cluster or in a depot. */
  point(chosen: PlacedVehicle | undefined): void {
    const isPlaced = chosen?.vehicle.position !== undefined;
    this.#selected.show({ type: "FeatureCollection", features: isPlaced ? [fleetFeature(chosen, true)] : [] });
  }
}

function change(overlay: Overlay, { changed, gone }: FleetChange): void {
  if (changed.length + gone.length > 0) overlay.change({ add: [...changed], remove: [...gone] });
}
