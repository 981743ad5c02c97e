/**
 * How a sensor is mounted, learnt by driving. What it shows is a straight line of what the speed does:
 *
 *     shown = gravity + forward * (change of speed) + noise
 *
 * Gravity is the same in every piece of driving, so the line's intercept is the way up; what changes with the speed is
 * the way forward. Standing still counts as well as driving. Bends and bumps are noise that averages out; a road that
 * always climbs is not: it tilts the way up by its slope.
 *
 * Axes of the vehicle are x forward, y to the left, z up (ISO 8855).
 */
import type { AccelerationSample } from "./accelerometer.ts";
import { imuLimits, standardGravityMps2 } from "./limits.ts";
import { cross, dot, length, scaledBy, sum, type Vector } from "./vector.ts";

export interface AxisCalibration {
  readonly kind: "calibrated";
  /** Rows are the vehicle's forward, left and up in the axes of the sensor, each of length 1. */
  readonly rotation: readonly [Vector, Vector, Vector];
  /** Length of gravity as the sensor shows it. Along gravity, a wrong scale and an offset cannot be told apart. */
  readonly gravityMps2: number;
  /** Makes the sensor's gravity the standard one. */
  readonly scale: number;
  /** Forward acceleration shown for one of the speed's, after scaling: 1 when sensor, speed and clocks agree. */
  readonly forwardGain: number;
  /** Standard errors of the two directions. */
  readonly upErrorDeg: number;
  readonly forwardErrorDeg: number;
  /** Pieces of driving that it comes from. */
  readonly gaps: number;
}

export type CalibrationState =
  | AxisCalibration
  /** Only the way up is known: so far steady driving or standing, or too much noise to tell forward. */
  | { readonly kind: "levelled"; readonly up: Vector; readonly gravityMps2: number; readonly upErrorDeg: number }
  | {
      readonly kind: "uncalibrated";
      /**
       * `too-little` was seen; `no-gravity`: the sensor shows none, or its scale is wrong; `contradictory`: sensor and
       * speed do not belong together.
       */
      readonly why: "too-little" | "no-gravity" | "contradictory";
    };

const degreesPerRadian = 180 / Math.PI;

/** One per sensor and mounting. Bounded memory; feed samples and speeds in the order of their times, mixed. */
export class AxisCalibrator {
  /** Samples since the last speed. */
  #shown: Vector = [0, 0, 0];
  #samples = 0;
  #speed: { readonly atUs: number; readonly mps: number } | undefined;
  #gapsPerBlock: number = imuLimits.gapsPerBlock;
  #blocks: LineSums[] = [noSums];

