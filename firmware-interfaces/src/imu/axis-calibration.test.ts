import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { AxisCalibrator, toVehicleAxes, type AxisCalibration, type CalibrationState } from "./axis-calibration.ts";
import { imuLimits, standardGravityMps2 } from "./limits.ts";
import { cross, dot, length, scaledBy, sum, type Vector } from "./vector.ts";

/** Forward, left and up of a vehicle in the axes of a sensor that is mounted anyhow. */
function mounting(random: SeededRandom): readonly [Vector, Vector, Vector] {
  const unit = (v: Vector): Vector => scaledBy(v, 1 / length(v));
  const any = (): Vector => [random.next() - 0.5, random.next() - 0.5, random.next() - 0.5];
  const up = unit(any());
  const other = any();
  const forward = unit(sum(other, scaledBy(up, -dot(other, up))));
  return [forward, cross(up, forward), up];
}

const angleDeg = (a: Vector, b: Vector): number => (Math.acos(Math.min(1, dot(a, b) / length(a) / length(b))) * 180) / Math.PI;

interface Drive {
  readonly axes: readonly [Vector, Vector, Vector];
  readonly seconds: number;
  readonly gravity?: number;
  readonly noise?: number;
  readonly acceleration?: (s: number) => number;
}

/** Fifty samples a second on bumps, with a bend of three seconds every twenty; five speeds a second. */
function drive(
  { axes: [forward, left, up], seconds, gravity = standardGravityMps2, noise = 0.6, acceleration = (s) => 1.5 * Math.sin(s / 3) }: Drive,
  random: SeededRandom,
): AxisCalibrator {
  const calibrator = new AxisCalibrator();
  let mps = 12;
  let bend = 0;
  for (let step = 0; step < seconds * 50; step++) {
    const atUs = step * 20_000;
    if (step % 10 === 0) calibrator.addSpeed(atUs, mps);
    if (step % 1_000 === 0) bend = random.chance(0.5) ? 2 : -2;
    const across = step % 1_000 < 150 ? bend : 0;
    const along = acceleration(step / 50);
    mps += along / 50;
    const jitter = (): number => (random.next() - 0.5) * 2 * noise;
    const [xMps2, yMps2, zMps2] = sum(sum(scaledBy(forward, along + jitter()), scaledBy(left, across + jitter())), scaledBy(up, gravity + jitter()));
    calibrator.addSample({ atUs, xMps2, yMps2, zMps2 });
  }
  return calibrator;
}

function calibrated(state: CalibrationState): AxisCalibration {
  if (state.kind !== "calibrated") throw new Error(JSON.stringify(state));
  return state;
}

describe("AxisCalibrator", () => {
  it("finds the way up and forward however the sensor is mounted", () => {
    fc.assert(
      fc.property(fc.nat(1e9), (seed) => {
        const random = new SeededRandom(seed);
        const axes = mounting(random);
        const found = calibrated(drive({ axes, seconds: 600 }, random).state());
        expect(angleDeg(found.rotation[2], axes[2])).toBeLessThan(1.5);
        expect(angleDeg(found.rotation[0], axes[0])).toBeLessThan(3 * found.forwardErrorDeg);
        expect(angleDeg(found.rotation[0], axes[0])).toBeLessThan(8);
        expect(found.forwardErrorDeg).toBeLessThanOrEqual(imuLimits.forwardErrorDegMax);
        // Directions at right angles, right-handed.
        const [forward, left, up] = found.rotation;
        expect(dot(cross(forward, left), up)).toBeCloseTo(1, 9);
      }),
      { numRuns: 12, seed: 4 },
    );
  });

  it("takes gravity for the sensor's scale and gives accelerations of the vehicle", () => {
    const axes = mounting(new SeededRandom(7));
    const found = calibrated(drive({ axes, seconds: 600, gravity: 9.6, noise: 0 }, new SeededRandom(1)).state());
    expect(found.gravityMps2).toBeCloseTo(9.6, 1);
    const shown = sum(scaledBy(axes[0], -3), scaledBy(axes[2], 9.6));
    const [forward, left, up] = toVehicleAxes(found, { atUs: 0, xMps2: shown[0], yMps2: shown[1], zMps2: shown[2] });
    expect(forward).toBeCloseTo((-3 * standardGravityMps2) / 9.6, 0);
    expect(Math.abs(left)).toBeLessThan(0.5);
    expect(Math.abs(up)).toBeLessThan(0.3);
  });

  it("says what is missing instead of guessing", () => {
    const axes = mounting(new SeededRandom(3));
    const why = (options: Partial<Drive>): string => {
      const state = drive({ axes, seconds: 600, ...options }, new SeededRandom(2)).state();
      return state.kind === "uncalibrated" ? state.why : state.kind;
    };
    expect(why({ seconds: 15 })).toBe("too-little");
    expect(why({ acceleration: () => 0 })).toBe("levelled");
    expect(why({ gravity: 0 })).toBe("no-gravity");
    expect(why({ gravity: standardGravityMps2 * (1 + imuLimits.gravityShareMax + 0.02) })).toBe("no-gravity");
    expect(why({})).toBe("calibrated");
  });

  it("does not believe a speed of another vehicle", () => {
    const calibrator = new AxisCalibrator();
    for (let step = 0; step < 600; step++) {
      const along = Math.sin(step / 20);
      calibrator.addSpeed(step * 200_000, 20 - 60 * Math.cos(step / 20) * 0.2);
      calibrator.addSample({ atUs: step * 200_000 + 100_000, xMps2: along / 3, yMps2: 0, zMps2: standardGravityMps2 });
    }
    expect(calibrator.state()).toEqual({ kind: "uncalibrated", why: "contradictory" });
  });

  it("leaves out gaps in the speed, jumps of the clock, and values that no vehicle reaches", () => {
    const calibrator = new AxisCalibrator();
    for (let step = 0; step < 1_000; step++) {
      calibrator.addSpeed(step * (imuLimits.speedGapUsMax + 1), step % 2);
      calibrator.addSample({ atUs: 0, xMps2: 0, yMps2: 0, zMps2: 9.8 });
    }
    for (let step = 0; step < 1_000; step++) {
      calibrator.addSpeed(-step * 500_000, step % 2);
      calibrator.addSample({ atUs: 0, xMps2: 0, yMps2: 0, zMps2: 9.8 });
    }
    for (let step = 0; step < 1_000; step++) {
      calibrator.addSpeed(1e12 + step * 500_000, step % 2);
      calibrator.addSample({ atUs: 0, xMps2: Number.NaN, yMps2: 0, zMps2: 1e9 });
    }
    expect(calibrator.state()).toEqual({ kind: "uncalibrated", why: "too-little" });
  });
});

