/** Why a history has holes: the source slept, samples are lost, or they are still to come. */
import { accountOf } from "@drawbar/proto/link/accounting.ts";
import type { Range } from "@drawbar/proto/link/range-set.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { telemetryLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import type { ScopedSource } from "./scope-sources.ts";
import { placeOf, type TimeRange } from "./segment-rows.ts";
import { withMerged } from "./slots.ts";
import { missingRuns, statesOfSource, type StreamState } from "./stream-facts.ts";
import type { HistoryGap } from "./telemetry-types.ts";

/** A neighbour of missing numbers: what it says of time and of how much was produced. */
interface Neighbour {
  readonly atUs: number | undefined;
  readonly produced: number;
}

/** A stretch without samples, as far as it lies in the range; it began at `sinceUs`. */
export interface Silence extends TimeRange {
  readonly sinceUs: number;
  /** Nothing has come after it yet. */
  readonly isLasting: boolean;
}

interface Hole {
  readonly state: StreamState;
  readonly missing: Range;
}

interface NeighbourRow {
  readonly n: number;
  readonly before_us: string | null;
  readonly before_produced: string | null;
  readonly after_us: string | null;
  readonly after_produced: string | null;
}

/**
 * @param numbered gaps that numbers tell of.
 * @param silences stretches of the range in which the source has no samples at all, ascending.
 * @returns those silences that no numbers explain.
 */
export async function silentGaps(
  reading: Reading,
  scoped: ScopedSource,
  numbered: readonly HistoryGap[],
  silences: readonly Silence[],
): Promise<readonly HistoryGap[]> {
  const unexplained = silences.filter((silence) => !numbered.some((gap) => overlaps(gap, silence)));
  const slept = unexplained.length === 0 ? [] : await sleepsOf(reading.tx, scoped, Math.min(...unexplained.map(({ sinceUs }) => sinceUs)));
  return unexplained.map(({ sinceUs, fromUs, toUs, isLasting }): HistoryGap => {
    const isAsleep = slept.some((atUs) => atUs >= sinceUs - telemetryLimits.holeUs && atUs < toUs);
    // Whoever has not said good night may still send what it has. Numbers without a hole on both sides of a silence:
    // the device was off, and produced nothing.
    return { fromUs, toUs, reason: isLasting && !isAsleep ? "to-come" : "asleep" };
  });
}

/** The longest of them, in order of time. */
export function boundGaps(gaps: readonly HistoryGap[]): readonly HistoryGap[] {
  const longest =
    gaps.length <= telemetryLimits.gapsMax
      ? [...gaps]
      : gaps.toSorted((left, right) => right.toUs - right.fromUs - (left.toUs - left.fromUs)).slice(0, telemetryLimits.gapsMax);
  return longest.sort((left, right) => left.fromUs - right.fromUs || left.toUs - right.toUs);
}

/** Numbers that are missing in the range, and what became of them. */
export async function numberedGaps(reading: Reading, scoped: ScopedSource): Promise<readonly HistoryGap[]> {
  const { tx } = reading;
  const { source } = scoped;
  const near = { fromUs: Math.max(0, scoped.fromUs - 86_400_000_000), toUs: scoped.toUs + 86_400_000_000 };
  const [place, known] = await Promise.all([placeOf(reading, source, near), statesOfSource(tx, source)]);
  const slots = new Set(place.allSlots);
  const states = known.filter((state) => state.slots.some((slot) => slots.has(slot)));
  const holes = states.flatMap((state) => missingRuns(state).map((missing): Hole => ({ state, missing }))).slice(-telemetryLimits.missingRunsMax);
  if (holes.length === 0) return [];
  const neighbours = await neighboursOf(tx, scoped, holes, withMerged(states.flatMap((state) => state.slots)));
  return holes.flatMap(({ state, missing }, index) => {
    const [before, after] = neighbours[index] ?? [];
    const fromUs = before?.atUs ?? (after?.atUs === undefined ? undefined : after.atUs - 1_000_000);
    const toUs = after?.atUs ?? (fromUs === undefined ? undefined : fromUs + 1_000_000);
    if (before === undefined || after === undefined || fromUs === undefined || toUs === undefined || toUs <= fromUs) return [];
    if (!overlaps({ fromUs, toUs }, scoped)) return [];
    return fateOf(state, missing, before, after).map((fate): HistoryGap => ({
      fromUs: Math.max(fromUs, scoped.fromUs),
      toUs: Math.min(toUs, scoped.toUs),
      ...fate,
    }));
  });
}

