/** ETA: how far estimates of arrival are off, against the way that is left over the speed. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { ArrivalHistory, pathOf, type Depot, type Estimate, type Fix, type Journey, type Situation } from "@drawbar/cloud/modules/arrivals/index.ts";
import { metresBetween, scaleAt, type Coordinate } from "@drawbar/cloud/modules/places/index.ts";
import { fixesOf, trackDrive } from "@drawbar/cloud/modules/trips/testing/recorded-drive.ts";
import { recording, recordingsFolder } from "../recordings.ts";
import { lengthOf, naiveSpeeds, situationAt, type NaiveSpeeds } from "./arrivals/trip-moments.ts";
import { depotCrossings, simulatedJourneys } from "./arrivals/simulated-journeys.ts";
import { SimulatedRoads } from "./arrivals/simulated-roads.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";

const trainDays = 28;
const testDays = 14;
const momentsPerJourney = 6;

export const benches: readonly Bench[] = [{ id: "ETA", title: "estimated arrival at a depot: error against distance over speed", run: measure }];

/** Arrivals between P10 and P90 of all: eight in ten are right. Over all moments, since nobody knows beforehand which ones are followed by stops. */
interface Inside {
  all: number;
  within: number;
}

/** Absolute errors in seconds, of each way to estimate. */
class Errors {
  readonly inside: Inside;
  readonly #of = new Map<string, number[]>();

  constructor(inside: Inside) {
    this.inside = inside;
  }

  add(actualS: number, leftM: number, speeds: NaiveSpeeds, fleetKmh: number, estimates: Readonly<Record<"alone" | "history", Estimate>>): void {
    const naive = { ...speeds, fleet: fleetKmh };
    for (const [name, kmh] of Object.entries(naive)) this.#push(`naive/${name}`, Math.abs((leftM / kmh) * 3.6 - actualS));
    for (const [name, { p50S }] of Object.entries(estimates)) this.#push(name, Math.abs(p50S - actualS));
    const { p10S, p90S } = estimates.history;
    this.inside.all += 1;
    if (actualS >= p10S && actualS <= p90S) this.inside.within += 1;
  }

  figures(context: BenchContext, title: string, name: string): readonly Figure[] {
    const rows = [...this.#of].map(([way, errors]) => ({ way, mean: meanOf(errors), p90: shareOf(errors, 0.9) }));
    context.say(`${title}: ${this.#of.get("history")?.length ?? 0} estimates`);
    for (const { way, mean, p90 } of rows) context.say(`  ${way.padEnd(14)} mean ${(mean / 60).toFixed(2)} min, P90 ${(p90 / 60).toFixed(2)} min`);
    // The best of the naive ones, for each figure: which speed that is nobody knows beforehand.
    const naive = (of: "mean" | "p90"): number => Math.min(...rows.filter(({ way }) => way.startsWith("naive/")).map((row) => row[of]));
    const ours = (way: string, of: "mean" | "p90"): number => rows.find((row) => row.way === way)?.[of] ?? Number.NaN;
    const bars = { unit: "x", direction: "at-most", must: 0.8, moonshot: 0.5 } as const;
    for (const figure of ["mean", "p90"] as const) context.say(`  without history, ${figure}: ${(ours("alone", figure) / naive(figure)).toFixed(3)} x naive`);
    return [
      { name: `${name}-mean`, value: ours("history", "mean") / naive("mean"), ...bars },
      { name: `${name}-p90`, value: ours("history", "p90") / naive("p90"), ...bars },
    ];
  }

  #push(way: string, error: number): void {
    const known = this.#of.get(way);
    if (known === undefined) this.#of.set(way, [error]);
    else known.push(error);
  }
}

function measure(context: BenchContext): readonly Figure[] {
  return [...simulated(context), ...recorded(context)];
}

