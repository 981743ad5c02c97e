/** MapLibre behind a small interface. This file and what it imports is heavy: load it when a map is on the screen. */
import type { Feature, FeatureCollection } from "geojson";
import {
  Map as MapLibre,
  setWorkerUrl,
  type GeoJSONSource,
  type LayerSpecification,
  type SourceSpecification,
  type MapGeoJSONFeature,
  type MapMouseEvent,
  type PointLike,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { onThemeChange } from "../frame/theme.ts";
import type { TownStore } from "../towns/town-store.ts";
import { baseLayers, outlineSource, tileLayer, tileSource, type TileServer } from "./base-layers.ts";
import { mapColours, type MapColours } from "./map-colours.ts";
import type { Bounds, DrawOptions, Drawing, MapSurface, MapView, Overlay, OverlayOptions, Position, StretchedImage } from "./map-types.ts";
import { detailAt, readOutline, type OutlineDetail } from "./outline.ts";
import { ShapeDrawing } from "./shape-drawing.ts";
import { TownLabels, townLayer, townSource } from "./town-labels.ts";

setWorkerUrl(workerUrl);

/** Half of the smallest target: what is so near to a click was meant. */
const reachPx = 22;
/** The buttons lie over the top of the map. */
const toolsPx = 24;
/** A mark at the edge has its name beside it. */
const namePx = 84;
const zoomMax = 18;
const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };

export interface OpenMapOptions {
  readonly element: HTMLElement;
  /** What a screen reader calls the map. */
  readonly label: string;
  /** Id of the element that says which keys do what. */
  readonly describedBy: string;
  readonly view: MapView;
  /** What is to be seen whole at first, in place of the view. */
  readonly bounds?: Bounds | undefined;
  readonly tiles?: TileServer | undefined;
  /** Named on the map; images of a tile server have names of their own. */
  readonly towns: TownStore;
  /** The outline of the world could not be read; the map goes on without it. */
  readonly onError: (error: unknown) => void;
}

interface Placed {
  readonly options: OverlayOptions;
  readonly layerIds: readonly string[];
}

/** @returns the map once it can be drawn on. @throws when WebGL is missing here. */
export function openMap(options: OpenMapOptions): Promise<DrawbarMap> {
  const map = new DrawbarMap(options);
  return map.ready;
}

export class DrawbarMap implements MapSurface {
  readonly ready: Promise<this>;
  readonly #map: MapLibre;
  readonly #element: HTMLElement;
  readonly #placed = new Map<string, Placed>();
  readonly #pointListeners = new Set<(at: Position) => void>();
  readonly #ended = new AbortController();
  #colours: MapColours;
  readonly #hasTiles: boolean;
  #detail: OutlineDetail | undefined;
  #drawing: ShapeDrawing | undefined;
  #townLabels: TownLabels | undefined;

  constructor({ element, label, describedBy, view, bounds, tiles, towns, onError }: OpenMapOptions) {
    this.#element = element;
    this.#colours = mapColours(element);
    this.#hasTiles = tiles !== undefined;
    this.#map = new MapLibre({
      container: element,
      style: {
        version: 8,
        sources: { [outlineSource]: { type: "geojson", data: nothing }, [townSource]: { type: "geojson", data: nothing }, ...tileSourceOf(tiles) },
        layers: [...this.#baseLayers()],
      },
      center: [...view.centre],
      zoom: view.zoom,
      ...(bounds === undefined ? {} : { bounds: [...bounds], fitBoundsOptions: roomIn(element) }),
      maxZoom: zoomMax,
      attributionControl: false, // stands in the legend bar
      dragRotate: false, // north is up: a turned map is not what anybody looks for here
      pitchWithRotate: false,
      renderWorldCopies: false,
      fadeDuration: 0, // nothing fades, and a map at rest draws nothing
      locale: { "Map.Title": label },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.getCanvas().setAttribute("aria-describedby", describedBy);
    const stopTheme = onThemeChange(() => this.#repaint());
    this.#ended.signal.addEventListener("abort", stopTheme);
    this.#map.on("click", ({ point, lngLat }: MapMouseEvent) => this.#choose([point.x, point.y], [lngLat.lng, lngLat.lat]));
    this.#map.on("mousemove", ({ point }: MapMouseEvent) => this.#hover([point.x, point.y]));
    this.#map.getCanvas().addEventListener("keydown", (event) => this.#key(event), { signal: this.#ended.signal });
    const detail = () => void this.#showOutline().catch((error: unknown) => this.#ended.signal.aborted || onError(error));
    this.#map.on("zoomend", detail);
    this.ready = new Promise((resolve) => {
      this.#map.once("load", () => {
        detail();
        if (!this.#hasTiles) this.#townLabels = new TownLabels(this.#map, towns);
        resolve(this);
      });
    });
  }

  get colours(): MapColours {
    return this.#colours;
  }

  get view(): MapView {
    const { lng, lat } = this.#map.getCenter();
    return { centre: [lng, lat], zoom: this.#map.getZoom() };
  }

  get bounds(): Bounds {
    const [[west, south], [east, north]] = this.#map.getBounds().toArray();
    return [west, south, east, north];
  }

  /** Gives memory and the drawing context back. */
  close(): void {
    this.#ended.abort();
    this.#drawing?.stop();
    this.#townLabels?.stop();
    this.#map.remove();
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: 180 });
  }

