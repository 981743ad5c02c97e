/** Which columns share their times. The signals of one message do; each of their columns may have its own copy of the times. */
import { segmentLimits } from "./limits.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { SegmentColumn } from "./segment-types.ts";

export interface ColumnGroup {
  readonly times: Float64Array;
  /** By rising signal. */
  readonly columns: SegmentColumn[];
}

/**
 * @returns groups by the smallest signal of each.
 * @throws DrawbarError `SEGMENT_UNENCODABLE` for an empty or uneven column, a repeated or impossible signal, or no column
 *   at all; `SEGMENT_TOO_LARGE` over the limits of columns and samples.
 */
export function groupColumns(columns: readonly SegmentColumn[]): readonly ColumnGroup[] {
  if (columns.length === 0) throw segmentFailure("SEGMENT_UNENCODABLE", "a segment has at least one column");
  if (columns.length > segmentLimits.columnsMax) throw tooLarge("columns", columns.length, segmentLimits.columnsMax);
  const groups: ColumnGroup[] = [];
  const groupsByFirstTime = new Map<number, ColumnGroup[]>();
  let latest: ColumnGroup | undefined;
  let previous = -1;
  let samples = 0;
  for (const column of inOrder(columns)) {
    const { signal, times } = column;
    if (!Number.isInteger(signal) || signal <= previous || signal > segmentLimits.signalMax) throw badSignal(signal, previous);
    previous = signal;
    const length = column.kind === "scaled" ? column.raw.length : column.values.length;
    if (length === 0 || length !== times.length)
      throw segmentFailure("SEGMENT_UNENCODABLE", `signal ${signal} has ${times.length} times and ${length} values; both must be one number above 0`);
    samples += length;
    if (samples > segmentLimits.samplesMax) throw tooLarge("samples", samples, segmentLimits.samplesMax);
    if (latest === undefined || !areEqual(latest.times, times)) latest = find(groupsByFirstTime, times) ?? add(groups, groupsByFirstTime, times);
    latest.columns.push(column);
  }
  return groups;
}

/** Columns come in order from whoever collected them by signal; nothing is copied then. */
function inOrder(columns: readonly SegmentColumn[]): readonly SegmentColumn[] {
  let previous = -1;
  for (const { signal } of columns) {
    if (signal < previous) return columns.toSorted((a, b) => a.signal - b.signal);
    previous = signal;
  }
  return columns;
}

function find(groupsByFirstTime: ReadonlyMap<number, readonly ColumnGroup[]>, times: Float64Array): ColumnGroup | undefined {
  return groupsByFirstTime.get(times[0] as number)?.find((group) => areEqual(group.times, times)); // at least one time
}

function add(groups: ColumnGroup[], groupsByFirstTime: Map<number, ColumnGroup[]>, times: Float64Array): ColumnGroup {
  const group = { times, columns: [] };
  const first = times[0] as number; // at least one time
  groups.push(group);
  const beside = groupsByFirstTime.get(first);
  if (beside === undefined) groupsByFirstTime.set(first, [group]);
  else beside.push(group);
  return group;
}

function areEqual(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  const { length } = a;
  if (length !== b.length || a[length - 1] !== b[length - 1]) return false;
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function badSignal(signal: number, previous: number): Error {
  const what = signal === previous ? `signal ${signal} has two columns` : `${signal} is no signal; expected an integer from 0 to ${segmentLimits.signalMax}`;
  return segmentFailure("SEGMENT_UNENCODABLE", what);
}

function tooLarge(what: "columns" | "samples", found: number, limit: number): Error {
  return segmentFailure("SEGMENT_TOO_LARGE", `${found} ${what} are over the limit of ${limit} (segment.${what}Max)`);
}
