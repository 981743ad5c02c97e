import { summarize } from "./float-column.ts";
import type { ColumnSummary, SegmentColumn } from "./segment-types.ts";

/** The same that `readSegmentSummaries` finds in the head of such a column, bit for bit. */
export function summarizeColumn(column: SegmentColumn): ColumnSummary {
  const { signal, kind, times } = column;
  const base = { signal, kind, count: times.length, firstUs: times[0] ?? Number.NaN, lastUs: times.at(-1) ?? Number.NaN };
  if (column.kind === "integer" || column.kind === "text") return base;
  const summary = summarize(column.kind === "scaled" ? column.raw : column.values);
  return summary === undefined ? base : { ...base, minRaw: summary.min, maxRaw: summary.max, sumRaw: summary.sum };
}
