import { useEffect, useRef, useState } from "react";
import { MapBox } from "../map/map-box.tsx";
import type { MapSurface, Overlay } from "../map/map-types.ts";
import { useTexts } from "../texts/texts.tsx";
import { boundsOfShapes, collectionOf, placeLayers, shapeFeatures, type Named } from "./shape-geo.ts";

interface PlacesMapProps {
  readonly places: readonly Named[];
  /** Without it the map only shows. */
  readonly onPick?: (placeId: string) => void;
  /** Those that the page is about. */
  readonly isStrong?: boolean;
  readonly label?: string;
}

/** Places on a map, the whole of them in view first. */
export function PlacesMap({ places, onPick, isStrong = false, label }: PlacesMapProps) {
  const texts = useTexts();
  const [map, setMap] = useState<{ readonly surface: MapSurface; readonly overlay: Overlay }>();
  const latest = useRef({ places, onPick });
  useEffect(() => {
    latest.current = { places, onPick };
  });
  useEffect(() => map?.overlay.show(collectionOf(places.flatMap(shapeFeatures))), [map, places]);
  const fit = (surface: MapSurface | undefined) => {
    const bounds = boundsOfShapes(latest.current.places.map(({ shape }) => shape));
    if (bounds !== undefined) surface?.fit(bounds);
  };
  const ready = (surface: MapSurface) => {
    const overlay = surface.overlay({
      id: "places",
      layers: (colours) => placeLayers("places", colours, isStrong),
      ...(onPick === undefined
        ? {}
        : {
            onPick: (feature) => {
              const placeId: unknown = feature.properties?.["placeId"];
              if (typeof placeId === "string") latest.current.onPick?.(placeId);
            },
          }),
    });
    setMap({ surface, overlay });
    fit(surface);
    return undefined;
  };
  return (
    <div className="places-map">
      <MapBox
        label={label ?? texts("places.mapLabel")}
        instead={texts("places.mapInstead")}
        onReady={ready}
        tools={
          <button type="button" className="btn" onClick={() => fit(map?.surface)}>
            {texts("places.mapWhole")}
          </button>
        }
      />
    </div>
  );
}
