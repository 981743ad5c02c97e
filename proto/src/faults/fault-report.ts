/**
 * What a control unit says is wrong with a vehicle, all of it at one moment: the value of a text signal that a unit
 * records at priority 0, one signal for each control unit. A report is the whole set, so that it needs none before it:
 * lost, doubled and late ones heal with the next (docs/decisions/0112-faults-are-whole-sets-of-a-control-unit.md).
 */
import { faultReportLimits as limits } from "./limits.ts";

/** Name of the signals that carry reports; their source tells the control unit, such as `can0/DM1/Faults@00`. */
export const faultSignalName = "Drawbar.Faults";

export const faultLamps = ["redStop", "amberWarning", "malfunction", "protect"] as const;
export type FaultLamp = (typeof faultLamps)[number];

/** Lists of OBD-II that name a code: services 03, 07 and 0A. */
export const obdLists = ["stored", "pending", "permanent"] as const;
export type ObdList = (typeof obdLists)[number];

export interface ReportedFault {
  /** `SPN 110 FMI 16` or `P0128`; the same for the same fault of a control unit, however often it occurs. */
  readonly code: string;
  /** J1939: how often it has begun, as the control unit counts. */
  readonly occurrences?: number | undefined;
  /** OBD-II: the lists that name it. */
  readonly lists?: readonly ObdList[] | undefined;
}

export interface FrameValue {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** How old the value was at the moment of the frame, in seconds; only of a snapshot. */
  readonly ageS?: number | undefined;
}

/** What the vehicle did when a fault began. */
export interface FaultFrame {
  readonly code: string;
  /** `control-unit`: its own freeze frame (OBD-II, service 02). `snapshot`: the newest signals that the unit had at that moment. */
  readonly from: "control-unit" | "snapshot";
  readonly values: readonly FrameValue[];
}

export interface FaultReport {
  readonly protocol: "j1939" | "obd";
  /** Those that are lit. */
  readonly lamps: readonly FaultLamp[];
  readonly faults: readonly ReportedFault[];
  /** Further codes that were left out, by `faultReportLimits.faultsMax`. */
  readonly leftOut: number;
  /** Of faults that this report is the first to name. */
  readonly frames: readonly FaultFrame[];
}

const version = 1;

/** What is beyond the limits is left out, faults with their count. */
export function encodeFaultReport(report: FaultReport): string {
  const faults = report.faults.slice(0, limits.faultsMax);
  const frames = report.frames.slice(0, limits.framesMax).map(({ code, from, values }) => ({
    code,
    from,
    values: values.slice(0, limits.valuesMax).map(({ name, unit, value, ageS }) => (ageS === undefined ? [name, unit, value] : [name, unit, value, ageS])),
  }));
  const leftOut = report.leftOut + report.faults.length - faults.length;
  return JSON.stringify({ v: version, protocol: report.protocol, lamps: report.lamps, faults, leftOut, ...(frames.length === 0 ? {} : { frames }) });
}

/** @returns `undefined` for anything that is not exactly a report of a version that is known: what comes from a vehicle is hostile. */
export function parseFaultReport(text: string): FaultReport | undefined {
  if (text.length > limits.textMax) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(parsed) || parsed["v"] !== version) return undefined;
  const { protocol, leftOut } = parsed;
  const lamps = listOf(parsed["lamps"], faultLamps.length, (lamp) => faultLamps.find((known) => known === lamp));
  const faults = listOf(parsed["faults"], limits.faultsMax, faultOf);
  const frames = listOf(parsed["frames"] ?? [], limits.framesMax, frameOf);
  if (protocol !== "j1939" && protocol !== "obd") return undefined;
  if (lamps === undefined || faults === undefined || frames === undefined || !isCount(leftOut)) return undefined;
  return { protocol, lamps, faults, leftOut, frames };
}

function faultOf(given: unknown): ReportedFault | undefined {
  if (!isRecord(given)) return undefined;
  const { code, occurrences } = given;
  if (!isName(code) || code === "" || (occurrences !== undefined && !isCount(occurrences))) return undefined;
  const lists = given["lists"] === undefined ? undefined : listOf(given["lists"], obdLists.length, (list) => obdLists.find((known) => known === list));
  if (given["lists"] !== undefined && lists === undefined) return undefined;
  return { code, ...(occurrences === undefined ? {} : { occurrences }), ...(lists === undefined ? {} : { lists }) };
}

function frameOf(given: unknown): FaultFrame | undefined {
  if (!isRecord(given)) return undefined;
  const { code, from } = given;
  const values = listOf(given["values"], limits.valuesMax, valueOf);
  if (!isName(code) || (from !== "control-unit" && from !== "snapshot") || values === undefined) return undefined;
  return { code, from, values };
}

function valueOf(given: unknown): FrameValue | undefined {
  if (!Array.isArray(given)) return undefined;
  const [name, unit, value, ageS] = given as readonly unknown[];
  if (!isName(name) || !isName(unit) || !isNumber(value) || (ageS !== undefined && !isNumber(ageS))) return undefined;
  return { name, unit, value, ...(ageS === undefined ? {} : { ageS }) };
}

/** @returns `undefined` unless it is a list of at most `max` and each item is one. */
function listOf<Item>(given: unknown, max: number, itemOf: (one: unknown) => Item | undefined): readonly Item[] | undefined {
  if (!Array.isArray(given) || given.length > max) return undefined;
  const items = given.map(itemOf).filter((item) => item !== undefined);
  return items.length === given.length ? items : undefined;
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function isName(given: unknown): given is string {
  return typeof given === "string" && given.length <= limits.nameMax;
}

function isNumber(given: unknown): given is number {
  return typeof given === "number" && Number.isFinite(given);
}

function isCount(given: unknown): given is number {
  return Number.isSafeInteger(given) && (given as number) >= 0; // an integer is a number
}
