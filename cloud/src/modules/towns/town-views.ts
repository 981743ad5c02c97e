/** What the API says about towns: columns, since a tile may hold some thousand. */
import { Type, type Static } from "typebox";
import type { TownTile } from "@drawbar/proto/towns/town-tile.ts";
import { named } from "../../http/schemas.ts";

export const TownTileView = named(
  "TownTile",
  Type.Object(
    {
      latitude: Type.Array(Type.Number(), { description: "Degrees (WGS 84), of each town; ascending within a tile." }),
      longitude: Type.Array(Type.Number(), { description: "Degrees (WGS 84)." }),
      population: Type.Array(Type.Integer(), { description: "To two digits; 0 where nobody counted." }),
      name: Type.Array(Type.String()),
      country: Type.Array(Type.String(), { description: "ISO 3166-1 alpha-2." }),
    },
    { description: "Towns as columns of the same length. From GeoNames (CC BY 4.0): name it where you show them." },
  ),
);
export type TownTileJson = Static<typeof TownTileView>;

const perDegree = 1_000; // what the table tells apart

/** @param populationMin smaller towns are left out. */
export function tileToJson(tiles: Iterable<TownTile>, populationMin = 0): TownTileJson {
  const json: TownTileJson = { latitude: [], longitude: [], population: [], name: [], country: [] };
  for (const tile of tiles) {
    for (let index = 0; index < tile.latitude.length; index++) {
      const population = tile.population[index] ?? 0;
      if (population < populationMin) continue;
      json.latitude.push(Math.round((tile.latitude[index] ?? 0) * perDegree) / perDegree);
      json.longitude.push(Math.round((tile.longitude[index] ?? 0) * perDegree) / perDegree);
      json.population.push(population);
      json.name.push(tile.nameAt(index));
      json.country.push(tile.countryAt(index));
    }
  }
  return json;
}
