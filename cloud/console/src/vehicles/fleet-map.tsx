import { useEffect, useMemo, useRef, useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { MapBox } from "../map/map-box.tsx";
import { boundsOf, type MapSurface, type Overlay } from "../map/map-types.ts";
import { useTexts } from "../texts/texts.tsx";
import { fleetFeature, FleetFeatures, positionOf, type PlacedVehicle, type VehicleMark } from "./fleet-features.ts";
import { fleetCluster, fleetImages, fleetLayers, selectedLayers } from "./fleet-marks.ts";
import { viewOf, wordsOfView } from "./list-search.ts";
import { SelectedVehicle } from "./selected-vehicle.tsx";

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
  readonly fleet: Overlay;
  readonly selected: Overlay;
}

/** A vehicle chosen in the list is shown from so near at least. */
const nearZoom = 9;

/** The vehicles of the list where they are. They move once a second; nothing is animated. */
export function FleetMap({ ids, selected, at, onSelect, onView }: FleetMapProps) {
  const texts = useTexts();
  const [map, setMap] = useState<Drawn>();
  const placed = usePlaced(ids);
  const [features] = useState(() => new FleetFeatures());
  const [shown, setShown] = useState(0);
  const chosen = placed.find(({ vehicle }) => vehicle.vehicleId === selected);
  const latest = useRef({ placed, onSelect, onView });
  useEffect(() => {
    latest.current = { placed, onSelect, onView };
  });
  useEffect(() => {
    if (map === undefined) return;
    const { changed, gone } = features.update(placed, selected);
    if (changed.length + gone.length > 0) map.fleet.change({ add: [...changed], remove: [...gone] });
    setShown(features.size);
  }, [map, features, placed, selected]);
  useEffect(() => {
    const isPlaced = chosen?.vehicle.position !== undefined;
    map?.selected.show({ type: "FeatureCollection", features: isPlaced ? [fleetFeature(chosen.vehicle, chosen.state, true)] : [] });
  }, [map, chosen]);
  const pickedHere = useRef<string>(undefined);
  useEffect(() => {
    const position = latest.current.placed.find(({ vehicle }) => vehicle.vehicleId === selected)?.vehicle;
    const centre = position === undefined ? undefined : positionOf(position);
    if (map === undefined || centre === undefined || pickedHere.current === selected) return;
    map.surface.see({ centre, zoom: Math.max(map.surface.view.zoom, nearZoom) });
  }, [map, selected]);

  const fitAll = (surface: MapSurface | undefined) => {
    const bounds = boundsOf(latest.current.placed.map(({ vehicle }) => positionOf(vehicle)).filter((position) => position !== undefined));
    if (bounds !== undefined) surface?.fit(bounds);
  };
  const ready = (surface: MapSurface) => {
    const fleet: Overlay = surface.overlay({
      id: "fleet",
      cluster: fleetCluster,
      layers: fleetLayers,
      images: fleetImages,
      onPick: (feature) => {
        const mark = feature.properties as Partial<VehicleMark> | null; // ours, unless it is a cluster
        if (mark?.vehicleId === undefined) fleet.openCluster(feature);
        else {
          pickedHere.current = mark.vehicleId;
          latest.current.onSelect(mark.vehicleId);
        }
      },
    });
    const chosenOverlay = surface.overlay({ id: "selected", layers: selectedLayers });
    if (viewOf(at) === undefined) fitAll(surface);
    const stopPoint = surface.onPoint(() => latest.current.onSelect(undefined));
    const stopView = surface.onView((view) => latest.current.onView(wordsOfView(view)));
    setMap({ surface, fleet, selected: chosenOverlay });
    return () => {
      stopPoint();
      stopView();
      setMap(undefined);
    };
  };
  const without = placed.length - shown;
  return (
    <MapBox
      label={texts("vehicles.map.label")}
      instead={texts("vehicles.map.instead")}
      view={viewOf(at)}
      onReady={ready}
      tools={
        <button type="button" className="btn" onClick={() => fitAll(map?.surface)}>
          {texts("vehicles.map.fitAll")}
        </button>
      }
      legend={<Legend shown={shown} without={without} />}
    >
      {selected !== undefined && <SelectedVehicle vehicleId={selected} onLeave={() => onSelect(undefined)} />}
    </MapBox>
  );
}

const manyVehicles = 2_000;
const manyMs = 3_000;

function usePlaced(ids: readonly string[]): readonly PlacedVehicle[] {
  const { fleet, socket } = useLive();
  // states within the second; of a large fleet places every few seconds, for each time the whole map is drawn anew
  const states = useBeat(() => fleet.states, "second");
  const version = useBeat((now) => (ids.length > manyVehicles ? Math.floor(now / manyMs) : fleet.version), "second");
  const isConnected = useBeat(() => socket.lostAtMs === undefined, "second");
  // cut off, states change by age alone
  const nowMs = useBeat((now) => (isConnected ? 0 : Math.floor(now / 5_000) * 5_000), "second");
  return useMemo(
    () =>
      ids.flatMap((id) => {
        const vehicle = fleet.get(id);
        return vehicle === undefined ? [] : [{ vehicle, state: stateAt(vehicle, nowMs, isConnected) }];
      }),
    [fleet, ids, states, version, nowMs, isConnected], // states and version stand for what the fleet holds
  );
}

function Legend({ shown, without }: { readonly shown: number; readonly without: number }) {
  const texts = useTexts();
  return (
    <>
      <li>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 0 13.4 14 8 11 2.6 14z" fill="currentColor" transform="rotate(90 8 8)" />
        </svg>
        {texts("vehicles.map.ahead")}
      </li>
      {(["late", "silent", "in-depot", "asleep"] as const).map((state) => (
        <li key={state}>
          <Glyph name={state} />
          {texts(`state.${state}`)}
        </li>
      ))}
      <li>
        <span className="many" aria-hidden="true">
          9
        </span>
        {texts("vehicles.map.many")}
      </li>
      <li>{texts("vehicles.map.count", { number: formatNumber(shown) })}</li>
      {without > 0 && <li>{texts("vehicles.map.without", { count: without, number: formatNumber(without) })}</li>}
    </>
  );
}
