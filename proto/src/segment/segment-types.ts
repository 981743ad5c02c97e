/** A sealed segment as values: the header that names it and one column per signal. */
import type { ClockQuality } from "../kernel/clock.ts";
import type { SourceId } from "../kernel/ids.ts";
import type { CatalogueHash, Epoch, Priority } from "../link/records.ts";

/** Who sealed it and when; readable without touching the columns. */
export interface SegmentHeader {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly priority: Priority;
  readonly seq: number;
  readonly boot: number;
  /** Monotonic microseconds of the first and last sample. */
  readonly firstMonoUs: number;
  readonly lastMonoUs: number;
  /** Wall microseconds since 1970 of the first and last sample, as stamped. */
  readonly firstUs: number;
  readonly lastUs: number;
  readonly clockQuality: ClockQuality;
  /** Samples in all columns. */
  readonly samples: number;
  readonly catalogue: CatalogueHash;
}

/** `times` are wall microseconds since 1970, integers, not falling within a column; all arrays of a column have one length, at least 1. */
export type SegmentColumn =
  | { readonly kind: "scaled"; readonly signal: number; readonly times: Float64Array; readonly raw: Float64Array }
  | { readonly kind: "float"; readonly signal: number; readonly times: Float64Array; readonly values: Float64Array }
  | { readonly kind: "integer"; readonly signal: number; readonly times: Float64Array; readonly values: BigInt64Array }
  | { readonly kind: "text"; readonly signal: number; readonly times: Float64Array; readonly values: readonly string[] };

/** Per signal, from the column heads alone, in the column's own raw numbers. */
export interface ColumnSummary {
  readonly signal: number;
  readonly kind: SegmentColumn["kind"];
  readonly count: number;
  readonly firstUs: number;
  readonly lastUs: number;
  /** Absent for text and integer columns. */
  readonly minRaw?: number | undefined;
  readonly maxRaw?: number | undefined;
  readonly sumRaw?: number | undefined;
}
