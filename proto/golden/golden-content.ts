/** The content of golden segments as JSON that loses nothing: integers of 64 bits as digits, NaN, infinities and -0 by name. */
import type { SegmentColumn, SegmentHeader } from "../src/segment/segment-types.ts";

export interface GoldenSegment {
  readonly file: string;
  /** What it is there for. */
  readonly covers: string;
  readonly header: SegmentHeader;
  readonly columns: readonly GoldenColumn[];
}

export interface GoldenColumn {
  readonly kind: SegmentColumn["kind"];
  readonly signal: number;
  readonly times: readonly number[];
  /** Numbers where JSON can carry them, else text. */
  readonly values: readonly (number | string)[];
}

const namedNumbers: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, "-Infinity": Number.NEGATIVE_INFINITY, "-0": -0 };

export function toGolden(column: SegmentColumn): GoldenColumn {
  const { kind, signal } = column;
  const values =
    kind === "scaled"
      ? Array.from(column.raw, nameOf)
      : kind === "float"
        ? Array.from(column.values, nameOf)
        : Array.from<bigint | string, string>(column.values, String);
  return { kind, signal, times: [...column.times], values };
}

export function fromGolden({ kind, signal, times: atUs, values }: GoldenColumn): SegmentColumn {
  const times = Float64Array.from(atUs);
  switch (kind) {
    case "scaled":
      return { kind, signal, times, raw: Float64Array.from(values, numberOf) };
    case "float":
      return { kind, signal, times, values: Float64Array.from(values, numberOf) };
    case "integer":
      return { kind, signal, times, values: BigInt64Array.from(values, BigInt) };
    default:
      return { kind, signal, times, values: values.map(String) };
  }
}

function nameOf(value: number): number | string {
  return Object.entries(namedNumbers).find(([, named]) => Object.is(named, value))?.[0] ?? value;
}

function numberOf(value: number | string): number {
  return typeof value === "number" ? value : (namedNumbers[value] ?? Number.NaN);
}
