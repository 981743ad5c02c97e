/** What the database knows of the streams of a source, as the link's accounting wants it (rule A1). */
import type { StreamFacts, ReceivedRun } from "@drawbar/proto/link/accounting.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { hasNumber, unionRanges, type Range, type RangeSet } from "@drawbar/proto/link/range-set.ts";
import { streamKey, type Epoch, type Priority, type StreamKey } from "@drawbar/proto/link/records.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { fromMultirange } from "../../db/multirange.ts";
import { withMerged } from "./slots.ts";

interface StreamRow {
  readonly epoch: string;
  readonly priority: Priority;
  readonly have: string;
  readonly gaps: string;
  readonly stated_last: string;
  readonly stated_produced: string;
  readonly slots: number[];
  readonly is_closed: boolean | null;
  readonly entrusted: string | null;
  /** Segments that stand in for numbers of this stream. */
  readonly thinned: readonly ThinnedRow[] | null;
}

interface ThinnedRow {
  readonly root_seq: number;
  readonly replaces: string;
  readonly samples: number;
}

interface RunRow {
  readonly n: number;
  readonly produced_before: string;
  readonly produced_after: string;
  readonly samples: string;
}

/** A stream as its row has it, before anything is counted. */
export interface StreamState {
  readonly stream: StreamKey;
  readonly epoch: number;
  readonly priority: Priority;
  readonly have: RangeSet;
  readonly slots: readonly number[];
  readonly statedLast: number;
  readonly facts: Omit<StreamFacts, "runs">;
}

/** Call in a repeatable transaction, so that numbers and counts are of one moment. */
export async function factsOfSource(tx: TenantTransaction, source: SourceId): Promise<readonly StreamFacts[]> {
  // Of some streams nothing is known but that they ended before they began, or a gap in numbers that nobody has named.
  const states = (await statesOfSource(tx, source)).filter(({ have, statedLast }) => have.length > 0 || statedLast > 0);
  const runs = await runsOf(tx, source, states);
  return states.map((state, index) => ({ ...state.facts, runs: runs[index] ?? [] }));
}

export async function statesOfSource(tx: TenantTransaction, source: SourceId): Promise<readonly StreamState[]> {
  const rows = await tx.many<StreamRow>(
    "facts-streams",
    `select r.epoch, r.priority, r.have::text as have, r.gaps::text as gaps, r.stated_last, r.stated_produced, r.slots, e.is_closed,
       (select range_agg(x.ranges)::text from stream_entrusted x
        where x.tenant_id = $1 and x.source_id = $2 and x.epoch = r.epoch and x.priority = r.priority) as entrusted,
       (select json_agg(json_build_object('root_seq', t.root_seq, 'replaces', t.replaces::text, 'samples', t.samples)) from stream_thinned t
        where t.tenant_id = $1 and t.source_id = $2 and t.root_epoch = r.epoch and t.priority = r.priority) as thinned
     from stream_range r
     left join source_epoch e on e.tenant_id = $1 and e.source_id = $2 and e.epoch = r.epoch
     where r.tenant_id = $1 and r.source_id = $2
     order by r.epoch, r.priority`,
    [tx.tenantId, source],
  );
  return rows.map((row): StreamState => {
    const epoch = Number(row.epoch) as Epoch; // it was one when it was stored
    const stream = streamKey(source, epoch, row.priority);
    const have = fromMultirange(row.have);
    const totals = { stream, last: Number(row.stated_last), produced: Number(row.stated_produced) };
    return {
      stream,
      epoch,
      priority: row.priority,
      have,
      slots: row.slots,
      statedLast: totals.last,
      facts: {
        stream,
        ...standInsOf(row.thinned ?? [], have),
        gaps: fromMultirange(row.gaps),
        entrusted: fromMultirange(row.entrusted ?? "{}"),
        isClosed: row.is_closed ?? false,
        totals,
      },
    };
  });
}

