/** Erases what a unit said: its keys go, so nothing that they sealed can be read again, here or in a backup of the segments. */
import { v7 as uuidV7 } from "uuid";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { eraseTracks } from "./erase-tracks.ts";
import { holdStreams } from "./hold-streams.ts";
import { noLatest } from "./packed-latest.ts";
import { withMerged } from "./slots.ts";
import { unknownSource } from "./telemetry-errors.ts";

export interface ErasureRequest {
  readonly source: SourceId;
  /** YYMM: everything received up to the end of this month goes. */
  readonly throughMonth: number;
}

export interface Erasure extends ErasureRequest {
  readonly erasureId: string;
  /** Keys that were dropped. */
  readonly keys: number;
}

const segmentMagic = 0x44;
const daysInMonth = 100;

/**
 * One transaction: afterwards every reader finds nothing. Numbers and counts stay, so that the account of its streams
 * still comes out; rows of sealed segments stay until their partition goes, and nobody can open them.
 *
 * @throws DrawbarError `ERASURE_SOURCE_UNKNOWN`.
 */
export function eraseSource(database: Database, tenant: TenantId, { source, throughMonth }: ErasureRequest): Promise<Erasure> {
  return database.transaction(tenant, async (tx) => {
    await holdStreams(tx, source);
    const unit = await tx.oneOrNone("erasure-unit", "select 1 from unit where tenant_id = $1 and unit_id = $2", [tenant, source]);
    if (unit === undefined) throw unknownSource(source);
    const keys = await tx.count("erasure-keys", "delete from sealing_key where tenant_id = $1 and source_id = $2 and month <= $3", [
      tenant,
      source,
      throughMonth,
    ]);
    await eraseUnsealed(tx, source, throughMonth);
    await eraseDerived(tx, source, throughMonth);
    const erasureId = uuidV7();
    await tx.count("erasure-note", "insert into telemetry_erasure (tenant_id, erasure_id, source_id, through_month, keys) values ($1, $2, $3, $4, $5)", [
      tenant,
      erasureId,
      source,
      throughMonth,
      keys,
    ]);
    return { erasureId, source, throughMonth, keys };
  });
}

/** What was stored before there were keys, and what was never sealed. */
async function eraseUnsealed(tx: TenantTransaction, source: SourceId, throughMonth: number): Promise<void> {
  const { slots } = await tx.one<{ slots: number[] | null }>(
    "erasure-slots",
    `select array_agg(distinct n.slot) as slots from stream_range r, unnest(r.slots) as n (slot)
     where r.tenant_id = $1 and r.source_id = $2 and n.slot % 1000000 / ${daysInMonth} <= $3`,
    [tx.tenantId, source, throughMonth],
  );
  if (slots !== null) {
    // Unnamed: its plan depends on the slots (docs/decisions/0011-segments-in-list-partitions.md).
    await tx.count(
      "",
      `update segment set body = '' where tenant_id = $1 and source_id = $2 and slot = any($3::int[]) and octet_length(body) > 0 and get_byte(body, 0) = ${segmentMagic}`,
      [tx.tenantId, source, withMerged(slots)],
    );
  }
  await tx.count(
    "erasure-quarantine",
    "delete from quarantine where tenant_id = $1 and source_id = $2 and extract(year from received_at)::int % 100 * 100 + extract(month from received_at)::int <= $3",
    [tx.tenantId, source, throughMonth],
  );
}

/** Roll-ups of days that have samples of later months too are made again from those. */
async function eraseDerived(tx: TenantTransaction, source: SourceId, throughMonth: number): Promise<void> {
  const days = await tx.many<{ day: number }>(
    "erasure-days",
    `delete from segment_day where tenant_id = $1 and source_id = $2 and slot % 1000000 / ${daysInMonth} <= $3 returning day`,
    [tx.tenantId, source, throughMonth],
  );
  const values = [tx.tenantId, source, [...new Set(days.map(({ day }) => day))]];
  await tx.count(
    "erasure-marks",
    `insert into rollup_mark (tenant_id, source_id, minute)
     select $1, $2, r.minute
     from (
       select m.minute from rollup_minute m where m.tenant_id = $1 and m.source_id = $2 and m.minute / 1440 = any($3::int[])
       union
       select h.hour * 60 + n.minute from rollup_hour_minutes h cross join generate_series(0, 59) as n (minute)
       where h.tenant_id = $1 and h.source_id = $2 and h.hour / 24 = any($3::int[])
     ) r
     where exists (select from segment_day d where d.tenant_id = $1 and d.source_id = $2 and d.day = r.minute / 1440)`,
    values,
  );
  await tx.count("erasure-minutes", "delete from rollup_minute where tenant_id = $1 and source_id = $2 and minute / 1440 = any($3::int[])", values);
  await tx.count("erasure-packed", "delete from rollup_hour_minutes where tenant_id = $1 and source_id = $2 and hour / 24 = any($3::int[])", values);
  await tx.count("erasure-hours", "delete from rollup_hour where tenant_id = $1 and source_id = $2 and hour / 24 = any($3::int[])", values);
  // The newest values may be of the months that are erased; the next batch brings new ones.
  await tx.count(
    "erasure-latest",
    "update source_latest set version = version + 1, mono_us = 0, at_us = 0, packed = $3 where tenant_id = $1 and source_id = $2",
    [tx.tenantId, source, Buffer.from(noLatest)],
  );
  await tx.count("erasure-sleeps", "delete from source_sleep where tenant_id = $1 and source_id = $2 and at_us < $3", [
    tx.tenantId,
    source,
    endOfMonthUs(throughMonth),
  ]);
  await eraseTracks(tx, source, endOfMonthUs(throughMonth));
}

function endOfMonthUs(month: number): number {
  return Date.UTC(2_000 + Math.floor(month / daysInMonth), month % daysInMonth, 1) * 1_000;
}
