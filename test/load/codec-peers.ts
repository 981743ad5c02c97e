/** What others send instead of segments: the same samples as JSON, as rows and as columns of Protocol Buffers. */
import protobuf from "protobufjs";
import type { ScaledColumn } from "./synthetic-telemetry.ts";

/** The samples of one segment, in the shapes that the forms start from. */
export interface Block {
  readonly samples: number;
  readonly columns: readonly ScaledColumn[];
  /** In order of time; milliseconds and physical values. */
  readonly rows: readonly Row[];
}

export interface Row {
  readonly signal: number;
  readonly atMs: number;
  readonly value: number;
}

export interface CodecPeer {
  readonly name: string;
  encode(block: Block): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

/** @param factorOf the physical value of one bit of a signal. */
export function blockOf(columns: readonly ScaledColumn[], factorOf: (signal: number) => number): Block {
  const rows = columns.flatMap(({ signal, times, raw }) =>
    Array.from(times, (atUs, index): Row => ({ signal, atMs: atUs / 1_000, value: (raw[index] ?? 0) * factorOf(signal) })),
  );
  return { samples: rows.length, columns, rows: rows.toSorted((a, b) => a.atMs - b.atMs) };
}

const vehicle = "WVWZZZ1JZXW000001";
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Row { uint32 signal = 1; uint64 at_ms = 2; double value = 3; }
  message Rows { string vehicle = 1; repeated Row rows = 2; }
  message Times { uint64 first_ms = 1; repeated sint32 change_of_step = 2; uint32 count = 3; }
  message Column { uint32 signal = 1; sint64 first = 2; repeated sint32 step = 3; uint32 times = 4; }
  message Columns { string vehicle = 1; repeated Times times = 2; repeated Column columns = 3; }
`);
const rowsType = root.lookupType("Rows");
const columnsType = root.lookupType("Columns");

export const codecPeers: readonly CodecPeer[] = [
  {
    name: "JSON batch",
    encode: ({ rows }) =>
      Buffer.from(JSON.stringify({ v: vehicle, r: rows.map(({ signal, atMs, value }) => ({ s: signal, t: atMs, x: Number(value.toFixed(7)) })) })),
    decode: (bytes) => JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()),
  },
  {
    name: "protobuf rows",
    encode: ({ rows }) => rowsType.encode({ vehicle, rows }).finish(),
    decode: (bytes) => rowsType.decode(bytes),
  },
  {
    name: "protobuf columns",
    encode: ({ columns }) => columnsType.encode(toColumns(columns)).finish(),
    decode: (bytes) => fromColumns(columnsType.decode(bytes) as unknown as ColumnsMessage), // the type's own fields
  },
];

interface TimesMessage {
  readonly firstMs: number | { toNumber(): number };
  readonly changeOfStep: readonly number[];
  readonly count: number;
}

interface ColumnMessage {
  readonly signal: number;
  readonly first: number | { toNumber(): number };
  readonly step: readonly number[];
  readonly times: number;
}

interface ColumnsMessage {
  readonly vehicle: string;
  readonly times: readonly TimesMessage[];
  readonly columns: readonly ColumnMessage[];
}

/** Times once per message, as differences of differences; values as differences: the best that packed varints do. */
function toColumns(columns: readonly ScaledColumn[]): ColumnsMessage {
  const times: TimesMessage[] = [];
  const placeOf = new Map<string, number>();
  const messages = columns.map(({ signal, times: atUs, raw }): ColumnMessage => {
    const key = `${atUs.length}:${atUs[0]}:${atUs[atUs.length - 1]}`;
    const place = placeOf.get(key) ?? times.push(timesOf(atUs)) - 1;
    placeOf.set(key, place);
    const step: number[] = [];
    for (let index = 1; index < raw.length; index++) step.push((raw[index] as number) - (raw[index - 1] as number)); // index < length
    return { signal, first: raw[0] as number, step, times: place }; // at least one sample
  });
  return { vehicle, times, columns: messages };
}

function timesOf(atUs: Float64Array): TimesMessage {
  const changeOfStep: number[] = [];
  let previousStep = 0;
  for (let index = 1; index < atUs.length; index++) {
    const step = ((atUs[index] as number) - (atUs[index - 1] as number)) / 1_000; // index < length
    changeOfStep.push(step - previousStep);
    previousStep = step;
  }
  return { firstMs: (atUs[0] as number) / 1_000, changeOfStep, count: atUs.length }; // at least one sample
}

function fromColumns({ times, columns }: ColumnsMessage): readonly { readonly atMs: Float64Array; readonly raw: Float64Array }[] {
  const allTimes = times.map(({ firstMs, changeOfStep, count }) => {
    const atMs = new Float64Array(count);
    let at = Number(firstMs);
    let step = 0;
    atMs[0] = at;
    for (const [index, change] of changeOfStep.entries()) {
      step += change;
      at += step;
      atMs[index + 1] = at;
    }
    return atMs;
  });
  return columns.map(({ first, step, times: place }) => {
    const raw = new Float64Array(step.length + 1);
    let value = Number(first);
    raw[0] = value;
    for (let index = 0; index < step.length; index++) {
      value += step[index] as number; // index < length
      raw[index + 1] = value;
    }
    return { atMs: allTimes[place] ?? new Float64Array(), raw };
  });
}
