/**
 * What control units say is wrong, into the record: a report when the set of a control unit changes, and again now and
 * then while the control unit is heard. One signal each, at priority 0.
 */
import {
  encodeFaultReport,
  faultLamps,
  faultSignalName,
  type FaultFrame,
  type FaultLamp,
  type FaultReport,
  type ReportedFault,
} from "@drawbar/proto/faults/fault-report.ts";
import { faultReportLimits } from "@drawbar/proto/faults/limits.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import type { SignalTable } from "../signals/signal-table.ts";
import { faultLimits, faultTimes } from "./limits.ts";

export interface FaultRecorderOptions {
  readonly table: Pick<SignalTable, "register">;
  readonly samples: {
    /** Time of the samples that come now. */
    readonly atUs: number;
    other(signal: number, value: string): void;
  };
  /** What the vehicle does at this moment, for faults of which the control unit kept nothing itself. */
  readonly snapshot: (atUs: number) => FaultFrame["values"];
}

/** As a control unit says it, or as it was asked for. */
export type HeardFaults = Omit<FaultReport, "frames">;

interface ControlUnit {
  readonly signal: number;
  /** What was recorded last, without its frames. */
  recorded: string | undefined;
  recordedAtUs: number;
  codes: ReadonlySet<string>;
  /** Faults by code and lamps by name, with when they were last named. */
  readonly faults: Map<string, { readonly fault: ReportedFault; readonly atUs: number }>;
  readonly lamps: Map<FaultLamp, number>;
  /** By code: when it last brought a frame, and when one of the control unit's own. */
  readonly frameAtUs: Map<string, number>;
  readonly ownFrameAtUs: Map<string, number>;
}

export class FaultRecorder {
  readonly #options: FaultRecorderOptions;
  readonly #units = new Map<string, ControlUnit>();

  constructor(options: FaultRecorderOptions) {
    this.#options = options;
  }

  /** @returns whether the set is another one than before: then a control unit may have a frame to ask for. */
  isNews(source: string, heard: HeardFaults): boolean {
    const recorded = this.#units.get(source)?.recorded;
    return recorded === undefined ? heard.faults.length > 0 : recorded !== textOf({ ...heard, faults: inOrder(heard.faults) });
  }

  /**
   * @param source of the control unit's signal, such as `can0/DM1/Faults@00`.
   * @param frames that the control unit kept itself.
   */
  record(source: string, said: HeardFaults, frames: readonly FaultFrame[] = []): void {
    const unit = this.#unitOf(source);
    if (unit === undefined) return;
    const { atUs } = this.#options.samples;
    const heard = withHeld(unit, said, atUs);
    const text = textOf(heard);
    const sinceUs = atUs - unit.recordedAtUs;
    // A clock set back makes `since` negative: the first report afterwards is recorded, so that both sides of the step are there.
    if (sinceUs >= 0) {
      if (sinceUs < faultTimes.reportMinUs) return;
      const restateUs = heard.faults.length === 0 ? faultTimes.restateEmptyUs : faultTimes.restateUs;
      if (text === unit.recorded && sinceUs < restateUs) return;
    }
    const codes = heard.faults.map(({ code }) => code);
    const own = frames.filter(({ code }) => codes.includes(code) && isDue(unit.ownFrameAtUs, code, atUs));
    const rest = codes.filter((code) => !unit.codes.has(code) && isDue(unit.frameAtUs, code, atUs) && own.every((frame) => frame.code !== code));
    const values = rest.length === 0 ? [] : this.#options.snapshot(atUs);
    const taken = rest.map((code): FaultFrame => ({ code, from: "snapshot", values }));
    unit.recorded = text;
    unit.recordedAtUs = atUs;
    unit.codes = new Set(codes);
    const all = [...own, ...(values.length === 0 ? [] : taken)];
    for (const { code } of all) remember(unit.frameAtUs, code, atUs);
    for (const { code } of own) remember(unit.ownFrameAtUs, code, atUs);
    this.#options.samples.other(unit.signal, all.length === 0 ? text : encodeFaultReport({ ...heard, frames: all }));
  }

  #unitOf(source: string): ControlUnit | undefined {
    const known = this.#units.get(source);
    if (known !== undefined) return known;
    if (this.#units.size >= faultLimits.controlUnitsMax) return undefined;
    const signal = this.#options.table.register([faultSignal(source)])[0] ?? -1;
    const unit: ControlUnit = {
      signal,
      recorded: undefined,
      recordedAtUs: Number.NEGATIVE_INFINITY,
      codes: new Set(),
      faults: new Map(),
      lamps: new Map(),
      frameAtUs: new Map(),
      ownFrameAtUs: new Map(),
    };
    this.#units.set(source, unit);
    return unit;
  }
}

/** What was named a moment ago and is not named now is still there; a set is as small as what one message names, and those just before. */
function withHeld({ faults, lamps }: ControlUnit, said: HeardFaults, atUs: number): HeardFaults {
  const isOver = (since: number): boolean => Math.abs(atUs - since) >= faultTimes.holdUs;
  for (const [code, known] of faults) if (isOver(known.atUs)) faults.delete(code);
  for (const [lamp, litAtUs] of lamps) if (isOver(litAtUs)) lamps.delete(lamp);
  for (const fault of said.faults) if (faults.has(fault.code) || faults.size < faultReportLimits.faultsMax) faults.set(fault.code, { fault, atUs });
  for (const lamp of said.lamps) lamps.set(lamp, atUs);
  return { ...said, lamps: faultLamps.filter((lamp) => lamps.has(lamp)), faults: inOrder([...faults.values()].map(({ fault }) => fault)) };
}

function inOrder(faults: readonly ReportedFault[]): readonly ReportedFault[] {
  return faults.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function textOf(heard: HeardFaults): string {
  return encodeFaultReport({ ...heard, frames: [] });
}

function isDue(frameAtUs: ReadonlyMap<string, number>, code: string, atUs: number): boolean {
  const before = frameAtUs.get(code);
  return before === undefined || Math.abs(atUs - before) >= faultTimes.frameMinUs;
}

function remember(frameAtUs: Map<string, number>, code: string, atUs: number): void {
  frameAtUs.delete(code);
  frameAtUs.set(code, atUs);
  const [oldest] = frameAtUs.keys();
  if (frameAtUs.size > faultLimits.framesRemembered && oldest !== undefined) frameAtUs.delete(oldest);
}

function faultSignal(source: string): CatalogueSignal {
  return { name: faultSignalName, source, unit: "", kind: "text", factor: 1, offset: 0, decimals: 0 };
}
