import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FenceIndex, type Coordinate } from "../places/index.ts";
import { driveSamples, driveSeries, type DriveOptions, type Stretch } from "./testing/simulated-drive.ts";
import { foldTrack, type TrackSeries } from "./track-fold.ts";
import { decodeTrackState, encodeTrackState, newTrackState } from "./track-state.ts";
import type { Leg } from "./track-types.ts";
import { openLegOf } from "./trip-fold.ts";

const startUs = 1_795_608_000_000_000;
const from: Coordinate = [6.17, 51.37];
const minute = 60;
const noPlaces = new FenceIndex([]);

const stand = (seconds: number, more: Partial<Stretch> = {}): Stretch => ({ seconds, kmh: 0, ...more });
const drive = (seconds: number, kmh: number, headingDeg = 0): Stretch => ({ seconds, kmh, headingDeg });

function legsOf(stretches: readonly Stretch[], options: Partial<DriveOptions> = {}): readonly Leg[] {
  const state = newTrackState();
  const { legs } = foldTrack(driveSeries(driveSamples(stretches, { startUs, from, ...options }), options.has), Infinity, { state, places: noPlaces });
  const open = openLegOf(state.trips);
  return open === undefined ? legs : [...legs, open];
}

/** Seconds since the start. */
function spans(legs: readonly Leg[]): readonly (readonly [string, number, number | undefined])[] {
  const seconds = (us: number): number => (us - startUs) / 1e6;
  return legs.map(({ kind, startUs: begin, endUs }) => [kind, seconds(begin), endUs === undefined ? undefined : seconds(endUs)]);
}

describe("a trip", () => {
  const there = [stand(300), drive(600, 60), stand(600)];

  it("begins and ends with the standing before and after it", () => {
    expect(spans(legsOf(there))).toEqual([["stop", 0, 299], ["trip", 299, 900], ["stop", 900, undefined]]); // prettier-ignore
  });

  it("goes on over a traffic light, and idles there", () => {
    const [, trip] = legsOf([stand(300), drive(300, 50), stand(120), drive(300, 50), stand(600)]);
    expect([spans([trip as Leg]), trip?.idleUs, trip?.movingUs]).toEqual([[["trip", 299, 1_020]], 121_000_000, 600_000_000]);
  });

  it("ends sooner with the engine's ignition off, by itself when nothing is heard, and not for a short silence", () => {
    const silence = (seconds: number): readonly Stretch[] => [stand(300), drive(300, 50), { ...drive(seconds, 0), isSilent: true }, drive(300, 50), stand(400)];
    expect(spans(legsOf(silence(700)))).toEqual([
      ["stop", 0, 299],
      ["trip", 299, 599],
      ["stop", 599, 1_300],
      ["trip", 1_300, 1_600],
      ["stop", 1_600, undefined],
    ]);
    expect(spans(legsOf(silence(500))).map(([kind]) => kind)).toEqual(["stop", "trip", "stop"]);
  });

  it("is none when a vehicle is only moved in the yard", () => {
    expect(spans(legsOf([stand(300), drive(20, 10), stand(600)]))).toEqual([["stop", 0, undefined]]);
  });

  it.each([
    [["speed", "position", "odometer"], "odometer", 0.001],
    [["speed", "position"], "track", 0.002],
    [["speed"], "speed", 0.002],
    [["position"], "track", 0.01],
  ] as const)("is as long as it was by %j", (has, distanceFrom, tolerance) => {
    const trip = legsOf([stand(300), drive(600, 60), drive(300, 40, 90), drive(300, 70, 200), stand(600)], { has }).find(({ kind }) => kind === "trip");
    const driven = (600 * 60 + 300 * 40 + 300 * 70) / 3.6;
    expect([trip?.distanceFrom, Math.abs((trip?.distanceM ?? 0) / driven - 1) <= tolerance]).toEqual([distanceFrom, true]);
  });

  it("is as long as it was to a receiver with 4 m of noise, which does not drive while it stands", () => {
    const stretches = [stand(1_800), drive(600, 60), drive(600, 40, 90), stand(1_800)];
    for (const has of [["position"], ["speed", "position"]] as const) {
      const legs = legsOf(stretches, { has, noiseM: 4, seed: 7 });
      expect(legs.map(({ kind }) => kind)).toEqual(["stop", "trip", "stop"]);
      expect(Math.abs((legs[1]?.distanceM ?? 0) / ((600 * 60 + 600 * 40) / 3.6) - 1)).toBeLessThan(0.01);
    }
  });

  it("leaves out fixes that nobody can have driven to", () => {
    const samples = driveSamples([stand(300), drive(600, 60), stand(600)], { startUs, from });
    const wild = samples.map((sample, index) => (index % 97 === 5 ? { ...sample, at: [sample.at[0] + 1, sample.at[1]] as const } : sample));
    const { legs } = foldTrack(driveSeries(wild, ["speed", "position"]), Infinity, { state: newTrackState(), places: noPlaces });
    expect(Math.abs((legs[1]?.distanceM ?? 0) - 10_000)).toBeLessThan(50);
  });

  it("may run over midnight and a whole day", () => {
    const [, trip] = legsOf([stand(300), drive(26 * 3_600, 50), stand(600)], { everyS: 10 });
    expect([trip?.kind, trip?.distanceFrom, Math.round((trip?.distanceM ?? 0) / 1_000)]).toEqual(["trip", "odometer", 1_300]);
  });

  it("is none of a vehicle that was carried while its unit slept: it stands somewhere else now", () => {
    const samples = [...driveSamples([stand(300)], { startUs, from }), ...driveSamples([stand(300)], { startUs: startUs + 7_200_000_000, from: [6.9, 51.4] })];
    const state = newTrackState();
    const { legs } = foldTrack(driveSeries(samples, ["position"]), Infinity, { state, places: noPlaces });
    expect(spans(legs)).toEqual([["stop", 0, 299]]);
    expect(openLegOf(state.trips)?.startAt?.[0]).toBeCloseTo(6.9);
  });
});

