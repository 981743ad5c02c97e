/** Makes journeys of trips that ended, and judges on each what would have been estimated on its way. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { openReading, type CatalogueStore, type Reading, type SegmentOpener } from "../telemetry/index.ts";
import { readFixes } from "../trips/index.ts";
import type { Journey } from "./arrival-types.ts";
import type { Fix } from "./journey-path.ts";
import type { DepotGround, DepotGrounds } from "./depot-grounds.ts";
import type { HistoryCache } from "./history-cache.ts";
import { pathOf } from "./journey-path.ts";
import { endsOfJourneys, progressOf, removeAllJourneys, removeStaleJourneys, saveJourney, saveProgress, thinPaths, tripsBetween } from "./journey-store.ts";
import { chainTrips, type TripChain } from "./journeys.ts";
import { arrivalLimits } from "./limits.ts";

export interface LearnOptions {
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
  readonly histories: HistoryCache;
  readonly clock: Clock;
}

/**
 * One turn for one tenant, within a transaction that holds the job: killed in the middle, nothing of it has happened.
 *
 * @returns whether there may be more to do at once.
 */
export async function learnJourneys(tx: TenantTransaction, options: LearnOptions): Promise<boolean> {
  const nowUs = options.clock.wallUs();
  const startedUs = options.clock.monoUs();
  const progress = await progressOf(tx);
  const { grounds, history } = await options.histories.of(tx);
  const isAnew = progress?.depots !== grounds.digest;
  if (isAnew) {
    await removeAllJourneys(tx);
    await saveProgress(tx, { depots: grounds.digest, throughUs: 0 });
    return grounds.all.length > 0; // the next turn begins with a memory that is as empty
  }
  if (grounds.all.length === 0) return false;
  const fromUs = Math.max(progress.throughUs - arrivalLimits.lateUs, nowUs - arrivalLimits.keptUs);
  const ends = await endsOfJourneys(tx, { fromUs, nowUs });
  const reading = await openReading(tx, options, nowUs);
  const touched = new Set<string>();
  let [done, throughUs] = [0, progress.throughUs];
  for (const end of ends) {
    if (done > 0 && options.clock.monoUs() - startedUs > arrivalLimits.turnMaxMs * 1_000) break;
    done += 1;
    throughUs = Math.max(throughUs, end.startUs);
    const trips = await tripsBetween(tx, end.vehicleId, Math.max(end.afterUs, end.startUs - arrivalLimits.journeyMaxUs), end.startUs);
    for (const chain of chainTrips(trips, (at) => grounds.at(at)?.placeId)) {
      const made = await journeyOf(reading, end.vehicleId, chain, grounds);
      if (made === undefined) continue;
      await saveJourney(tx, { ...made.journey, judged: history.judge(made.journey) }, made.tripsEndUs);
      if (made.journey.depotPlaceId !== undefined) touched.add(made.journey.depotPlaceId);
    }
  }
  const hasMore = done < ends.length || ends.length === arrivalLimits.journeysPerTurn;
  if (touched.size > 0) await thinPaths(tx, [...touched]);
  await saveProgress(tx, { depots: grounds.digest, throughUs: hasMore ? throughUs : nowUs });
  // Once, when all is learned: a fleet's first days are many turns.
  return hasMore || (await removeStaleJourneys(tx, nowUs)) > 0;
}

async function journeyOf(
  reading: Reading,
  vehicleId: VehicleId,
  { trips, depotPlaceId }: TripChain,
  grounds: DepotGrounds,
): Promise<{ readonly journey: Journey; readonly tripsEndUs: number } | undefined> {
  const [first, last] = [trips[0], trips.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const base = { vehicleId, startUs: first.startUs, endUs: last.endUs, startAt: first.startAt };
  const ground = depotPlaceId === undefined ? undefined : grounds.find(depotPlaceId);
  if (ground === undefined) return { journey: base, tripsEndUs: last.endUs };
  const fixes = await readFixes(reading, { vehicleId, fromUs: first.startUs, untilUs: last.endUs + 1 });
  const arrivedUs = arrivalAt(fixes, ground) ?? last.endUs;
  return { journey: { ...base, endUs: arrivedUs, depotPlaceId, path: pathOf(fixes, arrivedUs) }, tripsEndUs: last.endUs };
}

/** When it crossed the line for the last time; what it did in the yard afterwards is no way to the depot. */
function arrivalAt(fixes: readonly Fix[], { shape }: DepotGround): number | undefined {
  const outside = fixes.findLastIndex(({ at }) => !shape.contains(at));
  return fixes[outside + 1]?.atUs;
}
