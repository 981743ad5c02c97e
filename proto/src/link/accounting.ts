/**
 * What became of every sample of a stream (rule A1), from facts that a store can gather with a few queries.
 *
 * Counts of missing numbers come from the running totals in their neighbours, never from gap records:
 * these may overlap, be restated, or speak of what arrives after all.
 */
import type { RangeSet } from "./range-set.ts";
import type { StreamKey, StreamTotals } from "./records.ts";

/** A maximal run of consecutive numbers of which the cloud has every record. */
export interface ReceivedRun {
  readonly first: number;
  readonly last: number;
  /** `producedBefore` of the first record. */
  readonly producedBefore: number;
  /** `producedBefore + produced` of the last record. */
  readonly producedAfter: number;
  /** Samples in the run's records of kind `segment`. */
  readonly samples: number;
}

/** What the cloud knows of one stream. */
export interface StreamFacts {
  readonly stream: StreamKey;
  /** In ascending order. */
  readonly runs: readonly ReceivedRun[];
  /** For each segment that is not here itself: the most samples in any thinned record that names it first in `replaces` (rule S5). */
  readonly standIns: readonly { readonly original: number; readonly samples: number }[];
  /** Every number that a thinned record names in `replaces`. */
  readonly replaced: RangeSet;
  /** Numbers of gap records. */
  readonly gaps: RangeSet;
  /** Numbers of entrusted records whose depot has not been resolved (rule F5). */
  readonly entrusted: RangeSet;
  /** Whether the source said that nothing of the epoch is left (rule F4). */
  readonly isClosed: boolean;
  /** The furthest that an `opened` or `closed` record stated. */
  readonly totals?: StreamTotals | undefined;
}

export interface StreamAccount {
  readonly stream: StreamKey;
  /** Samples; `received + lost + entrusted + open = produced`. */
  readonly produced: number;
  readonly received: number;
  /** Stated as a gap, thinned away, or taken by a restore. */
  readonly lost: number;
  /** At a depot, says the source. */
  readonly entrusted: number;
  /** Nobody has said anything yet. */
  readonly open: number;
}

export function accountOf(_facts: StreamFacts): StreamAccount {
  throw new Error("not built yet");
}
