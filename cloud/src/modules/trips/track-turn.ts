/**
 * Turns new samples into trips, stops and crossings of places. Whatever order samples come in, and however often, what
 * stands in the end is what one fold over all of them in order of time gives: samples that come late are folded again
 * from the newest state that does not know of them, until it comes out as it was.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import { saveCrossings, type FenceIndex, type FenceSets } from "../places/index.ts";
import {
  openReading,
  rawKeptFromUs,
  samplesOfWindows,
  sourcesOfVehicles,
  type CatalogueStore,
  type SampleWindow,
  type SegmentOpener,
  type WindowSeries,
} from "../telemetry/index.ts";
import { saveLegs } from "./leg-store.ts";
import { trackLimits, tripRules } from "./limits.ts";
import { foldTrack, type Checkpoint, type TrackSeries } from "./track-fold.ts";
import { ignitionOf, trackSignalNames, trackSignalOf } from "./track-signals.ts";
import { decodeTrackState, encodeTrackState, newTrackState, type TrackState } from "./track-state.ts";
import {
  addMarks,
  checkpointsAround,
  dirtyVehicles,
  headsOf,
  saveCheckpoints,
  saveHeads,
  silentDrivers,
  takeMarks,
  type DirtyVehicle,
  type TrackHead,
} from "./track-store.ts";
import type { Leg } from "./track-types.ts";
import { dropTracks, takeVehicleMarks, type VehicleMark } from "./vehicle-marks.ts";
import { isDriving, legUntil, openFromUs, openLegOf } from "./trip-fold.ts";

export interface TrackTurnOptions {
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
  readonly fences: FenceSets;
  readonly clock: Clock;
}

/**
 * One turn for one tenant, within a transaction that holds the job: killed in the middle, nothing of it has happened.
 *
 * @returns how many marks were worked off.
 */
export async function foldTracks(tx: TenantTransaction, options: TrackTurnOptions): Promise<number> {
  const spans = await takeMarks(tx);
  const moved = await takeVehicleMarks(tx);
  const marks = spans.length + moved.length;
  if (marks === 0) return 0;
  const nowUs = options.clock.wallUs();
  const reading = await openReading(tx, options, nowUs);
  const keptUs = rawKeptFromUs(reading.horizon);
  const endUs = nowUs + trackLimits.futureUs;
  const dirty = withMoved(await dirtyVehicles(tx, spans), moved)
    .filter(({ fromUs, toUs }) => toUs >= keptUs && fromUs < endUs)
    .map((vehicle): DirtyVehicle => ({ ...vehicle, fromUs: Math.max(vehicle.fromUs, keptUs) }));
  if (dirty.length === 0) return marks;
  const plans = await plan(tx, dirty, keptUs);
  const places = await options.fences.of(tx);
  const { windows, ofWindow } = await windowsOf(tx, plans, endUs);
  const segmentsMax = Math.max(trackLimits.segmentsPerSourceMin, Math.floor(trackLimits.segmentsPerTurn / Math.max(1, windows.length)));
  const read = await samplesOfWindows(reading, windows, trackSignalNames, segmentsMax);
  const series = new Map<VehicleId, TrackSeries[]>();
  const completeUs = new Map<VehicleId, number>();
  for (const [index, samples] of read.entries()) {
    const [window, vehicleId] = [windows[index], ofWindow[index]];
    if (window === undefined || vehicleId === undefined) continue;
    const own = series.get(vehicleId) ?? [];
    series.set(vehicleId, own);
    for (const one of samples.series) own.push(...trackSeriesOf(one, window));
    if (samples.completeUs >= window.toUs) continue;
    // A fold always gets on: of more segments at one time than any unit has, some are left out.
    const until = Math.max(samples.completeUs, window.fromUs + trackLimits.progressUs);
    completeUs.set(vehicleId, Math.min(until, completeUs.get(vehicleId) ?? until));
  }
  const folded = plans.map((one) => fold(one, series.get(one.vehicleId) ?? [], completeUs.get(one.vehicleId), endUs, places));
  await save(tx, folded, keptUs);
  await addMarks(tx, restOf(folded, windows, ofWindow));
  return marks;
}

/**
 * Ends the trips of vehicles of which nothing came for long, so that nobody waits for them until they drive again.
 *
 * @returns how many.
 */
export async function endSilentTrips(tx: TenantTransaction): Promise<number> {
  const heads = await headsOf(tx, await silentDrivers(tx, tripRules.silenceUs));
  const ended: TrackHead[] = [];
  const legs = [...heads.values()].flatMap((head) => {
    const state = decodeTrackState(head.head.state);
    ended.push({ ...head, isDriving: false });
    const leg = state === undefined ? undefined : legUntil(state.trips, Number.POSITIVE_INFINITY);
    if (leg === undefined || head.replayUs !== undefined) return [];
    return [{ vehicleId: head.vehicleId, fromUs: leg.startUs, untilUs: leg.startUs + 1, seenUs: head.head.atUs, legs: [leg] }];
  });
  if (ended.length === 0) return 0;
  await saveHeads(tx, ended);
  await addEvents(tx, await saveLegs(tx, legs));
  return ended.length;
}

