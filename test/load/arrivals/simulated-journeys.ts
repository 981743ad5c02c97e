/**
 * What a made-up fleet of thirty drives: ten run between depots to a timetable, twenty go round customers of their own,
 * mostly in their usual order, and come back. Some stay out over night.
 */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { Fix } from "@drawbar/cloud/modules/arrivals/index.ts";
import { scaleAt, type Coordinate } from "@drawbar/cloud/modules/places/index.ts";
import { gaussian, type SimulatedRoads } from "./simulated-roads.ts";

export interface SimulatedJourney {
  readonly vehicleId: string;
  readonly fixes: readonly Fix[];
  readonly startUs: number;
  readonly endUs: number;
  /** Absent when it ended elsewhere. */
  readonly depot?: number | undefined;
  /** From then on it drives to its end without a stop for work. */
  readonly directFromUs: number;
}

/** Crossings with a depot; the last ones are far from the middle. */
export const depotCrossings = [220, 66, 372] as const;
const vehicles = 30;
const timetabled = 10;
const fixEveryS = 15;
const fixNoiseM = 5;
/** A Monday. */
const firstUs = Date.UTC(2026, 0, 5) * 1_000;
const hourUs = 3_600_000_000;

interface Plan {
  readonly vehicleId: string;
  readonly home: number;
  readonly driver: number;
  readonly customers: readonly number[];
  readonly away: number;
  readonly startHour: number;
}

/** In order of their end. */
export function simulatedJourneys(roads: SimulatedRoads, days: number, seed: number): readonly SimulatedJourney[] {
  const random = new SeededRandom(seed);
  const plans = Array.from({ length: vehicles }, (_, index): Plan => {
    const home = index % depotCrossings.length;
    return {
      vehicleId: `vehicle-${index}`,
      home,
      driver: Math.exp(0.06 * gaussian(random)),
      customers: Array.from({ length: 12 }, () => random.below(roads.crossings.length)),
      away: (home + 1 + random.below(2)) % depotCrossings.length,
      startHour: 5.5 + random.next() * 3.5,
    };
  });
  const journeys: SimulatedJourney[] = [];
  for (let day = 0; day < days; day += 1) {
    if (day % 7 === 6) continue;
    for (const [index, plan] of plans.entries()) {
      const startHours = day * 24 + plan.startHour + 0.3 * gaussian(random);
      if (index < timetabled) {
        const there = drive(roads, plan, [plan.home, plan.away], [], startHours, random);
        const backHours = (there.endUs - firstUs) / hourUs + 2 + 0.3 * gaussian(random) + 1.25;
        journeys.push(there, drive(roads, plan, [plan.away, plan.home], [], backHours, random));
        continue;
      }
      // The usual round of that day of the week, with a customer more or less, or another one.
      const first = ((day % 7) * 3) % plan.customers.length;
      const round = Array.from({ length: 2 + random.below(3) }, (_, step) => plan.customers[(first + step) % plan.customers.length] ?? 0).map((usual) =>
        random.chance(0.2) ? (plan.customers[random.below(plan.customers.length)] ?? usual) : usual,
      );
      const staysOut = random.chance(0.06);
      journeys.push(drive(roads, plan, [plan.home, staysOut ? undefined : plan.home], round, startHours, random));
    }
  }
  return journeys.toSorted((left, right) => left.endUs - right.endUs);
}

function drive(
  roads: SimulatedRoads,
  { vehicleId, driver }: Plan,
  [from, to]: readonly [from: number, to: number | undefined],
  customers: readonly number[],
  startHours: number,
  random: SeededRandom,
): SimulatedJourney {
  const mood = driver * Math.exp(0.04 * gaussian(random));
  const start = depotCrossings[from] ?? 0;
  const stops = to === undefined ? customers : [...customers, depotCrossings[to] ?? 0];
  const log = new FixLog(firstUs + startHours * hourUs, roads.crossings[start] ?? [0, 0], random);
  let at = start;
  let directFromUs = log.atUs;
  let [drivenS, hasRested] = [0, false];
  for (const [index, stop] of stops.entries()) {
    directFromUs = log.atUs;
    for (const road of roads.route(at, stop, random)) {
      const { driving, light } = roads.seconds(road, (log.atUs - firstUs) / hourUs, mood, random);
      log.driveAlong(road.line, driving);
      log.stand(light);
      drivenS += driving + light;
    }
    at = stop;
    if (index < stops.length - 1) log.stand(60 * Math.min(60, 12 * Math.exp(0.5 * gaussian(random))));
    // 45 minutes after at most four and a half hours at the wheel: most take them earlier, at a customer's.
    if (!hasRested && drivenS > 2.5 * 3_600 && index < stops.length - 1) {
      log.stand(45 * 60);
      hasRested = true;
    }
  }
  return { vehicleId, fixes: log.fixes, startUs: log.startUs, endUs: log.atUs, depot: to, directFromUs };
}

/** Where it is, every fifteen seconds. */
class FixLog {
  readonly fixes: Fix[] = [];
  readonly startUs: number;
  #atUs: number;
  #at: Coordinate;
  readonly #random: SeededRandom;

  constructor(atUs: number, at: Coordinate, random: SeededRandom) {
    this.startUs = this.#atUs = Math.round(atUs);
    this.#at = at;
    this.#random = random;
    this.#put(this.#atUs, at);
  }

  get atUs(): number {
    return this.#atUs;
  }

  stand(seconds: number): void {
    this.#move(this.#at, seconds);
  }

  driveAlong(line: readonly Coordinate[], seconds: number): void {
    const { ofLongitude, ofLatitude } = scaleAt(this.#at[1]);
    let before = this.#at;
    const lengths = line.map((to) => {
      const length = Math.hypot((to[0] - before[0]) * ofLongitude, (to[1] - before[1]) * ofLatitude);
      before = to;
      return length;
    });
    const all = lengths.reduce((sum, length) => sum + length, 0);
    for (const [index, to] of line.entries()) this.#move(to, (seconds * (lengths[index] ?? 0)) / Math.max(all, 1));
  }

  #move(to: Coordinate, seconds: number): void {
    const [fromUs, from] = [this.#atUs, this.#at];
    const untilUs = fromUs + Math.round(seconds * 1e6);
    const everyUs = fixEveryS * 1e6;
    for (let atUs = Math.ceil((fromUs + 1 - this.startUs) / everyUs) * everyUs + this.startUs; atUs <= untilUs; atUs += everyUs) {
      const share = (atUs - fromUs) / (untilUs - fromUs);
      this.#put(atUs, [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
    }
    [this.#atUs, this.#at] = [untilUs, to];
  }

  #put(atUs: number, at: Coordinate): void {
    const { ofLongitude, ofLatitude } = scaleAt(at[1]);
    this.fixes.push({
      atUs,
      at: [at[0] + (fixNoiseM * gaussian(this.#random)) / ofLongitude, at[1] + (fixNoiseM * gaussian(this.#random)) / ofLatitude],
    });
  }
}
