/** Stored segments of one source: where they lie, and one row as it is read. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { telemetryLimits } from "./limits.ts";
import { unpackMembers } from "./merged-members.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { MergedBlock, sealedContent, type SegmentContent } from "./segment-content.ts";
import { openBodies } from "./segment-keys.ts";
import { withMerged } from "./slots.ts";

/** What a segment is ordered by when times are equal, too. */
export interface SegmentKey {
  readonly firstUs: number;
  readonly epoch: number;
  readonly priority: number;
  readonly seq: number;
}

export interface StoredSegment extends SegmentKey {
  readonly lastUs: number;
  readonly samples: number;
  readonly content: SegmentContent;
}

/** Half open: `fromUs` up to, not including, `toUs`. */
export interface TimeRange {
  readonly fromUs: number;
  readonly toUs: number;
}

/** A row of `segmentColumns`: a single segment, or some that are merged. */
export interface SegmentRow {
  readonly epoch: string;
  readonly priority: number;
  readonly seq: string;
  readonly last_seq: string | null;
  readonly first_us: string;
  readonly last_us: string;
  readonly samples: number;
  readonly members: Buffer | null;
  readonly body: Buffer;
}

const dayUs = 86_400_000_000;

/** Of `segment s`. */
export const segmentColumns = "s.epoch, s.priority, s.seq, s.last_seq, s.first_us, s.last_us, s.samples, s.members, s.body";

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
  /** Those that they may be merged into, too. */
  readonly slots: readonly number[];
  /** Those past their retention too. */
  readonly allSlots: readonly number[];
  /** A row that ends in the range begins at most so long before it. */
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
  return { slots: withMerged(slots), allSlots: all, spanUs: rowSpanUs(Number(row.span_us ?? 0)), isPartly: slots.length < all.length };
}

/** @param segmentSpanUs of the longest segment. @returns of the longest row that it may have been merged into. */
export function rowSpanUs(segmentSpanUs: number): number {
  return segmentSpanUs + telemetryLimits.mergeWindowUs;
}

/** @returns the segments of each row, in order of their numbers; those that were erased are left out. */
export async function openRows(
  { tx, opener }: Reading,
  rows: readonly { readonly source: SourceId; readonly row: SegmentRow }[],
): Promise<readonly (readonly StoredSegment[])[]> {
  const bodies = await openBodies(
    tx,
    opener,
    rows.map(({ source, row }) => ({
      source,
      epoch: Number(row.epoch),
      priority: row.priority,
      seq: Number(row.seq),
      lastSeq: row.last_seq === null ? undefined : Number(row.last_seq),
      body: row.body,
    })),
  );
  return rows.map(({ row }, index) => {
    const body = bodies[index];
    return body === undefined ? [] : segmentsIn(row, body);
  });
}

/** Of the first segment of a row. */
export function keyOf(row: Pick<SegmentRow, "first_us" | "epoch" | "priority" | "seq">): SegmentKey {
  return { firstUs: Number(row.first_us), epoch: Number(row.epoch), priority: row.priority, seq: Number(row.seq) };
}

export function compareKeys(left: SegmentKey, right: SegmentKey): number {
  return left.firstUs - right.firstUs || left.epoch - right.epoch || left.priority - right.priority || left.seq - right.seq;
}

export function dayOf(atUs: number): number {
  return Math.floor(Math.min(Math.max(atUs, 0), Number.MAX_SAFE_INTEGER) / dayUs);
}

function segmentsIn(row: SegmentRow, body: Uint8Array): readonly StoredSegment[] {
  const key = keyOf(row);
  if (row.members === null) return [{ ...key, lastUs: Number(row.last_us), samples: row.samples, content: sealedContent(body) }];
  const block = new MergedBlock(body, unpackMembers(row.members, key));
  return block.members.map(({ seq, firstUs, lastUs, counts }, index): StoredSegment => ({
    ...key,
    seq,
    firstUs,
    lastUs,
    samples: counts.reduce((sum, count) => sum + count, 0),
    content: block.content(index),
  }));
}
