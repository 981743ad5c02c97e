import { formatMoment, formatMomentWithin } from "@drawbar/ui/format/times.ts";
import type { Texts } from "../texts/texts.tsx";
import type { FaultView } from "./fault-queries.ts";

/** How a fault stands, in a few words for a table. */
export function untilWords({ state, clearedAt, absentSince, silentSince }: FaultView, nowMs: number, texts: Texts): string {
  if (state === "cleared" && clearedAt !== undefined) return formatMoment(Date.parse(clearedAt), nowMs);
  if (silentSince !== undefined) return texts("faults.silent", { time: formatMomentWithin(Date.parse(silentSince), nowMs) });
  if (absentSince !== undefined) return texts("faults.absent", { time: formatMomentWithin(Date.parse(absentSince), nowMs) });
  return texts("faults.goesOn");
}

/** The same as a sentence. */
export function stateWords({ state, clearedAt, absentSince, silentSince }: FaultView, nowMs: number, texts: Texts): string {
  if (state === "cleared") return texts("fault.stateCleared", { time: formatMomentWithin(Date.parse(clearedAt ?? ""), nowMs) });
  if (silentSince !== undefined) return texts("fault.stateSilent", { time: formatMomentWithin(Date.parse(silentSince), nowMs) });
  if (absentSince !== undefined) return texts("fault.stateAbsent", { time: formatMomentWithin(Date.parse(absentSince), nowMs) });
  return texts("fault.stateActive");
}
