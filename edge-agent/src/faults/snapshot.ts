/** The newest values that the unit has at a moment: what stands in where a control unit keeps no freeze frame of its own. */
import type { FrameValue } from "@drawbar/proto/faults/fault-report.ts";
import { faultReportLimits } from "@drawbar/proto/faults/limits.ts";
import { defaultLiveSignals } from "../live/default-signals.ts";
import type { NewestValues } from "../live/newest-values.ts";
import type { SignalTable } from "../signals/signal-table.ts";
import { faultTimes } from "./limits.ts";

const rank: ReadonlyMap<string, number> = new Map(defaultLiveSignals.map((name, index) => [name, index]));

/**
 * Signals that have a name in the catalogue: those that a fleet looks at first before the others.
 *
 * @returns at most `faultReportLimits.valuesMax`, none of them older than a minute.
 */
export function snapshotOf(table: Pick<SignalTable, "signals">, newest: Pick<NewestValues, "atUs" | "raw">, atUs: number): readonly FrameValue[] {
  const values: { readonly rank: number; readonly value: FrameValue }[] = [];
  for (const [index, { name, source, unit, kind, factor, offset, decimals }] of table.signals.entries()) {
    if (name === source || (kind !== "scaled" && kind !== "float")) continue;
    const sinceUs = atUs - newest.atUs(index);
    const raw = newest.raw(index);
    if (!(Math.abs(sinceUs) <= faultTimes.snapshotAgeMaxUs) || !Number.isFinite(raw)) continue;
    const value = Number((kind === "scaled" ? raw * factor + offset : raw).toFixed(Math.min(decimals, 9)));
    values.push({ rank: rank.get(name) ?? rank.size, value: { name, unit, value, ageS: Math.round(Math.max(0, sinceUs) / 1e5) / 10 } });
  }
  return values
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, faultReportLimits.valuesMax)
    .map(({ value }) => value);
}
