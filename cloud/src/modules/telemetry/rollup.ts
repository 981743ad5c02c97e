/**
 * Minutes and hours, made whole from what is stored: whatever order segments come in, and however often, the result
 * is the same.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import { decodeSegmentColumns, readSegmentHeader, readSegmentSummaries } from "@drawbar/proto/segment/decode-segment.ts";
import type { ColumnSummary, SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueStore, KnownCatalogue } from "./catalogue-store.ts";
import { packMinute, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import { dayOf, takesEffect } from "./segment-rows.ts";

export const minuteUs = 60_000_000;
export const minutesPerHour = 60;

export interface SourceMinute {
  readonly source: SourceId;
  /** Since 1970. */
  readonly minute: number;
}

export type MinuteValues = Map<number, MinuteOfSignal>;

interface BodyRow {
  readonly n: number;
  readonly body: Buffer;
}

/** @param minutes each once. @returns their values in the same order; a minute without samples is empty. */
export async function computeMinutes(tx: TenantTransaction, catalogues: CatalogueStore, minutes: readonly SourceMinute[]): Promise<readonly MinuteValues[]> {
  const rows = await bodiesOf(tx, minutes);
  const known = await cataloguesOf(tx, catalogues, rows);
  const values = minutes.map((): MinuteValues => new Map());
  for (const row of rows) {
    const minute = minutes[row.n - 1];
    const into = values[row.n - 1];
    const hash = readSegmentHeader(row.body).catalogue;
    const catalogue = known.get(hash);
    if (minute !== undefined && into !== undefined && catalogue !== undefined) addSegment(into, row.body, catalogue, minute.minute * minuteUs);
  }
  return values;
}

/** Replaces the rows of these minutes, and of the hours that they are in. */
export async function storeMinutes(tx: TenantTransaction, minutes: readonly SourceMinute[], values: readonly MinuteValues[]): Promise<void> {
  const packed = values.map((minute) => (minute.size === 0 ? null : Buffer.from(packMinute(minute))));
  await upsertPacked(
    tx,
    "minute",
    minutes.map(({ source, minute }) => ({ source, at: minute })),
    packed,
  );
  const hours = [...new Map(minutes.map(({ source, minute }) => [`${source}/${hourOf(minute)}`, { source, at: hourOf(minute) }])).values()];
  const ofHours = await hoursOf(tx, hours);
  await upsertPacked(
    tx,
    "hour",
    hours,
    ofHours.map((hour) => (hour.size === 0 ? null : Buffer.from(packMinute(hour)))),
  );
}

/** In order of minutes, since sums of doubles depend on it. */
async function hoursOf(tx: TenantTransaction, hours: readonly { readonly source: SourceId; readonly at: number }[]): Promise<readonly MinuteValues[]> {
  const rows = await tx.many<{ n: number; packed: Buffer }>(
    "rollup-of-hours",
    `select b.n::int as n, r.packed
     from unnest($2::uuid[], $3::int[]) with ordinality as b (source_id, begins, n)
     join rollup_minute r on r.tenant_id = $1 and r.source_id = b.source_id and r.minute between b.begins and b.begins + ${minutesPerHour - 1}
     order by b.n, r.minute`,
    [tx.tenantId, hours.map(({ source }) => source), hours.map(({ at }) => at * minutesPerHour)],
  );
  const values = hours.map((): MinuteValues => new Map());
  for (const { n, packed } of rows) {
    const into = values[n - 1];
    if (into !== undefined) for (const [signalId, minute] of unpackMinute(packed)) add(into, signalId, minute);
  }
  return values;
}

function hourOf(minute: number): number {
  return Math.floor(minute / minutesPerHour);
}

async function upsertPacked(
  tx: TenantTransaction,
  width: "minute" | "hour",
  rows: readonly { readonly source: SourceId; readonly at: number }[],
  packed: readonly (Buffer | null)[],
): Promise<void> {
  let start = 1;
  const parts = packed.map((bytes) => {
    const part = { start, size: bytes?.length ?? -1 };
    start += bytes?.length ?? 0;
    return part;
  });
  await tx.count(
    `rollup-put-${width}`,
    `with put as materialized (
       select * from unnest($2::uuid[], $3::int[], $4::int[], $5::int[]) as b (source_id, ${width}, start, size)
     ),
     emptied as (
       delete from rollup_${width} r using put b
       where r.tenant_id = $1 and r.source_id = b.source_id and r.${width} = b.${width} and b.size < 0
     )
     insert into rollup_${width} as r (tenant_id, source_id, ${width}, packed)
     select $1, b.source_id, b.${width}, substr($6::bytea, b.start, b.size) from put b where b.size >= 0
     order by b.source_id, b.${width}
     on conflict on constraint rollup_${width}_key do update set packed = excluded.packed`,
    [
      tx.tenantId,
      rows.map(({ source }) => source),
      rows.map(({ at }) => at),
      parts.map((part) => part.start),
      parts.map((part) => part.size),
      Buffer.concat(packed.filter((bytes) => bytes !== null)),
    ],
  );
}

