import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { describe, expect, it } from "vitest";
import { scaleAt, type Coordinate } from "../places/index.ts";
import { ArrivalHistory } from "./arrival-history.ts";
import type { Depot, Journey, Situation } from "./arrival-types.ts";
import type { Fix } from "./journey-path.ts";
import { decodePath, encodePath, matchPath, pathOf } from "./journey-path.ts";
import { arrivalLimits } from "./limits.ts";

const hourUs = 3_600e6;
/** A Monday, eight in the morning at the place. */
const mondayUs = Date.UTC(2026, 0, 5, 8) * 1_000;
const origin: Coordinate = [0, 51];
const { ofLongitude } = scaleAt(51);
const depot: Depot = { placeId: "depot", centre: [east(20_000)[0], 51] };

function east(metres: number): Coordinate {
  return [origin[0] + metres / ofLongitude, origin[1]];
}

/** Along a straight road to the east, from metre to metre; a stretch over none is a stop. */
function drive(startUs: number, stretches: readonly { readonly to: number; readonly seconds: number }[]): readonly Fix[] {
  const fixes: Fix[] = [{ atUs: startUs, at: origin }];
  let [atUs, at] = [startUs, 0];
  for (const { to, seconds } of stretches) {
    for (let second = 10; second <= seconds; second += 10) fixes.push({ atUs: atUs + second * 1e6, at: east(at + ((to - at) * second) / seconds) });
    [atUs, at] = [atUs + seconds * 1e6, to];
  }
  return fixes;
}

