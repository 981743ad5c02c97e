/**
 * From the reports of a vehicle's control units, in order of time, to episodes. Pure; the state holds all that later
 * reports need to know of earlier ones.
 */
import type { FaultFrame, FaultLamp, FaultReport, ReportedFault } from "@drawbar/proto/faults/fault-report.ts";
import { levelOfLamps, levelOfObd, worseOf } from "./fault-level.ts";
import { faultLimits, faultRules } from "./limits.ts";
import type { Episode, FaultLevel, TimedReport } from "./fault-types.ts";

interface ControlUnit {
  heardUs: number;
  lamps: readonly FaultLamp[];
  /** By code: those that are there, and those that may still come back. */
  open: Record<string, Episode>;
}

export interface FaultState {
  throughUs: number;
  readonly units: Record<string, ControlUnit>;
}

const version = 1;

export function newFaultState(): FaultState {
  return { throughUs: -1, units: {} };
}

export function encodeFaultState(state: FaultState): string {
  return JSON.stringify({ v: version, ...state });
}

/** @returns `undefined` for the state of another release: the fold begins anew. */
export function decodeFaultState(text: string): FaultState | undefined {
  const parsed = JSON.parse(text) as FaultState & { readonly v: number }; // only encodeFaultState writes it
  return parsed.v === version ? { throughUs: parsed.throughUs, units: parsed.units } : undefined;
}

/** Episodes that are open in the state. */
export function openEpisodes(state: FaultState): readonly Episode[] {
  return Object.values(state.units).flatMap(({ open }) => Object.values(open));
}

/**
 * @param state is changed.
 * @param reports in order of time.
 * @param onDay told the state before the first report of each UTC day.
 * @returns every episode that a report began, named or missed, as it is after the last of them.
 */
export function foldFaults(state: FaultState, reports: Iterable<TimedReport>, onDay: (state: FaultState) => void): readonly Episode[] {
  const touched = new Map<string, Episode>();
  const put = (episode: Episode): void => void touched.set(keyOf(episode), episode);
  for (const timed of reports) {
    if (dayOf(timed.atUs) > dayOf(state.throughUs) && state.throughUs >= 0) onDay(state);
    foldReport(state, timed, put);
    state.throughUs = Math.max(state.throughUs, timed.atUs);
  }
  return [...touched.values()];
}

/** What an episode is, and its id follows from. */
export function keyOf({ controlUnit, code, onsetUs }: Pick<Episode, "controlUnit" | "code" | "onsetUs">): string {
  return `${controlUnit} ${onsetUs} ${code}`;
}

function foldReport(state: FaultState, { atUs, controlUnit, report }: TimedReport, put: (episode: Episode) => void): void {
  const unit = unitOf(state, controlUnit);
  if (unit === undefined) return;
  const named = new Map(report.faults.map((fault) => [fault.code, fault]));
  for (const [code, episode] of Object.entries(unit.open)) {
    const { absentUs } = episode;
    if (absentUs !== undefined && atUs - absentUs > faultRules.mergeUs) {
      put({ ...episode, heardUs: atUs });
      delete unit.open[code];
    } else if (!named.has(code)) {
      put((unit.open[code] = { ...episode, absentUs: absentUs ?? atUs, heardUs: atUs }));
    }
  }
  const lit = report.lamps.filter((lamp) => !unit.lamps.includes(lamp));
  const hasNew = report.faults.some(({ code }) => unit.open[code] === undefined || unit.open[code].absentUs !== undefined);
  for (const fault of named.values()) {
    const known = unit.open[fault.code];
    const framesLeft = () => faultLimits.framesMax - openEpisodes(state).filter(({ frame }) => frame !== undefined).length;
    if (known === undefined && openEpisodes(state).length >= faultLimits.openMax) continue;
    const before = known ?? { controlUnit, code: fault.code, onsetUs: atUs, interruptions: 0, frame: undefined, absentUs: undefined, level: undefined };
    const frame = betterFrame(
      before.frame,
      report.frames.filter(({ code }) => code === fault.code),
      framesLeft,
    );
    const episode: Episode = {
      controlUnit,
      code: fault.code,
      onsetUs: before.onsetUs,
      level: levelOf(before.level, report, fault, lit, hasNew),
      seenUs: atUs,
      heardUs: atUs,
      interruptions: before.interruptions + (before.absentUs === undefined ? 0 : 1),
      occurrences: fault.occurrences,
      lists: fault.lists ?? [],
      lamps: report.lamps,
      ...(frame === undefined ? {} : { frame }),
    };
    unit.open[fault.code] = episode;
    put(episode);
  }
  unit.lamps = report.lamps;
  unit.heardUs = atUs;
}

function unitOf({ units }: FaultState, controlUnit: string): ControlUnit | undefined {
  const known = units[controlUnit];
  if (known !== undefined) return known;
  if (Object.keys(units).length >= faultLimits.controlUnitsMax) return undefined;
  return (units[controlUnit] = { heardUs: -1, lamps: [], open: {} });
}

/**
 * Lamps of J1939 are those of the whole control unit. A fault has the level of what was lit together with it; a lamp
 * that is lit later, without a new fault, counts for all that are there.
 *
 * @param before of the episode; absent when it begins.
 * @param lit lamps that were dark in the report before.
 */
function levelOf(before: FaultLevel | undefined, report: FaultReport, fault: ReportedFault, lit: readonly FaultLamp[], hasNew: boolean): FaultLevel {
  if (report.protocol === "obd") {
    const now = levelOfObd(report.lamps, fault.lists ?? []);
    return before === undefined ? now : worseOf(before, now);
  }
  if (before === undefined) return levelOfLamps(lit.length > 0 ? lit : report.lamps);
  return hasNew ? before : worseOf(before, levelOfLamps(lit));
}

/** A control unit's own frame before a snapshot, the first of each kind before later ones. */
function betterFrame(known: FaultFrame | undefined, given: readonly FaultFrame[], framesLeft: () => number): FaultFrame | undefined {
  const own = given.find(({ from }) => from === "control-unit");
  if (known !== undefined) return known.from === "snapshot" && own !== undefined ? own : known;
  const first = own ?? given[0];
  return first === undefined || framesLeft() <= 0 ? undefined : first;
}

const dayUs = 86_400_000_000;

function dayOf(atUs: number): number {
  return Math.floor(atUs / dayUs);
}
