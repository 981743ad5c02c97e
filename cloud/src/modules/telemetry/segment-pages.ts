/** Stored segments of one source that take effect, in order of time, page by page, so that a long range is never in memory at once. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { telemetryLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import {
  compareKeys,
  keyOf,
  openRows,
  placeOf,
  segmentColumns,
  takesEffect,
  type SegmentKey,
  type SegmentPlace,
  type SegmentRow,
  type StoredSegment,
  type TimeRange,
} from "./segment-rows.ts";

/**
 * Segments that have or may have samples in the range; what was erased is left out. Those of merged rows come one by
 * one in their places, so that a merge changes nothing, not even one between two pages: a row is read again for as long
 * as it has segments beyond the last one that was given out.
 */
export async function* segmentPages(reading: Reading, source: SourceId, range: TimeRange): AsyncGenerator<readonly StoredSegment[]> {
  const place = await placeOf(reading, source, range);
  if (place.slots.length === 0) return;
  let after: SegmentKey = { firstUs: Math.max(0, range.fromUs - place.spanUs), epoch: -1, priority: -1, seq: -1 };
  let pages = 1;
  for (;;) {
    const rows = await rowsAfter(reading, source, range, place, after, pages);
    const last = rows.at(-1);
    if (last === undefined) return;
    const bytes = rows.reduce((sum, { body }) => sum + body.length, 0);
    const isLastPage = rows.length < telemetryLimits.segmentsPerPage * pages && bytes < telemetryLimits.bytesPerPage * pages;
    const until = keyOf(last);
    if (!isLastPage && compareKeys(until, after) <= 0) {
      // Nothing but rows that began before: many streams at once. A larger page comes further.
      pages *= 2;
      continue;
    }
    const begun = after;
    const opened = await openRows(
      reading,
      rows.map((row) => ({ source, row })),
    );
    const segments = opened
      .flat()
      .filter(
        (segment) =>
          segment.firstUs < range.toUs && segment.lastUs >= range.fromUs && compareKeys(segment, begun) > 0 && (isLastPage || compareKeys(segment, until) <= 0),
      )
      .sort(compareKeys);
    if (segments.length > 0) yield segments;
    if (isLastPage) return;
    after = until;
  }
}

/** The page ends before the row that would bring its bodies over the bound, the first row excepted. */
async function rowsAfter(
  { tx }: Reading,
  source: SourceId,
  range: TimeRange,
  { slots, spanUs }: SegmentPlace,
  after: SegmentKey,
  pages: number,
): Promise<readonly SegmentRow[]> {
  return tx.many<SegmentRow>(
    "",
    `select epoch, priority, seq, last_seq, first_us, last_us, samples, members, body
     from (
       select ${segmentColumns},
         sum(octet_length(s.body)) over (order by s.first_us, s.epoch, s.priority, s.seq rows unbounded preceding) - octet_length(s.body) as bytes_before
       from segment s
       where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[])
         and s.first_us >= $4 and s.first_us < $5 and s.last_us >= $6
         and ((s.first_us, s.epoch, s.priority, s.seq) > ($7, $8, $9, $10) or (s.last_seq is not null and s.last_us >= $7))
         and ${takesEffect}
       order by s.first_us, s.epoch, s.priority, s.seq
       limit $11
     ) p
     where bytes_before < $12
     order by first_us, epoch, priority, seq`,
    [
      tx.tenantId,
      source,
      slots,
      Math.max(0, Math.max(range.fromUs, after.firstUs) - spanUs),
      range.toUs,
      range.fromUs,
      after.firstUs,
      after.epoch,
      after.priority,
      after.seq,
      telemetryLimits.segmentsPerPage * pages,
      telemetryLimits.bytesPerPage * pages,
    ],
  );
}
