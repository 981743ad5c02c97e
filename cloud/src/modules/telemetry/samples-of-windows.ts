/** A few signals of many sources at once, each over a window of its own: for jobs that go through a whole fleet. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import { decodeSegmentColumns, readSegmentHeader } from "@drawbar/proto/segment/decode-segment.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { openBodies } from "./segment-keys.ts";
import { dayOf, takesEffect, type TimeRange } from "./segment-rows.ts";
import { signalsNamed, type SignalRow } from "./signal-rows.ts";

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

interface BodyRow {
  readonly n: number;
  readonly source_id: SourceId;
  readonly epoch: string;
  readonly priority: number;
  readonly seq: string;
  readonly first_us: string;
  readonly body: Buffer;
}

/**
 * @param names of signals in the catalogue.
 * @param segmentsMax of one window; where there are more, `completeUs` says how far it is complete.
 * @returns in the order of the windows.
 */
export async function samplesOfWindows(
  reading: Reading,
  windows: readonly SampleWindow[],
  names: readonly string[],
  segmentsMax: number,
): Promise<readonly WindowSamples[]> {
  const { tx, catalogues } = reading;
  const signals = new Map((await signalsNamed(tx, names)).map((signal) => [signal.signalId, signal]));
  const rows = signals.size === 0 ? [] : await bodiesOf(reading, windows, segmentsMax);
  const known = await catalogues.find(tx.tenantId, new Set(rows.flatMap(({ body }) => (body === undefined ? [] : [readSegmentHeader(body).catalogue]))));
  const series = windows.map((): WindowSeries[] => []);
  const counts = windows.map(() => 0);
  const completeUs = windows.map(({ toUs }) => toUs);
  for (const { n, firstUs, body } of rows) {
    counts[n] = (counts[n] ?? 0) + 1;
    // One more than asked for was read: what begins with it is not all here.
    if (counts[n] > segmentsMax) {
      completeUs[n] = firstUs;
      continue;
    }
    const catalogue = body === undefined ? undefined : known.get(readSegmentHeader(body).catalogue);
    if (body === undefined || catalogue === undefined) continue;
    const indexes = new Set<number>();
    for (const [index, signalId] of catalogue.signalIds.entries()) if (signals.has(signalId)) indexes.add(index);
    if (indexes.size === 0) continue;
    for (const column of decodeSegmentColumns(body, indexes).columns) {
      const described = catalogue.catalogue.signals[column.signal];
      const signal = signals.get(catalogue.signalIds[column.signal] ?? -1);
      if (described === undefined || signal === undefined) continue;
      series[n]?.push({ signal, timesUs: column.times, values: column.kind === "text" ? column.values : columnValues(column, described) });
    }
  }
  return windows.map(({ toUs }, index) => ({ series: series[index] ?? [], completeUs: completeUs[index] ?? toUs }));
}

/** In two statements, as every look into partitions (docs/decisions/0011-segments-in-list-partitions.md). */
async function bodiesOf(
  { tx, opener, horizon }: Reading,
  windows: readonly SampleWindow[],
  segmentsMax: number,
): Promise<readonly { readonly n: number; readonly firstUs: number; readonly body: Uint8Array | undefined }[]> {
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
  const spans = new Map(places.map(({ n, span_us }) => [n, Number(span_us)]));
  const rows = await tx.many<BodyRow>(
    "",
    `select b.n::int - 1 as n, s.source_id, s.epoch, s.priority, s.seq, s.first_us, s.body
     from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[]) with ordinality as b (source_id, from_us, to_us, span_us, n)
     cross join lateral (
       select s.source_id, s.epoch, s.priority, s.seq, s.first_us, s.body from segment s
       where s.tenant_id = $1 and s.slot = any($6::int[]) and s.source_id = b.source_id
         and s.first_us >= b.from_us - b.span_us and s.first_us < b.to_us and s.last_us >= b.from_us
         and ${takesEffect}
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
      slots,
      segmentsMax + 1,
    ],
  );
  const bodies = await openBodies(
    tx,
    opener,
    rows.map(({ source_id: source, epoch, priority, seq, body }) => ({ source, epoch: Number(epoch), priority, seq: Number(seq), body })),
  );
  return rows.map(({ n, first_us: firstUs }, index) => ({ n, firstUs: Number(firstUs), body: bodies[index] }));
}