/** Where a vehicle's fold begins. */
interface Plan extends DirtyVehicle {
  readonly known: TrackHead | undefined;
  readonly start: Checkpoint | undefined;
  /** What later states were before; states that come out the same end the fold. */
  readonly later: readonly Checkpoint[];
  /** First time whose samples it needs. */
  readonly readFromUs: number;
}

/** One entry a vehicle, whatever made it dirty. */
function withMoved(dirty: readonly DirtyVehicle[], moved: readonly VehicleMark[]): readonly DirtyVehicle[] {
  const all = new Map(dirty.map((vehicle) => [vehicle.vehicleId, vehicle]));
  for (const { vehicleId, firstUs, lastUs } of moved) {
    const known = all.get(vehicleId);
    const [fromUs, toUs] = [Math.min(firstUs, known?.fromUs ?? firstUs), Math.max(lastUs, known?.toUs ?? lastUs)];
    all.set(vehicleId, { vehicleId, fromUs, toUs, isMoved: true });
  }
  return [...all.values()];
}

async function plan(tx: TenantTransaction, dirty: readonly DirtyVehicle[], keptUs: number): Promise<readonly Plan[]> {
  const heads = await headsOf(
    tx,
    dirty.map(({ vehicleId }) => vehicleId),
  );
  const late = dirty.filter(({ vehicleId, fromUs }) => {
    const known = heads.get(vehicleId);
    return known !== undefined && (known.replayUs !== undefined || fromUs <= known.head.atUs);
  });
  const checkpoints = await checkpointsAround(
    tx,
    late.map(({ vehicleId, fromUs }) => ({ vehicleId, beforeUs: Math.min(fromUs, (heads.get(vehicleId)?.replayUs ?? fromUs) + 1) })),
  );
  return dirty.map((vehicle): Plan => {
    const { vehicleId, fromUs } = vehicle;
    const known = heads.get(vehicleId);
    if (known === undefined) return { ...vehicle, known, start: undefined, later: [], readFromUs: fromUs };
    const toUs = Math.max(vehicle.toUs, known.replayToUs ?? 0);
    // What lies between has been read, or has marks of its own.
    if (known.replayUs === undefined && fromUs > known.head.atUs) return { ...vehicle, known, start: known.head, later: [], readFromUs: fromUs };
    const all = checkpoints.get(vehicleId) ?? [];
    const states = known.replayUs === undefined ? [...all, known.before] : all;
    const validUs = Math.min(fromUs - 1, known.replayUs ?? fromUs);
    const start = newestOf(states.filter(({ atUs }) => atUs <= validUs));
    const firstUs = vehicle.isMoved === true ? Math.min(fromUs, keptUs) : fromUs;
    return { ...vehicle, toUs, known, start, later: all, readFromUs: start === undefined ? firstUs : start.atUs + 1 };
  });
}

function newestOf(states: readonly Checkpoint[]): Checkpoint | undefined {
  return states.reduce<Checkpoint | undefined>((newest, one) => (newest === undefined || one.atUs > newest.atUs ? one : newest), undefined);
}

async function windowsOf(
  tx: TenantTransaction,
  plans: readonly Plan[],
  endUs: number,
): Promise<{ readonly windows: readonly SampleWindow[]; readonly ofWindow: readonly VehicleId[] }> {
  const byVehicle = new Map(plans.map((one) => [one.vehicleId, one]));
  const sources = await sourcesOfVehicles(tx, [...byVehicle.keys()]);
  const inRange = sources.flatMap(({ vehicleId, source, fromUs, toUs }) => {
    const window = { source, fromUs: Math.max(fromUs, byVehicle.get(vehicleId)?.readFromUs ?? 0), toUs: Math.min(toUs, endUs) };
    return window.fromUs < window.toUs ? [{ window, vehicleId }] : [];
  });
  return { windows: inRange.map(({ window }) => window), ofWindow: inRange.map(({ vehicleId }) => vehicleId) };
}

function* trackSeriesOf({ signal, timesUs, values }: WindowSeries, { fromUs, toUs }: SampleWindow): Generator<TrackSeries> {
  const track = trackSignalOf(signal);
  if (track === undefined || (track.kind === "ignition") === values instanceof Float64Array) return;
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values, (word) => ignitionOf(word) ?? Number.NaN);
  let [begin, end] = [0, timesUs.length];
  while (begin < end && (timesUs[begin] ?? 0) < fromUs) begin += 1;
  while (end > begin && (timesUs[end - 1] ?? 0) >= toUs) end -= 1;
  if (begin < end) yield { signal: track, timesUs: timesUs.subarray(begin, end), values: numbers.subarray(begin, end) };
}

/** How a vehicle's fold came out, and how far. */
interface FoldedVehicle {
  readonly plan: Plan;
  readonly head: TrackHead;
  readonly afterUs: number;
  /** Everything up to here is certain; infinite when the fold came to the end. */
  readonly throughUs: number;
  readonly legs: readonly Leg[];
  readonly legsFromUs: number;
  readonly legsUntilUs: number;
  readonly seenUs: number;
  readonly crossings: Parameters<typeof saveCrossings>[1][number]["crossings"];
  readonly checkpoints: readonly Checkpoint[];
  /** What could not be read in this turn. */
  readonly restFromUs?: number | undefined;
}

