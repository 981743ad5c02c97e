/**
 * Turns new fault reports into episodes. Whatever order reports come in, and however often, what stands in the end is
 * what one fold over all of them in order of time gives: those that come late are folded again, with all that follow,
 * from the newest state that does not know of them.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { faultSignalName, parseFaultReport } from "@drawbar/proto/faults/fault-report.ts";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { NewEvent } from "../../events/event-types.ts";
import {
  coldKeptFromUs,
  openReading,
  samplesOfWindows,
  sourcesOfVehicles,
  type CatalogueStore,
  type Reading,
  type SegmentOpener,
  type SourceOfVehicle,
} from "../telemetry/index.ts";
import { saveEpisodes, tellCleared } from "./episode-store.ts";
import { decodeFaultState, encodeFaultState, foldFaults, newFaultState, openEpisodes } from "./fault-fold.ts";
import { dirtyFaults, isFolded, saveStates, statesBefore, takeFaultMarks, takeVehicleFaultMarks, type FoldedState } from "./fault-store.ts";
import type { TimedReport } from "./fault-types.ts";
import { faultLimits } from "./limits.ts";

export interface FaultTurnOptions {
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
  readonly clock: Clock;
}

/**
 * One turn for one tenant, within a transaction that holds the job: killed in the middle, nothing of it has happened.
 *
 * @returns how many marks were worked off.
 */
export async function foldFaultReports(tx: TenantTransaction, options: FaultTurnOptions): Promise<number> {
  const [spans, moved] = [await takeFaultMarks(tx), await takeVehicleFaultMarks(tx)];
  if (spans.length + moved.size === 0) return 0;
  const nowUs = options.clock.wallUs();
  const endUs = nowUs + faultLimits.futureUs;
  const reading = await openReading(tx, options, nowUs);
  const keptUs = coldKeptFromUs(reading.horizon);
  const dirty = new Map(moved);
  for (const [vehicleId, fromUs] of await dirtyFaults(tx, spans)) dirty.set(vehicleId, Math.min(dirty.get(vehicleId) ?? fromUs, fromUs));
  for (const [vehicleId, fromUs] of dirty) dirty.set(vehicleId, Math.max(fromUs, keptUs));
  const starts = await statesBefore(tx, dirty);
  const sources = Map.groupBy(await sourcesOfVehicles(tx, [...dirty.keys()]), ({ vehicleId }) => vehicleId);
  const events: NewEvent[] = [];
  for (const [vehicleId, fromUs] of dirty) {
    if (fromUs >= endUs) continue;
    const start = starts.get(vehicleId);
    events.push(...(await foldVehicle({ tx, reading, vehicleId, sources: sources.get(vehicleId) ?? [], start, fromUs, endUs, keptUs, nowUs })));
  }
  await addEvents(tx, events);
  return spans.length + moved.size;
}

/** Faults of control units that say nothing more: see `tellCleared`. @returns how many. */
export async function clearSilentFaults(tx: TenantTransaction, nowUs: number): Promise<number> {
  const events = await tellCleared(tx, nowUs);
  await addEvents(tx, events);
  return events.length;
}

interface VehicleFold {
  readonly tx: TenantTransaction;
  readonly reading: Reading;
  readonly vehicleId: VehicleId;
  readonly sources: readonly SourceOfVehicle[];
  readonly start: FoldedState | undefined;
  /** First new report. */
  readonly fromUs: number;
  readonly endUs: number;
  readonly keptUs: number;
  readonly nowUs: number;
}

async function foldVehicle({ tx, reading, vehicleId, sources, start, fromUs, endUs, keptUs, nowUs }: VehicleFold): Promise<readonly NewEvent[]> {
  const known = start === undefined ? undefined : decodeFaultState(start.state);
  const state = known ?? newFaultState();
  // Of another release's state nothing is known: the fold begins with what is kept.
  const afterUs = known === undefined ? Math.min(fromUs - 1, start === undefined ? fromUs - 1 : keptUs - 1) : (start?.atUs ?? fromUs - 1);
  const checkpoints: FoldedState[] = known === undefined ? [{ atUs: afterUs, state: encodeFaultState(state) }] : [];
  const before = openEpisodes(state);
  const reports = await reportsOf(reading, sources, afterUs + 1, endUs);
  const touched = foldFaults(state, reports, (day) => checkpoints.push({ atUs: day.throughUs, state: encodeFaultState(day) }));
  // A vehicle whose segments of priority 0 hold no report leaves nothing behind, unless it had some until now.
  if (state.throughUs < 0 && !(await isFolded(tx, vehicleId))) return [];
  const untouched = before.filter(({ controlUnit, code, onsetUs }) =>
    touched.every((one) => one.controlUnit !== controlUnit || one.code !== code || one.onsetUs !== onsetUs),
  );
  await saveStates(tx, vehicleId, { afterUs, head: { atUs: state.throughUs, state: encodeFaultState(state) }, checkpoints, keptUs });
  return saveEpisodes(tx, vehicleId, { episodes: [...touched, ...untouched], afterUs, nowUs });
}

/** All reports of a vehicle in a span of time, in order. */
async function reportsOf(reading: Reading, sources: readonly SourceOfVehicle[], fromUs: number, endUs: number): Promise<readonly TimedReport[]> {
  const found: (TimedReport & { readonly text: string })[] = [];
  for (let beginUs = fromUs; beginUs < endUs;) {
    const windows = sources
      .map((one) => ({ source: one.source, fromUs: Math.max(beginUs, one.fromUs), toUs: Math.min(endUs, one.toUs) }))
      .filter((window) => window.fromUs < window.toUs);
    const read = await samplesOfWindows(reading, windows, [faultSignalName], faultLimits.segmentsPerRead, 0);
    const cut = read.filter(({ completeUs }, index) => completeUs < (windows[index]?.toUs ?? 0)).map(({ completeUs }) => completeUs);
    const completeUs = cut.length === 0 ? endUs : Math.max(Math.min(...cut), beginUs + faultLimits.progressUs);
    for (const [index, { series }] of read.entries()) {
      const window = windows[index];
      if (window === undefined) continue;
      const toUs = Math.min(window.toUs, completeUs);
      for (const { signal, timesUs, values } of series) {
        if (values instanceof Float64Array) continue;
        for (const [at, text] of values.entries()) {
          const atUs = timesUs[at] ?? -1;
          if (atUs < window.fromUs || atUs >= toUs) continue;
          const report = parseFaultReport(text);
          if (report !== undefined) found.push({ atUs, controlUnit: controlUnitOf(signal.source), report, text });
        }
      }
    }
    beginUs = completeUs;
  }
  // Two units of a vehicle may report at one moment: some order, always the same.
  return found.toSorted((a, b) => a.atUs - b.atUs || compare(a.controlUnit, b.controlUnit) || compare(a.text, b.text));
}

/** `can0/DM1/Faults@00` is what the control unit `can0/DM1@00` says. */
function controlUnitOf(source: string): string {
  return source.replace("/Faults@", "@");
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
