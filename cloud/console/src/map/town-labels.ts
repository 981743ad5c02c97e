/** Names of towns on the map that the console carries itself. */
import type { Feature } from "geojson";
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibre } from "maplibre-gl";
import { tilesIn, type TownTile } from "@drawbar/proto/towns/town-tile.ts";
import type { TownStore } from "../towns/town-store.ts";
import { labelFont } from "./base-layers.ts";
import type { MapColours } from "./map-colours.ts";
import { featureOf } from "./map-types.ts";

export const townSource = "towns";
const dot = "town-dot";

/** A map that shows more of the world names large towns only, which are read at once. */
const tilesFromZoom = 6;
const tilesShownMax = 16;

/** The large ones early, villages late: what lies close is thinned out by the room that names need. */
const populationMin: ExpressionSpecification = [
  "step",
  ["zoom"],
  3_000_000,
  4,
  1_000_000,
  5,
  400_000,
  6,
  100_000,
  7,
  40_000,
  8,
  15_000,
  9,
  5_000,
  10,
  2_000,
  11,
  0,
];

/** Below the names of countries and all that pages draw: names above are placed first, and towns take the room that is left. */
export function townLayer(colours: MapColours): LayerSpecification {
  return {
    id: "towns",
    type: "symbol",
    source: townSource,
    filter: [">=", ["get", "population"], populationMin],
    layout: {
      "icon-image": dot,
      "text-field": ["get", "name"],
      "text-font": labelFont,
      "text-size": ["step", ["get", "population"], 13, 100_000, 14, 500_000, 15.5],
      // always on one side: for names that may change sides MapLibre moves every letter again with each frame
      "text-anchor": "left",
      "text-offset": [0.5, 0],
      "text-padding": 6,
      "symbol-sort-key": ["-", 0, ["get", "population"]],
    },
    paint: { "text-color": colours["map-label"], "text-halo-color": colours["map-land"], "text-halo-width": 1.5, "icon-color": colours["map-label"] },
  };
}

/** Keeps the towns of the view on the map. They are handed over when other tiles come into view, not when the map moves. */
export class TownLabels {
  readonly #map: MapLibre;
  readonly #towns: TownStore;
  readonly #stop: () => void;
  #shown = "";

  /** @param map has been loaded, with `townSource` and `townLayer` in its style. */
  constructor(map: MapLibre, towns: TownStore) {
    this.#map = map;
    this.#towns = towns;
    map.addImage(dot, disc(), { pixelRatio: 2, sdf: true });
    const following = map.on("moveend", () => this.#look());
    const stopTowns = towns.onChange(() => this.#look());
    this.#stop = () => {
      following.unsubscribe();
      stopTowns();
    };
    this.#look();
  }

  stop(): void {
    this.#stop();
  }

  #look(): void {
    const known = this.#inView().filter((each): each is readonly [string, TownTile] => each[1] !== undefined);
    const key = known.map(([name]) => name).join(", ");
    // while nothing of the new view is there, what was shown is better than nothing
    if (key === this.#shown || known.length === 0) return;
    this.#shown = key;
    const features = known.flatMap(([, tile]) => featuresOf(tile));
    void this.#map.getSource<GeoJSONSource>(townSource)?.setData({ type: "FeatureCollection", features });
  }

  #inView(): readonly (readonly [name: string, tile: TownTile | undefined])[] {
    const [[west, south], [east, north]] = this.#map.getBounds().toArray();
    const corners = this.#map.getZoom() < tilesFromZoom ? [] : tilesIn({ west, south, east, north });
    if (corners.length === 0 || corners.length > tilesShownMax) return [["large", this.#towns.large()]];
    return corners.map((corner) => [`${corner.south} ${corner.west}`, this.#towns.tile(corner)]);
  }
}

function featuresOf(tile: TownTile): readonly Feature[] {
  return Array.from(tile.latitude, (latitude, index) =>
    featureOf({ type: "Point", coordinates: [tile.longitude[index] ?? 0, latitude] }, { name: tile.nameAt(index), population: tile.population[index] ?? 0 }),
  );
}

/** As distances from its rim, which MapLibre paints in any colour: 192 on the rim, 8 pixels from none to all. */
function disc(): ImageData {
  const [sizePx, radiusPx] = [22, 4.5];
  const image = new ImageData(sizePx, sizePx);
  for (let index = 0; index < sizePx * sizePx; index++) {
    const fromCentre = Math.hypot((index % sizePx) + 0.5 - sizePx / 2, Math.floor(index / sizePx) + 0.5 - sizePx / 2);
    image.data.fill(255, 4 * index, 4 * index + 3);
    image.data[4 * index + 3] = Math.max(0, Math.min(255, 192 - ((fromCentre - radiusPx) / 8) * 255));
  }
  return image;
}
