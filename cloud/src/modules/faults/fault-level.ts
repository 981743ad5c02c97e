/** How bad a fault is, by the lamp that its control unit lights for it. */
import type { FaultLamp, ObdList } from "@drawbar/proto/faults/fault-report.ts";
import { faultLevels, type FaultLevel } from "./fault-types.ts";

/** Red stop: stop now. Amber warning or malfunction indicator: workshop. Anything else: a note. */
export function levelOfLamps(lamps: Iterable<FaultLamp>): FaultLevel {
  const lit = new Set(lamps);
  if (lit.has("redStop")) return "stop-now";
  return lit.has("amberWarning") || lit.has("malfunction") ? "workshop" : "note";
}

/** The malfunction indicator is lit for stored codes: one that is only pending, or waits to be found healed, is a note. */
export function levelOfObd(lamps: Iterable<FaultLamp>, lists: readonly ObdList[]): FaultLevel {
  return lists.includes("stored") ? levelOfLamps(lamps) : "note";
}

export function worseOf(left: FaultLevel, right: FaultLevel): FaultLevel {
  return faultLevels.indexOf(left) <= faultLevels.indexOf(right) ? left : right;
}
