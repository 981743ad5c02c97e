/**
 * Minutes and hours, made whole from what is stored: whatever order segments come in, and however often, the result
 * is the same.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { MinuteBuilder, minuteUs, type MinuteValues } from "./minute-builder.ts";
import { packMinute, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import { inOneBuffer } from "./packed-parts.ts";
import type { Reading } from "./reading.ts";
import { storeHours, type StoredMinute } from "./rollup-hours.ts";
import { segmentsOfMinutes, type SourceMinute } from "./segments-of-minutes.ts";

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
  const made = minutes.map(({ source, minute }, index): StoredMinute => {
    const { values = new Map(), isClosed = false } = computed[index] ?? {};
    return { source, minute, values: isClosed ? richer(stored.get(`${source}/${minute}`), values) : values };
  });
  await putMinutes(tx, made);
  await storeHours(tx, made);
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

async function putMinutes(tx: TenantTransaction, minutes: readonly StoredMinute[]): Promise<void> {
  const { starts, sizes, bytes } = inOneBuffer(minutes.map(({ values }) => (values.size === 0 ? null : packMinute(values))));
  await tx.count(
    "rollup-put-minutes",
    `with put as materialized (
       select * from unnest($2::uuid[], $3::int[], $4::int[], $5::int[]) as b (source_id, minute, start, size)
     ),
     emptied as (
       delete from rollup_minute r using put b
       where r.tenant_id = $1 and r.source_id = b.source_id and r.minute = b.minute and b.size < 0
     )
     insert into rollup_minute as r (tenant_id, source_id, minute, packed)
     select $1, b.source_id, b.minute, substr($6::bytea, b.start, b.size) from put b where b.size >= 0
     order by b.source_id, b.minute
     on conflict on constraint rollup_minute_key do update set packed = excluded.packed`,
    [tx.tenantId, minutes.map(({ source }) => source), minutes.map(({ minute }) => minute), starts, sizes, bytes],
  );
}
