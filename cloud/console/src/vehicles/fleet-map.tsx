import { useEffect, useMemo, useRef, useState } from "react";
import { useBeat, useLive } from "../live/live-context.tsx";
import { stateAt } from "../live/fleet-store.ts";
import { MapBox } from "../map/map-box.tsx";
import { boundsOf, type MapSurface, type Overlay } from "../map/map-types.ts";
import { useTexts } from "../texts/texts.tsx";
import { fleetFeatures, positionOf, type VehicleMark } from "./fleet-features.ts";
import { fleetCluster, fleetImages, fleetLayers } from "./fleet-marks.ts";

export interface FleetMapProps {
  /** The vehicles that the list shows; so does the map. */
  readonly ids: readonly string[];
  readonly onSelect: (vehicleId: string) => void;
}

/** The vehicles of the list where they are. They move once a second; nothing is animated. */
export function FleetMap({ ids, onSelect }: FleetMapProps) {
  const texts = useTexts();
  const { fleet, socket } = useLive();
  const [map, setMap] = useState<{ readonly surface: MapSurface; readonly overlay: Overlay }>();
  const version = useBeat(() => fleet.version, "second");
  const isConnected = useBeat(() => socket.lostAtMs === undefined, "second");
  const nowMs = useBeat((now) => (isConnected ? 0 : Math.floor(now / 5_000) * 5_000), "second");
  const placed = useMemo(
    () =>
      ids.flatMap((id) => {
        const vehicle = fleet.get(id);
        return vehicle === undefined ? [] : [{ vehicle, state: stateAt(vehicle, nowMs, isConnected) }];
      }),
    [fleet, ids, version, nowMs, isConnected], // version stands for what the fleet holds
  );
  useEffect(() => map?.overlay.show(fleetFeatures(placed)), [map, placed]);
  const latest = useRef({ placed, onSelect });
  useEffect(() => {
    latest.current = { placed, onSelect };
  });
  const fitAll = (surface: MapSurface | undefined) => {
    const bounds = boundsOf(latest.current.placed.map(({ vehicle }) => positionOf(vehicle)).filter((at) => at !== undefined));
    if (bounds !== undefined) surface?.fit(bounds);
  };
  const ready = (surface: MapSurface) => {
    const overlay: Overlay = surface.overlay({
      id: "fleet",
      cluster: fleetCluster,
      layers: fleetLayers,
      images: fleetImages,
      onPick: (feature) => {
        const mark = feature.properties as Partial<VehicleMark> | null; // ours, unless it is a cluster
        if (mark?.vehicleId === undefined) overlay.openCluster(feature);
        else latest.current.onSelect(mark.vehicleId);
      },
    });
    setMap({ surface, overlay });
    fitAll(surface);
    return undefined;
  };
  return (
    <MapBox
      label={texts("vehicles.map.label")}
      instead={texts("vehicles.map.instead")}
      onReady={ready}
      tools={
        <button type="button" className="btn" onClick={() => fitAll(map?.surface)}>
          {texts("vehicles.map.fitAll")}
        </button>
      }
    />
  );
}
