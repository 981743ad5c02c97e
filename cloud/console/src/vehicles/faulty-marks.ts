/** How vehicles look on a map whose worst fault asks for somebody. */
import { labelFont } from "../map/base-layers.ts";
import type { MapColours } from "../map/map-colours.ts";
import type { OverlayLayer, StretchedImage } from "../map/map-types.ts";
import type { ListedLevel } from "./list-search.ts";
import { area, boxEdgePx, drawn, drawnBox, line, type Draw } from "./mark-drawing.ts";

export function faultyImages(colours: MapColours): Readonly<Record<string, ImageData | StretchedImage>> {
  const tag = (colour: string): StretchedImage => ({ image: drawnBox(colours.raised, colour), edgePx: boxEdgePx });
  return {
    "fault-stop-now": drawn(levelMarks["stop-now"], colours),
    "fault-workshop": drawn(levelMarks.workshop, colours),
    "tag-stop-now": tag(colours.stop),
    "tag-workshop": tag(colours.warn),
  };
}

/** The mark of the level and a tag with the call-sign, above all others. What must stop is always named, the rest where there is room. */
export function faultyLayers(colours: MapColours): readonly OverlayLayer[] {
  const tags = (level: ListedLevel): OverlayLayer => ({
    id: `faulty-${level}`,
    type: "symbol",
    filter: ["==", ["get", "level"], level],
    layout: {
      "icon-image": `tag-${level}`,
      "icon-text-fit": "both",
      "icon-text-fit-padding": [0, 2, 0, 2],
      "icon-allow-overlap": level === "stop-now",
      "text-field": ["get", "callSign"],
      "text-font": labelFont,
      "text-size": 15,
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": 1.05,
      "text-justify": "auto",
      "text-allow-overlap": level === "stop-now",
    },
    paint: { "text-color": colours.ink },
  });
  return [
    tags("workshop"),
    tags("stop-now"),
    {
      id: "faulty-marks",
      type: "symbol",
      layout: {
        "icon-image": ["concat", "fault-", ["get", "level"]],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "symbol-sort-key": ["case", ["==", ["get", "level"], "stop-now"], 1, 0],
      },
    },
  ];
}

/** As the glyphs of the levels. */
const levelMarks: Readonly<Record<ListedLevel, Draw>> = {
  "stop-now": (context, colours) => {
    const path = "M5 1h6l4 4v6l-4 4H5l-4-4V5z";
    line(context, colours["map-land"], 3, path);
    area(context, colours.stop, path);
    line(context, colours.sheet, 2.4, "M4 8h8");
  },
  workshop: (context, colours) => {
    const path = "M8 1 15.5 14.5H.5z";
    line(context, colours["map-land"], 3, path);
    area(context, colours.warn, path);
    line(context, colours.sheet, 1.9, "M8 5.5v4.4M8 11.2v1.9");
  },
};
