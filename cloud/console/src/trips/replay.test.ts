import { describe, expect, it } from "vitest";
import { ReplayClock } from "./replay-clock.ts";
import { parseSources, replaySources } from "./replay-signals.ts";
import { standstillsOf } from "./standstills.ts";
import { placeAt, timeNear, trackOf } from "./track.ts";
import { valueAt } from "./use-trip-history.ts";

describe("the clock of a replay", () => {
  it("goes as many times faster as asked, stops at the end, and begins again from there", () => {
    const clock = new ReplayClock(0, 60_000);
    const told: number[] = [];
    clock.onChange(() => told.push(clock.atMs));
    clock.advance(500);
    expect(clock.atMs).toBe(0);
    clock.setSpeed(5);
    clock.play();
    clock.advance(400);
    expect(clock.atMs).toBe(2_000);
    clock.setSpeed(60);
    clock.advance(1_000);
    expect([clock.atMs, clock.isPlaying]).toEqual([60_000, false]);
    clock.play();
    expect([clock.atMs, clock.isPlaying]).toEqual([0, true]);
    expect(told.length).toBe(6);
  });

  it("does not jump after a pause of the browser, and stays within the trip", () => {
    const clock = new ReplayClock(1_000, 100_000, 700_000);
    expect(clock.atMs).toBe(1_000);
    clock.setSpeed(1);
    clock.play();
    clock.advance(3_600_000);
    expect(clock.atMs).toBe(2_000);
    clock.seek(-5);
    expect(clock.atMs).toBe(1_000);
    clock.seek(Number.NaN);
    expect(clock.atMs).toBe(1_000);
    clock.extendTo(200_000);
    clock.seek(900_000);
    expect(clock.atMs).toBe(200_000);
  });

  it("of a trip without length does not play", () => {
    const clock = new ReplayClock(5, 5);
    clock.play();
    expect(clock.isPlaying).toBe(false);
  });
});

describe("a place on a track", () => {
  const track = trackOf({ at: [0, 10_000, 20_000], longitude: [6, 6.01, 6.01], latitude: [51, 51, 51], fixes: 21 });

  it("lies between two points, and knows the way so far and the heading", () => {
    const place = placeAt(track, 5_000);
    expect(place?.longitude).toBeCloseTo(6.005, 6);
    expect(place?.wayM).toBeCloseTo(350, -1);
    expect(place?.headingDeg).toBeCloseTo(90, 5);
    expect(placeAt(track, 15_000)?.headingDeg).toBeUndefined();
    expect(placeAt(track, -1)?.longitude).toBe(6);
    expect(placeAt(track, 99_000)?.longitude).toBeCloseTo(6.01, 9);
    expect(placeAt(trackOf({ at: [], longitude: [], latitude: [], fixes: 0 }), 5)).toBeUndefined();
    expect(placeAt(trackOf({ at: [7], longitude: [6], latitude: [51], fixes: 1 }), 5)).toMatchObject({ longitude: 6, wayM: 0 });
  });

  it("goes the short way over the antimeridian", () => {
    const over = trackOf({ at: [0, 10], longitude: [179.99, -179.99], latitude: [0, 0], fixes: 2 });
    expect(Math.abs(placeAt(over, 5)?.longitude ?? 0)).toBeCloseTo(180, 6);
    expect(over.way[1]).toBeCloseTo(2_224, -1);
  });

  it("is found again from a position beside it", () => {
    expect(timeNear(track, { longitude: 6.0025, latitude: 51.001 })).toBeCloseTo(2_500, 0);
    expect(timeNear(trackOf({ at: [], longitude: [], latitude: [], fixes: 0 }), { longitude: 6, latitude: 51 })).toBeUndefined();
  });
});

describe("signals of a replay", () => {
  const signal = (name: string, kind = "scaled") => ({ signal: name, source: `s/${name}`, kind }) as const;
  const known = [
    signal("Vehicle.CurrentLocation.Latitude"),
    signal("x", "text"),
    signal("can0/A"),
    signal("Vehicle.Powertrain.CombustionEngine.Speed"),
    signal("Vehicle.Speed"),
  ] as Parameters<typeof replaySources>[0];

  it("are speed and engine first, what was picked instead, and whatever has numbers where nothing is known", () => {
    expect(replaySources(known, [])).toEqual(["s/Vehicle.Speed", "s/Vehicle.Powertrain.CombustionEngine.Speed"]);
    expect(replaySources(known, parseSources("s/can0/A gone"))).toEqual(["s/can0/A"]);
    expect(replaySources(known.slice(0, 3), [])).toEqual(["s/can0/A"]);
    expect(replaySources([], [])).toEqual([]);
  });

  it("are no more than a page can show", () => {
    expect(parseSources("a b c d e f g h")).toHaveLength(6);
  });
});

describe("standstills on the way", () => {
  const of = (seconds: readonly number[], metresEast: readonly number[]) =>
    standstillsOf(trackOf({ at: seconds.map((s) => s * 1_000), longitude: metresEast.map((m) => m / 111_195), latitude: seconds.map(() => 0), fixes: 0 }));

  it("are told from slow driving, joined, and left out at the ends and when they are short", () => {
    const found = of([0, 60, 120, 140, 170, 200, 220, 260, 400], [0, 0, 1_000, 1_001, 1_002, 1_400, 1_400, 2_000, 2_000]);
    expect(found.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[120_000, 170_000]]);
    expect(of([], [])).toEqual([]);
  });
});

describe("the value beside a chart of a replay", () => {
  it("is the last one by then, never one that comes, and none before the first or in a gap", () => {
    const mean = [80, 81, 82];
    const points = { at: [1_000, 2_000, 9_000], mean, low: mean, high: mean, count: [1, 1, 1] };
    const gaps = [{ fromMs: 3_000, toMs: 9_000, reason: "unknown" as const }];
    const at = [999, 1_000, 1_999, 2_000, 2_900, 5_000, 9_000, 60_000];
    expect(at.map((atMs) => valueAt({ points, gaps }, atMs))).toEqual([undefined, 80, 80, 81, 81, undefined, 82, 82]);
  });
});