function simulated(context: BenchContext): readonly Figure[] {
  const seeds = context.isLong ? [1, 2, 3, 4, 5] : [1];
  const inside: Inside = { all: 0, within: 0 };
  const direct = new Errors(inside);
  const whole = new Errors(inside);
  let [right, asked, named] = [0, 0, 0];
  for (const seed of seeds) {
    const roads = new SimulatedRoads(seed);
    const journeys = simulatedJourneys(roads, trainDays + testDays, seed + 100);
    const depots = depotCrossings.map((crossing, index): Depot => ({ placeId: `depot-${index}`, centre: roads.crossings[crossing] ?? [0, 0] }));
    const history = new ArrivalHistory(depots);
    const alone = new ArrivalHistory(depots);
    const moments = new SeededRandom(seed + 200);
    const testFromUs = (journeys[0]?.startUs ?? 0) + trainDays * 86_400e6;
    let [drivenM, drivenS] = [0, 0];
    for (const simulatedJourney of journeys) {
      const { vehicleId, fixes, startUs, endUs, depot: index, directFromUs } = simulatedJourney;
      const depot = index === undefined ? undefined : depots[index];
      if (startUs >= testFromUs) {
        for (let moment = 0; moment < momentsPerJourney; moment += 1) {
          const atUs = startUs + (endUs - startUs) * (0.05 + 0.9 * moments.next());
          const seen = fixes.filter((fix) => fix.atUs <= atUs);
          const situation = situationAt(vehicleId, seen);
          if (situation === undefined) continue;
          const isDirect = situation.atUs >= directFromUs;
          const [likeliest] = history.destinations(situation);
          if (isDirect) {
            asked += 1;
            if (likeliest !== undefined && likeliest.probability >= 0.35) named += 1;
            if (likeliest !== undefined && likeliest.probability >= 0.35 && likeliest.depot === depot) right += 1;
          }
          if (depot === undefined || situation.standsSinceUs !== undefined) continue;
          const actualS = (endUs - situation.atUs) / 1e6;
          const estimates = { alone: alone.estimate(situation, depot), history: history.estimate(situation, depot) };
          const leftM = metresBetween(situation.at, depot.centre);
          (isDirect ? direct : whole).add(actualS, leftM, naiveSpeeds(seen), (drivenM / drivenS) * 3.6, estimates);
        }
      }
      const way = pathOf(fixes, endUs);
      if (way === undefined) continue;
      drivenM += way.leftM[0] ?? 0;
      drivenS += way.movingS[0] ?? 0;
      const journey: Journey = {
        vehicleId,
        startUs,
        endUs,
        startAt: fixes[0]?.at ?? [0, 0],
        depotPlaceId: depot?.placeId,
        path: depot === undefined ? undefined : way,
      };
      history.add({ ...journey, judged: history.judge(journey) });
    }
  }
  context.say(
    `on the last stretch: a depot was named for ${((named / asked) * 100).toFixed(0)} % of ${asked} moments, ${((right / Math.max(named, 1)) * 100).toFixed(0)} % of them rightly`,
  );
  return [
    ...direct.figures(context, "simulated, on the last stretch", "simulated"),
    ...whole.figures(context, "simulated, with stops for work still to come", "with-stops"),
    calibration(context, inside, "simulated"),
  ];
}

interface RecordedTrip {
  readonly fixes: readonly Fix[];
}

/** Real drives: each one's end stands for the depot, and those before it in the list are its history. */
function recorded(context: BenchContext): readonly Figure[] {
  const bars = { unit: "x", direction: "at-most", must: 0.8, moonshot: 0.5 } as const;
  if (recordingsFolder() === undefined) {
    context.say("recorded drives are not here; DRAWBAR_DATA names their folder");
    return ["mean", "p90"].map((of) => ({ name: `recorded-${of}`, value: undefined, ...bars }));
  }
  const inside: Inside = { all: 0, within: 0 };
  const errors = new Errors(inside);
  const trips = [...obdTrips(), ...gnssTrips(context)];
  const place: Coordinate = [6, 51];
  const depot: Depot = { placeId: "depot", centre: place };
  const history = new ArrivalHistory([depot]);
  const alone = new ArrivalHistory([depot]);
  let [drivenM, drivenS] = [0, 0];
  for (const [index, { fixes }] of trips.entries()) {
    const [first, last] = [fixes[0], fixes.at(-1)];
    if (first === undefined || last === undefined) continue;
    for (let moment = 0; moment < 12; moment += 1) {
      const atUs = first.atUs + ((last.atUs - first.atUs) * (moment + 1)) / 14;
      const seen = fixes.filter((fix) => fix.atUs <= atUs);
      const situation: Situation | undefined = situationAt(`vehicle-${index}`, seen);
      if (situation === undefined || situation.standsSinceUs !== undefined) continue;
      const centre = { placeId: "depot", centre: last.at };
      const estimates = { alone: alone.estimate(situation, centre), history: history.estimate(situation, centre) };
      const fleetKmh = drivenS === 0 ? 40 : (drivenM / drivenS) * 3.6;
      errors.add((last.atUs - situation.atUs) / 1e6, metresBetween(situation.at, last.at), naiveSpeeds(seen), fleetKmh, estimates);
    }
    const way = pathOf(fixes, last.atUs);
    if (way === undefined) continue;
    drivenM += lengthOf(fixes);
    drivenS += way.movingS[0] ?? 0;
    const journey: Journey = { vehicleId: `vehicle-${index}`, startUs: first.atUs, endUs: last.atUs, startAt: first.at, depotPlaceId: "depot", path: way };
    history.add({ ...journey, judged: history.judge(journey) });
  }
  return [...errors.figures(context, `recorded: ${trips.length} drives`, "recorded"), calibration(context, inside, "recorded")];
}

