/** The journeys of a fleet in memory, and what is estimated from them. Journeys must be added in the order in which they ended. */
import { metresBetween, scaleAt, type Coordinate } from "../places/index.ts";
import type { Depot, Destination, Estimate, EstimateBasis, Journey, JudgedEstimate, Situation } from "./arrival-types.ts";
import { clockWeight } from "./clock-weight.ts";
import { likelyDestinations } from "./destination.ts";
import { courseBetween } from "./course.ts";
import { ErrorRecord } from "./error-record.ts";
import { FleetDistances } from "./fleet-distances.ts";
import { matchPath, type JourneyPath, type PathMatch } from "./journey-path.ts";
import { arrivalLimits, arrivalRules } from "./limits.ts";

interface Passing extends PathMatch {
  readonly weight: number;
  /** What the path took for the same stretch that this journey has behind it. */
  readonly stretchS?: number | undefined;
}

/** Before what is known of errors. */
interface RawEstimate {
  readonly basis: EstimateBasis;
  readonly seconds: number;
  readonly distanceM: number;
  readonly spread: number;
  readonly journeys: number;
}

export class ArrivalHistory {
  readonly #depots: ReadonlyMap<string, Depot>;
  readonly #ofDepot = new Map<string, Journey[]>();
  readonly #ofVehicle = new Map<string, Journey[]>();
  readonly #newest: Journey[] = [];
  readonly #distances = new FleetDistances();
  readonly #errors = new ErrorRecord();

  constructor(depots: readonly Depot[]) {
    this.#depots = new Map(depots.map((depot) => [depot.placeId, depot]));
  }

