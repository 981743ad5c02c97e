/** What lies under everything: water, land, borders and the names of countries, painted from the `map-` tokens. */
import type { LayerSpecification } from "maplibre-gl";
import type { MapColours } from "./map-colours.ts";

export const outlineSource = "outline";
/** Drawn on this computer from the page's own fonts: no server of glyphs is asked. */
export const labelFont = ["Sofia Sans Condensed Variable", "sans-serif"];

/** Map images of another server, where the configuration names one. */
export interface TileServer {
  readonly tilesUrl: string;
  readonly attribution: string;
}

export const tileSource = "tiles";

/** Over land and water, below the marks; by night darker and paler, for it is made for the day. */
export function tileLayer(colours: MapColours): LayerSpecification {
  const isNight = Number(/\d+/.exec(colours["map-land"])?.[0] ?? 255) < 128;
  return {
    id: "tiles",
    type: "raster",
    source: tileSource,
    paint: { "raster-fade-duration": 0, "raster-brightness-max": isNight ? 0.45 : 1, "raster-saturation": isNight ? -0.6 : 0 },
  };
}

export function baseLayers(colours: MapColours): readonly LayerSpecification[] {
  return [
    { id: "water", type: "background", paint: { "background-color": colours["map-water"] } },
    {
      id: "land",
      type: "fill",
      source: outlineSource,
      filter: ["==", ["get", "kind"], "land"],
      // smoothed edges would be drawn a second time, and the borders lie over them
      paint: { "fill-color": colours["map-land"], "fill-antialias": false },
    },
    {
      id: "borders",
      type: "line",
      source: outlineSource,
      filter: ["==", ["get", "kind"], "border"],
      paint: { "line-color": colours["map-road"], "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 8, 2] },
    },
    {
      id: "names",
      type: "symbol",
      source: outlineSource,
      filter: ["==", ["get", "kind"], "name"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": labelFont,
        "text-size": 13,
        "text-max-width": 7,
        "text-padding": 8,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: { "text-color": colours["map-label"], "text-halo-color": colours["map-land"], "text-halo-width": 1.5 },
    },
  ];
}
