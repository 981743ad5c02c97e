import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestTown, nearMaxM, type TownAnswer } from "./nearest-town.ts";
import { metresBetween, tileDegrees, tileLatitudeMax, tileOf, tilesAround, type Spot, type TileCorner, type TownTile } from "./town-tile.ts";

interface Town extends Spot {
  readonly name: string;
  readonly population: number;
}

const empty = tileFrom([]);

function tileFrom(towns: readonly Town[]): TownTile {
  const sorted = towns.toSorted((a, b) => a.latitude - b.latitude);
  return {
    latitude: sorted.map(({ latitude }) => latitude),
    longitude: sorted.map(({ longitude }) => longitude),
    population: sorted.map(({ population }) => population),
    nameAt: (index) => sorted[index]?.name ?? "",
    countryAt: () => "NL",
  };
}

function tilesOf(towns: readonly Town[]): (corner: TileCorner) => TownTile {
  const tiles = Map.groupBy(towns, (town) => JSON.stringify(tileOf(town)));
  return (corner) => tileFrom(tiles.get(JSON.stringify(corner)) ?? []);
}

/** The rule as it is documented, over every town there is. */
function slowly(spot: Spot, towns: readonly Town[]): Said {
  const reach = (population: number) =>
    population >= 1_000_000 ? 8_000 : population >= 300_000 ? 5_000 : population >= 100_000 ? 3_000 : population >= 20_000 ? 1_500 : 800;
  const near = towns
    .map((town) => ({ town, distanceM: metresBetween(spot, town) }))
    .filter(({ distanceM }) => distanceM <= nearMaxM)
    .toSorted((a, b) => a.distanceM - b.distanceM);
  const [within] = near.filter(({ town, distanceM }) => distanceM <= reach(town.population)).toSorted((a, b) => b.town.population - a.town.population);
  if (within !== undefined) return ["in", within.distanceM];
  return near[0] === undefined ? "none" : ["near", near[0].distanceM];
}

/** Without the name: two towns may be equally near. */
type Said = "none" | readonly ["in" | "near", number];

function said(answer: TownAnswer): Said | "unread" {
  return answer.kind === "town" ? [answer.isIn ? "in" : "near", answer.distanceM] : answer.kind;
}

/** Towns lie about one place, often a pole's neighbourhood, the date line or a tile's corner; positions a little farther. */
const scene = fc
  .record({
    latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, -80, -79.9, 0, 52, 79.9, 80, 89.9, 90)),
    longitude: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, -179.99, 0, 4, 179.99, 180)),
    spreadM: fc.constantFrom(1_000, 20_000, 120_000),
  })
  .chain(({ latitude, longitude, spreadM }) => {
    const degrees = spreadM / 111_195;
    const around = fc.record({
      north: fc.double({ min: -degrees, max: degrees, noNaN: true }),
      east: fc.double({ min: -degrees, max: degrees, noNaN: true }),
    });
    const spotOf = ({ north, east }: { readonly north: number; readonly east: number }, latitudeMax: number): Spot => {
      const there = Math.max(-latitudeMax, Math.min(latitudeMax, latitude + north));
      const turned = longitude + east / Math.max(0.01, Math.cos((there * Math.PI) / 180));
      return { latitude: there, longitude: ((((turned + 180) % 360) + 360) % 360) - 180 };
    };
    return fc.record({
      spot: around.map((offset) => spotOf(offset, 90)),
      towns: fc
        .array(fc.record({ offset: around, population: fc.constantFrom(0, 1_200, 19_999, 20_000, 150_000, 400_000, 3_000_000) }), { maxLength: 60 })
        .map((towns) =>
          towns.map(({ offset, population }, index): Town => ({
            ...spotOf(offset, tileLatitudeMax - 0.001),
            population: population + index,
            name: `town ${index}`,
          })),
        ),
    });
  });

describe("the town that a place is named by", () => {
  it("is the one that looking at all of them finds, also at the date line, near a pole and across tiles", () => {
    fc.assert(
      fc.property(scene, ({ spot, towns }) => {
        expect(said(nearestTown(spot, tilesOf(towns)))).toEqual(slowly(spot, towns));
      }),
      { numRuns: 500 },
    );
  });

  it("is the city in whose centre it lies, not the quarter that is nearer", () => {
    const towns = tilesOf([
      { name: "Berlin", latitude: 52.524, longitude: 13.411, population: 3_426_354 },
      { name: "Mitte", latitude: 52.52, longitude: 13.405, population: 102_338 },
    ]);
    expect(nearestTown({ latitude: 52.52, longitude: 13.404 }, towns)).toMatchObject({ name: "Berlin", country: "NL", isIn: true });
    expect(nearestTown({ latitude: 52.43, longitude: 13.404 }, towns)).toMatchObject({ name: "Mitte", isIn: false, distanceM: expect.closeTo(10_007, -2) });
  });

  it("is none in the middle of a sea, at the poles, or where no position is", () => {
    const towns = tilesOf([{ name: "Beesel", latitude: 51.268, longitude: 6.039, population: 2_090 }]);
    for (const [latitude, longitude] of [
      [0, -30],
      [90, 0],
      [-90, 180],
      [Number.NaN, 6],
      [51, Number.POSITIVE_INFINITY],
      [91, 6],
      [51, 181],
    ] as const) {
      expect(nearestTown({ latitude, longitude }, towns)).toEqual({ kind: "none" });
    }
  });

  it("is not said before every tile that may hold it is there, and all are asked for", () => {
    const asked: TileCorner[] = [];
    const answer = nearestTown({ latitude: 52.1, longitude: 8.1 }, (corner) => {
      asked.push(corner);
      return corner.south === 52 && corner.west === 8 ? undefined : empty;
    });
    expect(answer).toEqual({ kind: "unread" });
    expect(asked).toEqual([
      { south: 48, west: 4 },
      { south: 48, west: 8 },
      { south: 52, west: 4 },
      { south: 52, west: 8 },
    ]);
  });
});

describe("tiles", () => {
  it("hold every place once, the date line on both its sides", () => {
    expect(tileOf({ latitude: 51.3, longitude: 6.5 })).toEqual({ south: 48, west: 4 });
    expect(tileOf({ latitude: -0.1, longitude: -0.1 })).toEqual({ south: -4, west: -4 });
    expect(tileOf({ latitude: 10, longitude: 180 })).toEqual({ south: 8, west: -180 });
    expect(tileOf({ latitude: 10, longitude: -180 })).toEqual({ south: 8, west: -180 });
  });

  it("around a place are few, whatever its latitude", () => {
    fc.assert(
      fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), (latitude, longitude) => {
        const tiles = tilesAround({ latitude, longitude }, nearMaxM);
        expect(tiles.length).toBeLessThanOrEqual(6);
        for (const { south, west } of tiles) {
          expect([south % tileDegrees, west % tileDegrees].map(Math.abs)).toEqual([0, 0]);
          expect(south).toBeGreaterThanOrEqual(-tileLatitudeMax);
          expect(south).toBeLessThan(tileLatitudeMax);
          expect(west).toBeGreaterThanOrEqual(-180);
          expect(west).toBeLessThan(180);
        }
      }),
    );
  });
});