function journeyOf(vehicleId: string, fixes: readonly Fix[]): Journey {
  const [first, last] = [fixes[0], fixes.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a drive has fixes");
  return { vehicleId, startUs: first.atUs, endUs: last.atUs, startAt: first.at, depotPlaceId: "depot", path: pathOf(fixes, last.atUs) };
}

const slowEnd = [
  { to: 15_000, seconds: 750 },
  { to: 20_000, seconds: 1_000 },
];
const underway = (metres: number, startUs: number, elapsedS: number): Situation => ({
  vehicleId: "V1",
  atUs: startUs + elapsedS * 1e6,
  at: east(metres),
  courseDeg: 90,
  journeyStartUs: startUs,
  journeyStartAt: origin,
  trip: { atUs: startUs, at: origin },
});

function knowing(days: number, stretches = slowEnd): ArrivalHistory {
  const history = new ArrivalHistory([depot]);
  for (let day = 0; day < days; day += 1) {
    const journey = journeyOf("V1", drive(mondayUs + day * 24 * hourUs, stretches));
    history.add({ ...journey, judged: history.judge(journey) });
  }
  return history;
}

describe("a path", () => {
  it("says at each place how long it took from there, and reads the same after it was stored", () => {
    const path = pathOf(drive(mondayUs, slowEnd), mondayUs + 1_750e6);
    if (path === undefined) throw new Error("there is one");
    const stored = decodePath(encodePath(path));
    for (const read of [path, stored]) {
      expect(matchPath(read, east(7_500))?.leftS).toBeCloseTo(1_375, -1);
      expect(matchPath(read, east(17_500))?.leftS).toBeCloseTo(500, -1);
      expect(matchPath(read, east(17_500))?.leftM).toBeCloseTo(2_500, -2);
    }
  });

  it("is not that of a vehicle beside it or on the other carriageway", () => {
    const path = pathOf(drive(mondayUs, slowEnd), mondayUs + 1_750e6);
    if (path === undefined) throw new Error("there is one");
    const [longitude, latitude] = east(7_500);
    expect(matchPath(path, [longitude, latitude + 0.01])).toBeUndefined();
    expect(matchPath(path, [longitude, latitude], { courseDeg: 270 })).toBeUndefined();
    expect(matchPath(path, [longitude, latitude], { courseDeg: 80 })).toBeDefined();
  });

  it("tells the way out from the way back on the same road", () => {
    const out = [
      { to: 15_000, seconds: 1_000 },
      { to: 0, seconds: 1_000 },
    ];
    const path = pathOf(drive(mondayUs, out), mondayUs + 2_000e6);
    if (path === undefined) throw new Error("there is one");
    expect(matchPath(path, east(7_500), { courseDeg: 90 })?.leftS).toBeCloseTo(1_500, -1);
    expect(matchPath(path, east(7_500), { courseDeg: 270 })?.leftS).toBeCloseTo(500, -1);
    expect(matchPath(path, east(7_500), { elapsedS: 1_480 })?.leftS).toBeCloseTo(500, -1);
  });

  it("keeps within its points, however long the way and however often it stops", () => {
    const random = new SeededRandom(1);
    const stretches = Array.from({ length: 300 }, (_, index) => [
      { to: (index + 1) * 2_000, seconds: 100 },
      { to: (index + 1) * 2_000, seconds: 200 + 10 * random.below(20) },
    ]).flat();
    const fixes = drive(mondayUs, stretches);
    expect(pathOf(fixes, fixes.at(-1)?.atUs ?? 0)?.leftS.length).toBeLessThanOrEqual(arrivalLimits.pathPointsMax);
    expect(pathOf([], 0)).toBeUndefined();
    expect(pathOf(fixes.slice(0, 1), mondayUs)).toBeUndefined();
  });
});

describe("an estimate", () => {
  it("knows a slow end that distance over speed cannot know", () => {
    const estimate = knowing(10).estimate(underway(10_000, mondayUs + 10 * 24 * hourUs, 500), depot);
    expect(estimate).toMatchObject({ basis: "journeys", journeys: 10 });
    expect(Math.abs(estimate.p50S - 1_250)).toBeLessThan(60);
    expect(estimate.p10S).toBeLessThan(estimate.p50S);
    expect(estimate.p90S).toBeGreaterThan(estimate.p50S);
    expect(Math.abs(estimate.distanceM - 10_000)).toBeLessThan(300);
  });

  it("takes today's pace along", () => {
    const history = knowing(10);
    const startUs = mondayUs + 10 * 24 * hourUs;
    const usual = history.estimate(underway(10_000, startUs, 500), depot).p50S;
    expect(history.estimate(underway(10_000, startUs, 900), depot).p50S).toBeGreaterThan(usual * 1.08);
  });

  it("counts the rest of a usual stop, and not the whole of it again", () => {
    const history = knowing(10, [
      { to: 10_000, seconds: 500 },
      { to: 10_000, seconds: 1_800 },
      { to: 20_000, seconds: 500 },
    ]);
    const startUs = mondayUs + 10 * 24 * hourUs;
    const standing = (forS: number): Situation => ({
      ...underway(10_000, startUs, 500 + forS),
      courseDeg: undefined,
      trip: undefined,
      standsSinceUs: startUs + 500e6,
    });
    expect(Math.abs(history.estimate(standing(300), depot).p50S - 2_000)).toBeLessThan(150);
    expect(Math.abs(history.estimate(standing(1_500), depot).p50S - 800)).toBeLessThan(150);
    expect(Math.abs(history.estimate(underway(5_000, startUs, 250), depot).p50S - 2_550)).toBeLessThan(200);
  });

  it("says so when it has only the fleet's distances, or nothing at all", () => {
    const elsewhere: Situation = { ...underway(0, mondayUs + 240 * hourUs, 0), at: [0.1, 51.1], courseDeg: undefined, trip: undefined };
    const fleet = knowing(10).estimate(elsewhere, depot);
    expect(fleet).toMatchObject({ basis: "fleet", journeys: 0 });
    const alone = new ArrivalHistory([depot]).estimate(elsewhere, depot);
    expect(alone).toMatchObject({ basis: "distance", journeys: 0, judged: 0 });
    expect(alone.p90S / alone.p10S).toBeGreaterThan(2);
  });

  it("narrows its interval once it was judged against what came", () => {
    const width = ({ p10S, p90S }: { readonly p10S: number; readonly p90S: number }): number => p90S / p10S;
    const startUs = mondayUs + 60 * 24 * hourUs;
    const [few, many] = [knowing(2), knowing(60)].map((history) => history.estimate(underway(10_000, startUs, 500), depot));
    if (few === undefined || many === undefined) throw new Error("both were asked");
    expect(many.judged).toBeGreaterThan(50);
    expect(width(many)).toBeLessThan(width(few));
  });
});

describe("the depot that a vehicle heads to", () => {
  const other: Depot = { placeId: "other", centre: [0.3, 51.5] };

  it("is the one that it went to after such starts", () => {
    const history = new ArrivalHistory([depot, other]);
    for (let day = 0; day < 8; day += 1) history.add(journeyOf("V1", drive(mondayUs + day * 24 * hourUs, slowEnd)));
    const [first] = history.destinations(underway(3_000, mondayUs + 192 * hourUs, 150));
    expect(first).toMatchObject({ depot: { placeId: "depot" }, from: "journeys" });
    expect(first?.probability).toBeGreaterThan(0.7);
  });

  it("is in doubt when journeys from there ended elsewhere as often", () => {
    const history = new ArrivalHistory([depot, other]);
    for (let day = 0; day < 8; day += 1) {
      const journey = journeyOf("V1", drive(mondayUs + day * 24 * hourUs, slowEnd));
      history.add(day % 2 === 0 ? journey : { ...journey, depotPlaceId: "other" });
    }
    expect(history.destinations(underway(3_000, mondayUs + 192 * hourUs, 150)).map(({ probability }) => probability < 0.65)).toEqual([true, true]);
  });

  it("is a guess from the direction where no journey tells, and none for one that drives away", () => {
    const history = new ArrivalHistory([depot, other]);
    expect(history.destinations(underway(12_000, mondayUs, 600))[0]).toMatchObject({ depot: { placeId: "depot" }, from: "direction" });
    expect(history.destinations({ ...underway(12_000, mondayUs, 600), courseDeg: 270 })).toEqual([]);
  });
});

it("forgets the oldest journeys of a depot and of a vehicle at its limits", () => {
  const history = new ArrivalHistory([depot]);
  const journey = journeyOf("V1", drive(mondayUs, slowEnd));
  for (let index = 0; index < arrivalLimits.pathsPerDepotMax + 5; index += 1) history.add({ ...journey, vehicleId: `V${index % 3}` });
  expect(history.estimate(underway(10_000, mondayUs + 24 * hourUs, 500), depot).journeys).toBe(arrivalLimits.pathsPerDepotMax);
});
