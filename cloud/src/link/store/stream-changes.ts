/** What a batch changes about streams and epochs: numbers that come in, and what statements say about others. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { rangesOf, unionRanges, type RangeSet } from "@drawbar/proto/link/range-set.ts";
import {
  priorities,
  streamKey,
  streamName,
  type Epoch,
  type LinkRecord,
  type Statement,
  type StreamKey,
  type StreamTotals,
} from "@drawbar/proto/link/records.ts";
import type { CheckedRecord, RootName } from "./checked-record.ts";

export interface StreamChange {
  readonly stream: StreamKey;
  readonly have: RangeSet;
  readonly gaps: RangeSet;
  readonly statedLast: number;
  readonly statedProduced: number;
  /** Where a later epoch saw this stream end (rule C1). */
  readonly successorLast?: number | undefined;
  /** Whether segments of the stream come in, so that their slot is to be noted. */
  readonly hasSegments: boolean;
}

export interface EpochChange {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly successor?: Epoch | undefined;
  readonly isClosed: boolean;
  readonly isUnclean: boolean;
}

export interface EntrustedChange {
  readonly depot: SourceId;
  readonly stream: StreamKey;
  readonly ranges: RangeSet;
}

export interface ThinnedChange {
  readonly stream: StreamKey;
  readonly seq: number;
  readonly root: RootName;
  /** Numbers in the epoch of the root. */
  readonly replaces: RangeSet;
}

/** Everything sorted by its key: writers that touch the same rows take them in one order. */
export interface BatchChanges {
  readonly streams: readonly StreamChange[];
  readonly epochs: readonly EpochChange[];
  readonly entrusted: readonly EntrustedChange[];
  readonly thinned: readonly ThinnedChange[];
  /** Sources that named two successors of one epoch within the batch (rule C1). */
  readonly forked: readonly SourceId[];
}

export type StorableRecord = Exclude<CheckedRecord, { readonly kind: "corrupt" }>;

export function changesOf(records: readonly StorableRecord[]): BatchChanges {
  const streams = new Map<StreamKey, StreamChange>();
  const epochs = new Map<string, EpochChange>();
  const entrusted = new Map<string, EntrustedChange>();
  const thinned: ThinnedChange[] = [];
  const forked = new Set<SourceId>();
  const numbers = new Map<StreamKey, number[]>();

  const change = (stream: StreamKey, with_: (known: StreamChange) => Partial<StreamChange>): void => {
    const known = streams.get(stream) ?? { stream, have: [], gaps: [], statedLast: 0, statedProduced: 0, hasSegments: false };
    streams.set(stream, { ...known, ...with_(known) });
  };
  const changeEpoch = (epoch: EpochChange): void => {
    const key = `${epoch.source}/${epoch.epoch}`;
    const known = epochs.get(key) ?? epoch;
    if (known.successor !== undefined && epoch.successor !== undefined && known.successor !== epoch.successor) forked.add(epoch.source);
    epochs.set(key, {
      ...epoch,
      successor: known.successor ?? epoch.successor,
      isClosed: known.isClosed || epoch.isClosed,
      isUnclean: known.isUnclean || epoch.isUnclean,
    });
  };
  const state = ({ stream, last, produced }: StreamTotals): void =>
    change(stream, (known) => (last > known.statedLast ? { statedLast: last, statedProduced: produced } : {}));

  const applyStatement = (record: LinkRecord, statement: Statement): void => {
    const { source, epoch } = streamName(record.stream);
    switch (statement.kind) {
      case "gap":
        for (const { stream, ranges } of statement.given) change(stream, (known) => ({ gaps: unionRanges(known.gaps, ranges) }));
        break;
      case "entrusted":
        for (const { stream, ranges } of statement.given) {
          const key = `${statement.depot}/${stream}`;
          entrusted.set(key, { depot: statement.depot, stream, ranges: unionRanges(entrusted.get(key)?.ranges ?? [], ranges) });
        }
        break;
      case "opened": {
        if (statement.unclean) changeEpoch({ source, epoch, isClosed: false, isUnclean: true });
        if (statement.previous === undefined) break;
        statement.totals.forEach(state);
        changeEpoch({ source, epoch: statement.previous, successor: epoch, isClosed: false, isUnclean: false });
        const lasts = new Map(statement.totals.map(({ stream, last }) => [stream, last]));
        for (const priority of priorities) {
          const stream = streamKey(source, statement.previous, priority);
          change(stream, (known) => ({ successorLast: known.successorLast ?? lasts.get(stream) ?? 0 }));
        }
        break;
      }
      case "closed":
        statement.totals.forEach(state);
        changeEpoch({ source, epoch: statement.epoch, isClosed: true, isUnclean: false });
        break;
    }
  };

  for (const checked of records) {
    const { record } = checked;
    const ofStream = numbers.get(record.stream);
    if (ofStream === undefined) numbers.set(record.stream, [record.seq]);
    else ofStream.push(record.seq);
    if (checked.kind === "segment") {
      if (streams.get(record.stream)?.hasSegments !== true) change(record.stream, () => ({ hasSegments: true }));
      if (checked.root !== undefined) thinned.push({ stream: record.stream, seq: record.seq, root: checked.root, replaces: rangesOf(record.replaces ?? []) });
    }
    if (checked.kind === "statement") applyStatement(record, checked.statement);
  }
  for (const [stream, seqs] of numbers) change(stream, () => ({ have: rangesOf(seqs) }));
  return {
    streams: [...streams.values()].sort((left, right) => compareStreams(left.stream, right.stream)),
    epochs: [...epochs.values()].sort((left, right) => compare(left.source, right.source) || left.epoch - right.epoch),
    entrusted: [...entrusted.values()].sort((left, right) => compare(left.depot, right.depot) || compareStreams(left.stream, right.stream)),
    thinned,
    forked: [...forked],
  };
}

function compareStreams(left: StreamKey, right: StreamKey): number {
  const a = streamName(left);
  const b = streamName(right);
  return compare(a.source, b.source) || a.epoch - b.epoch || a.priority - b.priority;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
