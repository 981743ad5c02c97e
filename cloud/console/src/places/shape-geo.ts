/** Shapes of places as a map draws them. */
import type { Feature, FeatureCollection } from "geojson";
import type { MapColours } from "../map/map-colours.ts";
import { boundsOf, featureOf, type Bounds, type OverlayLayer, type Position } from "../map/map-types.ts";
import { labelFont } from "../map/base-layers.ts";
import type { PlaceShape } from "./shape-draft.ts";

const metresPerDegree = 111_195;
const radians = Math.PI / 180;
/** A circle drawn with so many corners is round at any zoom that shows it whole. */
const circleCorners = 72;
/** Metres of a pixel at the equator at zoom 0, with tiles of 512. */
const metresPerPixel = 78_271.517;
const zoomMax = 20;

export interface Named {
  readonly placeId: string;
  readonly name: string;
  readonly shape: PlaceShape;
}

/** @returns one feature, or two with a point for the name. */
export function shapeFeatures({ placeId, name, shape }: Named): readonly Feature[] {
  const properties = { placeId, name };
  const label = featureOf({ type: "Point", coordinates: [...anchorOf(shape)] }, properties);
  switch (shape.kind) {
    case "circle":
      return [featureOf({ type: "Polygon", coordinates: [circleRing(shape.centre, shape.radiusM)] }, properties), label];
    case "polygon":
      return [featureOf({ type: "Polygon", coordinates: shape.rings.map(closed) }, properties), label];
    case "corridor": {
      const middle = shape.line[shape.line.length >> 1]?.[1] ?? 0;
      const widthAtZoom0 = shape.widthM / (metresPerPixel * Math.cos(middle * radians));
      return [featureOf({ type: "LineString", coordinates: shape.line.map((corner) => [...corner]) }, { ...properties, widthAtZoom0 }), label];
    }
  }
}

export function collectionOf(features: readonly Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features: [...features] };
}

/** The least box around shapes. */
export function boundsOfShapes(shapes: readonly PlaceShape[]): Bounds | undefined {
  return boundsOf(shapes.flatMap((shape) => edgeOf(shape)));
}

export function metresBetween(a: Position, b: Position): number {
  const wide = Math.cos(((a[1] + b[1]) / 2) * radians);
  return Math.hypot((b[0] - a[0]) * wide, b[1] - a[1]) * metresPerDegree;
}

/** A corner of a circle's edge, east of its centre. */
export function edgeOfCircle([longitude, latitude]: Position, radiusM: number): Position {
  return [longitude + radiusM / (metresPerDegree * Math.cos(latitude * radians)), latitude];
}

export function circleRing(centre: readonly number[], radiusM: number): number[][] {
  const [longitude = 0, latitude = 0] = centre;
  const high = radiusM / metresPerDegree;
  const wide = high / Math.cos(latitude * radians);
  return Array.from({ length: circleCorners + 1 }, (_, index) => {
    const angle = ((index % circleCorners) / circleCorners) * 2 * Math.PI;
    return [longitude + wide * Math.cos(angle), latitude + high * Math.sin(angle)];
  });
}

/** @param id begins the layers' ids. @param strong those that the page is about. */
export function placeLayers(id: string, colours: MapColours, strong: boolean): readonly OverlayLayer[] {
  const fill = strong ? colours.focus : colours["ink-2"];
  const isCorridor = ["==", ["geometry-type"], "LineString"] satisfies ["==", ["geometry-type"], string];
  return [
    {
      id: `${id}-area`,
      type: "fill",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": fill, "fill-opacity": strong ? 0.2 : 0.12 },
    },
    { id: `${id}-edge`, type: "line", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": colours.ink, "line-width": strong ? 2.5 : 1.5 } },
    {
      id: `${id}-corridor`,
      type: "line",
      filter: isCorridor,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": fill,
        "line-opacity": strong ? 0.3 : 0.2,
        "line-width": [
          "interpolate",
          ["exponential", 2],
          ["zoom"],
          0,
          ["coalesce", ["get", "widthAtZoom0"], 0],
          zoomMax,
          ["*", ["coalesce", ["get", "widthAtZoom0"], 0], 2 ** zoomMax],
        ],
      },
    },
    { id: `${id}-line`, type: "line", filter: isCorridor, paint: { "line-color": colours.ink, "line-width": strong ? 2.5 : 1.5 } },
    // from afar an area is less than a pixel: a dot says that it is there
    { id: `${id}-dot`, type: "circle", maxzoom: 10, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 4, "circle-color": colours.ink } },
    {
      id: `${id}-name`,
      type: "symbol",
      filter: ["==", ["geometry-type"], "Point"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": labelFont,
        "text-size": 14,
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 0.6,
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours["map-land"], "text-halo-width": 2 },
    },
  ];
}

function edgeOf(shape: PlaceShape): readonly Position[] {
  const corners = shape.kind === "circle" ? circleRing(shape.centre, shape.radiusM) : shape.kind === "polygon" ? shape.rings.flat() : shape.line;
  return corners.map(([longitude = 0, latitude = 0]) => [longitude, latitude]);
}

function anchorOf(shape: PlaceShape): Position {
  if (shape.kind === "circle") return [shape.centre[0] ?? 0, shape.centre[1] ?? 0];
  if (shape.kind === "corridor") {
    const [longitude = 0, latitude = 0] = shape.line[shape.line.length >> 1] ?? [];
    return [longitude, latitude];
  }
  const [west, south, east, north] = boundsOfShapes([shape]) ?? [0, 0, 0, 0];
  return [(west + east) / 2, (south + north) / 2];
}

function closed(ring: readonly (readonly number[])[]): number[][] {
  const [first] = ring;
  const last = ring.at(-1);
  return first === undefined || (first[0] === last?.[0] && first[1] === last?.[1])
    ? ring.map((corner) => [...corner])
    : [...ring, first].map((corner) => [...corner]);
}
