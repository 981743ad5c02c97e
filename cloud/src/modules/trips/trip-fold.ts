/**
 * Trips and the stops between them, as a fold over what a vehicle says in order of time. The state is all that is known
 * of the past, so a fold may be left and taken up anywhere, and the same observations always give the same legs.
 */
import { metresBetween, type Coordinate } from "../places/index.ts";
import { addFix, addOdometer, beginLeg, distanceOf, toLeg, type LegSums } from "./leg-sums.ts";
import { tripRules } from "./limits.ts";
import type { Leg, Observation } from "./track-types.ts";

/** Plain JSON, always with the same members in the same order: two equal states are written equally. */
export interface TripState {
  /** Of the last observation; -1 before the first. */
  lastUs: number;
  leg: LegSums | null;
  /** The stop that goes on if the trip turns out to be a manoeuvre; null once it is certain. */
  stopBefore: LegSums | null;
  /** Of a trip: the first observation at which it stood, with the sums at that time; it ends there when it stands long enough. */
  stillUs: number;
  atStill: LegSums | null;
  /** Of a stop: the last observation that says it stood, and where that was. */
  lastStillUs: number;
  lastStillAt: Coordinate | null;
  /** Place from which on a vehicle without a speed must move, and when it was there. */
  anchor: Coordinate | null;
  anchorUs: number;
  /** Of a stop: the first observation that may be the beginning of a trip; -1 for none. */
  awayUs: number;
  /** Where a silence began that no fix has followed yet; -1 for none. */
  silentUs: number;
  speedKmh: number;
  speedUs: number;
  engineRpm: number;
  engineUs: number;
  odometerM: number;
  odometerUs: number;
  isIgnitionOff: boolean;
  at: Coordinate | null;
}

type Evidence = "moving" | "standing" | "none";

export function newTripState(): TripState {
  return {
    lastUs: -1,
    leg: null,
    stopBefore: null,
    stillUs: -1,
    atStill: null,
    lastStillUs: -1,
    lastStillAt: null,
    anchor: null,
    anchorUs: -1,
    awayUs: -1,
    silentUs: -1,
    speedKmh: 0,
    speedUs: -1,
    engineRpm: 0,
    engineUs: -1,
    odometerM: -1,
    odometerUs: -1,
    isIgnitionOff: false,
    at: null,
  };
}

/** Whether the vehicle drives, or may turn out to. */
export function isDriving(state: TripState): boolean {
  return state.leg?.kind === "trip";
}

/** The leg that lasts; a trip only once it is certain. */
export function openLegOf({ leg, stopBefore }: TripState): Leg | undefined {
  const open = stopBefore ?? leg;
  return open === null ? undefined : toLeg(open, undefined);
}

/**
 * How the lasting leg looks when nothing was heard of the vehicle until `nowUs`: a trip has ended, as the next
 * observation will find.
 */
export function legUntil(state: TripState, nowUs: number): Leg | undefined {
  const { leg, atStill, stillUs, lastUs } = state;
  if (leg?.kind !== "trip" || nowUs - lastUs <= tripRules.silenceUs) return openLegOf(state);
  const trip = atStill ?? leg;
  if (state.stopBefore !== null && distanceOf(trip).distanceM < tripRules.tripMinM) return openLegOf(state);
  return toLeg(trip, atStill === null ? lastUs : stillUs);
}

/** Start of the earliest leg that later observations may still change. */
export function openFromUs({ leg, stopBefore }: TripState): number | undefined {
  return (stopBefore ?? leg)?.startUs;
}

/** @param ended takes legs that ended, in order. */
export function stepTrips(state: TripState, seen: Observation, ended: Leg[]): void {
  const { atUs } = seen;
  if (state.lastUs >= 0 && atUs - state.lastUs > tripRules.silenceUs) fallSilent(state, ended);
  // Looked up before: what this observation says of the speed is its own evidence.
  const isSpeedKnown = state.speedUs >= 0 && atUs - state.speedUs <= tripRules.speedFreshUs;
  const evidence = evidenceOf(state, seen, isSpeedKnown);
  const isAtRest = evidence === "standing" && (seen.speedKmh !== undefined || isNearAnchor(state, seen));
  if (state.leg === null) begin(state, seen, evidence === "moving");
  else if (state.leg.kind === "stop" && evidence === "moving") depart(state, seen);
  add(state, seen, evidence, isSpeedKnown || seen.speedKmh !== undefined);
  if (state.leg?.kind === "trip") drive(state, seen, evidence, ended);
  else if (isAtRest) {
    state.lastStillUs = atUs;
    state.lastStillAt = seen.position ?? state.at;
  }
  if (state.leg?.kind === "stop") noticeMove(state, seen, ended);
  state.lastUs = atUs;
}

