/** What is numbered, kept and acknowledged. The names and rule numbers are those of docs/protocols/link.md. */
import type { Branded } from "../kernel/branded.ts";
import type { DepotId, SourceId } from "../kernel/ids.ts";
import type { RangeSet } from "./range-set.ts";

/** Drawn at every start of the process that numbers records, 1 to 2^53 - 1; never used again (rule S1). */
export type Epoch = Branded<number, "Epoch">;
/** 0 safety and faults, 1 alerts and predictions, 2 aggregates and trips, 3 raw detail. */
export type Priority = 0 | 1 | 2 | 3;
/** SHA-256 of a catalogue's bytes, 64 hex digits. */
export type CatalogueHash = Branded<string, "CatalogueHash">;

/** `source/epoch/priority`: one numbered sequence. */
export type StreamKey = Branded<string, "StreamKey">;

export interface StreamName {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly priority: Priority;
}

export const priorities = [0, 1, 2, 3] as const;

export function streamKey(source: SourceId, epoch: Epoch, priority: Priority): StreamKey {
  return `${source}/${epoch}/${priority}` as StreamKey; // the one place that makes one
}

export function streamName(stream: StreamKey): StreamName {
  const beforeEpoch = stream.indexOf("/");
  const epoch = Number(stream.slice(beforeEpoch + 1, -2));
  return { source: stream.slice(0, beforeEpoch) as SourceId, epoch: epoch as Epoch, priority: Number(stream.at(-1)) as Priority }; // the key was made by streamKey
}

/** One number of one stream. */
export interface RecordName {
  readonly stream: StreamKey;
  readonly seq: number;
}

/** Numbers of one stream that a gap or entrusted record speaks about. */
export interface StreamRanges {
  readonly stream: StreamKey;
  readonly ranges: RangeSet;
}

/** How far a stream had come when its source said so. */
export interface StreamTotals {
  readonly stream: StreamKey;
  readonly last: number;
  /** Samples produced in the stream so far. */
  readonly produced: number;
}

/** Kinds that carry data, and kinds that state something about the stream. A code is never reused. */
export const recordKinds = {
  segment: 1,
  /** Fewer samples of one earlier segment, which it names (rule S5). */
  thinned: 2,
  /** Numbers that will not come from this source. */
  gap: 3,
  /** Numbers that this source forgot because a depot holds them. */
  entrusted: 4,
  /** First record of an epoch: where the epoch before it ended, as far as this source knows. */
  opened: 5,
  /** Nothing of an epoch is left at the source. */
  closed: 6,
  /** An act of a depot (stock); never thinned, never given up. */
  act: 7,
  /** Maps boot counter and monotonic time to wall time, with an error bound. */
  clock: 8,
} as const;
export type RecordKind = keyof typeof recordKinds;

/** What statements say; `encodeStatement` and `parseStatement` turn it into a record's bytes and back. */
export type Statement =
  | { readonly kind: "gap"; readonly given: readonly StreamRanges[] }
  | { readonly kind: "entrusted"; readonly depot: DepotId; readonly given: readonly StreamRanges[] }
  | { readonly kind: "opened"; readonly previous: Epoch | undefined; readonly totals: readonly StreamTotals[]; readonly unclean: boolean }
  | { readonly kind: "closed"; readonly epoch: Epoch; readonly totals: readonly StreamTotals[] };

/** A record as it travels and as holders keep it. Depots never look into `bytes` of data kinds. */
export interface LinkRecord {
  readonly stream: StreamKey;
  /** From 1. */
  readonly seq: number;
  /** 16 bytes over everything else in the record; see `recordChecksum`. */
  readonly checksum: Uint8Array;
  readonly kind: RecordKind;
  /** Samples produced in this stream by earlier numbers: the cloud counts what is missing from it (rule A1). */
  readonly producedBefore: number;
  /** Samples that this number adds to `produced`; 0 for everything but segments. */
  readonly produced: number;
  /** Samples in `bytes`: equal to `produced` for a segment, fewer than its original's for a thinned one, else 0. */
  readonly samples: number;
  /** Present on segments and thinned segments: how to read their columns. */
  readonly catalogue?: CatalogueHash | undefined;
  /** Thinned only: the original first, then the thinner ones in between (rule S5); all of one stream. */
  readonly replaces?: readonly number[] | undefined;
  /** Epoch of `replaces` where it is not the record's own: the segment was sealed before a restart. Source and priority are the same. */
  readonly replacesEpoch?: Epoch | undefined;
  /** The sealed segment, the encoded statement or act. Owned by the record. */
  readonly bytes: Uint8Array;
}

/** The stream that `replaces` counts in. */
export function replacedStream(record: Pick<LinkRecord, "stream" | "replacesEpoch">): StreamKey {
  if (record.replacesEpoch === undefined) return record.stream;
  const { source, priority } = streamName(record.stream);
  return streamKey(source, record.replacesEpoch, priority);
}

/** Statements about the stream, as opposed to data; kept until secured whatever the pressure. */
export function isStatement(kind: RecordKind): boolean {
  return kind === "gap" || kind === "entrusted" || kind === "opened" || kind === "closed";
}

/** Data in the sense of rule F3: what pressure may take. An act is no statement, and yet never given up. */
export function isData(kind: RecordKind): boolean {
  return !isStatement(kind) && kind !== "act";
}