/** In one order, since sums of doubles depend on it. */
async function bodiesOf(tx: TenantTransaction, minutes: readonly SourceMinute[]): Promise<readonly BodyRow[]> {
  if (minutes.length === 0) return [];
  const keys = [tx.tenantId, minutes.map(({ source }) => source), minutes.map(({ minute }) => dayOf(minute * minuteUs))];
  const places = await tx.many<{ n: number; slots: number[]; span_us: string }>(
    "rollup-places",
    `select b.n::int as n, array_agg(d.slot) as slots, max(d.span_us) as span_us
     from unnest($2::uuid[], $3::int[]) with ordinality as b (source_id, day, n)
     join segment_day d on d.tenant_id = $1 and d.source_id = b.source_id and d.day = b.day
     group by b.n`,
    keys,
  );
  const spans = new Map(places.map(({ n, span_us }) => [n, Number(span_us)]));
  const slots = [...new Set(places.flatMap((place) => place.slots))];
  return tx.many<BodyRow>(
    "",
    `select b.n::int as n, s.body
     from unnest($2::uuid[], $3::bigint[], $4::bigint[]) with ordinality as b (source_id, begins_us, span_us, n)
     join segment s
       on s.tenant_id = $1 and s.slot = any($5::int[]) and s.source_id = b.source_id
       and s.first_us >= b.begins_us - b.span_us and s.first_us < b.begins_us + ${minuteUs} and s.last_us >= b.begins_us
     where ${takesEffect}
     order by b.n, s.first_us, s.epoch, s.priority, s.seq`,
    [
      tx.tenantId,
      minutes.map(({ source }) => source),
      minutes.map(({ minute }) => minute * minuteUs),
      minutes.map((_, index) => spans.get(index + 1) ?? 0),
      slots,
    ],
  );
}

async function cataloguesOf(tx: TenantTransaction, catalogues: CatalogueStore, rows: readonly BodyRow[]): Promise<ReadonlyMap<CatalogueHash, KnownCatalogue>> {
  return catalogues.find(tx.tenantId, new Set(rows.map(({ body }) => readSegmentHeader(body).catalogue)));
}

/** Columns that lie within the minute are taken from their heads; the others are decoded. */
function addSegment(into: MinuteValues, body: Uint8Array, known: KnownCatalogue, beginsUs: number): void {
  const endsUs = beginsUs + minuteUs;
  const straddling = new Set<number>();
  for (const summary of readSegmentSummaries(body)) {
    if (summary.lastUs < beginsUs || summary.firstUs >= endsUs) continue;
    const whole = summary.firstUs >= beginsUs && summary.lastUs < endsUs ? ofSummary(summary, known) : undefined;
    const signalId = known.signalIds[summary.signal];
    if (whole === undefined) straddling.add(summary.signal);
    else if (signalId !== undefined) add(into, signalId, whole);
  }
  if (straddling.size === 0) return;
  for (const column of decodeSegmentColumns(body, straddling).columns) {
    const signalId = known.signalIds[column.signal];
    const part = ofColumn(column, known, beginsUs, endsUs);
    if (signalId !== undefined && part !== undefined) add(into, signalId, part);
  }
}

/** @returns `undefined` when the head does not say enough. */
function ofSummary({ signal, kind, count, minRaw, maxRaw, sumRaw }: ColumnSummary, known: KnownCatalogue): MinuteOfSignal | undefined {
  if (kind === "text") return { count, sum: Number.NaN, min: Number.NaN, max: Number.NaN };
  const described = known.catalogue.signals[signal];
  if (described === undefined || minRaw === undefined || maxRaw === undefined || sumRaw === undefined) return undefined;
  const { factor, offset } = described;
  if (kind !== "scaled") return { count, sum: sumRaw, min: minRaw, max: maxRaw };
  const [low, high] = [minRaw * factor + offset, maxRaw * factor + offset];
  return { count, sum: sumRaw * factor + count * offset, min: Math.min(low, high), max: Math.max(low, high) };
}

function ofColumn(column: SegmentColumn, known: KnownCatalogue, beginsUs: number, endsUs: number): MinuteOfSignal | undefined {
  const described = known.catalogue.signals[column.signal];
  if (described === undefined) return undefined;
  const values = column.kind === "text" ? undefined : columnValues(column, described);
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const [index, time] of column.times.entries()) {
    if (time < beginsUs || time >= endsUs) continue;
    const value = values?.[index] ?? Number.NaN;
    count += 1;
    if (Number.isNaN(value)) continue; // counts, and adds nothing, as in the heads of columns
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return undefined;
  return min > max ? { count, sum: Number.NaN, min: Number.NaN, max: Number.NaN } : { count, sum, min, max };
}

function add(into: MinuteValues, signalId: number, part: MinuteOfSignal): void {
  const held = into.get(signalId);
  if (held === undefined) into.set(signalId, part);
  else if (Number.isNaN(held.min) || Number.isNaN(part.min)) into.set(signalId, { ...(Number.isNaN(held.min) ? part : held), count: held.count + part.count });
  else into.set(signalId, { count: held.count + part.count, sum: held.sum + part.sum, min: Math.min(held.min, part.min), max: Math.max(held.max, part.max) });
}