describe("a fold", () => {
  const stretch = fc.oneof(
    fc.record({ seconds: fc.integer({ min: 10, max: 8 * minute }), kmh: fc.constantFrom(0, 0, 3, 30, 80), headingDeg: fc.integer({ min: 0, max: 359 }) }),
    fc.record({ seconds: fc.integer({ min: 10, max: 20 * minute }), kmh: fc.constantFrom(0, 50), isSilent: fc.constant(true) }),
  );
  const has = fc.constantFrom(["speed", "position", "odometer", "engine"], ["position"], ["speed", "engine"], ["position", "odometer"]) as fc.Arbitrary<
    NonNullable<DriveOptions["has"]>
  >;
  const plans = fc.record({
    stretches: fc.array(stretch, { minLength: 1, maxLength: 8 }),
    has,
    noiseM: fc.constantFrom(0, 5),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });

  function outcome(series: readonly TrackSeries[]): readonly [string, object] {
    const state = newTrackState();
    const { legs } = foldTrack(series, Infinity, { state, places: noPlaces });
    return [encodeTrackState(state), legs];
  }

  it("gives the same whatever order samples come in and however often", () => {
    fc.assert(
      fc.property(plans, ({ stretches, noiseM, seed, has: signals }) => {
        const series = driveSeries(driveSamples(stretches, { startUs, from, noiseM, seed, everyS: 5 }), signals);
        const random = new SeededRandom(seed);
        const pieces = series.flatMap(({ signal, timesUs, values }) =>
          Array.from({ length: Math.ceil(timesUs.length / 7) }, (_, part): TrackSeries => {
            return { signal, timesUs: timesUs.subarray(part * 7, part * 7 + 7), values: values.subarray(part * 7, part * 7 + 7) };
          }).flatMap((piece) => (random.next() < 0.3 ? [piece, piece] : [piece])),
        );
        const shuffled = pieces.map((piece) => ({ piece, at: random.next() })).sort((left, right) => left.at - right.at);
        expect(outcome(shuffled.map(({ piece }) => piece))).toEqual(outcome(series));
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same when it is left anywhere and taken up from what was written", () => {
    fc.assert(
      fc.property(plans, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), ({ stretches, noiseM, seed, has: signals }, cuts) => {
        const series = driveSeries(driveSamples(stretches, { startUs, from, noiseM, seed, everyS: 5 }), signals);
        const lengthUs = stretches.reduce((sum, { seconds }) => sum + seconds, 0) * 1e6;
        let state = newTrackState();
        const legs: Leg[] = [];
        for (const cut of [...cuts.toSorted((left, right) => left - right), 2]) {
          legs.push(...foldTrack(series, startUs + Math.round(cut * lengthUs), { state, places: noPlaces }).legs);
          state = decodeTrackState(encodeTrackState(state)) ?? newTrackState();
        }
        expect([encodeTrackState(state), legs]).toEqual(outcome(series));
      }),
      { numRuns: 60 },
    );
  });

  it("gives legs that follow each other without a hole", () => {
    fc.assert(
      fc.property(plans, ({ stretches, noiseM, seed }) => {
        const legs = legsOf(stretches, { noiseM, seed, everyS: 5 });
        const ends = legs.map(({ endUs }) => endUs ?? Number.POSITIVE_INFINITY);
        expect(ends.map(Number.isFinite)).toEqual(legs.map((_, index) => index < legs.length - 1));
        expect(legs.every(({ startUs: begin }, index) => begin <= (ends[index] ?? 0) && begin >= (ends[index - 1] ?? 0))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
