/**
 * What a page may do with a map. `MapBox` draws it and hands a `MapSurface` to its page once it can be drawn on.
 *
 * Positions are [longitude, latitude] in degrees (WGS 84), as in GeoJSON. Everything drawn takes its colours from tokens and
 * follows the theme by itself.
 */
import type { Feature, FeatureCollection, GeoJsonProperties } from "geojson";
import type { ExpressionSpecification, GeoJSONSourceDiff, LayerSpecification } from "maplibre-gl";
import type { MapColours } from "./map-colours.ts";

export type Position = readonly [longitude: number, latitude: number];
/** West, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface MapView {
  readonly centre: Position;
  readonly zoom: number;
}

type WithoutSource<Layer> = Layer extends unknown ? Omit<Layer, "source"> : never;
/** A layer of MapLibre's style specification without its source, which the overlay is. Ids are unique on the map. */
export type OverlayLayer = WithoutSource<Exclude<LayerSpecification, { type: "background" }>>;

/** An operator and what is taken of each member, in MapLibre's expressions. */
export type ClusterSum = readonly ["+" | "max", ExpressionSpecification];

/** An image that grows with the text on it (`icon-text-fit`). */
export interface StretchedImage {
  readonly image: ImageData;
  /** What lies so far from the edge keeps its size, the rest grows, in pixels of the image. */
  readonly edgePx: number;
}

export interface OverlayOptions {
  /** Unique on this map. */
  readonly id: string;
  /** Drawn in this order, above what is there already; asked again when the theme changes, then only `paint` may differ. */
  readonly layers: (colours: MapColours) => readonly OverlayLayer[];
  /** Images that the layers name, 2 image pixels to one of the map; asked again when the theme changes. */
  readonly images?: (colours: MapColours) => Readonly<Record<string, ImageData | StretchedImage>>;
  /** Points that lie over each other become one, with `point_count` and these sums over its members, up to and with this zoom. */
  readonly cluster?: { readonly radiusPx: number; readonly zoomMax: number; readonly sums?: Readonly<Record<string, ClusterSum>> };
  /** A feature of these layers was chosen, by pointer, finger or Enter. Without it they let clicks through. */
  readonly onPick?: (feature: Feature, at: Position) => void;
}

/** One set of features and the layers that draw it. */
export interface Overlay {
  show(features: FeatureCollection): void;
  /** Changes single features; each needs an `id`. */
  change(difference: GeoJSONSourceDiff): void;
  /** Opens a cluster that was picked: goes to where its members part. */
  openCluster(feature: Feature): void;
  remove(): void;
}

export interface DrawOptions {
  /** To go on with; none for something new. */
  readonly points?: readonly Position[];
  /** What the points so far look like, the pointer's place last while one is not set; a line by default. */
  readonly preview?: (points: readonly Position[]) => FeatureCollection;
  /** Drawing ends by itself with so many points: 1 for a place, 2 for a circle by its edge. */
  readonly pointsMax: number;
  /** Points were set, moved or taken back. */
  readonly onChange?: (points: readonly Position[]) => void;
  /** By the last point, by clicking the first again, or by `finish`. */
  readonly onDone: (points: readonly Position[]) => void;
  /** By Escape. */
  readonly onCancel?: () => void;
}

/** Drawing by click, finger or Enter at the crosshair; Backspace takes a point back; points can be dragged. */
export interface Drawing {
  readonly points: readonly Position[];
  finish(): void;
  /** Takes the last point back. */
  undo(): void;
  /** Ends without a word. */
  stop(): void;
}

export interface MapSurface {
  readonly colours: MapColours;
  readonly view: MapView;
  readonly bounds: Bounds;
  overlay(options: OverlayOptions): Overlay;
  /** Shows an area whole. */
  fit(bounds: Bounds): void;
  see(view: Partial<MapView>): void;
  /** A click, a tap or Enter that picked no feature. @returns ends it. */
  onPoint(listener: (at: Position) => void): () => void;
  /** The view came to rest somewhere else. @returns ends it. */
  onView(listener: (view: MapView) => void): () => void;
  /** One at a time: another drawing ends the one before. */
  draw(options: DrawOptions): Drawing;
}

/** The least box that holds all positions; `undefined` without any. */
export function boundsOf(positions: Iterable<Position>): Bounds | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return west === Infinity ? undefined : [west, south, east, north];
}

export function featureOf(geometry: Feature["geometry"], properties: GeoJsonProperties = {}, id?: string | number): Feature {
  return { type: "Feature", geometry, properties, ...(id === undefined ? {} : { id }) };
}
