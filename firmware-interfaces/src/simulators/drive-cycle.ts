/** What the driver wants: speeds to reach and stops to make, made up from a seed as the trip goes on. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";

export type Surroundings = "city" | "rural" | "motorway";

export interface DrivePhase {
  /** `stop` stands with the engine running, `off` with the ignition off. */
  readonly kind: "drive" | "stop" | "off";
  readonly targetMps: number;
  readonly durationS: number;
}

export interface DriveHabits {
  /** How often each kind of road comes. */
  readonly weights: Readonly<Record<Surroundings, number>>;
  /** Fastest that the driver goes anywhere. */
  readonly speedMpsMax: number;
  /** Seconds that a stop takes at least and at most. */
  readonly stopS: readonly [min: number, max: number];
}

interface Road {
  readonly speedKmh: readonly [min: number, max: number];
  readonly durationS: readonly [min: number, max: number];
  /** Drives on this road before it changes. */
  readonly drives: readonly [min: number, max: number];
  readonly stopChance: number;
}

const roads: Readonly<Record<Surroundings, Road>> = {
  city: { speedKmh: [28, 52], durationS: [15, 60], drives: [5, 14], stopChance: 0.7 },
  rural: { speedKmh: [60, 98], durationS: [40, 150], drives: [3, 8], stopChance: 0.25 },
  motorway: { speedKmh: [85, 130], durationS: [90, 300], drives: [3, 8], stopChance: 0.03 },
};

/** Breaks with the ignition off are rare and short: who watches wants to see something move. */
const drivingBeforeOffS = 900;
const offChance = 0.25;
const offS = [15, 40] as const;

/** An endless trip. */
export class DriveCycle {
  readonly #random: SeededRandom;
  readonly #habits: DriveHabits;
  #surroundings: Surroundings = "city";
  #drivesLeft = 0;
  #drivingS = 0;
  #isMoving = false;

  constructor(random: SeededRandom, habits: DriveHabits) {
    this.#random = random;
    this.#habits = habits;
  }

  /** @param needsFuel makes the next break come at once: tanks are filled with the ignition off. */
  next(needsFuel: boolean): DrivePhase {
    const road = roads[this.#surroundings];
    if (this.#isMoving && (needsFuel || this.#random.chance(road.stopChance))) {
      this.#isMoving = false;
      const isBreak = needsFuel || (this.#drivingS > drivingBeforeOffS && this.#random.chance(offChance));
      if (isBreak) this.#drivingS = 0;
      return isBreak
        ? { kind: "off", targetMps: 0, durationS: this.#between(offS) }
        : { kind: "stop", targetMps: 0, durationS: this.#between(this.#habits.stopS) };
    }
    if (this.#drivesLeft <= 0) {
      this.#surroundings = this.#random.weighted(this.#habits.weights);
      this.#drivesLeft = this.#between(roads[this.#surroundings].drives);
    }
    this.#drivesLeft--;
    this.#isMoving = true;
    const { speedKmh, durationS } = roads[this.#surroundings];
    const phase = { kind: "drive", targetMps: Math.min(this.#habits.speedMpsMax, this.#between(speedKmh) / 3.6), durationS: this.#between(durationS) } as const;
    this.#drivingS += phase.durationS;
    return phase;
  }

  #between([min, max]: readonly [number, number]): number {
    return min + this.#random.next() * (max - min);
  }
}
