/** A few signals of many sources at once, each over a window of its own: for jobs that go through a whole fleet. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { Priority } from "@drawbar/proto/link/records.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { dayOf, openRows, rowSpanUs, segmentColumns, takesEffect, type SegmentRow, type StoredSegment, type TimeRange } from "./segment-rows.ts";
import { signalsNamed, type SignalRow } from "./signal-rows.ts";
import { withMerged } from "./slots.ts";

export interface SampleWindow extends TimeRange {
  readonly source: SourceId;
}

/** Numbers, or the texts of a text signal. */
export interface WindowSeries {
  readonly signal: SignalRow;
  readonly timesUs: Float64Array;
  readonly values: Float64Array | readonly string[];
}

export interface WindowSamples {
  /** One for each segment and signal, in no order. At the edges of the window some samples too many. */
  readonly series: readonly WindowSeries[];
  /** Every sample before this is here: the end of the window, or where there were more segments than asked for. */
  readonly completeUs: number;
}

interface WindowRow extends SegmentRow {
  readonly n: number;
  readonly source_id: SourceId;
}

/**
 * @param names of signals in the catalogue.
 * @param rowsMax of segments, or of merged ones, of one window; where there are more, `completeUs` says how far it is complete.
 * @param priority of the segments that are looked into; all when absent.
 * @returns in the order of the windows.
 */
export async function samplesOfWindows(
  reading: Reading,
  windows: readonly SampleWindow[],
  names: readonly string[],
  rowsMax: number,
  priority?: Priority,
): Promise<readonly WindowSamples[]> {
  const { tx, catalogues } = reading;
  const signals = new Map((await signalsNamed(tx, names)).map((signal) => [signal.signalId, signal]));
  const rows = signals.size === 0 ? [] : await rowsOf(reading, windows, rowsMax, priority);
  const known = await catalogues.find(tx.tenantId, new Set(rows.flatMap(({ segments }) => segments.map(({ content }) => content.catalogue))));
  const series = windows.map((): WindowSeries[] => []);
  const counts = windows.map(() => 0);
  const completeUs = windows.map(({ toUs }) => toUs);
  for (const { n, firstUs, segments } of rows) {
    counts[n] = (counts[n] ?? 0) + 1;
    // One more than asked for was read: what begins with it is not all here.
    if (counts[n] > rowsMax) {
      completeUs[n] = firstUs;
      continue;
    }
    for (const { content } of segments) {
      const catalogue = known.get(content.catalogue);
      if (catalogue === undefined) continue;
      const indexes = new Set<number>();
      for (const [index, signalId] of catalogue.signalIds.entries()) if (signals.has(signalId)) indexes.add(index);
      if (indexes.size === 0) continue;
      for (const column of content.columns(indexes)) {
        const described = catalogue.catalogue.signals[column.signal];
        const signal = signals.get(catalogue.signalIds[column.signal] ?? -1);
        if (described === undefined || signal === undefined) continue;
        series[n]?.push({ signal, timesUs: column.times, values: column.kind === "text" ? column.values : columnValues(column, described) });
      }
    }
  }
  return windows.map(({ toUs }, index) => ({ series: series[index] ?? [], completeUs: completeUs[index] ?? toUs }));
}

/** In two statements, as every look into partitions (docs/decisions/0011-segments-in-list-partitions.md). */
async function rowsOf(
  reading: Reading,
  windows: readonly SampleWindow[],
  rowsMax: number,
  priority: Priority | undefined,
): Promise<readonly { readonly n: number; readonly firstUs: number; readonly segments: readonly StoredSegment[] }[]> {
  const { tx, horizon } = reading;
  const sources = windows.map(({ source }) => source);
  const places = await tx.many<{ n: number; slots: number[]; span_us: string }>(
    "windows-places",
    `select b.n::int - 1 as n, array_agg(distinct d.slot) as slots, max(d.span_us) as span_us
     from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, from_day, to_day, n)
     join segment_day d on d.tenant_id = $1 and d.source_id = b.source_id and d.day between b.from_day and b.to_day
     group by b.n`,
    [tx.tenantId, sources, windows.map(({ fromUs }) => dayOf(fromUs)), windows.map(({ toUs }) => dayOf(toUs - 1))],
  );
  const slots = [...new Set(places.flatMap((place) => place.slots))].filter((slot) => isSlotKept(slot, horizon));
  if (slots.length === 0) return [];
  const spans = new Map(places.map(({ n, span_us }) => [n, rowSpanUs(Number(span_us))]));
  const rows = await tx.many<WindowRow>(
    "",
    `select b.n::int - 1 as n, s.*
     from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[]) with ordinality as b (source_id, from_us, to_us, span_us, n)
     cross join lateral (
       select s.source_id, ${segmentColumns} from segment s
       where s.tenant_id = $1 and s.slot = any($6::int[]) and s.source_id = b.source_id
         and s.first_us >= b.from_us - b.span_us and s.first_us < b.to_us and s.last_us >= b.from_us
         and ${takesEffect} and ($8::int is null or s.priority = $8)
       order by s.first_us, s.epoch, s.priority, s.seq
       limit $7
     ) s
     where b.span_us >= 0
     order by b.n, s.first_us, s.epoch, s.priority, s.seq`,
    [
      tx.tenantId,
      sources,
      windows.map(({ fromUs }) => fromUs),
      windows.map(({ toUs }) => toUs),
      windows.map((_, index) => spans.get(index) ?? -1),
      withMerged(slots),
      rowsMax + 1,
      priority ?? null,
    ],
  );
  const opened = await openRows(
    reading,
    rows.map((row) => ({ source: row.source_id, row })),
  );
  return rows.map(({ n, first_us: firstUs }, index) => {
    const { fromUs = 0, toUs = 0 } = windows[n] ?? {};
    const segments = (opened[index] ?? []).filter((segment) => segment.firstUs < toUs && segment.lastUs >= fromUs);
    return { n, firstUs: Number(firstUs), segments };
  });
}