function fold(one: Plan, series: readonly TrackSeries[], completeUs: number | undefined, endUs: number, places: FenceIndex): FoldedVehicle {
  const { vehicleId, known, start, later, toUs, readFromUs } = one;
  const state: TrackState = (start === undefined ? undefined : decodeTrackState(start.state)) ?? newTrackState();
  const afterUs = start?.atUs ?? readFromUs - 1;
  const legsFromUs = openFromUs(state.trips) ?? afterUs + 1;
  const before = new Map(later.map((checkpoint) => [checkpoint.atUs, checkpoint.state]));
  const isAsBefore = (checkpoint: Checkpoint): boolean => checkpoint.atUs >= toUs && before.get(checkpoint.atUs) === checkpoint.state;
  const { legs, crossings, checkpoints, asBeforeUs } = foldTrack(series, Math.min(completeUs ?? endUs, endUs), { state, places, isAsBefore });
  const reached: Checkpoint = { atUs: state.trips.lastUs, state: encodeTrackState(state) };
  const shared = { plan: one, afterUs, crossings, legsFromUs, seenUs: state.trips.lastUs };
  if (asBeforeUs !== undefined && known !== undefined) {
    const head = { ...known, replayUs: undefined, replayToUs: undefined };
    return { ...shared, head, throughUs: asBeforeUs, legs, legsUntilUs: openFromUs(state.trips) ?? asBeforeUs, checkpoints };
  }
  const isCut = completeUs !== undefined && completeUs < endUs;
  // In order, a fold that was cut has simply not come further yet. Of late samples, what follows is still as it was without them.
  if (isCut && known !== undefined && start !== known.head) {
    const throughUs = completeUs - 1;
    const kept = checkpoints.at(-1)?.atUs === throughUs ? checkpoints : [...checkpoints, { ...reached, atUs: throughUs }];
    const head = { ...known, replayUs: throughUs, replayToUs: toUs };
    return { ...shared, head, throughUs, legs, legsUntilUs: openFromUs(state.trips) ?? afterUs + 1, checkpoints: kept, restFromUs: completeUs };
  }
  const open = openLegOf(state.trips);
  const head: TrackHead = { vehicleId, head: reached, before: start ?? reached, isDriving: isDriving(state.trips) };
  return {
    ...shared,
    head,
    throughUs: Number.MAX_SAFE_INTEGER,
    legs: open === undefined ? legs : [...legs, open],
    legsUntilUs: Number.MAX_SAFE_INTEGER,
    checkpoints,
    ...(isCut ? { restFromUs: completeUs } : {}),
  };
}

async function save(tx: TenantTransaction, folded: readonly FoldedVehicle[], keptUs: number): Promise<void> {
  // A vehicle whose signals say nothing of how it moves leaves nothing behind.
  const spoken = folded.filter(({ head }) => head.head.atUs >= 0);
  // One whose every sample went to another vehicle keeps nothing that was made of them.
  const emptied = folded.filter(({ head, plan: { known } }) => head.head.atUs < 0 && known !== undefined);
  if (spoken.length + emptied.length === 0) return;
  await dropTracks(
    tx,
    emptied.map(({ head }) => head.vehicleId),
  );
  await saveHeads(
    tx,
    spoken.map(({ head }) => head),
  );
  await saveCheckpoints(
    tx,
    spoken.map(({ head, afterUs, throughUs, checkpoints }) => ({ vehicleId: head.vehicleId, afterUs, throughUs, checkpoints })),
    keptUs,
  );
  const all = [...spoken, ...emptied];
  const legs = await saveLegs(
    tx,
    all.map(({ head, ...one }) => ({ vehicleId: head.vehicleId, fromUs: one.legsFromUs, untilUs: one.legsUntilUs, seenUs: one.seenUs, legs: one.legs })),
  );
  const crossings = await saveCrossings(
    tx,
    all.map(({ head, afterUs, throughUs, crossings: found }) => ({ vehicleId: head.vehicleId, afterUs, throughUs, crossings: found })),
  );
  await addEvents(tx, [...legs, ...crossings]);
}

/** Marks for what is left to read. */
function restOf(
  folded: readonly FoldedVehicle[],
  windows: readonly SampleWindow[],
  ofWindow: readonly VehicleId[],
): readonly { readonly source: SourceId; readonly firstUs: number; readonly lastUs: number }[] {
  return folded.flatMap(({ plan: { vehicleId, toUs }, restFromUs }) => {
    const window = restFromUs === undefined ? undefined : windows.find(({ toUs: endUs }, index) => ofWindow[index] === vehicleId && endUs > restFromUs);
    return restFromUs === undefined || window === undefined ? [] : [{ source: window.source, firstUs: restFromUs, lastUs: Math.max(restFromUs, toUs) }];
  });
}
