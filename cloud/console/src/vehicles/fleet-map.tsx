import { useEffect, useMemo, useRef, useState } from "react";
import { MapBox } from "../map/map-box.tsx";
import { boundsOf, type Bounds, type MapSurface } from "../map/map-types.ts";
import { useTexts } from "../texts/texts.tsx";
import { byDepot } from "./depot-features.ts";
import { DepotVehicles } from "./depot-vehicles.tsx";
import { positionOf } from "./fleet-features.ts";
import { FleetLegend } from "./fleet-legend.tsx";
import { FleetOverlays } from "./fleet-overlays.ts";
import { viewOf, wordsOfView } from "./list-search.ts";
import { SelectedVehicle } from "./selected-vehicle.tsx";
import { usePlaced } from "./use-placed.ts";

export interface FleetMapProps {
  /** The vehicles that the list shows; so does the map. */
  readonly ids: readonly string[];
  readonly selected: string | undefined;
  /** What it shows, as `wordsOfView` says it; without it all vehicles. */
  readonly at: string | undefined;
  readonly onSelect: (vehicleId: string | undefined) => void;
  readonly onView: (at: string) => void;
}

interface Drawn {
  readonly surface: MapSurface;
  readonly overlays: FleetOverlays;
}

/** A vehicle chosen in the list is shown from so near at least. */
const nearZoom = 9;

/** The vehicles of the list where they are. They move once a second; nothing is animated. */
export function FleetMap({ ids, selected, at, onSelect, onView }: FleetMapProps) {
  const texts = useTexts();
  const [map, setMap] = useState<Drawn>();
  const [depotId, setDepotId] = useState<string>();
  const placed = usePlaced(ids);
  const [shown, setShown] = useState(0);
  const chosen = placed.find(({ vehicle }) => vehicle.vehicleId === selected);
  const depot = useMemo(() => (depotId === undefined ? undefined : byDepot(placed).get(depotId)), [placed, depotId]);
  const latest = useRef({ placed, onSelect, onView });
  useEffect(() => {
    latest.current = { placed, onSelect, onView };
  });
  useEffect(() => {
    if (map !== undefined) setShown(map.overlays.update(placed, selected));
  }, [map, placed, selected]);
  useEffect(() => map?.overlays.point(chosen), [map, chosen]);
  const pickedHere = useRef<string>(undefined);
  useEffect(() => {
    const position = latest.current.placed.find(({ vehicle }) => vehicle.vehicleId === selected)?.vehicle;
    const centre = position === undefined ? undefined : positionOf(position);
    if (map === undefined || centre === undefined || pickedHere.current === selected) return;
    map.surface.see({ centre, zoom: Math.max(map.surface.view.zoom, nearZoom) });
  }, [map, selected]);

  const select = (vehicleId: string | undefined) => {
    setDepotId(undefined);
    latest.current.onSelect(vehicleId);
  };
  const whole = (): Bounds | undefined =>
    boundsOf(latest.current.placed.map(({ vehicle }) => positionOf(vehicle)).filter((position) => position !== undefined));
  const ready = (surface: MapSurface) => {
    const overlays = new FleetOverlays(surface, {
      onVehicle: (vehicleId) => {
        pickedHere.current = vehicleId;
        select(vehicleId);
      },
      onDepot: (placeId) => {
        select(undefined);
        setDepotId(placeId);
      },
    });
    const stopPoint = surface.onPoint(() => select(undefined));
    const stopView = surface.onView((view) => latest.current.onView(wordsOfView(view)));
    setMap({ surface, overlays });
    return () => {
      stopPoint();
      stopView();
      setMap(undefined);
    };
  };
  const fitAll = () => {
    const bounds = whole();
    if (bounds !== undefined) map?.surface.fit(bounds);
  };
  return (
    <MapBox
      label={texts("vehicles.map.label")}
      instead={texts("vehicles.map.instead")}
      view={viewOf(at)}
      firstBounds={whole}
      onReady={ready}
      tools={
        <button type="button" className="btn" onClick={fitAll}>
          {texts("vehicles.map.fitAll")}
        </button>
      }
      legend={<FleetLegend shown={shown} without={placed.length - shown} />}
    >
      {selected !== undefined ? (
        <SelectedVehicle vehicleId={selected} onLeave={() => onSelect(undefined)} />
      ) : (
        depot !== undefined && <DepotVehicles {...depot} onSelect={select} onLeave={() => setDepotId(undefined)} />
      )}
    </MapBox>
  );
}
