import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepStays, type Crossing, type Stays } from "./crossings.ts";
import { FenceIndex, type Fence } from "./fence-index.ts";
import { metresBetween, scaleAt, type Coordinate } from "./geodesy.ts";
import { prepareShape } from "./prepared-shape.ts";
import { problemOfShape, type Shape } from "./shape.ts";

const centre: Coordinate = [6.17, 51.37];
const second = 1_000_000;

/** So many metres east and north of the centre. */
function at(eastM: number, northM = 0, from: Coordinate = centre): Coordinate {
  const { ofLongitude, ofLatitude } = scaleAt(from[1]);
  return [from[0] + eastM / ofLongitude, from[1] + northM / ofLatitude];
}

function fence(shape: Shape, more: Partial<Fence> = {}): Fence {
  return { placeId: "p", fromUs: 0, untilUs: Number.POSITIVE_INFINITY, hysteresisM: 25, dwellUs: 0, shape: prepareShape(shape), ...more };
}

/** One position a second from 1 s on. */
function crossingsOf(fences: readonly Fence[], track: readonly Coordinate[]): readonly (readonly [string, number])[] {
  const index = new FenceIndex(fences);
  const found: Crossing[] = [];
  let stays: Stays = [];
  for (const [step, position] of track.entries()) stays = stepStays(stays, index, position, (step + 1) * second, step === 0 ? undefined : step * second, found);
  return found.map(({ kind, atUs }) => [kind, atUs / second]);
}

const circle: Shape = { kind: "circle", centre, radiusM: 100 };

describe("distances", () => {
  it("are those of the ellipsoid", () => {
    // Flinders Peak to Buninyong, 54 972.271 m on GRS80 (Geoscience Australia, GDA technical manual).
    const flinders: Coordinate = [144 + 25 / 60 + 29.524_4 / 3_600, -(37 + 57 / 60 + 3.720_3 / 3_600)];
    const buninyong: Coordinate = [143 + 55 / 60 + 35.383_9 / 3_600, -(37 + 39 / 60 + 10.156_1 / 3_600)];
    expect(metresBetween(flinders, buninyong)).toBeCloseTo(54_972.271, -0.5);
    expect(metresBetween([179.999, 0], [-179.999, 0])).toBeCloseTo(222.639, 2);
  });
});

