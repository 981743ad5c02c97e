import type { FilterSpecification } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import { labelFont } from "../map/base-layers.ts";
import type { MapColours } from "../map/map-colours.ts";
import { MapBox } from "../map/map-box.tsx";
import { boundsOf, featureOf, type MapSurface, type Overlay, type OverlayLayer, type Position } from "../map/map-types.ts";
import { useTexts } from "../texts/texts.tsx";
import type { ReplayClock } from "./replay-clock.ts";
import type { Standstill } from "./standstills.ts";
import { placeAt, timeNear, type Track } from "./track.ts";

/** The marker moves so often while the trip plays: each move draws the map. */
const markerMs = 100;

interface TripMapProps {
  readonly clock: ReplayClock;
  readonly track: Track;
  readonly standstills: readonly Standstill[];
}

interface Drawn {
  readonly surface: MapSurface;
  readonly way: Overlay;
  readonly marker: Overlay;
}

/** The track of a trip with its ends, where it stood, and where the replay is. A click goes to the time of that place. */
export function TripMap({ clock, track, standstills }: TripMapProps) {
  const texts = useTexts();
  const [map, setMap] = useState<Drawn>();
  const latest = useRef({ track, start: texts("trip.mapStart"), end: texts("trip.mapEnd") });
  useEffect(() => {
    latest.current = { track, start: texts("trip.mapStart"), end: texts("trip.mapEnd") };
  });
  useEffect(() => {
    if (map === undefined) return;
    const line = positionsOf(track);
    const [first] = line;
    const last = line.at(-1);
    const { start, end } = latest.current;
    map.way.show({
      type: "FeatureCollection",
      features: [
        ...(line.length < 2 ? [] : [featureOf({ type: "LineString", coordinates: line.map((at) => [...at]) })]),
        ...standstills.map(({ longitude, latitude }) => featureOf({ type: "Point", coordinates: [longitude, latitude] }, { kind: "stood" })),
        ...(first === undefined ? [] : [featureOf({ type: "Point", coordinates: [...first] }, { kind: "start", name: start })]),
        ...(last === undefined ? [] : [featureOf({ type: "Point", coordinates: [...last] }, { kind: "end", name: end })]),
      ],
    });
  }, [map, track, standstills]);
  useEffect(() => {
    if (map === undefined) return undefined;
    let drawnAtMs = Number.NEGATIVE_INFINITY;
    const move = () => {
      // the last place, when it comes to rest, is always drawn
      if (clock.isPlaying && performance.now() - drawnAtMs < markerMs) return;
      drawnAtMs = performance.now();
      const place = placeAt(latest.current.track, clock.atMs);
      const features = place === undefined ? [] : [featureOf({ type: "Point", coordinates: [place.longitude, place.latitude] })];
      map.marker.show({ type: "FeatureCollection", features });
    };
    move();
    return clock.onChange(move);
  }, [map, clock, track]);
  const fit = (surface: MapSurface | undefined) => {
    const bounds = boundsOf(positionsOf(latest.current.track));
    if (bounds !== undefined) surface?.fit(bounds);
  };
  const ready = (surface: MapSurface) => {
    const seek = (at: Position) => {
      const atMs = timeNear(latest.current.track, { longitude: at[0], latitude: at[1] });
      if (atMs === undefined) return;
      clock.pause();
      clock.seek(atMs);
    };
    const way = surface.overlay({ id: "trip", layers: wayLayers, onPick: (_, at) => seek(at) });
    const marker = surface.overlay({ id: "trip-marker", layers: markerLayers });
    setMap({ surface, way, marker });
    fit(surface);
    return undefined;
  };
  return (
    <div className="trip-map">
      <MapBox
        label={texts("trip.mapLabel")}
        instead={texts("trip.mapInstead")}
        onReady={ready}
        tools={
          <button type="button" className="btn" onClick={() => fit(map?.surface)}>
            {texts("trip.mapWhole")}
          </button>
        }
        legend={
          <>
            <li>
              <i className="lg-start" />
              {texts("trip.mapStart")}
            </li>
            <li>
              <i className="lg-end" />
              {texts("trip.mapEnd")}
            </li>
            <li>
              <i className="lg-stood" />
              {texts("trip.mapStood")}
            </li>
            <li>
              <i className="lg-now" />
              {texts("trip.mapNow")}
            </li>
          </>
        }
      />
    </div>
  );
}

function positionsOf({ longitude, latitude }: Track): readonly Position[] {
  return longitude.map((each, index) => [each, latitude[index] ?? 0] as const);
}

function wayLayers(colours: MapColours): readonly OverlayLayer[] {
  const isLine: FilterSpecification = ["==", ["geometry-type"], "LineString"];
  return [
    {
      id: "trip-edge",
      type: "line",
      filter: isLine,
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": colours["map-land"], "line-width": 8 },
    },
    {
      id: "trip-line",
      type: "line",
      filter: isLine,
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": colours.ink, "line-width": 3.5 },
    },
    {
      id: "trip-points",
      type: "circle",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": ["match", ["get", "kind"], "stood", 4.5, 7],
        "circle-color": ["match", ["get", "kind"], "end", colours.ink, colours.sheet],
        "circle-stroke-color": colours.ink,
        "circle-stroke-width": ["match", ["get", "kind"], "stood", 2, 3],
      },
    },
    {
      id: "trip-names",
      type: "symbol",
      filter: ["has", "name"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": labelFont,
        "text-size": 15,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.9,
        "text-justify": "auto",
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours["map-land"], "text-halo-width": 2 },
    },
  ];
}

function markerLayers(colours: MapColours): readonly OverlayLayer[] {
  return [
    {
      id: "trip-now",
      type: "circle",
      paint: { "circle-radius": 9, "circle-color": colours.act, "circle-stroke-color": colours["on-act"], "circle-stroke-width": 3 },
    },
  ];
}
