/**
 * Minutes and hours, made whole from what is stored: whatever order segments come in, and however often, the result
 * is the same.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { MinuteBuilder, minuteUs, type MinuteValues } from "./minute-builder.ts";
import { joinMinutes, packMinute, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { Reading } from "./reading.ts";
import { segmentsOfMinutes, type SourceMinute } from "./segments-of-minutes.ts";

const minutesPerHour = 60;

/** What a minute comes to by the segments that are kept. */
export interface ComputedMinute {
  readonly values: MinuteValues;
  /** Segments of its day are past their retention: what was made of them before may know more (`richer`). */
  readonly isClosed: boolean;
}

/** @param minutes each once. @returns their values in the same order; a minute without samples is empty. */
export async function computeMinutes(reading: Reading, minutes: readonly SourceMinute[]): Promise<readonly ComputedMinute[]> {
  const { segments, closed } = await segmentsOfMinutes(reading, minutes);
  const known = await reading.catalogues.find(reading.tx.tenantId, new Set(segments.flat().map(({ content }) => content.catalogue)));
  return minutes.map(({ minute }, index) => {
    const builder = new MinuteBuilder(minute * minuteUs);
    for (const { content } of segments[index] ?? []) {
      const catalogue = known.get(content.catalogue);
      if (catalogue !== undefined) builder.add(content, catalogue);
    }
    return { values: builder.build(), isClosed: closed.has(index) };
  });
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

function joinInto(into: MinuteValues, signalId: number, later: MinuteOfSignal): void {
  const held = into.get(signalId);
  into.set(signalId, held === undefined ? later : joinMinutes(held, later));
}
