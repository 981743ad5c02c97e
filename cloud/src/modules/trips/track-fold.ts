/** One pass over what a vehicle's signals said in order of time: trips, stops, crossings of places, and states to begin again from. */
import { stepStays, type Coordinate, type Crossing, type FenceIndex } from "../places/index.ts";
import { takeFix } from "./fix-filter.ts";
import { trackLimits, tripRules } from "./limits.ts";
import type { TrackSignal } from "./track-signals.ts";
import { encodeTrackState, trackKinds, type TrackState } from "./track-state.ts";
import type { Leg, Observation, TrackKind } from "./track-types.ts";
import { isDriving, stepTrips } from "./trip-fold.ts";

/** Samples of one signal, ascending. An ignition is 1 or 0. */
export interface TrackSeries {
  readonly signal: TrackSignal;
  readonly timesUs: Float64Array;
  readonly values: Float64Array;
}

export interface Checkpoint {
  /** Of the last observation in it. */
  readonly atUs: number;
  readonly state: string;
}

export interface TrackFoldOptions {
  /** Is changed by the fold. */
  readonly state: TrackState;
  readonly places: FenceIndex;
  /** @returns true when what follows is known to come out as before. */
  readonly isAsBefore?: ((checkpoint: Checkpoint) => boolean) | undefined;
}

export interface Folded {
  readonly legs: readonly Leg[];
  readonly crossings: readonly Crossing[];
  readonly checkpoints: readonly Checkpoint[];
  /** Time of the checkpoint from which on everything is as before; absent when the end was reached. */
  readonly asBeforeUs?: number | undefined;
}

/**
 * Folds observations after `state.trips.lastUs` and before `untilUs`. Those at or before are known already.
 *
 * The outcome depends on the samples alone: series may come in any order, and their samples may be split over several.
 */
export function foldTrack(series: readonly TrackSeries[], untilUs: number, { state, places, isAsBefore }: TrackFoldOptions): Folded {
  const legs: Leg[] = [];
  const crossings: Crossing[] = [];
  const checkpoints: Checkpoint[] = [];
  const { trips } = state;
  for (const group of groupsOf(series, trips.lastUs, untilUs)) {
    const beforeUs = trips.lastUs;
    const seen = observe(state, group);
    const fixBeforeUs = state.fix.at === null ? undefined : state.fix.atUs;
    const position = seen.position !== undefined && takeFix(state.fix, seen.position, seen.atUs) ? seen.position : undefined;
    stepTrips(trips, position === seen.position ? seen : { ...seen, position }, legs);
    if (position !== undefined) state.stays = stepStays(state.stays, places, position, seen.atUs, fixBeforeUs, crossings);
    const periodUs = isDriving(trips) ? trackLimits.checkpointDrivingUs : trackLimits.checkpointStandingUs;
    if (Math.floor(seen.atUs / periodUs) === Math.floor(beforeUs / periodUs)) continue;
    const checkpoint = { atUs: seen.atUs, state: encodeTrackState(state) };
    checkpoints.push(checkpoint);
    if (isAsBefore?.(checkpoint) === true) return { legs, crossings, checkpoints, asBeforeUs: seen.atUs };
  }
  return { legs, crossings, checkpoints };
}

/** Fixes that count, after `afterUs` and before `untilUs`. @param state is changed; of a fold or empty. */
export function* positionsOf(
  series: readonly TrackSeries[],
  afterUs: number,
  untilUs: number,
  state: Pick<TrackState, "spoken" | "fix">,
): Generator<{ readonly atUs: number; readonly at: Coordinate }> {
  for (const group of groupsOf(series, afterUs, untilUs)) {
    const { atUs, position } = observe(state, group);
    if (position !== undefined && takeFix(state.fix, position, atUs)) yield { atUs, at: position };
  }
}

interface Sample {
  readonly signal: TrackSignal;
  readonly atUs: number;
  readonly value: number;
}

/** Samples of one time together, signals of one kind in order of their source. */
function* groupsOf(series: readonly TrackSeries[], afterUs: number, untilUs: number): Generator<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const { signal, timesUs, values } of series) {
    for (const [index, atUs] of timesUs.entries()) {
      const value = values[index];
      if (atUs > afterUs && atUs < untilUs && value !== undefined && Number.isFinite(value)) samples.push({ signal, atUs, value });
    }
  }
  // Values last: of two at one time from one signal it must not matter which came first.
  samples.sort((left, right) => left.atUs - right.atUs || compare(left.signal.source, right.signal.source) || left.value - right.value);
  let begin = 0;
  while (begin < samples.length) {
    let end = begin + 1;
    while (samples[end]?.atUs === samples[begin]?.atUs) end += 1;
    yield samples.slice(begin, end);
    begin = end;
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What the samples of one time say, after those that must not speak are left out. */
function observe(state: Pick<TrackState, "spoken">, group: readonly Sample[]): Observation {
  const atUs = group[0]?.atUs ?? 0;
  const said = new Map<TrackKind, number>();
  for (const { signal, value } of group) {
    const slot = trackKinds.indexOf(signal.kind);
    const spoken = state.spoken[slot];
    const mayspeak = spoken === null || spoken === undefined || signal.source <= spoken[0] || atUs - spoken[1] > tripRules.chosenUs;
    if (!mayspeak || (spoken?.[1] === atUs && signal.source !== spoken[0])) continue;
    const scaled = value * signal.factor;
    state.spoken[slot] = [signal.source, atUs, scaled];
    said.set(signal.kind, scaled);
  }
  const ignition = said.get("ignition");
  return {
    atUs,
    position: said.has("latitude") || said.has("longitude") ? positionAt(state, atUs) : undefined,
    speedKmh: said.get("speed"),
    engineRpm: said.get("engine"),
    odometerM: said.get("odometer"),
    isIgnitionOn: ignition === undefined ? undefined : ignition !== 0,
  };
}

/** The newest latitude with the newest longitude: one of them may not have been sent since it did not change. */
function positionAt({ spoken }: Pick<TrackState, "spoken">, atUs: number): Coordinate | undefined {
  const [latitude, longitude, accuracy] = spoken;
  if (latitude === null || latitude === undefined || longitude === null || longitude === undefined) return undefined;
  if (Math.min(latitude[1], longitude[1]) < atUs - tripRules.pairUs) return undefined;
  const isInexact = accuracy !== null && accuracy !== undefined && atUs - accuracy[1] <= tripRules.pairUs && accuracy[2] > tripRules.accuracyMaxM;
  return isInexact ? undefined : [longitude[2], latitude[2]];
}
