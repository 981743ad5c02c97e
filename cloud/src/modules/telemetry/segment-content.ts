/** What is in a stored segment, whether it lies as its source sealed it or merged with its neighbours. */
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { decodeSegmentColumns, readSegmentHeader, readSegmentSummaries } from "@drawbar/proto/segment/decode-segment.ts";
import type { ColumnSummary, SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { summarizeColumn } from "@drawbar/proto/segment/summarize-column.ts";
import type { MergedMember } from "./merged-members.ts";

/** Columns and summaries come in rising order of their signals. */
export interface SegmentContent {
  readonly catalogue: CatalogueHash;
  /** Those of `signals` that it has. */
  columns(signals: ReadonlySet<number>): readonly SegmentColumn[];
  summaries(): readonly ColumnSummary[];
}

/** @param body as its source sealed it. */
export function sealedContent(body: Uint8Array): SegmentContent {
  return {
    catalogue: readSegmentHeader(body).catalogue,
    columns: (signals) => inOrder(decodeSegmentColumns(body, signals).columns),
    summaries: () => readSegmentSummaries(body).toSorted(bySignal),
  };
}

interface BlockColumn {
  readonly column: SegmentColumn;
  /** Place of the column among all of the block. */
  readonly place: number;
}

/** Segments in one body. Gives each back out, sample for sample; what it decodes is kept for the next one that is asked the same. */
export class MergedBlock {
  readonly members: readonly MergedMember[];
  readonly #body: Uint8Array;
  readonly #catalogue: CatalogueHash;
  /** Rising. */
  readonly signals: readonly number[];
  /** Per column, where the samples of each member begin. */
  readonly #starts: readonly Uint32Array[];
  #decoded: { readonly key: string; readonly columns: readonly BlockColumn[] } | undefined;

  constructor(body: Uint8Array, members: readonly MergedMember[]) {
    this.#body = body;
    this.members = members;
    this.#catalogue = readSegmentHeader(body).catalogue;
    this.signals = readSegmentSummaries(body)
      .map(({ signal }) => signal)
      .toSorted((left, right) => left - right);
    this.#starts = this.signals.map((_, place) => startsOf(members, place));
  }

  /** @param index of the member. */
  content(index: number): SegmentContent {
    return {
      catalogue: this.#catalogue,
      columns: (signals) =>
        this.#columnsOf(
          index,
          this.signals.filter((signal) => signals.has(signal)),
        ),
      summaries: () => this.#columnsOf(index, this.signals).map(summarizeColumn),
    };
  }

  #columnsOf(index: number, signals: readonly number[]): readonly SegmentColumn[] {
    return this.#decode(signals).flatMap(({ column, place }) => {
      const starts = this.#starts[place];
      const [start = 0, end = 0] = [starts?.[index], starts?.[index + 1]];
      return start < end ? [cutOut(column, start, end)] : [];
    });
  }

  #decode(signals: readonly number[]): readonly BlockColumn[] {
    const key = signals.join(",");
    if (this.#decoded?.key !== key) {
      const columns = inOrder(decodeSegmentColumns(this.#body, new Set(signals)).columns);
      const places = new Map(this.signals.map((signal, place) => [signal, place]));
      this.#decoded = { key, columns: columns.map((column) => ({ column, place: places.get(column.signal) ?? -1 })) };
    }
    return this.#decoded.columns;
  }
}

function startsOf(members: readonly MergedMember[], place: number): Uint32Array {
  const starts = new Uint32Array(members.length + 1);
  let at = 0;
  for (const [index, { counts }] of members.entries()) {
    at += counts[place] ?? 0;
    starts[index + 1] = at;
  }
  return starts;
}

function cutOut(column: SegmentColumn, start: number, end: number): SegmentColumn {
  const times = column.times.subarray(start, end);
  switch (column.kind) {
    case "scaled":
      return { ...column, times, raw: column.raw.subarray(start, end) };
    case "float":
      return { ...column, times, values: column.values.subarray(start, end) };
    case "integer":
      return { ...column, times, values: column.values.subarray(start, end) };
    default:
      return { ...column, times, values: column.values.slice(start, end) };
  }
}

function inOrder(columns: readonly SegmentColumn[]): readonly SegmentColumn[] {
  return columns.every((column, index) => index === 0 || (columns[index - 1]?.signal ?? 0) < column.signal) ? columns : columns.toSorted(bySignal);
}

function bySignal(left: { readonly signal: number }, right: { readonly signal: number }): number {
  return left.signal - right.signal;
}
