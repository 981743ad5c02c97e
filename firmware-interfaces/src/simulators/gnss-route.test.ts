import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GnssFix } from "../gnss/gnss-fix.ts";
import type { GnssReader } from "../gnss/gnss-reader.ts";
import { GpsdReader } from "../gnss/gpsd-reader.ts";
import { NmeaFixReader } from "../gnss/nmea-fix-reader.ts";
import { gpsdLines, nmeaLines } from "./gnss-route-output.ts";
import { GnssRouteReceiver } from "./gnss-route-receiver.ts";
import { distanceM, GnssRoute, movedBy, wanderingRoute, type Place } from "./gnss-route.ts";
import { simulatorLimits } from "./limits.ts";
import { VehicleModel } from "./vehicle-model.ts";
import { vanSpec } from "./van.ts";

const home: Place = { latitudeDeg: 48.2, longitudeDeg: 16.37 };
const startUs = Date.UTC(2026, 0, 1, 23, 59, 0) * 1_000;

describe("GnssRoute", () => {
  const north = movedBy(home, 1_000, 0);
  const east = movedBy(north, 0, 500);

  it("goes there and back along an open line", () => {
    const route = new GnssRoute([home, north, east]);
    expect(route.lengthM).toBeCloseTo(1_500, 0);
    expect(route.at(0)).toEqual({ ...home, trackDeg: 0 });
    expect(route.at(250).trackDeg).toBe(0);
    expect(distanceM(route.at(250), home)).toBeCloseTo(250, 0);
    expect(route.at(1_250).trackDeg).toBeCloseTo(90, 3);
    expect(distanceM(route.at(1_250), north)).toBeCloseTo(250, 0);
    expect(route.at(1_700).trackDeg).toBeCloseTo(270, 3);
    expect(distanceM(route.at(2 * route.lengthM - 10), home)).toBeCloseTo(10, 0);
  });

  it("goes round and round a closed line, also across the date line", () => {
    const fiji: Place = { latitudeDeg: -17, longitudeDeg: 179.99 };
    const route = new GnssRoute([fiji, movedBy(fiji, 0, 5_000), movedBy(fiji, 5_000, 5_000), fiji]);
    expect(movedBy(fiji, 0, 5_000).longitudeDeg).toBeLessThan(-179);
    expect(distanceM(route.at(2_500), fiji)).toBeCloseTo(2_500, 0);
    expect(route.at(2_500).trackDeg).toBeCloseTo(90, 0);
    expect(distanceM(route.at(7 * route.lengthM + 100), route.at(100))).toBeLessThan(0.01);
  });

  it("never jumps: what lies between two points of time is what was driven", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1_000, max: 60_000 }), fc.double({ min: 0, max: 2e5, noNaN: true }), (seed, lengthM, drivenM) => {
        const route = wanderingRoute(new SeededRandom(seed), home, lengthM);
        expect(route.lengthM).toBeGreaterThan(0.7 * lengthM);
        expect(route.lengthM).toBeLessThan(1.6 * lengthM);
        expect(distanceM(route.at(drivenM), route.at(drivenM + 10))).toBeLessThanOrEqual(10.01);
      }),
    );
  });

  it("refuses what is no route", () => {
    expect(() => new GnssRoute([])).toThrow(/^GNSS_ROUTE_IMPOSSIBLE: the route needs two different points/);
    expect(() => new GnssRoute([home, home])).toThrow(/two different points/);
    expect(() => new GnssRoute([home, { latitudeDeg: 89, longitudeDeg: 0 }])).toThrow(/no place that a vehicle drives at/);
    expect(() => new GnssRoute([home, { latitudeDeg: Number.NaN, longitudeDeg: 0 }])).toThrow(/no place/);
    const many = Array.from({ length: simulatorLimits.routePointsMax + 1 }, (_, index) => movedBy(home, index, 0));
    expect(new GnssRoute(many.slice(1)).lengthM).toBeGreaterThan(99_000);
    expect(() => new GnssRoute(many)).toThrow(/the limit is 100000/);
  });
});

/** A van that drives, and what its receiver said. */
function drive(seed: number, seconds: number, outageEveryS = 60): { readonly fixes: GnssFix[]; readonly errorsM: number[]; readonly speeds: number[] } {
  const random = new SeededRandom(seed);
  const model = new VehicleModel(vanSpec, random);
  const receiver = new GnssRouteReceiver({ route: wanderingRoute(random, home, 20_000), random, outageEveryS });
  const fixes: GnssFix[] = [];
  const errorsM: number[] = [];
  const speeds: number[] = [];
  for (let step = 1; step <= seconds * 10; step++) {
    model.step(0.05);
    model.step(0.05);
    for (const fix of receiver.advance(100, model.state.speedMps, startUs + step * 100_000)) {
      fixes.push(fix);
      speeds.push(model.state.speedMps);
      if (fix.latitudeDeg !== undefined && fix.longitudeDeg !== undefined)
        errorsM.push(distanceM({ latitudeDeg: fix.latitudeDeg, longitudeDeg: fix.longitudeDeg }, receiver.place));
    }
  }
  return { fixes, errorsM, speeds };
}

