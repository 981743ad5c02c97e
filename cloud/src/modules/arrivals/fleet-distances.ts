/** What a fleet takes for a distance as the crow flies: detours, lights and the last streets included. */
import { metresBetween, type Coordinate } from "../places/index.ts";
import type { JourneyPath } from "./journey-path.ts";

/** Distances of one bin are at most twice each other. */
const binFirstM = 250;
const bins = 12;
/** So many journeys count as much as what is taken where none is known. */
const priorJourneys = 2;
/** A day's traffic changes, so the last some hundred journeys tell. At the bound: older ones fade. */
const countMax = 300;

interface Bin {
  count: number;
  /** Means of logarithms, by how much they differ from what is taken where nothing is known. */
  time: number;
  detour: number;
}

export class FleetDistances {
  readonly #bins: readonly Bin[] = Array.from({ length: bins }, () => ({ count: 0, time: 0, detour: 0 }));
  #journeys = 0;

  get journeys(): number {
    return this.#journeys;
  }

  /** A journey tells of each distance once. */
  add(path: JourneyPath, centre: Coordinate): void {
    this.#journeys += 1;
    const met = new Set<number>();
    for (let index = path.leftS.length - 2; index >= 0; index -= 1) {
      const crowM = metresBetween([path.longitudes[index] ?? 0, path.latitudes[index] ?? 0], centre);
      const bin = Math.round(position(crowM));
      const [movingS, leftM] = [path.movingS[index] ?? 0, path.leftM[index] ?? 0];
      const known = this.#bins[bin];
      if (known === undefined || met.has(bin) || movingS < 10 || leftM < 50) continue;
      met.add(bin);
      known.count = Math.min(known.count + 1, countMax);
      known.time += (Math.log(movingS / priorSeconds(crowM)) - known.time) / known.count;
      known.detour += (Math.log(Math.max(1, leftM / crowM) / priorDetour) - known.detour) / known.count;
    }
  }

  /** Seconds of driving for a distance as the crow flies. */
  secondsFor(crowM: number): number {
    return priorSeconds(crowM) * Math.exp(this.#between(crowM, ({ time }) => time));
  }

  /** Metres on the road for a distance as the crow flies. */
  metresFor(crowM: number): number {
    return crowM * priorDetour * Math.exp(this.#between(crowM, ({ detour }) => detour));
  }

  #between(crowM: number, of: (bin: Bin) => number): number {
    const at = Math.min(Math.max(position(crowM), 0), bins - 1);
    const low = Math.floor(at);
    const value = (index: number): number => this.#shrunk(Math.min(index, bins - 1), of);
    return value(low) + (at - low) * (value(low + 1) - value(low));
  }

  /** Bins that nothing is known of take what their neighbours say. */
  #shrunk(index: number, of: (bin: Bin) => number): number {
    let [sum, weight] = [0, priorJourneys];
    for (const [other, bin] of this.#bins.entries()) {
      const worth = bin.count * 0.3 ** Math.abs(other - index);
      sum += worth * of(bin);
      weight += worth;
    }
    return sum / weight;
  }
}

/** A way on roads over the straight one: 1.2 to 1.4 in studies of road networks. */
const priorDetour = 1.3;

/** Over 1 km as the crow flies a vehicle makes 20 km/h, over 100 km some 52. */
function priorSeconds(crowM: number): number {
  const kmh = 20 + 16 * Math.log10(Math.max(crowM, 300) / 1_000);
  return (Math.max(crowM, 1) / kmh) * 3.6;
}

function position(crowM: number): number {
  return Math.log2(Math.max(crowM, 1) / binFirstM);
}
