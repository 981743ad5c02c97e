/** The segments that minutes are made of. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { minuteUs } from "./minute-builder.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { compareKeys, dayOf, openRows, rowSpanUs, segmentColumns, takesEffect, type SegmentRow, type StoredSegment } from "./segment-rows.ts";
import { withMerged } from "./slots.ts";

export interface SourceMinute {
  readonly source: SourceId;
  /** Since 1970. */
  readonly minute: number;
}

export interface SegmentsOfMinutes {
  /** In the order of the minutes; each in one order, since sums of doubles depend on it. */
  readonly segments: readonly (readonly StoredSegment[])[];
  /** Places of minutes of whose day segments are past their retention. */
  readonly closed: ReadonlySet<number>;
}

interface PlaceRow {
  readonly n: number;
  readonly slots: number[];
  readonly span_us: string;
}

interface FoundRow extends SegmentRow {
  readonly source_id: SourceId;
}

export async function segmentsOfMinutes(reading: Reading, minutes: readonly SourceMinute[]): Promise<SegmentsOfMinutes> {
  if (minutes.length === 0) return { segments: [], closed: new Set() };
  const { tx, horizon } = reading;
  const places = await tx.many<PlaceRow>(
    "rollup-places",
    `select b.n::int as n, array_agg(d.slot) as slots, max(d.span_us) as span_us
     from unnest($2::uuid[], $3::int[]) with ordinality as b (source_id, day, n)
     join segment_day d on d.tenant_id = $1 and d.source_id = b.source_id and d.day = b.day
     group by b.n`,
    [tx.tenantId, minutes.map(({ source }) => source), minutes.map(({ minute }) => dayOf(minute * minuteUs))],
  );
  const spans = new Map(places.map(({ n, span_us }) => [n - 1, Number(span_us)]));
  const slots = [...new Set(places.flatMap((place) => place.slots))].filter((slot) => isSlotKept(slot, horizon));
  const closed = new Set(places.filter((place) => !place.slots.every((slot) => isSlotKept(slot, horizon))).map(({ n }) => n - 1));
  // Each row once, however many of the minutes it reaches into: a merged one is a hundred times as large as a single one.
  const rows = await tx.many<FoundRow>(
    "",
    `with found as materialized (
       select distinct s.source_id, s.epoch, s.priority, s.seq, s.slot
       from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as b (source_id, begins_us, span_us)
       join segment s
         on s.tenant_id = $1 and s.slot = any($5::int[]) and s.source_id = b.source_id
         and s.first_us >= b.begins_us - b.span_us and s.first_us < b.begins_us + ${minuteUs} and s.last_us >= b.begins_us
       where ${takesEffect}
     )
     select s.source_id, ${segmentColumns}
     from found f
     join segment s
       on s.tenant_id = $1 and s.slot = any($5::int[]) and s.source_id = f.source_id and s.epoch = f.epoch
       and s.priority = f.priority and s.seq = f.seq and s.slot = f.slot`,
    [
      tx.tenantId,
      minutes.map(({ source }) => source),
      minutes.map(({ minute }) => minute * minuteUs),
      minutes.map((_, index) => rowSpanUs(spans.get(index) ?? 0)),
      withMerged(slots),
    ],
  );
  const opened = await openRows(
    reading,
    rows.map((row) => ({ source: row.source_id, row })),
  );
  const ofSources = new Map<SourceId, StoredSegment[]>();
  for (const [index, { source_id: source }] of rows.entries()) {
    const ofSource = ofSources.get(source) ?? [];
    ofSources.set(source, ofSource);
    ofSource.push(...(opened[index] ?? []));
  }
  for (const ofSource of ofSources.values()) ofSource.sort(compareKeys);
  const segments = minutes.map(({ source, minute }) => {
    const [beginsUs, endsUs] = [minute * minuteUs, (minute + 1) * minuteUs];
    return (ofSources.get(source) ?? []).filter(({ firstUs, lastUs }) => firstUs < endsUs && lastUs >= beginsUs);
  });
  return { segments, closed };
}
