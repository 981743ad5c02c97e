/** Asks the control units of a vehicle for their trouble codes, and for the freeze frame when there is another one. */
import type { ObdClient } from "@drawbar/firmware-interfaces/obd2/obd-client.ts";
import { readPid } from "@drawbar/firmware-interfaces/obd2/pid-definition.ts";
import { pidDefinition } from "@drawbar/firmware-interfaces/obd2/pids.ts";
import { readSupported } from "@drawbar/firmware-interfaces/obd2/supported-pids.ts";
import type { FaultFrame, FrameValue, ObdList, ReportedFault } from "@drawbar/proto/faults/fault-report.ts";
import { faultReportLimits } from "@drawbar/proto/faults/limits.ts";
import type { FaultRecorder, HeardFaults } from "./fault-recorder.ts";

export interface ObdFaultScanOptions {
  readonly bus: string;
  readonly client: Pick<ObdClient, "currentData" | "freezeFrame" | "freezeFrameCodes" | "troubleCodes">;
  readonly recorder: Pick<FaultRecorder, "isNews" | "record">;
  /** The name that the catalogue has for a field of a PID, such as `Vehicle.Speed`. */
  readonly nameOf: (pid: number, field: string) => string;
  /** Before reports are recorded: whose time it is. */
  readonly begin: () => void;
  readonly end: () => void;
}

const statusPid = 0x01;
const maskPids = [0x00, 0x20, 0x40] as const;

/** @returns whether the vehicle answered; one that did not has no news. */
export async function scanObdFaults(options: ObdFaultScanOptions): Promise<boolean> {
  const { bus, client, recorder } = options;
  const lists = new Map<number, Map<string, ObdList[]>>();
  for (const list of ["stored", "pending", "permanent"] as const) {
    const outcome = await client.troubleCodes(list);
    if (outcome.kind !== "answered") {
      // Older vehicles know no permanent codes; without the other two nothing can be said of what is gone.
      if (list === "permanent" && outcome.kind === "silent") continue;
      return false;
    }
    for (const { responseId, codes } of outcome.units) {
      const unit = lists.get(responseId) ?? new Map<string, ObdList[]>();
      lists.set(responseId, unit);
      for (const code of new Set(codes)) unit.set(code, [...(unit.get(code) ?? []), list]);
    }
  }
  const lit = await litLamps(client);
  const heard = [...lists].map(([responseId, codes]) => {
    const faults = [...codes].map(([code, named]): ReportedFault => ({ code, lists: named }));
    const report: HeardFaults = { protocol: "obd", lamps: lit.has(responseId) ? ["malfunction"] : [], faults, leftOut: 0 };
    return { responseId, source: `${bus}/OBD/Faults@${responseId.toString(16).toUpperCase()}`, report };
  });
  const hasNews = heard.some(({ source, report }) => recorder.isNews(source, report));
  const frames = hasNews ? await freezeFrames(options) : new Map<number, FaultFrame>();
  options.begin();
  for (const { responseId, source, report } of heard) {
    const frame = frames.get(responseId);
    recorder.record(source, report, frame === undefined ? [] : [frame]);
  }
  options.end();
  return true;
}

/** Control units that say of their malfunction indicator lamp that it is lit (PID 01, byte A, bit 7). */
async function litLamps(client: ObdFaultScanOptions["client"]): Promise<ReadonlySet<number>> {
  const outcome = await client.currentData([statusPid]);
  if (outcome.kind !== "answered") return new Set();
  return new Set(outcome.readings.filter(({ pid, data }) => pid === statusPid && ((data[0] ?? 0) & 0x80) !== 0).map(({ responseId }) => responseId));
}

/** A control unit keeps one frame, of the code that stored it. */
async function freezeFrames({ client, nameOf }: ObdFaultScanOptions): Promise<ReadonlyMap<number, FaultFrame>> {
  const frames = new Map<number, FaultFrame>();
  const codes = await client.freezeFrameCodes();
  if (codes.kind !== "answered" || codes.units.length === 0) return frames;
  const values = new Map<number, FrameValue[]>(codes.units.map(({ responseId }) => [responseId, []]));
  for (const pid of await framePids(client)) {
    const definition = pidDefinition(pid);
    if (definition === undefined || definition.fields.length === 0) continue;
    const outcome = await client.freezeFrame(pid);
    if (outcome.kind === "failed") break;
    if (outcome.kind !== "answered") continue;
    for (const { responseId, data } of outcome.units)
      for (const { field, value } of readPid(definition, data))
        values.get(responseId)?.push({ name: nameOf(pid, field.name), unit: field.unit, value: Number(value.toFixed(6)) });
  }
  for (const { responseId, code } of codes.units) {
    const own = values.get(responseId) ?? [];
    if (own.length > 0) frames.set(responseId, { code, from: "control-unit", values: own.slice(0, faultReportLimits.valuesMax) });
  }
  return frames;
}

/** The PIDs that some frame has. */
async function framePids(client: ObdFaultScanOptions["client"]): Promise<readonly number[]> {
  const pids = new Set<number>();
  for (const base of maskPids) {
    if (base > 0 && !pids.has(base)) break;
    const outcome = await client.freezeFrame(base);
    if (outcome.kind !== "answered") break;
    for (const { data } of outcome.units) for (const pid of readSupported(base, data)) pids.add(pid);
  }
  return [...pids].filter((pid) => pid > 2 && pid % 0x20 !== 0).slice(0, faultReportLimits.valuesMax);
}