describe("GnssRouteReceiver", () => {
  it("says once a second where the vehicle is, as well as receivers know", () => {
    const { fixes, errorsM, speeds } = drive(3, 900);
    expect(fixes).toHaveLength(900);
    expect(fixes.every(({ timeUs }, index) => timeUs === startUs + (index + 1) * 1_000_000)).toBe(true);
    const meanM = errorsM.reduce((sum, error) => sum + error, 0) / errorsM.length;
    expect(meanM).toBeGreaterThan(1);
    expect(meanM).toBeLessThan(6);
    expect(Math.max(...errorsM)).toBeLessThan(20);
    expect(Math.max(...speeds)).toBeGreaterThan(8);
    expect(fixes.every(({ speedMps }, index) => Math.abs((speedMps ?? speeds[index] ?? 0) - (speeds[index] ?? 0)) < 0.6)).toBe(true);
    expect(fixes.filter(({ speedMps }) => (speedMps ?? 0) > 0.5).every(({ trackDeg }) => trackDeg !== undefined && trackDeg >= 0 && trackDeg < 360)).toBe(true);
  });

  it("loses the sky now and then and comes back, or never when told so", () => {
    const { fixes } = drive(5, 900);
    const lost = fixes.filter(({ mode }) => mode === 1);
    expect(lost.length).toBeGreaterThan(20);
    expect(lost.length).toBeLessThan(600);
    expect(lost.every(({ latitudeDeg, speedMps }) => latitudeDeg === undefined && speedMps === undefined)).toBe(true);
    expect(fixes.filter(({ hdop }) => (hdop ?? 0) > 3).length).toBeGreaterThan(5);
    expect(drive(5, 300, Number.POSITIVE_INFINITY).fixes.every(({ mode }) => mode === 3)).toBe(true);
  });

  it("is the same for the same seed", () => {
    expect(drive(8, 60).fixes).toEqual(drive(8, 60).fixes);
    expect(drive(8, 60).fixes).not.toEqual(drive(9, 60).fixes);
  });

  it("does not catch up what it slept through, nor stop when the clock is set back", () => {
    const receiver = new GnssRouteReceiver({ route: wanderingRoute(new SeededRandom(1), home, 5_000), random: new SeededRandom(1) });
    receiver.advance(1_000, 10, startUs);
    expect(receiver.advance(100, 10, startUs + 3_600_000_000)).toHaveLength(1);
    expect(receiver.advance(1_000, 10, startUs - 7_200_000_000).length).toBeGreaterThan(0);
  });
});

describe("what the receiver writes", () => {
  const { fixes } = drive(4, 240, 40);
  const read = (reader: GnssReader, text: string): GnssFix[] =>
    [...reader.push(Buffer.from(text)), ...reader.finish()].flatMap((event) => (event.kind === "fix" ? [event.fix] : []));

  it("is NMEA that reads back to the same fixes, across midnight", () => {
    const back = read(new NmeaFixReader(), fixes.map(nmeaLines).join(""));
    expect(back.map(({ timeUs, mode, quality, satellitesSeen }) => [timeUs, mode, quality, satellitesSeen])).toEqual(
      fixes.map(({ timeUs, mode, quality, satellitesSeen }) => [timeUs, mode, quality, satellitesSeen]),
    );
    for (const [index, fix] of fixes.entries()) {
      expect(Math.abs((back[index]?.latitudeDeg ?? 0) - (fix.latitudeDeg ?? 0))).toBeLessThan(1e-7);
      expect(Math.abs((back[index]?.longitudeDeg ?? 0) - (fix.longitudeDeg ?? 0))).toBeLessThan(1e-7);
      expect(back[index]?.speedMps ?? 0).toBeCloseTo(fix.speedMps ?? 0, 2);
      expect(back[index]?.altitudeMslM ?? 0).toBeCloseTo(fix.altitudeMslM ?? 0, 0);
      expect(back[index]?.trackDeg ?? 0).toBeCloseTo(fix.trackDeg ?? 0, 1);
    }
  });

  it("is gpsd's JSON that reads back to the same fixes", () => {
    const back = read(new GpsdReader(), fixes.map(gpsdLines).join(""));
    const placed = fixes.filter(({ mode }) => mode > 1);
    expect(back.filter(({ mode }) => mode > 1)).toEqual(placed);
    expect(back).toHaveLength(fixes.length);
  });

  it("writes no minute of 60, and both hemispheres", () => {
    expect(nmeaLines({ mode: 3, latitudeDeg: -0.999_999_999_9, longitudeDeg: -179.999_999_999_9 })).toContain(",A,0100.00000,S,18000.00000,W,");
    expect(nmeaLines({ mode: 1 })).toContain("$GPRMC,,V,,,,,,,,,,N*");
  });
});
