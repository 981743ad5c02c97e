/** How depots look on the map of the fleet. */
import { labelFont } from "../map/base-layers.ts";
import type { MapColours } from "../map/map-colours.ts";
import type { OverlayLayer, StretchedImage } from "../map/map-types.ts";
import { boxEdgePx, drawnBox } from "./mark-drawing.ts";

/** Square, as a depot's ground: not to be taken for vehicles that only lie over each other. */
export function depotImages(colours: MapColours): Readonly<Record<string, StretchedImage>> {
  return { "depot-mark": { image: drawnBox(colours.ink, colours["map-land"]), edgePx: boxEdgePx } };
}

export function depotLayers(colours: MapColours): readonly OverlayLayer[] {
  return [
    {
      id: "depots",
      type: "symbol",
      layout: {
        "icon-image": "depot-mark",
        "icon-text-fit": "both",
        "icon-text-fit-padding": [0, 4, 0, 4],
        "icon-allow-overlap": true,
        "text-field": ["to-string", ["get", "vehicles"]],
        "text-font": labelFont,
        "text-size": 14,
        "text-allow-overlap": true,
        // makes room for the marks of those in it of whom somebody should take care
        "text-offset": ["case", [">", ["get", "faulty"], 0], ["literal", [0, 1.7]], ["literal", [0, 0]]],
      },
      paint: { "text-color": colours.sheet },
    },
  ];
}
