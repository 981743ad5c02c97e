/** What lies under everything: water, land, borders and the names of countries, painted from the `map-` tokens. */
import type { LayerSpecification } from "maplibre-gl";
import type { MapColours } from "./map-colours.ts";

export const outlineSource = "outline";
/** Drawn on this computer from the page's own fonts: no server of glyphs is asked. */
export const labelFont = ["Sofia Sans Condensed Variable", "sans-serif"];

export function baseLayers(colours: MapColours): readonly LayerSpecification[] {
  return [
    { id: "water", type: "background", paint: { "background-color": colours["map-water"] } },
    {
      id: "land",
      type: "fill",
      source: outlineSource,
      filter: ["==", ["get", "kind"], "land"],
      paint: { "fill-color": colours["map-land"], "fill-outline-color": colours["map-road"] },
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
