/**
 * The world's outline, carried by the console itself: coasts and borders for a map that works without any other server.
 *
 * @see https://github.com/topojson/world-atlas (ISC), made from Natural Earth (public domain)
 */
import type { Feature, FeatureCollection } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import nearUrl from "world-atlas/countries-10m.json?url";
import farUrl from "world-atlas/countries-50m.json?url";

/** 1:50 million is enough until borders of neighbouring towns can be told apart. */
const nearFromZoom = 6.5;

export type OutlineDetail = "far" | "near";

export function detailAt(zoom: number): OutlineDetail {
  return zoom < nearFromZoom ? "far" : "near";
}

/** @returns land as areas, borders as lines and names as points; `kind` tells which. @throws when the file cannot be read. */
export async function readOutline(detail: OutlineDetail, signal: AbortSignal): Promise<FeatureCollection> {
  const answer = await fetch(detail === "far" ? farUrl : nearUrl, { signal });
  if (!answer.ok) throw new Error(`the outline of the world answers ${answer.status}`);
  const atlas = (await answer.json()) as Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>; // our own file
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  const countries = feature(atlas, atlas.objects.countries).features;
  return {
    type: "FeatureCollection",
    features: [
      ...feature(atlas, atlas.objects.land).features.map((land) => ({ ...land, properties: { kind: "land" } })),
      { type: "Feature", geometry: borders, properties: { kind: "border" } },
      ...countries.flatMap((country) => nameOf(country)),
    ],
  };
}

/** The name stands in the middle of the country's largest part; small ones give way to large ones. */
function nameOf(country: Feature<Feature["geometry"], { name: string }>): readonly Feature[] {
  const { geometry } = country;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  const largest = polygons.map(([ring = []]) => centreOf(ring)).toSorted((a, b) => b.area - a.area)[0];
  if (largest === undefined) return [];
  return [
    { type: "Feature", geometry: { type: "Point", coordinates: largest.at }, properties: { kind: "name", name: country.properties.name, rank: -largest.area } },
  ];
}

/** Centre of gravity and size in square degrees (shoelace formula). */
function centreOf(ring: readonly (readonly number[])[]): { readonly at: [number, number]; readonly area: number } {
  let [twice, x, y] = [0, 0, 0];
  for (const [index, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length] ?? [];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return { at: twice === 0 ? [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0] : [x / (3 * twice), y / (3 * twice)], area: Math.abs(twice) / 2 };
}