/** Numbers of a stream that are not here, up to the highest that is known of. */
export function missingRuns({ have, statedLast }: StreamState): readonly Range[] {
  const missing: Range[] = [];
  let next = 1;
  for (const [first, last] of have) {
    if (first > next) missing.push([next, first - 1]);
    next = last + 1;
  }
  if (statedLast >= next) missing.push([next, statedLast]);
  return missing;
}

function standInsOf(thinned: readonly ThinnedRow[], have: RangeSet): Pick<StreamFacts, "standIns" | "replaced"> {
  const best = new Map<number, number>();
  let replaced: RangeSet = [];
  for (const row of thinned) {
    const original = row.root_seq;
    replaced = unionRanges(replaced, fromMultirange(row.replaces));
    if (!hasNumber(have, original)) best.set(original, Math.max(best.get(original) ?? 0, row.samples));
  }
  return { replaced, standIns: [...best].map(([original, samples]) => ({ original, samples })) };
}

async function runsOf(tx: TenantTransaction, source: SourceId, states: readonly StreamState[]): Promise<readonly (readonly ReceivedRun[])[]> {
  const runs = states.flatMap(({ epoch, priority, have }, stream) => have.map(([first, last]) => ({ stream, epoch, priority, first, last })));
  // What was swept is counted in stream_expired, though its partition may be there still.
  const all = withMerged(states.flatMap((state) => state.slots));
  const gone = await tx.many<{ slot: number }>("facts-expired", "select slot from telemetry_expiry where tenant_id = $1 and slot = any($2::int[])", [
    tx.tenantId,
    all,
  ]);
  const expired = new Set(gone.map(({ slot }) => slot));
  const slots = all.filter((slot) => !expired.has(slot));
  // Planned anew each time: the planner must see the slots.
  const rows = await tx.many<RunRow>(
    "",
    `with record as (
       select s.epoch, s.priority, s.seq, coalesce(s.last_seq, s.seq) as last_seq, s.kind, s.produced_before, s.produced, s.samples
       from segment s where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[])
       union all
       select t.epoch, t.priority, t.seq, t.seq, t.kind, t.produced_before, 0, 0
       from stream_statement t where t.tenant_id = $1 and t.source_id = $2
       union all
       select x.epoch, x.priority, x.first_seq, x.first_seq, 1, x.produced_before, 0, x.samples
       from stream_expired x where x.tenant_id = $1 and x.source_id = $2
       union all
       select x.epoch, x.priority, x.last_seq, x.last_seq, 1, x.produced_after, 0, 0
       from stream_expired x where x.tenant_id = $1 and x.source_id = $2
     )
     select b.n::int as n, min(r.produced_before) filter (where r.seq = b.first) as produced_before,
       max(r.produced_before + r.produced) filter (where r.last_seq = b.last) as produced_after,
       coalesce(sum(r.samples) filter (where r.kind = 1), 0) as samples
     from unnest($4::bigint[], $5::smallint[], $6::bigint[], $7::bigint[]) with ordinality as b (epoch, priority, first, last, n)
     join record r on r.epoch = b.epoch and r.priority = b.priority and r.seq between b.first and b.last
     group by b.n`,
    [
      tx.tenantId,
      source,
      slots,
      runs.map(({ epoch }) => epoch),
      runs.map(({ priority }) => priority),
      runs.map(({ first }) => first),
      runs.map(({ last }) => last),
    ],
  );
  const found = new Map(rows.map((row) => [row.n, row]));
  const ofStreams = states.map((): ReceivedRun[] => []);
  for (const [index, { stream, first, last }] of runs.entries()) {
    const row = found.get(index + 1);
    ofStreams[stream]?.push({
      first,
      last,
      producedBefore: Number(row?.produced_before ?? 0),
      producedAfter: Number(row?.produced_after ?? 0),
      samples: Number(row?.samples ?? 0),
    });
  }
  return ofStreams;
}
