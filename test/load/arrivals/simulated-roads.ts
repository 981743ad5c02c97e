/**
 * Roads of a made-up region and the traffic on them. Modelled after what is common knowledge of road traffic, before any
 * estimate was run on it, and not changed for one:
 * - a net of streets, main roads and motorways with bends (trucks make 45, 65 and 85 km/h on them when they are free);
 * - lights where roads cross, of which half are red;
 * - morning and evening peaks on working days, worse towards the middle, some roads hardly touched;
 * - a day as a whole is slower or faster (weather), a road is blocked in part now and then (incidents), and no two drives
 *   over one road take the same time.
 */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { metresBetween, scaleAt, type Coordinate } from "@drawbar/cloud/modules/places/index.ts";

const side = 21;
const spacingM = 3_000;
const corner: Coordinate = [5.2, 51];
const missingShare = 0.12;
const freeKmh = { street: 45, main: 65, motorway: 85 } as const;

interface Road {
  readonly to: number;
  /** From the crossing that it leaves; without it. */
  readonly line: readonly Coordinate[];
  readonly lengthM: number;
  readonly kmh: number;
  /** How much slower it gets in the peak: 1 takes twice as long. */
  readonly peak: number;
  readonly id: number;
}

export class SimulatedRoads {
  readonly crossings: readonly Coordinate[];
  readonly #roads: readonly Road[][];
  readonly #random: SeededRandom;
  readonly #ofDay = new Map<number, { readonly pace: number; readonly incidents: ReadonlyMap<number, number> }>();
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new SeededRandom(seed);
    const random = this.#random;
    const { ofLongitude, ofLatitude } = scaleAt(corner[1]);
    this.crossings = Array.from({ length: side * side }, (_, index): Coordinate => {
      const [column, row] = [index % side, Math.floor(index / side)];
      const wander = (): number => (random.next() - 0.5) * 0.5;
      return [corner[0] + ((column + wander()) * spacingM) / ofLongitude, corner[1] + ((row + wander()) * spacingM) / ofLatitude];
    });
    this.#roads = this.crossings.map(() => []);
    for (let index = 0; index < side * side; index += 1) {
      const [column, row] = [index % side, Math.floor(index / side)];
      if (column + 1 < side) this.#connect(index, index + 1, row);
      if (row + 1 < side) this.#connect(index, index + side, column);
    }
  }

  /** The way that a driver takes who knows the roads: the fastest on free roads, but nobody measures to the second. */
  route(from: number, to: number, random: SeededRandom): readonly Road[] {
    const whim = this.crossings.map(() => 1 + 0.05 * random.next());
    const costs = new Map<number, number>([[from, 0]]);
    const came = new Map<number, { readonly from: number; readonly road: Road }>();
    const done = new Set<number>();
    for (;;) {
      let [nearest, cost] = [-1, Infinity];
      for (const [crossing, at] of costs) if (at < cost && !done.has(crossing)) [nearest, cost] = [crossing, at];
      if (nearest < 0 || nearest === to) break;
      done.add(nearest);
      for (const road of this.#roads[nearest] ?? []) {
        const there = cost + ((road.lengthM / road.kmh) * 3.6 + 12) * (whim[road.to] ?? 1);
        if (there >= (costs.get(road.to) ?? Infinity)) continue;
        costs.set(road.to, there);
        came.set(road.to, { from: nearest, road });
      }
    }
    const roads: Road[] = [];
    for (let at = to; at !== from;) {
      const step = came.get(at);
      if (step === undefined) return [];
      roads.unshift(step.road);
      at = step.from;
    }
    return roads;
  }

  /** Seconds that a road takes when it is entered at that time, by hours since a Monday, and those at the light behind it. */
  seconds(road: Road, hours: number, driver: number, random: SeededRandom): { readonly driving: number; readonly light: number } {
    const day = Math.floor(hours / 24);
    const { pace, incidents } = this.#day(day);
    const rush = day % 7 < 5 ? bell(hours % 24, 8, 1) + bell(hours % 24, 17.2, 1.3) : 0.35 * bell(hours % 24, 13, 3);
    const started = incidents.get(road.id);
    const isBlocked = started !== undefined && hours % 24 >= started && hours % 24 < started + 2;
    const factor = (1 + road.peak * rush) * pace * driver * Math.exp(0.12 * gaussian(random)) * (isBlocked ? 3 : 1);
    const isLit = road.kmh !== freeKmh.motorway;
    return { driving: (road.lengthM / road.kmh) * 3.6 * factor, light: isLit && random.chance(0.5) ? random.next() * 45 * (1 + rush) : 0 };
  }

  #connect(from: number, to: number, line: number): void {
    const random = this.#random;
    const kmh = line % 5 === 2 ? freeKmh.motorway : line % 2 === 0 ? freeKmh.main : freeKmh.street;
    if (kmh !== freeKmh.motorway && random.chance(missingShare)) return;
    const [start, end] = [this.crossings[from] ?? corner, this.crossings[to] ?? corner];
    const { ofLongitude, ofLatitude } = scaleAt(start[1]);
    const bend = (): number => (random.next() - 0.5) * (kmh === freeKmh.motorway ? 300 : 1_200);
    const middle: Coordinate = [(start[0] + end[0]) / 2 + bend() / ofLongitude, (start[1] + end[1]) / 2 + bend() / ofLatitude];
    const lengthM = metresBetween(start, middle) + metresBetween(middle, end);
    const centre = this.crossings[Math.floor((side * side) / 2)] ?? corner;
    const outwards = metresBetween(middle, centre) / (side * spacingM * 0.5);
    const peak = random.next() * 1.2 * Math.max(0.15, 1 - outwards);
    const id = from * side * side + to;
    this.#roads[from]?.push({ to, line: [middle, end], lengthM, kmh, peak, id });
    this.#roads[to]?.push({ to: from, line: [middle, start], lengthM, kmh, peak: peak * (0.5 + random.next() * 0.5), id: -id });
  }

  #day(day: number): { readonly pace: number; readonly incidents: ReadonlyMap<number, number> } {
    const known = this.#ofDay.get(day);
    if (known !== undefined) return known;
    const random = new SeededRandom(this.#seed * 10_007 + day);
    const pace = Math.exp(0.08 * gaussian(random));
    const incidents = new Map(this.#roads.flat().flatMap(({ id }) => (random.chance(0.015) ? [[id, 6 + random.next() * 13] as const] : [])));
    const made = { pace, incidents };
    this.#ofDay.set(day, made);
    return made;
  }
}

function bell(hour: number, at: number, width: number): number {
  return Math.exp(-0.5 * ((hour - at) / width) ** 2);
}

export function gaussian(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