/** The account of this hole alone says what became of it. */
function fateOf(state: StreamState, [first, last]: Range, before: Neighbour, after: Neighbour): readonly Pick<HistoryGap, "reason" | "samples">[] {
  const { lost, entrusted, open } = accountOf({
    ...state.facts,
    standIns: state.facts.standIns.filter(({ original }) => first <= original && original <= last),
    totals: undefined,
    runs: [
      ...(first > 1 ? [{ first: 1, last: first - 1, producedBefore: 0, producedAfter: before.produced, samples: before.produced }] : []),
      { first: last + 1, last: last + 1, producedBefore: after.produced, producedAfter: after.produced, samples: 0 },
    ],
  });
  if (lost > 0) return [{ reason: "lost", samples: lost }];
  return entrusted + open > 0 ? [{ reason: "to-come", samples: entrusted + open }] : [];
}

async function neighboursOf(
  tx: TenantTransaction,
  { source }: ScopedSource,
  holes: readonly Hole[],
  slots: readonly number[],
): Promise<readonly (readonly [Neighbour, Neighbour])[]> {
  const rows = await tx.many<NeighbourRow>(
    "",
    `select b.n::int as n, p.last_us as before_us, p.produced_after as before_produced, f.first_us as after_us, f.produced_before as after_produced
     from unnest($4::bigint[], $5::smallint[], $6::bigint[], $7::bigint[]) with ordinality as b (epoch, priority, first, last, n)
     left join lateral (
       select n.last_us, n.produced_after from (
         (select s.seq, s.last_us, s.produced_before + s.produced as produced_after from segment s
          where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and s.epoch = b.epoch and s.priority = b.priority and s.seq < b.first
          order by s.seq desc limit 1)
         union all
         (select x.last_seq, x.last_us, x.produced_after from stream_expired x
          where x.tenant_id = $1 and x.source_id = $2 and x.epoch = b.epoch and x.priority = b.priority and x.last_seq < b.first
          order by x.last_seq desc limit 1)
       ) n order by n.seq desc limit 1
     ) p on true
     left join lateral (
       select n.first_us, n.produced_before from (
         (select s.seq, s.first_us, s.produced_before from segment s
          where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and s.epoch = b.epoch and s.priority = b.priority and s.seq > b.last
          order by s.seq limit 1)
         union all
         (select x.first_seq, x.first_us, x.produced_before from stream_expired x
          where x.tenant_id = $1 and x.source_id = $2 and x.epoch = b.epoch and x.priority = b.priority and x.first_seq > b.last
          order by x.first_seq limit 1)
       ) n order by n.seq limit 1
     ) f on true`,
    [
      tx.tenantId,
      source,
      slots,
      holes.map(({ state }) => state.epoch),
      holes.map(({ state }) => state.priority),
      holes.map(({ missing }) => missing[0]),
      holes.map(({ missing }) => missing[1]),
    ],
  );
  const found = new Map(rows.map((row) => [row.n, row]));
  return holes.map(({ state }, index) => {
    const row = found.get(index + 1);
    return [
      { atUs: numberOf(row?.before_us), produced: Number(row?.before_produced ?? 0) },
      { atUs: numberOf(row?.after_us), produced: Number(row?.after_produced ?? state.facts.totals?.produced ?? 0) },
    ];
  });
}

async function sleepsOf(tx: TenantTransaction, { source, toUs }: ScopedSource, sinceUs: number): Promise<readonly number[]> {
  const rows = await tx.many<{ at_us: string }>(
    "gaps-sleeps",
    "select at_us from source_sleep where tenant_id = $1 and source_id = $2 and at_us between $3 and $4",
    [tx.tenantId, source, Math.max(0, sinceUs - telemetryLimits.holeUs), toUs],
  );
  return rows.map(({ at_us }) => Number(at_us));
}

function overlaps(left: TimeRange, right: TimeRange): boolean {
  return left.fromUs < right.toUs && right.fromUs < left.toUs;
}

function numberOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined ? undefined : Number(text);
}