describe.skipIf(recordingsFolder() === undefined)("recorded drives (set DRAWBAR_DATA to their folder)", () => {
  const rows = (name: string): number[][] =>
    Buffer.from(recording(name))
      .toString()
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").map(Number));

  it("finds how a car's phone is mounted from half a minute and its wheel speed", () => {
    const speeds = rows("canlogs/toyota_rav4_2017/expected_speed.csv.gz").map(([t = 0, mps = 0]) => ({ t, mps }));
    const samples = rows("canlogs/toyota_rav4_2017/imu_accelerometer.csv.gz").map(([t = 0, x = 0, y = 0, z = 0]) => ({
      t,
      sample: { atUs: t * 1e6, xMps2: x, yMps2: y, zMps2: z },
    }));
    const calibrator = new AxisCalibrator();
    const inOrder = [...speeds, ...samples].sort((a, b) => a.t - b.t);
    for (const event of inOrder) {
      if ("mps" in event) calibrator.addSpeed(event.t * 1e6, event.mps);
      else calibrator.addSample(event.sample);
    }
    const found = calibrated(calibrator.state());
    // The recording names its axes: forward, right, down.
    expect(angleDeg(found.rotation[0], [1, 0, 0])).toBeLessThan(5);
    expect(angleDeg(found.rotation[1], [0, -1, 0])).toBeLessThan(5);
    expect(angleDeg(found.rotation[2], [0, 0, -1])).toBeLessThan(5);
    expect(found.gravityMps2).toBeCloseTo(standardGravityMps2, 0);
    expect(found.forwardGain).toBeCloseTo(0.75, 1);
  });

  it.each(["17", "20"])("finds gravity of a standing phone in trip %s, turned anyhow, and no way forward", (trip) => {
    const samples = rows(`driving/jair_trip${trip}/acelerometro_terra.csv.gz`);
    const axes = mounting(new SeededRandom(Number(trip)));
    const calibrator = new AxisCalibrator();
    // The quietest half minute of the trip that stands: its end in trip 20, a red light in trip 17.
    const start = trip === "17" ? 9_900 : 23_600;
    for (const [index, [, uptime = 0, x = 0, y = 0, z = 0]] of samples.slice(start, start + 1_500).entries()) {
      const [xMps2, yMps2, zMps2] = sum(sum(scaledBy(axes[0], x), scaledBy(axes[1], y)), scaledBy(axes[2], z));
      if (index % 10 === 0) calibrator.addSpeed(uptime / 1_000, 0);
      calibrator.addSample({ atUs: uptime / 1_000, xMps2, yMps2, zMps2 });
    }
    const state = calibrator.state();
    expect(state.kind).toBe("levelled");
    expect(angleDeg("up" in state ? state.up : [0, 0, 0], axes[2])).toBeLessThan(2);
    expect("gravityMps2" in state ? state.gravityMps2 : 0).toBeCloseTo(9.7, 0);
  });

  it("sees that the motion classes were recorded without gravity", () => {
    const calibrator = new AxisCalibrator();
    for (const [index, [xMps2 = 0, yMps2 = 0, zMps2 = 0]] of rows("driving/motion_classes/train_motion_data.csv.gz").entries()) {
      calibrator.addSample({ atUs: index * 500_000, xMps2, yMps2, zMps2 });
      calibrator.addSpeed(index * 500_000 + 1, 0);
    }
    expect(calibrator.state()).toEqual({ kind: "uncalibrated", why: "no-gravity" });
  });
});