describe("a shape", () => {
  const square = (half: number, middle: Coordinate = centre): readonly Coordinate[] => [
    at(-half, -half, middle),
    at(half, -half, middle),
    at(half, half, middle),
    at(-half, half, middle),
  ];

  it("that is a polygon holds what is in its outline and in none of its holes", () => {
    const shape = prepareShape({ kind: "polygon", rings: [square(100), square(40)] });
    expect([shape.contains(at(70)), shape.contains(at(10)), shape.contains(at(120)), shape.isWithin(at(120), 25), shape.isWithin(at(10), 25)]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it("that is a corridor holds what is half its width away from the line", () => {
    const shape = prepareShape({ kind: "corridor", line: [at(0), at(1_000), at(1_000, 500)], widthM: 60 });
    expect([at(500, 29), at(500, 31), at(1_029, 250), at(-29), at(-31)].map((position) => shape.contains(position))).toEqual([true, false, true, true, false]);
  });

  it.each(["circle", "polygon", "corridor"] as const)("that is a %s may lie on the antimeridian", (kind) => {
    const middle: Coordinate = [179.9999, -17];
    const wrapped = ([longitude, latitude]: Coordinate): Coordinate => [longitude > 180 ? longitude - 360 : longitude, latitude];
    const shapes = {
      circle: { kind, centre: middle, radiusM: 100 },
      polygon: { kind, rings: [square(100, middle).map(wrapped)] },
      corridor: { kind, line: [at(-100, 0, middle), wrapped(at(100, 0, middle))], widthM: 60 },
    } as const;
    const index = new FenceIndex([fence(shapes[kind] as Shape)]);
    const isIn = (position: Coordinate): boolean => index.near(wrapped(position), 1).some(({ shape }) => shape.contains(wrapped(position)));
    expect([at(-60, 0, middle), at(60, 0, middle), at(160, 0, middle), at(-160, 0, middle), [0, -17] as const].map(isIn)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("is refused when nothing can be in it, or it could as well be its other side", () => {
    const problems = [
      { kind: "circle", centre: [181, 0], radiusM: 1 },
      { kind: "circle", centre: [0, 86], radiusM: 1 },
      { kind: "polygon", rings: [[at(0), at(1), at(1)]] },
      { kind: "polygon", rings: [[[0, 0], [1, 1], [2, 2]]] }, // prettier-ignore
      { kind: "polygon", rings: [[[-100, 0], [0, 0], [100, 0], [100, 1], [0, 1], [-100, 1]]] }, // prettier-ignore
      { kind: "corridor", line: [at(0), at(0)], widthM: 5 },
      { kind: "polygon", rings: [Array.from({ length: 2_001 }, (_, index) => at(index, index * index))] },
    ] as readonly Shape[];
    expect(problems.map((shape) => problemOfShape(shape) === undefined)).toEqual(problems.map(() => false));
    expect(problemOfShape({ kind: "polygon", rings: [square(100)] })).toBeUndefined();
  });
});

describe("a vehicle", () => {
  it("enters with its first position inside, and leaves with the first outside once it is far enough", () => {
    expect(crossingsOf([fence(circle)], [at(200), at(90), at(0), at(110), at(120), at(200)])).toEqual([
      ["entered", 2],
      ["left", 4],
    ]);
  });

  it("does not flap on the line", () => {
    const along = Array.from({ length: 50 }, (_, index) => at(index % 2 === 0 ? 95 : 115));
    expect(crossingsOf([fence(circle)], [at(300), ...along, at(300)])).toEqual([
      ["entered", 2],
      ["left", 51],
    ]);
  });

  it("must stay where a place asks for it", () => {
    const passing = [at(300), at(50), at(0), at(-50), at(-300)];
    expect(crossingsOf([fence(circle, { dwellUs: 5 * second })], passing)).toEqual([]);
    expect(crossingsOf([fence(circle, { dwellUs: 2 * second })], passing)).toEqual([
      ["entered", 2],
      ["left", 5],
    ]);
  });

  it("is found, not seen to enter, where it was before the place was drawn", () => {
    expect(crossingsOf([fence(circle)], [at(0), at(300)])).toEqual([
      ["found", 1],
      ["left", 2],
    ]);
    expect(crossingsOf([fence(circle, { fromUs: 2.5 * second })], [at(300), at(0), at(0), at(300)])).toEqual([
      ["found", 3],
      ["left", 4],
    ]);
  });

  it("meets the shape of the time of its position", () => {
    const moved = [fence(circle, { untilUs: 3 * second }), fence({ ...circle, centre: at(1_000) }, { fromUs: 3 * second })];
    expect(crossingsOf(moved, [at(300), at(0), at(500), at(1_000)])).toEqual([
      ["entered", 2],
      ["left", 3],
      ["entered", 4],
    ]);
  });

  it("leaves no trace of a place that is gone", () => {
    const [found, stays]: [Crossing[], Stays] = [[], [{ placeId: "gone", sinceUs: 1, hasEntered: true, outsideUs: 0 }]];
    expect([stepStays(stays, new FenceIndex([]), centre, 5, 4, found), found]).toEqual([[], []]);
  });
});

describe("the index", () => {
  it("finds what looking at every shape finds", () => {
    const place = fc.record({ east: fc.integer({ min: -5_000, max: 5_000 }), north: fc.integer({ min: -5_000, max: 5_000 }) });
    fc.assert(
      fc.property(fc.array(fc.record({ at: place, radiusM: fc.integer({ min: 1, max: 3_000 }) }), { maxLength: 60 }), place, (circles, asked) => {
        const fences = circles.map(({ at: { east, north }, radiusM }, index) =>
          fence({ kind: "circle", centre: at(east, north), radiusM }, { placeId: `p${index}` }),
        );
        const position = at(asked.east, asked.north);
        const isIn = ({ shape, hysteresisM }: Fence): boolean => shape.isWithin(position, hysteresisM);
        const near = new FenceIndex(fences).near(position, 1).filter(isIn);
        expect(new Set(near)).toEqual(new Set(fences.filter(isIn)));
      }),
      { numRuns: 200 },
    );
  });
});