  overlay(options: OverlayOptions): Overlay {
    const { id, cluster } = options;
    const layers = options.layers(this.#colours);
    for (const [name, image] of Object.entries(options.images?.(this.#colours) ?? {})) this.#addImage(name, image);
    this.#map.addSource(id, {
      type: "geojson",
      data: nothing,
      ...(cluster === undefined
        ? {}
        : { cluster: true, clusterRadius: cluster.radiusPx, clusterMaxZoom: cluster.zoomMax, clusterProperties: cluster.sums ?? {} }),
    });
    for (const layer of layers) this.#map.addLayer({ ...layer, source: id });
    this.#placed.set(id, { options, layerIds: layers.map((layer) => layer.id) });
    const source = () => this.#map.getSource<GeoJSONSource>(id);
    return {
      show: (features) => void source()?.setData(features),
      change: (difference) => void source()?.updateData(difference),
      openCluster: (feature) => void this.#openCluster(source(), feature),
      remove: () => this.#remove(id),
    };
  }

  fit([west, south, east, north]: Bounds): void {
    this.#map.fitBounds([west, south, east, north], { ...roomIn(this.#element), duration: 180 });
  }

  see({ centre, zoom }: Partial<MapView>): void {
    this.#map.easeTo({ ...(centre === undefined ? {} : { center: [...centre] }), ...(zoom === undefined ? {} : { zoom }), duration: 180 });
  }

  onPoint(listener: (at: Position) => void): () => void {
    this.#pointListeners.add(listener);
    return () => this.#pointListeners.delete(listener);
  }

  onView(listener: (view: MapView) => void): () => void {
    const following = this.#map.on("moveend", () => listener(this.view));
    return () => following.unsubscribe();
  }

  draw(options: DrawOptions): Drawing {
    this.#drawing?.stop();
    const drawing = new ShapeDrawing(this.#map, this, options, () => {
      if (this.#drawing === drawing) this.#drawing = undefined;
    });
    this.#drawing = drawing;
    return drawing;
  }

  #addImage(name: string, image: ImageData | StretchedImage): void {
    if (!("edgePx" in image)) {
      this.#map.addImage(name, image, { pixelRatio: 2 });
      return;
    }
    const { image: drawn, edgePx } = image;
    const [right, bottom] = [drawn.width - edgePx, drawn.height - edgePx];
    this.#map.addImage(name, drawn, { pixelRatio: 2, stretchX: [[edgePx, right]], stretchY: [[edgePx, bottom]], content: [edgePx, edgePx, right, bottom] });
  }

  #remove(id: string): void {
    const placed = this.#placed.get(id);
    this.#placed.delete(id);
    if (placed === undefined || this.#ended.signal.aborted) return;
    for (const layerId of placed.layerIds) this.#map.removeLayer(layerId);
    this.#map.removeSource(id);
    for (const name of Object.keys(placed.options.images?.(this.#colours) ?? {})) this.#map.removeImage(name);
  }

  async #openCluster(source: GeoJSONSource | undefined, feature: Feature): Promise<void> {
    if (source === undefined || feature.geometry.type !== "Point") return;
    const id: unknown = feature.properties?.["cluster_id"];
    if (typeof id !== "number") return;
    const zoom = await source.getClusterExpansionZoom(id);
    const [longitude = 0, latitude = 0] = feature.geometry.coordinates;
    if (!this.#ended.signal.aborted) this.see({ centre: [longitude, latitude], zoom: Math.min(zoom + 0.3, zoomMax) });
  }

  /** What a click means: a point of the drawing, what lies there, or the place itself. */
  #choose(point: [number, number], at: Position): void {
    if (this.#drawing !== undefined) {
      this.#drawing.take(at);
      return;
    }
    const picked = this.#featureNear(point);
    if (picked === undefined) for (const listener of this.#pointListeners) listener(at);
    else this.#placed.get(picked.source)?.options.onPick?.(picked, at);
  }

  #featureNear([x, y]: [number, number]): MapGeoJSONFeature | undefined {
    const layers = [...this.#placed.values()].flatMap(({ options, layerIds }) => (options.onPick === undefined ? [] : layerIds));
    if (layers.length === 0) return undefined;
    const [exactly] = this.#map.queryRenderedFeatures([x, y], { layers });
    if (exactly !== undefined) return exactly;
    const box: [PointLike, PointLike] = [
      [x - reachPx, y - reachPx],
      [x + reachPx, y + reachPx],
    ];
    return this.#map.queryRenderedFeatures(box, { layers }).toSorted((a, b) => this.#distancePx(a, x, y) - this.#distancePx(b, x, y))[0];
  }

  #distancePx({ geometry }: Feature, x: number, y: number): number {
    if (geometry.type !== "Point") return reachPx; // points first: lines and areas are larger targets anyway
    const [longitude = 0, latitude = 0] = geometry.coordinates;
    const at = this.#map.project([longitude, latitude]);
    return Math.hypot(at.x - x, at.y - y);
  }

  #hover(point: [number, number]): void {
    if (this.#map.isMoving()) return;
    this.#map.getCanvas().style.cursor = this.#drawing !== undefined ? "crosshair" : this.#featureNear(point) === undefined ? "" : "pointer";
  }

  /** Enter chooses what is under the crosshair in the middle, which stands there while the map has the focus. */
  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const centre = this.#map.getCenter();
      const { x, y } = this.#map.project(centre);
      this.#choose([x, y], [centre.lng, centre.lat]);
    } else if (this.#drawing?.key(event.key) === true) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  async #showOutline(): Promise<void> {
    const detail = detailAt(this.#map.getZoom());
    if (this.#detail === detail || this.#detail === "near") return; // the fine one serves the whole world as well
    // The fine one takes a second or more to read: meanwhile the coarse one stands there instead of plain water.
    const read = this.#detail === undefined && detail === "near" ? (["far", "near"] as const) : [detail];
    this.#detail = detail;
    try {
      for (const each of read) {
        const outline = await readOutline(each, this.#ended.signal);
        if (this.#detail !== detail) return;
        await this.#map.getSource<GeoJSONSource>(outlineSource)?.setData(outline);
      }
    } catch (error) {
      if (this.#detail === detail) this.#detail = undefined;
      throw error;
    }
  }

  #baseLayers(): readonly LayerSpecification[] {
    const layers = baseLayers(this.#colours);
    const [shapes, names] = [layers.filter(({ type }) => type !== "symbol"), layers.filter(({ type }) => type === "symbol")];
    return this.#hasTiles ? [...shapes, tileLayer(this.#colours)] : [...shapes, townLayer(this.#colours), ...names];
  }

  #repaint(): void {
    this.#colours = mapColours(this.#element);
    for (const layer of this.#baseLayers()) this.#paint(layer);
    for (const { options } of this.#placed.values()) {
      for (const [name, image] of Object.entries(options.images?.(this.#colours) ?? {})) this.#map.updateImage(name, "edgePx" in image ? image.image : image);
      for (const layer of options.layers(this.#colours)) this.#paint(layer);
    }
  }

  #paint({ id, paint }: { readonly id: string; readonly paint?: object | undefined }): void {
    // both sides come from the same layer, so the names fit
    for (const [name, value] of Object.entries(paint ?? {})) this.#map.setPaintProperty(id, name as never, value as never);
  }
}

/** How an area is shown whole, with room for what stands at its edge. */
function roomIn({ clientWidth, clientHeight }: HTMLElement) {
  const high = Math.min(48, clientHeight / 6);
  const wide = Math.min(namePx, clientWidth / 5);
  return { padding: { top: high + toolsPx, right: wide, bottom: high, left: wide }, maxZoom: 13 };
}

/** Tiles of 256 pixels, as nearly all servers of images have them. */
function tileSourceOf(tiles: TileServer | undefined): Record<string, SourceSpecification> {
  return tiles === undefined ? {} : { [tileSource]: { type: "raster", tiles: [tiles.tilesUrl], tileSize: 256 } };
}