  addSample({ xMps2, yMps2, zMps2 }: AccelerationSample): void {
    const shown: Vector = [xMps2, yMps2, zMps2];
    if (this.#samples >= imuLimits.samplesPerGapMax || !(length(shown) <= imuLimits.accelerationMps2Max)) return;
    this.#shown = sum(this.#shown, shown);
    this.#samples++;
  }

  /** @param mps of the vehicle, from its bus or a satellite receiver; forward only. */
  addSpeed(atUs: number, mps: number): void {
    const before = this.#speed;
    const gapUs = before === undefined ? 0 : atUs - before.atUs;
    if (before !== undefined && gapUs >= 0 && gapUs < imuLimits.speedGapUsMin) return;
    if (before !== undefined && gapUs > 0 && gapUs <= imuLimits.speedGapUsMax && this.#samples > 0) {
      this.#addGap((mps - before.mps) / (gapUs / 1_000_000), scaledBy(this.#shown, 1 / this.#samples));
    }
    this.#speed = { atUs, mps };
    this.#shown = [0, 0, 0];
    this.#samples = 0;
  }

  /** @returns what is known by now. Cheap, but not meant for every sample. */
  state(): CalibrationState {
    const blocks = this.#blocks.filter(({ gaps }) => gaps > 0);
    if (blocks.length < imuLimits.blocksMin) return { kind: "uncalibrated", why: "too-little" };
    const all = blocks.reduce(joined);
    const line = lineOf(all);
    if (Math.abs(line.gravityMps2 / standardGravityMps2 - 1) > imuLimits.gravityShareMax) return { kind: "uncalibrated", why: "no-gravity" };
    const { forward, up, gravityMps2 } = line;
    const without = blocks.map((block) => lineOf(joined(all, block, -1)));
    const upErrorDeg = jackknifeDeg(without.map((other) => angleDeg(up, other.up)));
    const forwardErrorDeg = jackknifeDeg(without.map((other) => (forward === undefined ? Number.NaN : angleDeg(forward, other.forward))));
    if (forward === undefined || !(forwardErrorDeg <= imuLimits.forwardErrorDegMax)) return { kind: "levelled", up, gravityMps2, upErrorDeg };
    const scale = standardGravityMps2 / gravityMps2;
    const forwardGain = line.forwardSlope * scale;
    if (Math.abs(forwardGain - 1) > imuLimits.forwardShareMax) return { kind: "uncalibrated", why: "contradictory" };
    return { kind: "calibrated", rotation: [forward, cross(up, forward), up], gravityMps2, scale, forwardGain, upErrorDeg, forwardErrorDeg, gaps: all.gaps };
  }

  #addGap(a: number, shown: Vector): void {
    if (!(Math.abs(a) <= imuLimits.accelerationMps2Max)) return;
    const last = this.#blocks.length - 1;
    this.#blocks[last] = joined(this.#blocks[last] ?? noSums, { gaps: 1, a, aa: a * a, s: shown, sa: scaledBy(shown, a) });
    if (this.#blocks[last].gaps < this.#gapsPerBlock) return;
    if (this.#blocks.length === imuLimits.blocksMax) {
      this.#blocks = this.#blocks.flatMap((block, index) => (index % 2 === 0 ? [joined(block, this.#blocks[index + 1] ?? noSums)] : []));
      this.#gapsPerBlock *= 2;
    }
    this.#blocks.push(noSums);
  }
}

/** Sums over pieces of driving: `a` the change of speed, `s` what was shown. */
interface LineSums {
  readonly gaps: number;
  readonly a: number;
  readonly aa: number;
  readonly s: Vector;
  readonly sa: Vector;
}

const noSums: LineSums = { gaps: 0, a: 0, aa: 0, s: [0, 0, 0], sa: [0, 0, 0] };

function joined(one: LineSums, other: LineSums, sign: number = 1): LineSums {
  // As the callback of `reduce` the third argument is an index; only -1 takes away.
  const factor = sign === -1 ? -1 : 1;
  return {
    gaps: one.gaps + factor * other.gaps,
    a: one.a + factor * other.a,
    aa: one.aa + factor * other.aa,
    s: sum(one.s, scaledBy(other.s, factor)),
    sa: sum(one.sa, scaledBy(other.sa, factor)),
  };
}

interface Line {
  readonly up: Vector;
  readonly gravityMps2: number;
  /** Level, at right angles to up; absent when the speed never changed. */
  readonly forward: Vector | undefined;
  readonly forwardSlope: number;
}

function lineOf({ gaps, a, aa, s, sa }: LineSums): Line {
  const spread = aa - (a * a) / gaps;
  const mean = scaledBy(s, 1 / gaps);
  const isChanging = spread > gaps * 1e-6;
  const slope: Vector = isChanging ? scaledBy(sum(sa, scaledBy(mean, -a)), 1 / spread) : [0, 0, 0];
  // Without any change of speed the mean is all there is, and it is gravity.
  const gravity = sum(mean, scaledBy(slope, -a / gaps));
  const gravityMps2 = length(gravity);
  const up = scaledBy(gravity, 1 / gravityMps2);
  const level = sum(slope, scaledBy(up, -dot(slope, up)));
  const forwardSlope = length(level);
  return { up, gravityMps2, forward: isChanging && forwardSlope > 0 ? scaledBy(level, 1 / forwardSlope) : undefined, forwardSlope };
}

/** Standard error from what leaving out each block changes. */
function jackknifeDeg(changesDeg: readonly number[]): number {
  const count = changesDeg.length;
  return Math.sqrt(((count - 1) / count) * changesDeg.reduce((total, change) => total + change * change, 0));
}

function angleDeg(a: Vector, b: Vector | undefined): number {
  if (b === undefined) return Number.NaN;
  return Math.atan2(length(cross(a, b)), dot(a, b)) * degreesPerRadian;
}

/** @returns what the vehicle does: forward, left and up in metres a second squared, gravity taken out. */
export function toVehicleAxes(calibration: AxisCalibration, { xMps2, yMps2, zMps2 }: AccelerationSample): Vector {
  const [forward, left, up] = calibration.rotation;
  const shown = scaledBy([xMps2, yMps2, zMps2], calibration.scale);
  return [dot(forward, shown), dot(left, shown), dot(up, shown) - standardGravityMps2];
}
