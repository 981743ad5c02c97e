import type { FeatureCollection } from "geojson";
import type { Map as MapLibre, MapMouseEvent, MapTouchEvent, Subscription } from "maplibre-gl";
import { featureOf, type DrawOptions, type Drawing, type MapSurface, type Overlay, type Position } from "./map-types.ts";

const overlayId = "drawing";
/** A click so near to the first point closes the shape, a press so near to any point moves it. */
const reachPx = 14;

/** Points set one after the other on a map, and what they make so far. */
export class ShapeDrawing implements Drawing {
  readonly #map: MapLibre;
  readonly #options: DrawOptions;
  readonly #onEnd: () => void;
  readonly #overlay: Overlay;
  readonly #listening: readonly Subscription[];
  #points: readonly Position[];
  /** Where the pointer is, or the crosshair. */
  #next: Position | undefined;
  #moved: number | undefined;
  #isOver = false;

  /** @param onEnd is called once, however it ends. */
  constructor(map: MapLibre, surface: MapSurface, options: DrawOptions, onEnd: () => void) {
    this.#map = map;
    this.#options = options;
    this.#onEnd = onEnd;
    this.#points = options.points ?? [];
    this.#overlay = surface.overlay({
      id: overlayId,
      layers: (colours) => [
        { id: "drawing-area", type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colours.focus, "fill-opacity": 0.18 } },
        { id: "drawing-line", type: "line", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": colours.focus, "line-width": 3 } },
        {
          id: "drawing-points",
          type: "circle",
          filter: ["==", ["geometry-type"], "Point"],
          paint: { "circle-radius": 6, "circle-color": colours.raised, "circle-stroke-color": colours.focus, "circle-stroke-width": 3 },
        },
      ],
    });
    const on = (
      type: "mousemove" | "mousedown" | "mouseup" | "touchstart" | "touchmove" | "touchend",
      listener: (event: MapMouseEvent | MapTouchEvent) => void,
    ) => map.on(type, listener);
    this.#listening = [
      on("mousemove", (event) => this.#pointAt(event)),
      on("touchmove", (event) => this.#pointAt(event)),
      on("mousedown", (event) => this.#grab(event)),
      on("touchstart", (event) => this.#grab(event)),
      on("mouseup", () => this.#letGo()),
      on("touchend", () => this.#letGo()),
      map.on("move", () => this.#followCrosshair()),
    ];
    map.doubleClickZoom.disable();
    this.#draw();
  }

  get points(): readonly Position[] {
    return this.#points;
  }

  /** A click or Enter: the next point, or the end when it is the first again. */
  take(at: Position): void {
    const [first] = this.#points;
    if (first !== undefined && this.#points.length > 1 && this.#isNear(first, at)) {
      this.finish();
      return;
    }
    const last = this.#points.at(-1);
    if (last !== undefined && this.#isNear(last, at)) return; // the second half of a double click
    this.#change([...this.#points, at]);
    if (this.#points.length >= this.#options.pointsMax) this.finish();
  }

  /** @returns whether the key was meant for the drawing. */
  key(name: string): boolean {
    if (name === "Backspace" || name === "Delete") this.undo();
    else if (name === "Escape") {
      this.stop();
      this.#options.onCancel?.();
    } else return false;
    return true;
  }

  finish(): void {
    if (this.#isOver) return;
    const points = this.#points;
    this.stop();
    this.#options.onDone(points);
  }

  undo(): void {
    if (this.#points.length > 0) this.#change(this.#points.slice(0, -1));
  }

  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const listening of this.#listening) listening.unsubscribe();
    this.#overlay.remove();
    this.#map.doubleClickZoom.enable();
    this.#map.dragPan.enable();
    this.#onEnd();
  }

  #pointAt({ lngLat }: MapMouseEvent | MapTouchEvent): void {
    const at: Position = [lngLat.lng, lngLat.lat];
    const moved = this.#moved;
    if (moved !== undefined) this.#change(this.#points.map((point, index) => (index === moved ? at : point)));
    else {
      this.#next = at;
      this.#draw();
    }
  }

  #grab({ lngLat }: MapMouseEvent | MapTouchEvent): void {
    const at: Position = [lngLat.lng, lngLat.lat];
    const index = this.#points.findIndex((point) => this.#isNear(point, at));
    if (index < 0) return;
    this.#moved = index;
    this.#map.dragPan.disable();
  }

  #letGo(): void {
    if (this.#moved === undefined) return;
    this.#moved = undefined;
    this.#map.dragPan.enable();
  }

  /** With the keyboard the map moves under the crosshair. */
  #followCrosshair(): void {
    if (!this.#map.getCanvas().matches(":focus-visible")) return;
    const { lng, lat } = this.#map.getCenter();
    this.#next = [lng, lat];
    this.#draw();
  }

  #change(points: readonly Position[]): void {
    this.#points = points;
    this.#draw();
    this.#options.onChange?.(points);
  }

  #draw(): void {
    if (this.#isOver) return;
    const isOpen = this.#moved === undefined && this.#next !== undefined && this.#points.length > 0 && this.#points.length < this.#options.pointsMax;
    const all = isOpen && this.#next !== undefined ? [...this.#points, this.#next] : this.#points;
    const shape = (this.#options.preview ?? lineOf)(all);
    const points = this.#points.map((point) => featureOf({ type: "Point", coordinates: [...point] }));
    this.#overlay.show({ type: "FeatureCollection", features: [...shape.features, ...points] });
  }

  #isNear(a: Position, b: Position): boolean {
    const [first, second] = [this.#map.project([...a]), this.#map.project([...b])];
    return Math.hypot(first.x - second.x, first.y - second.y) <= reachPx;
  }
}

function lineOf(points: readonly Position[]): FeatureCollection {
  const coordinates = points.map((point) => [...point]);
  return { type: "FeatureCollection", features: points.length < 2 ? [] : [featureOf({ type: "LineString", coordinates })] };
}
