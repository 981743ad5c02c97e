/**
 * What became of every sample of a stream (rule A1), from facts that a store can gather with a few queries.
 *
 * Counts of missing numbers come from the running totals in their neighbours, never from gap records:
 * these may overlap, be restated, or speak of what arrives after all.
 */
import { intersectRanges, subtractRanges, type Range, type RangeSet } from "./range-set.ts";
import type { RecordKind, StreamKey, StreamTotals } from "./records.ts";

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
  /** For each segment that is not here itself: the most samples in any thinned record, of any epoch, that names it first in `replaces` (rule S5). */
  readonly standIns: readonly { readonly original: number; readonly samples: number }[];
  /** Every number that a thinned record, of any epoch, names in `replaces`. */
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

export function accountOf(facts: StreamFacts): StreamAccount {
  const { stream, runs, totals } = facts;
  const newest = runs.at(-1);
  const last = Math.max(totals?.last ?? 0, newest?.last ?? 0);
  const produced = Math.max(totals?.produced ?? 0, newest?.producedAfter ?? 0);
  const received = sumOf(runs) + sumOf(facts.standIns);

  // Numbers that are missing in a row are counted as a whole, by the weakest statement about any of them.
  let entrusted = 0;
  let open = 0;
  let before = { last: 0, producedAfter: 0 };
  for (const next of [...runs, { first: last + 1, last, producedBefore: produced, producedAfter: produced }]) {
    if (next.first > before.last + 1) {
      const missing: Range = [before.last + 1, next.first - 1];
      const samples = next.producedBefore - before.producedAfter - standInSamples(facts, missing);
      const fate = fateOf(facts, missing);
      if (fate === "entrusted") entrusted += samples;
      if (fate === "open") open += samples;
    }
    before = next;
  }
  return { stream, produced, received, entrusted, open, lost: produced - received - entrusted - open };
}

/** One record, for `runsOf`. */
export interface ReceivedRecord {
  readonly seq: number;
  readonly kind: RecordKind;
  readonly producedBefore: number;
  readonly produced: number;
  readonly samples: number;
}

/** @param records of one stream in ascending order, no number twice. */
export function runsOf(records: Iterable<ReceivedRecord>): ReceivedRun[] {
  const runs: ReceivedRun[] = [];
  for (const { seq, kind, producedBefore, produced, samples } of records) {
    const open = runs.at(-1);
    const producedAfter = producedBefore + produced;
    const own = kind === "segment" ? samples : 0;
    if (open !== undefined && open.last === seq - 1) runs[runs.length - 1] = { ...open, last: seq, producedAfter, samples: open.samples + own };
    else runs.push({ first: seq, last: seq, producedBefore, producedAfter, samples: own });
  }
  return runs;
}

type Fate = "lost" | "entrusted" | "open";

function fateOf({ replaced, gaps, entrusted, isClosed }: StreamFacts, missing: Range): Fate {
  const unstated = subtractRanges(subtractRanges([missing], replaced), gaps);
  const isAtDepot = intersectRanges(unstated, entrusted).length > 0;
  const isUnexplained = !isClosed && subtractRanges(unstated, entrusted).length > 0;
  if (isUnexplained) return "open";
  return isAtDepot ? "entrusted" : "lost";
}

function standInSamples({ standIns }: StreamFacts, [first, last]: Range): number {
  return sumOf(standIns.filter(({ original }) => first <= original && original <= last));
}

function sumOf(items: readonly { readonly samples: number }[]): number {
  return items.reduce((sum, { samples }) => sum + samples, 0);
}