function calibration(context: BenchContext, { all, within }: Inside, name: string): Figure {
  context.say(`${name}: ${((within / all) * 100).toFixed(0)} % of ${all} arrivals were between P10 and P90; 80 % is right`);
  return { name: `${name}-interval`, value: Math.abs(within / all - 0.8), unit: "off 0.8", direction: "at-most", must: 0.1, moonshot: 0.03 };
}

/** These say how fast, not where: each is laid on a straight road of its own to the depot, so nobody's distance is wrong. */
function obdTrips(): readonly RecordedTrip[] {
  const folder = path.join(recordingsFolder() ?? "", "obd/carOBD_toyota_etios_2014");
  const names = readdirSync(folder)
    .filter((name) => /^(drive|live|long|ufpe)\d+\.csv\.gz$/.test(name))
    .toSorted();
  return names.flatMap((name, index) => {
    const rows = trackDrive(recording(`obd/carOBD_toyota_etios_2014/${name}`));
    const firstMoving = rows.findIndex(({ kmh }) => kmh > 0);
    const lastMoving = rows.findLastIndex(({ kmh }) => kmh > 0);
    if (firstMoving < 0) return [];
    const driven = rows.slice(firstMoving, lastMoving + 1);
    const lengthM = driven.reduce((sum, { kmh }) => sum + kmh / 3.6, 0);
    const { ofLongitude, ofLatitude } = scaleAt(51);
    const angle = (index * 137.5 * Math.PI) / 180;
    let goneM = 0;
    const fixes = driven.map(({ kmh }, second): Fix => {
      goneM += kmh / 3.6;
      const leftM = lengthM - goneM;
      return { atUs: (index * 86_400 + 36_000 + second) * 1e6, at: [6 + (leftM * Math.sin(angle)) / ofLongitude, 51 + (leftM * Math.cos(angle)) / ofLatitude] };
    });
    return lengthM < 1_000 ? [] : [{ fixes }];
  });
}

/** Logs of receivers that were on the road: most are short. */
function gnssTrips(context: BenchContext): readonly RecordedTrip[] {
  const folder = path.join(recordingsFolder() ?? "", "gps/gpsd");
  const names = readdirSync(folder)
    .filter((name) => /\.log\.chk(\.gz)?$/.test(name))
    .toSorted();
  const trips = names.flatMap((name) => {
    const fixes = fixesOf(recording(`gps/gpsd/${name}`)).toSorted((left, right) => left.atUs - right.atUs);
    const [first, last] = [fixes[0], fixes.at(-1)];
    if (first === undefined || last === undefined || last.atUs - first.atUs < 60e6 || last.atUs - first.atUs > 86_400e6) return [];
    const straightM = metresBetween(first.at, last.at);
    return isNoDrive(straightM, (last.atUs - first.atUs) / 1e6) ? [] : [{ fixes, name }];
  });
  context.say(`GNSS logs with a drive of more than 500 m and a minute: ${trips.map(({ name }) => name.replace(/\.log\.chk.*/, "")).join(", ") || "none"}`);
  return trips;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

function shareOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Slower than a bicycle is a walk with a receiver, faster than any car is a test of one. */
function isNoDrive(straightM: number, seconds: number): boolean {
  const kmh = (straightM / seconds) * 3.6;
  return straightM < 500 || kmh < 8 || kmh > 200;
}
