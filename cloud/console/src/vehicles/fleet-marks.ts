/** How vehicles look on a map: the shapes of the vocabulary, drawn for a canvas. Shape first, then word, then colour. */
import type { ExpressionSpecification } from "maplibre-gl";
import { labelFont } from "../map/base-layers.ts";
import type { MapColours } from "../map/map-colours.ts";
import type { OverlayLayer, OverlayOptions } from "../map/map-types.ts";
import { area, drawn, line, shape, type Draw } from "./mark-drawing.ts";

/** From here on each vehicle carries its call-sign, where there is room. */
const namesFromZoom = 8;

/** On a grid of 16, as the glyphs of the lists. */
const marks: Readonly<Record<string, Draw>> = {
  "vehicle-ahead": shape("M8 0 13.4 14 8 11 2.6 14z"),
  "vehicle-live": shape("M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z"),
  "vehicle-late": (context, colours) => {
    ring(context, colours);
    area(context, colours.ink, "M8 3a5 5 0 0 1 0 10z");
  },
  "vehicle-silent": (context, colours) => {
    ring(context, colours);
    line(context, colours["map-land"], 5, "M2 14 14 2");
    line(context, colours.ink, 2, "M2 14 14 2");
  },
  "vehicle-in-depot": shape("M2 14V6l6-4 6 4v8h-3V8H5v6z"),
  "vehicle-asleep": shape("M10.5 2.2A6 6 0 1 0 13.9 11 5.2 5.2 0 0 1 10.5 2.2z"),
};

export function fleetImages(colours: MapColours): Readonly<Record<string, ImageData>> {
  return Object.fromEntries(Object.entries(marks).map(([name, draw]) => [name, drawn(draw, colours)]));
}

/** Vehicles that lie over each other become one mark with their number; a rim says that somebody among them is silent. */
export const fleetCluster: NonNullable<OverlayOptions["cluster"]> = {
  radiusPx: 40,
  zoomMax: 12,
  sums: { silent: ["+", ["case", ["==", ["get", "state"], "silent"], 1, 0]] },
};

const isCluster: ExpressionSpecification = ["has", "point_count"];

export function fleetLayers(colours: MapColours): readonly OverlayLayer[] {
  return [
    {
      id: "fleet-clusters",
      type: "circle",
      filter: isCluster,
      paint: {
        "circle-color": colours.ink,
        "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 12, 100, 16, 5_000, 24],
        "circle-stroke-color": ["case", [">", ["get", "silent"], 0], colours.warn, colours["map-land"]],
        "circle-stroke-width": ["case", [">", ["get", "silent"], 0], 4, 1.5],
      },
    },
    {
      id: "fleet-counts",
      type: "symbol",
      filter: isCluster,
      layout: {
        "text-field": ["to-string", ["get", "point_count"]],
        "text-font": labelFont,
        "text-size": 14,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": colours.sheet },
    },
    {
      id: "fleet-vehicles",
      type: "symbol",
      filter: ["!", isCluster],
      layout: {
        "icon-image": ["case", ["has", "heading"], "vehicle-ahead", ["concat", "vehicle-", ["get", "state"]]],
        "icon-rotate": ["coalesce", ["get", "heading"], 0],
        "icon-rotation-alignment": "map",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "text-field": [
          "step",
          ["zoom"],
          ["case", ["all", ["==", ["get", "state"], "silent"], ["!", ["get", "isSelected"]]], ["get", "callSign"], ""],
          namesFromZoom,
          ["case", ["get", "isSelected"], "", ["get", "callSign"]],
        ],
        "text-font": labelFont,
        "text-size": 14,
        "text-optional": true,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.9,
        "text-justify": "auto",
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours["map-land"], "text-halo-width": 2 },
    },
  ];
}

/** A ring and the name: also of a vehicle that stands in a cluster. */
export function selectedLayers(colours: MapColours): readonly OverlayLayer[] {
  return [
    {
      id: "selected-ring",
      type: "circle",
      paint: { "circle-radius": 17, "circle-color": "rgba(0, 0, 0, 0)", "circle-stroke-color": colours.focus, "circle-stroke-width": 3 },
    },
    {
      id: "selected-name",
      type: "symbol",
      layout: {
        // one with a fault has its name on its tag
        "text-field": ["case", ["has", "level"], "", ["get", "callSign"]],
        "text-font": labelFont,
        "text-size": 17,
        "text-anchor": "left",
        "text-offset": [1.4, 0],
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours["map-land"], "text-halo-width": 3 },
    },
  ];
}

function ring(context: CanvasRenderingContext2D, colours: MapColours): void {
  const path = "M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10z";
  line(context, colours["map-land"], 5, path);
  area(context, colours["map-land"], path);
  line(context, colours.ink, 2, path);
}