/** Nothing was heard for long: a trip ended with its last observation. */
function fallSilent(state: TripState, ended: Leg[]): void {
  if (state.leg?.kind === "trip") arrive(state, state.atStill ?? state.leg, state.atStill === null ? state.lastUs : state.stillUs, ended);
  state.silentUs = state.lastUs;
  state.lastStillUs = -1;
  state.awayUs = -1;
}

function isNearAnchor({ anchor }: TripState, { position }: Observation): boolean {
  return anchor !== null && position !== undefined && metresBetween(anchor, position) <= tripRules.creepM;
}

function evidenceOf(state: TripState, { atUs, speedKmh, position }: Observation, isSpeedKnown: boolean): Evidence {
  if (speedKmh !== undefined) {
    if (position !== undefined || state.at !== null) moveAnchor(state, position ?? state.at, atUs);
    if (speedKmh >= tripRules.movingKmh) return "moving";
    if (speedKmh > tripRules.standingKmh && isDriving(state)) return "moving";
    // Creeping: when it drives soon, it began here.
    if (speedKmh <= tripRules.standingKmh) state.awayUs = -1;
    else if (state.awayUs < 0) state.awayUs = atUs;
    return speedKmh <= tripRules.standingKmh ? "standing" : "none";
  }
  if (isSpeedKnown || position === undefined) return "none";
  if (state.anchor === null) {
    moveAnchor(state, position, atUs);
    return "standing";
  }
  if (metresBetween(state.anchor, position) <= tripRules.jitterM) {
    state.awayUs = -1;
    return "standing";
  }
  // One fix away may be noise, two are not; a vehicle that drives anyway needs no proof.
  if (!isDriving(state) && state.awayUs < 0) {
    state.awayUs = atUs;
    return "none";
  }
  const sinceUs = atUs - state.anchorUs;
  if (isDriving(state) && state.leg !== null && sinceUs < tripRules.stopUs) state.leg.movingUs += sinceUs;
  moveAnchor(state, position, atUs);
  return "moving";
}

function moveAnchor(state: TripState, at: Coordinate | null, atUs: number): void {
  state.anchor = at;
  state.anchorUs = atUs;
}

function begin(state: TripState, { atUs, position }: Observation, isMoving: boolean): void {
  const stop = beginLeg("stop", atUs, position ?? null);
  state.leg = isMoving ? beginLeg("trip", atUs, position ?? null) : stop;
  state.stopBefore = isMoving ? stop : null;
}

/** From its stop onto a trip, which begins with the last observation that saw it stand. */
function depart(state: TripState, { atUs, speedKmh }: Observation): void {
  const { leg } = state;
  const firstUs = state.awayUs >= 0 && atUs - state.awayUs <= tripRules.stopUs ? state.awayUs : atUs;
  // Without a speed it takes some metres to see that a vehicle moves. One that has only just come into view never stood.
  const neverStood = speedKmh === undefined && leg !== null && firstUs - leg.startUs <= tripRules.startBackUs;
  const isRecent = state.lastStillUs >= 0 && firstUs - state.lastStillUs <= tripRules.startBackUs;
  const at = state.silentUs >= 0 ? null : isRecent ? state.lastStillAt : state.at;
  state.stopBefore = leg;
  state.leg = neverStood ? beginLeg("trip", leg.startUs, leg.startAt) : beginLeg("trip", isRecent ? state.lastStillUs : firstUs, at);
  state.stillUs = -1;
  state.atStill = null;
  state.awayUs = -1;
  state.silentUs = -1;
}

