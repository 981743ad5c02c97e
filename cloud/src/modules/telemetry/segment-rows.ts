/** Stored segments of one source that take effect, in order of time. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { telemetryLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { openBodies } from "./segment-keys.ts";

export interface SegmentRow {
  readonly epoch: number;
  readonly priority: number;
  readonly seq: number;
  readonly firstUs: number;
  readonly lastUs: number;
  readonly samples: number;
}

export interface StoredSegment extends SegmentRow {
  readonly body: Uint8Array;
}

/** Half open: `fromUs` up to, not including, `toUs`. */
export interface TimeRange {
  readonly fromUs: number;
  readonly toUs: number;
}

interface DatabaseRow {
  readonly epoch: string;
  readonly priority: number;
  readonly seq: string;
  readonly first_us: string;
  readonly last_us: string;
  readonly samples: number;
  readonly body?: Buffer;
}

const dayUs = 86_400_000_000;
const columns = "s.epoch, s.priority, s.seq, s.first_us, s.last_us, s.samples";

/**
 * Of a thinned segment's versions the richest takes effect (rule S5): the original when it is here, otherwise the one
 * with the most samples. A condition on `segment s`; for an original it costs nothing.
 */
export const takesEffect = `(
  s.root_seq is null
  or not exists (
    select from stream_range r
    where r.tenant_id = $1 and r.source_id = s.source_id and r.epoch = s.root_epoch and r.priority = s.priority and r.have @> s.root_seq
  )
  and not exists (
    select from stream_thinned t
    where t.tenant_id = $1 and t.source_id = s.source_id and t.root_epoch = s.root_epoch and t.priority = s.priority and t.root_seq = s.root_seq
      and (t.samples > s.samples or (t.samples = s.samples and (t.epoch, t.seq) < (s.epoch, s.seq)))
  )
)`;

/** Where the segments of a range of time lie. */
export interface SegmentPlace {
  readonly slots: readonly number[];
  /** Those past their retention too. */
  readonly allSlots: readonly number[];
  /** A segment that ends in the range begins at most so long before it. */
  readonly spanUs: number;
  /** Some segments of these days are past their retention. */
  readonly isPartly: boolean;
}

/** First of two statements: a look into partitions must name their slots as constants (docs/decisions/0011-segments-in-list-partitions.md). */
export async function placeOf({ tx, horizon }: Reading, source: SourceId, { fromUs, toUs }: TimeRange): Promise<SegmentPlace> {
  const row = await tx.one<{ slots: number[] | null; span_us: string | null }>(
    "segment-place",
    "select array_agg(distinct slot) as slots, max(span_us) as span_us from segment_day where tenant_id = $1 and source_id = $2 and day between $3 and $4",
    [tx.tenantId, source, dayOf(fromUs), dayOf(toUs)],
  );
  const all = row.slots ?? [];
  const slots = all.filter((slot) => isSlotKept(slot, horizon));
  return { slots, allSlots: all, spanUs: Number(row.span_us ?? 0), isPartly: slots.length < all.length };
}

/** Segments that have or may have samples in the range, without their bodies, in order of their first sample. */
export async function segmentRows({ tx }: Reading, source: SourceId, range: TimeRange, place: SegmentPlace, limit: number): Promise<readonly SegmentRow[]> {
  if (place.slots.length === 0) return [];
  const rows = await tx.many<DatabaseRow>(
    "",
    `select ${columns} from segment s
     where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and s.first_us >= $4 and s.first_us < $5 and s.last_us >= $6
       and ${takesEffect}
     order by s.first_us, s.epoch, s.priority, s.seq
     limit $7`,
    [tx.tenantId, source, place.slots, Math.max(0, range.fromUs - place.spanUs), range.toUs, range.fromUs, limit],
  );
  return rows.map(toRow);
}

/** The same with bodies, a page at a time, so that a long range is never in memory at once. What was erased is left out. */
export async function* segmentPages(reading: Reading, source: SourceId, range: TimeRange): AsyncGenerator<readonly StoredSegment[]> {
  const { tx } = reading;
  const place = await placeOf(reading, source, range);
  if (place.slots.length === 0) return;
  let after: readonly [firstUs: number, epoch: number, priority: number, seq: number] = [Math.max(0, range.fromUs - place.spanUs), -1, -1, -1];
  for (;;) {
    const rows = await tx.many<DatabaseRow>(
      "",
      `select ${columns}, s.body from segment s
       where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[])
         and s.first_us >= $4 and s.first_us < $5 and s.last_us >= $6
         and (s.first_us, s.epoch, s.priority, s.seq) > ($4, $7, $8, $9)
         and ${takesEffect}
       order by s.first_us, s.epoch, s.priority, s.seq
       limit $10`,
      [tx.tenantId, source, place.slots, after[0], range.toUs, range.fromUs, after[1], after[2], after[3], telemetryLimits.segmentsPerPage],
    );
    const segments = rows.map(toRow);
    const bodies = await openBodies(
      tx,
      reading.opener,
      segments.map((segment, index) => ({ source, ...segment, body: rows[index]?.body ?? new Uint8Array() })),
    );
    const readable = segments.flatMap((segment, index): StoredSegment[] => {
      const body = bodies[index];
      return body === undefined ? [] : [{ ...segment, body }];
    });
    if (readable.length > 0) yield readable;
    const last = segments.at(-1);
    if (last === undefined || rows.length < telemetryLimits.segmentsPerPage) return;
    after = [last.firstUs, last.epoch, last.priority, last.seq];
  }
}

/** @returns the time of the last sample of a segment that began before `us`. */
export async function lastSampleBefore({ tx, horizon }: Reading, source: SourceId, us: number): Promise<number | undefined> {
  const day = await tx.oneOrNone<{ slots: number[] }>(
    "segment-last-day",
    "select array_agg(slot) as slots from segment_day where tenant_id = $1 and source_id = $2 and day <= $3 group by day order by day desc limit 1",
    [tx.tenantId, source, dayOf(us - 1)],
  );
  const slots = day?.slots.filter((slot) => isSlotKept(slot, horizon)) ?? [];
  if (slots.length === 0) return undefined;
  const row = await tx.oneOrNone<{ last_us: string }>(
    "",
    "select last_us from segment where tenant_id = $1 and source_id = $2 and slot = any($3::int[]) and first_us < $4 order by first_us desc limit 1",
    [tx.tenantId, source, slots, us],
  );
  return row === undefined ? undefined : Number(row.last_us);
}

export async function hasSegmentFrom(reading: Reading, source: SourceId, us: number): Promise<boolean> {
  const { tx } = reading;
  const { slots } = await placeOf(reading, source, { fromUs: us, toUs: Number.MAX_SAFE_INTEGER });
  if (slots.length === 0) return false;
  const rows = await tx.many("", "select 1 from segment where tenant_id = $1 and source_id = $2 and slot = any($3::int[]) and first_us >= $4 limit 1", [
    tx.tenantId,
    source,
    slots,
    us,
  ]);
  return rows.length > 0;
}

export function dayOf(atUs: number): number {
  return Math.floor(Math.min(Math.max(atUs, 0), Number.MAX_SAFE_INTEGER) / dayUs);
}

function toRow(row: DatabaseRow): SegmentRow {
  const { priority, samples } = row;
  return { epoch: Number(row.epoch), priority, seq: Number(row.seq), firstUs: Number(row.first_us), lastUs: Number(row.last_us), samples };
}
