import type { Epoch, Priority } from "../link/records.ts";
import { decodeSegment, type DecodeOptions } from "./decode-segment.ts";
import { encodeSegment, type EncodeOptions } from "./encode-segment.ts";
import type { SegmentColumn } from "./segment-types.ts";

/** The number that the thinner segment gets. */
export interface SegmentNumber {
  readonly epoch: Epoch;
  readonly priority: Priority;
  readonly seq: number;
}

/**
 * A segment with every second sample of each column, its first and last always kept (docs/protocols/link.md, rule S5).
 * Where it was recorded, when, and by which clock stay as they are.
 *
 * @returns `undefined` when no column has a sample to spare.
 * @throws DrawbarError as `decodeSegment`, and `SEGMENT_UNENCODABLE` for a forged segment whose columns no sealer would take.
 */
export function thinSegment(bytes: Uint8Array, number: SegmentNumber, options: EncodeOptions & DecodeOptions = {}): Uint8Array | undefined {
  const { header, columns } = decodeSegment(bytes, options);
  if (columns.every(({ times }) => times.length <= 2)) return undefined;
  const timesOf = new Map<Float64Array, Float64Array>();
  const thinTimes = (times: Float64Array): Float64Array => {
    const known = timesOf.get(times);
    if (known !== undefined) return known;
    const thinned = times.filter(keeps);
    timesOf.set(times, thinned);
    return thinned;
  };
  return encodeSegment(
    { ...header, ...number },
    columns.map((column) => thinColumn(column, thinTimes(column.times))),
    options,
  );
}

function thinColumn(column: SegmentColumn, times: Float64Array): SegmentColumn {
  switch (column.kind) {
    case "scaled":
      return { ...column, times, raw: column.raw.filter(keeps) };
    case "float":
      return { ...column, times, values: column.values.filter(keeps) };
    case "integer":
      return { ...column, times, values: column.values.filter(keeps) };
    default:
      return { ...column, times, values: column.values.filter(keeps) };
  }
}

function keeps(_value: unknown, index: number, all: { readonly length: number }): boolean {
  return index % 2 === 0 || index === all.length - 1;
}