function add(state: TripState, seen: Observation, evidence: Evidence, isSpeedKnown: boolean): void {
  const { atUs, position, speedKmh, engineRpm, odometerM, isIgnitionOn } = seen;
  const { leg } = state;
  if (leg === null) return;
  const heldUs = state.lastUs < 0 ? 0 : Math.min(atUs - state.lastUs, tripRules.holdUs);
  const isMoving = leg.kind === "trip" && (evidence === "moving" || (evidence === "none" && state.stillUs < 0));
  // Without a speed, what counts as moving was added from place to place.
  if (isMoving && isSpeedKnown) leg.movingUs += heldUs;
  const isRunning = state.engineUs >= 0 && atUs - state.engineUs <= tripRules.holdUs && state.engineRpm >= tripRules.idleRpm;
  if (isRunning && !isMoving && (isSpeedKnown || leg.kind === "stop")) leg.idleUs += heldUs;
  if (odometerM !== undefined) {
    const stepM = odometerM - state.odometerM;
    const possibleM = ((atUs - state.odometerUs) / 1e6) * tripRules.speedMaxMps + tripRules.odometerSlackM;
    if (state.odometerUs >= 0 && stepM >= 0 && stepM <= possibleM) addOdometer(leg, stepM);
    state.odometerM = odometerM;
    state.odometerUs = atUs;
  }
  if (speedKmh !== undefined) {
    const sinceUs = atUs - state.speedUs;
    // A speed that comes seldom is one that was sent when it changed: until then it held.
    const heldKmh = sinceUs <= tripRules.steadyUs ? (state.speedKmh + speedKmh) / 2 : state.speedKmh;
    if (leg.kind === "trip" && state.speedUs >= 0 && sinceUs <= tripRules.holdUs) leg.speedM += (heldKmh * sinceUs) / 3.6e6;
    if (speedKmh > leg.speedMaxKmh) leg.speedMaxKmh = speedKmh;
    state.speedKmh = speedKmh;
    state.speedUs = atUs;
  }
  if (engineRpm !== undefined) {
    state.engineRpm = engineRpm;
    state.engineUs = atUs;
  }
  if (isIgnitionOn !== undefined) state.isIgnitionOff = !isIgnitionOn;
  if (position === undefined) return;
  if (leg.kind === "stop") leg.startAt ??= position;
  // While it stands, fixes wander and add nothing. Without a speed nobody knows; then steps that are large enough count.
  else if (isMoving || !isSpeedKnown) addFix(leg, position, atUs, !isSpeedKnown);
  state.at = position;
}

/** Whether the trip has become certain, and whether it has ended. */
function drive(state: TripState, seen: Observation, evidence: Evidence, ended: Leg[]): void {
  const { leg } = state;
  if (leg === null) return;
  if (state.stopBefore !== null && distanceOf(leg).distanceM >= tripRules.tripMinM) {
    endStopBefore(state, leg.startUs, ended);
  }
  if (evidence === "moving") {
    state.stillUs = -1;
    state.atStill = null;
    return;
  }
  const isCreeping = state.atStill !== null && seen.speedKmh === undefined && hasCrept(state.atStill, leg);
  if (evidence === "standing" && (state.stillUs < 0 || isCreeping)) {
    state.stillUs = seen.atUs;
    state.atStill = { ...leg };
  }
  if (state.stillUs < 0 || state.atStill === null) return;
  const stopUs = state.isIgnitionOff ? tripRules.ignitionOffStopUs : tripRules.stopUs;
  if (seen.atUs - state.stillUs >= stopUs) arrive(state, state.atStill, state.stillUs, ended);
}

/** A vehicle that came into view driving did not stand before. */
function endStopBefore(state: TripState, endUs: number, ended: Leg[]): void {
  if (state.stopBefore !== null && state.stopBefore.startUs < endUs) ended.push(toLeg(state.stopBefore, endUs));
  state.stopBefore = null;
}

/** A vehicle without a speed, on the last metres before it stands. */
function hasCrept(atStill: LegSums, leg: LegSums): boolean {
  if (atStill.trackAt === null || leg.trackAt === null || leg.trackUs - atStill.trackUs > tripRules.creepUs) return false;
  return metresBetween(atStill.trackAt, leg.trackAt) >= tripRules.creepM;
}

/** @param trip as it was at `endUs`; what was added since belongs to the stop. */
function arrive(state: TripState, trip: LegSums, endUs: number, ended: Leg[]): void {
  const idleSince = (state.leg?.idleUs ?? 0) - trip.idleUs;
  const isManoeuvre = distanceOf(trip).distanceM < tripRules.tripMinM;
  if (isManoeuvre) {
    state.leg = state.stopBefore ?? beginLeg("stop", trip.startUs, state.at);
    state.leg.idleUs += trip.idleUs + idleSince;
  } else {
    endStopBefore(state, trip.startUs, ended);
    ended.push(toLeg(trip, endUs));
    state.leg = beginLeg("stop", endUs, trip.endAt);
    state.leg.idleUs = idleSince;
  }
  state.stopBefore = null;
  state.stillUs = -1;
  state.atStill = null;
  state.lastStillUs = state.lastUs;
  state.lastStillAt = state.at;
  state.awayUs = -1;
  moveAnchor(state, state.at, state.lastUs);
}

/** The first fix after a silence, far from where it stood: one stop ended somewhere in the dark, another began. */
function noticeMove(state: TripState, { atUs, position }: Observation, ended: Leg[]): void {
  const { leg, silentUs } = state;
  if (leg === null || silentUs < 0 || position === undefined) return;
  state.silentUs = -1;
  if (leg.startAt === null || metresBetween(leg.startAt, position) <= tripRules.movedUnseenM) return;
  ended.push(toLeg(leg, silentUs));
  state.leg = beginLeg("stop", atUs, position);
  moveAnchor(state, position, atUs);
  state.awayUs = -1;
  state.lastStillUs = atUs;
  state.lastStillAt = position;
}
