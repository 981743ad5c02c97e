/**
 * Minutes and hours, made whole from what is stored: whatever order segments come in, and however often, the result
 * is the same.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { readSegmentHeader } from "@drawbar/proto/segment/decode-segment.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { KnownCatalogue } from "./catalogue-store.ts";
import { MinuteBuilder, minuteUs, type MinuteValues } from "./minute-builder.ts";
import { joinMinutes, packMinute, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { openBodies } from "./segment-keys.ts";
import { dayOf, takesEffect } from "./segment-rows.ts";

const minutesPerHour = 60;

export interface SourceMinute {
  readonly source: SourceId;
  /** Since 1970. */
  readonly minute: number;
}

interface BodyRow {
  readonly n: number;
  readonly source_id: SourceId;
  readonly epoch: string;
  readonly priority: number;
  readonly seq: string;
  readonly body: Buffer;
}

interface MinuteBody {
  readonly n: number;
  readonly body: Uint8Array;
}

/** What a minute comes to by the segments that are kept. */
export interface ComputedMinute {
  readonly values: MinuteValues;
  /** Segments of its day are past their retention: what was made of them before may know more (`richer`). */
  readonly isClosed: boolean;
}

/** @param minutes each once. @returns their values in the same order; a minute without samples is empty. */
export async function computeMinutes(reading: Reading, minutes: readonly SourceMinute[]): Promise<readonly ComputedMinute[]> {
  const { rows, closed } = await bodiesOf(reading, minutes);
  const known = await cataloguesOf(reading, rows);
  const building = minutes.map(({ minute }) => new MinuteBuilder(minute * minuteUs));
  for (const { n, body } of rows) {
    const catalogue = known.get(readSegmentHeader(body).catalogue);
    if (catalogue !== undefined) building[n - 1]?.add(body, catalogue);
  }
  return building.map((builder, index) => ({ values: builder.build(), isClosed: closed.has(index + 1) }));
}

/** Of a closed minute the version with more samples stays, signal by signal: so late data can add, and lack of data takes nothing away. */
export function richer(stored: ReadonlyMap<number, MinuteOfSignal> | undefined, computed: MinuteValues): MinuteValues {
  const values = new Map(computed);
  for (const [signalId, minute] of stored ?? []) if ((values.get(signalId)?.count ?? 0) < minute.count) values.set(signalId, minute);
  return values;
}

/** Replaces the rows of these minutes, and of the hours that they are in. */
export async function storeMinutes(tx: TenantTransaction, minutes: readonly SourceMinute[], computed: readonly ComputedMinute[]): Promise<void> {
  const stored = await closedMinutes(
    tx,
    minutes.filter((_, index) => computed[index]?.isClosed === true),
  );
  const packed = minutes.map(({ source, minute }, index) => {
    const { values = new Map(), isClosed = false } = computed[index] ?? {};
    const final = isClosed ? richer(stored.get(`${source}/${minute}`), values) : values;
    return final.size === 0 ? null : Buffer.from(packMinute(final));
  });
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

async function closedMinutes(tx: TenantTransaction, minutes: readonly SourceMinute[]): Promise<ReadonlyMap<string, MinuteValues>> {
  if (minutes.length === 0) return new Map();
  const rows = await tx.many<{ source_id: SourceId; minute: number; packed: Buffer }>(
    "rollup-closed",
    `select r.source_id, r.minute, r.packed from unnest($2::uuid[], $3::int[]) as b (source_id, minute)
     join rollup_minute r on r.tenant_id = $1 and r.source_id = b.source_id and r.minute = b.minute`,
    [tx.tenantId, minutes.map(({ source }) => source), minutes.map(({ minute }) => minute)],
  );
  return new Map(rows.map((row) => [`${row.source_id}/${row.minute}`, unpackMinute(row.packed)]));
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
    if (into !== undefined) for (const [signalId, minute] of unpackMinute(packed)) joinInto(into, signalId, minute);
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

interface PlaceRow {
  readonly n: number;
  readonly slots: number[];
  readonly span_us: string;
}

/** In one order, since sums of doubles depend on it. */
async function bodiesOf(
  { tx, opener, horizon }: Reading,
  minutes: readonly SourceMinute[],
): Promise<{ readonly rows: readonly MinuteBody[]; readonly closed: ReadonlySet<number> }> {
  if (minutes.length === 0) return { rows: [], closed: new Set() };
  const keys = [tx.tenantId, minutes.map(({ source }) => source), minutes.map(({ minute }) => dayOf(minute * minuteUs))];
  const places = await tx.many<PlaceRow>(
    "rollup-places",
    `select b.n::int as n, array_agg(d.slot) as slots, max(d.span_us) as span_us
     from unnest($2::uuid[], $3::int[]) with ordinality as b (source_id, day, n)
     join segment_day d on d.tenant_id = $1 and d.source_id = b.source_id and d.day = b.day
     group by b.n`,
    keys,
  );
  const spans = new Map(places.map(({ n, span_us }) => [n, Number(span_us)]));
  const slots = [...new Set(places.flatMap((place) => place.slots))].filter((slot) => isSlotKept(slot, horizon));
  const closed = new Set(places.filter((place) => !place.slots.every((slot) => isSlotKept(slot, horizon))).map(({ n }) => n));
  const rows = await tx.many<BodyRow>(
    "",
    `select b.n::int as n, s.source_id, s.epoch, s.priority, s.seq, s.body
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
  const bodies = await openBodies(
    tx,
    opener,
    rows.map(({ source_id: source, epoch, priority, seq, body }) => ({ source, epoch: Number(epoch), priority, seq: Number(seq), body })),
  );
  return {
    closed,
    rows: rows.flatMap(({ n }, index) => {
      const body = bodies[index];
      return body === undefined ? [] : [{ n, body }];
    }),
  };
}

async function cataloguesOf({ tx, catalogues }: Reading, rows: readonly MinuteBody[]): Promise<ReadonlyMap<CatalogueHash, KnownCatalogue>> {
  return catalogues.find(tx.tenantId, new Set(rows.map(({ body }) => readSegmentHeader(body).catalogue)));
}

function joinInto(into: MinuteValues, signalId: number, later: MinuteOfSignal): void {
  const held = into.get(signalId);
  into.set(signalId, held === undefined ? later : joinMinutes(held, later));
}