  add(journey: Journey): void {
    keep(this.#ofVehicle, journey.vehicleId, journey, arrivalLimits.journeysPerVehicleMax);
    this.#newest.push(journey);
    if (this.#newest.length > arrivalLimits.othersMax) this.#newest.shift();
    for (const judged of journey.judged ?? []) this.#errors.add(judged);
    const { depotPlaceId, path } = journey;
    const depot = depotPlaceId === undefined ? undefined : this.#depots.get(depotPlaceId);
    if (depot === undefined || path === undefined) return;
    keep(this.#ofDepot, depot.placeId, journey, arrivalLimits.pathsPerDepotMax);
    this.#distances.add(path, depot.centre);
  }

  /** What it would have said on the way of a journey that it does not know yet. */
  judge(journey: Journey): readonly JudgedEstimate[] {
    const { path, depotPlaceId, startUs, startAt, endUs, vehicleId } = journey;
    const depot = depotPlaceId === undefined ? undefined : this.#depots.get(depotPlaceId);
    if (path === undefined || depot === undefined || startAt === undefined) return [];
    return arrivalLimits.judgedAt.flatMap((share) => {
      const index = indexAtTime(path, share);
      const actualS = path.leftS[index] ?? 0;
      if (actualS < 60) return [];
      const situation = { vehicleId, atUs: endUs - actualS * 1e6, journeyStartUs: startUs, journeyStartAt: startAt, ...stretchOf(path, index, endUs) };
      const { basis, seconds, spread } = this.#raw(situation, depot);
      return [{ basis, estimatedS: seconds, actualS, spread }];
    });
  }

  /** Depots that the vehicle may be heading to, the likeliest first. */
  destinations(situation: Situation): readonly Destination[] {
    const own = this.#ofVehicle.get(situation.vehicleId) ?? [];
    const others = this.#newest.filter(({ vehicleId }) => vehicleId !== situation.vehicleId);
    return likelyDestinations(situation, [...this.#depots.values()], [...own, ...others]);
  }

  /** @param road of a routing server: it counts where no journey came through here. */
  estimate(situation: Situation, depot: Depot, road?: { readonly seconds: number; readonly distanceM: number }): Estimate {
    const { basis, seconds, distanceM, spread, journeys } = this.#raw(situation, depot, road);
    const { low, middle, high, count } = this.#errors.bandFor(basis, seconds, spread);
    return { basis, journeys, p10S: seconds * low, p50S: seconds * middle, p90S: seconds * high, distanceM, judged: count };
  }

  #raw(situation: Situation, depot: Depot, road?: { readonly seconds: number; readonly distanceM: number }): RawEstimate {
    const crowM = metresBetween(situation.at, depot.centre);
    const passings = this.#passings(situation, depot);
    const fleetS = this.#distances.secondsFor(crowM) * this.#fleetPace(situation);
    if (passings.length === 0 && road !== undefined) return { basis: "route", ...road, spread: arrivalRules.spreadUnknown, journeys: 0 };
    if (passings.length === 0) {
      const basis = this.#distances.journeys === 0 ? "distance" : "fleet";
      return { basis, seconds: fleetS, distanceM: this.#distances.metresFor(crowM), spread: arrivalRules.spreadUnknown, journeys: 0 };
    }
    const weight = passings.reduce((sum, passing) => sum + passing.weight, 0);
    const valued = (value: (passing: Passing) => number) => passings.map((passing) => ({ weight: passing.weight, value: value(passing) }));
    const trust = weight / (weight + arrivalRules.blendJourneys);
    const driving = Math.max(
      1,
      weightedQuantile(
        valued(({ movingS }) => movingS),
        0.5,
      ),
    );
    // What the fleet takes for distances knows nothing of stops: only the driving is blended with it.
    const pace = paceOf(situation, passings) ** trust * (Math.max(1, fleetS) / driving) ** (1 - trust);
    const times = valued(({ movingS, leftS }) => movingS * pace + (leftS - movingS));
    const seconds = Math.max(1, weightedQuantile(times, 0.5));
    const width = Math.log(Math.max(1, weightedQuantile(times, 0.9)) / Math.max(1, weightedQuantile(times, 0.1))) / 2;
    const spread = trust * Math.max(arrivalRules.spreadMin, width) + (1 - trust) * arrivalRules.spreadUnknown;
    const distanceM = weightedQuantile(
      valued(({ leftM }) => leftM),
      0.5,
    );
    return { basis: "journeys", seconds, distanceM, spread, journeys: passings.length };
  }

  #passings(situation: Situation, depot: Depot): readonly Passing[] {
    const { at, atUs, courseDeg, standsSinceUs, trip, journeyStartUs, vehicleId } = situation;
    const options = {
      courseDeg,
      standingS: standsSinceUs === undefined ? undefined : (atUs - standsSinceUs) / 1e6,
      elapsedS: (atUs - journeyStartUs) / 1e6,
      scale: scaleAt(at[1]),
    };
    const atStart = trip === undefined ? {} : { scale: scaleAt(trip.at[1]) };
    const found: Passing[] = [];
    for (const journey of this.#ofDepot.get(depot.placeId) ?? []) {
      if (journey.path === undefined) continue;
      const match = matchPath(journey.path, at, options);
      if (match === undefined) continue;
      const thereUs = journey.endUs - match.leftS * 1e6;
      const start = trip === undefined ? undefined : matchPath(journey.path, trip.at, atStart);
      const stretchS = start === undefined || start.movingS <= match.movingS ? undefined : start.movingS - match.movingS;
      const likeness =
        (journey.vehicleId === vehicleId ? 1 : arrivalRules.otherDriverWeight) *
        (trip === undefined || stretchS !== undefined ? 1 : arrivalRules.otherStopWeight) *
        stageWeight((atUs - journeyStartUs) / 1e6, (thereUs - journey.startUs) / 1e6);
      found.push({ ...match, weight: clockWeight(atUs, thereUs, at) * likeness, stretchS });
    }
    return found;
  }

  /** Where no journey came through here: how this one gets on against what the fleet takes for as much. */
  #fleetPace({ at, atUs, trip }: Situation): number {
    if (trip === undefined) return 1;
    const tripS = (atUs - trip.atUs) / 1e6;
    return shrunkPace(tripS / this.#distances.secondsFor(Math.max(300, metresBetween(trip.at, at))), tripS, arrivalRules.pace.unknown);
  }
}

function paceOf({ atUs, trip }: Situation, passings: readonly Passing[]): number {
  if (trip === undefined) return 1;
  const tripS = (atUs - trip.atUs) / 1e6;
  let [sum, weight, stretch] = [0, 0, 0];
  for (const { stretchS, weight: worth } of passings) {
    if (stretchS === undefined || stretchS < arrivalRules.paceMinS) continue;
    sum += worth * Math.log(tripS / stretchS);
    stretch += worth * stretchS;
    weight += worth;
  }
  return weight === 0 ? 1 : shrunkPace(Math.exp(sum / weight), stretch / weight, arrivalRules.pace.known);
}

interface PaceRules {
  readonly halfS: number;
  readonly least: number;
  readonly most: number;
}

/** What was slow is not all going to stay so: the longer it was seen, the more of it is taken for what is to come. */
function shrunkPace(ratio: number, seenS: number, { halfS, least, most }: PaceRules): number {
  if (seenS < arrivalRules.paceMinS || !(ratio > 0)) return 1;
  return Math.min(Math.max(ratio, least), most) ** (seenS / (seenS + halfS));
}

/** The same road an hour after the start and at the end of a round is two things. */
function stageWeight(elapsedS: number, otherS: number): number {
  const sigmaS = Math.max(arrivalRules.stageSigmaS, arrivalRules.stageSigmaShare * elapsedS);
  return arrivalRules.stageFloor + (1 - arrivalRules.stageFloor) * Math.exp(-0.5 * ((elapsedS - otherS) / sigmaS) ** 2);
}

/** Between two values as far as the share lies between their middles: of two the median is their mean, and not the first. */
function weightedQuantile(values: readonly { readonly weight: number; readonly value: number }[], share: number): number {
  const sorted = values.toSorted((left, right) => left.value - right.value);
  const wanted = sorted.reduce((sum, { weight }) => sum + weight, 0) * share;
  let before: { readonly at: number; readonly value: number } | undefined;
  let sum = 0;
  for (const { weight, value } of sorted) {
    const at = sum + weight / 2;
    if (at >= wanted) return before === undefined ? value : before.value + ((wanted - before.at) / (at - before.at)) * (value - before.value);
    before = { at, value };
    sum += weight;
  }
  return before?.value ?? 0;
}

function indexAtTime({ leftS }: JourneyPath, share: number): number {
  const wantedS = (leftS[0] ?? 0) * (1 - share);
  const index = leftS.findIndex((left) => left <= wantedS);
  return index < 0 ? leftS.length - 1 : index;
}

/** What is known of a vehicle at a point of its way, and nothing of what came after. */
function stretchOf(path: JourneyPath, index: number, endUs: number): Pick<Situation, "at" | "courseDeg" | "trip"> {
  const place = (of: number): Coordinate => [path.longitudes[of] ?? 0, path.latitudes[of] ?? 0];
  let start = index;
  const isStop = (of: number): boolean => (path.movingS[of - 1] ?? 0) - (path.movingS[of] ?? 0) === 0;
  while (start > 0 && !isStop(start)) start -= 1;
  return {
    at: place(index),
    courseDeg: index === start ? undefined : courseBetween(place(index - 1), place(index)),
    trip: { at: place(start), atUs: endUs - (path.leftS[start] ?? 0) * 1e6 },
  };
}

function keep(map: Map<string, Journey[]>, key: string, journey: Journey, max: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [journey]);
  else {
    known.push(journey);
    if (known.length > max) known.shift();
  }
}
