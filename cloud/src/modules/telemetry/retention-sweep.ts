/** Takes out what is past a tenant's retention, in turns that each do a bounded part and may be killed at any moment. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { telemetryLimits } from "./limits.ts";
import { noLatest } from "./packed-latest.ts";
import { coldKeptFromUs, horizonOf, isSlotKept, retentionOf, type RetentionDays, type RetentionHorizon } from "./retention-horizon.ts";
import { isHotSlot } from "./slots.ts";

export interface SweepOptions {
  /** By the worker's clock; the database's own is believed when it is earlier, so that a clock that jumps erases nothing. */
  readonly nowUs: number;
  /** The slots that have a partition. */
  readonly slots: readonly number[];
  /** Of all tenants: a slot that this one is through with and another is not keeps its partition, so its rows are deleted. */
  readonly longest: RetentionDays;
}

export interface Swept {
  /** Segments that have expired and are accounted for. */
  readonly segments: number;
  readonly samples: number;
  /** Rows of segments deleted before their partition goes. */
  readonly removed: number;
  /** Days of sources whose roll-ups were deleted. */
  readonly days: number;
  /** A limit was reached: call again. */
  readonly hasMore: boolean;
}

const minutesPerDay = 1_440;
const hoursPerDay = 24;

/** One turn. @returns `undefined` when another worker is at it. */
export async function sweepTenant(database: Database, tenant: TenantId, options: SweepOptions): Promise<Swept | undefined> {
  // Committed before, so that another worker passes by and does not wait for it.
  await database
    .of(tenant)
    .count("sweep-make", "insert into telemetry_retention (tenant_id) values ($1) on conflict on constraint telemetry_retention_key do nothing", [tenant]);
  return database.transaction(tenant, async (tx) => {
    const nowUs = await holdRetention(tx, options.nowUs);
    if (nowUs === undefined) return undefined;
    const retention = await retentionOf(tx);
    const horizon = horizonOf(retention, nowUs);
    const expired = await expireSlots(tx, options.slots, horizon);
    const removed = await removeRows(tx, options, retention);
    const days = await removeDays(tx, horizon);
    await forgetFaults(tx, horizon);
    await forgetExports(tx, retention);
    if (!expired.hasMore) {
      await tx.count(
        "sweep-note",
        `update telemetry_retention
         set hot_swept_until = greatest(hot_swept_until, $2), cold_swept_until = greatest(cold_swept_until, $3), swept_at = now()
         where tenant_id = $1`,
        [tenant, horizon.hotFrom, horizon.coldFrom],
      );
    }
    const hasMore = expired.hasMore || removed === telemetryLimits.rowsPerSweep || days === telemetryLimits.daysPerSweep;
    return { segments: expired.segments, samples: expired.samples, removed, days, hasMore };
  });
}

/** Faults that were last named before what is kept go with the reports that named them. */
async function forgetFaults(tx: TenantTransaction, horizon: RetentionHorizon): Promise<void> {
  await tx.count("sweep-faults", "delete from fault_episode where tenant_id = $1 and seen_us < $2", [tx.tenantId, coldKeptFromUs(horizon)]);
}

/** @returns the earlier of both clocks; `undefined` when another worker sweeps this tenant. */
async function holdRetention(tx: TenantTransaction, nowUs: number): Promise<number | undefined> {
  const row = await tx.oneOrNone<{ now_us: string }>(
    "sweep-hold",
    "select floor(extract(epoch from now()) * 1000000)::bigint as now_us from telemetry_retention where tenant_id = $1 for update skip locked",
    [tx.tenantId],
  );
  return row === undefined ? undefined : Math.min(nowUs, Number(row.now_us));
}

/** Counts what has expired and notes it for the accounts of streams, before anything is deleted. */
async function expireSlots(
  tx: TenantTransaction,
  existing: readonly number[],
  horizon: RetentionHorizon,
): Promise<{ readonly segments: number; readonly samples: number; readonly hasMore: boolean }> {
  const past = existing.filter((slot) => !isSlotKept(slot, horizon)).toSorted((left, right) => left - right);
  const done = await tx.many<{ slot: number }>("sweep-expired", "select slot from telemetry_expiry where tenant_id = $1 and slot = any($2::int[])", [
    tx.tenantId,
    past,
  ]);
  const known = new Set(done.map(({ slot }) => slot));
  const open = past.filter((slot) => !known.has(slot));
  let [segments, samples] = [0, 0];
  for (const slot of open.slice(0, telemetryLimits.slotsPerSweep)) {
    // Unnamed: the planner must see the slot to leave the other partitions alone.
    const row = await tx.one<{ segments: string; samples: string }>(
      "",
      `with run as (
         insert into stream_expired
           (tenant_id, source_id, epoch, priority, first_seq, last_seq, slot, produced_before, produced_after, samples, first_us, last_us)
         select $1, n.source_id, n.epoch, n.priority, min(n.seq), max(coalesce(n.last_seq, n.seq)), $2, min(n.produced_before), max(n.produced_before + n.produced),
           coalesce(sum(n.samples) filter (where n.kind = 1), 0), min(n.first_us), max(n.last_us)
         from (
           select s.*,
             s.seq - sum(coalesce(s.last_seq - s.seq, 0) + 1) over (partition by s.source_id, s.epoch, s.priority order by s.seq)
               + coalesce(s.last_seq - s.seq, 0) as run
           from segment s where s.tenant_id = $1 and s.slot = $2
         ) n
         group by n.source_id, n.epoch, n.priority, n.run
         returning 1
       ),
       total as (
         select coalesce(sum(coalesce(s.last_seq - s.seq, 0) + 1), 0) as segments, coalesce(sum(s.samples), 0) as samples from segment s where s.tenant_id = $1 and s.slot = $2
       ),
       noted as (
         insert into telemetry_expiry (tenant_id, slot, segments, samples)
         select $1, $2, t.segments, t.samples from total t
       )
       select t.segments, t.samples from total t`,
      [tx.tenantId, slot],
    );
    segments += Number(row.segments);
    samples += Number(row.samples);
  }
  return { segments, samples, hasMore: open.length > telemetryLimits.slotsPerSweep };
}

async function removeRows(tx: TenantTransaction, { slots: existing, longest }: SweepOptions, own: RetentionDays): Promise<number> {
  const rows = await tx.many<{ slot: number }>(
    "sweep-to-remove",
    "select slot from telemetry_expiry where tenant_id = $1 and not is_removed and slot = any($2::int[]) order by slot",
    [tx.tenantId, existing],
  );
  let removed = 0;
  for (const { slot } of rows) {
    if (isHotSlot(slot) ? own.hotDays >= longest.hotDays : own.coldDays >= longest.coldDays) continue; // it goes with its partition
    const count = await tx.count(
      "",
      "delete from segment where tenant_id = $1 and slot = $2 and ctid = any(array(select ctid from segment where tenant_id = $1 and slot = $2 limit $3))",
      [tx.tenantId, slot, telemetryLimits.rowsPerSweep - removed],
    );
    removed += count;
    if (removed === telemetryLimits.rowsPerSweep) return removed;
    await tx.count("sweep-removed", "update telemetry_expiry set is_removed = true where tenant_id = $1 and slot = $2", [tx.tenantId, slot]);
  }
  return removed;
}

/** A sink that never answers: marks of samples that are gone are of no use. */
async function forgetExports(tx: TenantTransaction, { coldDays }: RetentionDays): Promise<void> {
  await tx.count(
    "sweep-exports",
    `delete from telemetry_export_mark where tenant_id = $1 and mark_id in (
       select mark_id from telemetry_export_mark where tenant_id = $1 and marked_at < now() - make_interval(days => $2) limit $3
     )`,
    [tx.tenantId, coldDays, telemetryLimits.rowsPerSweep],
  );
}

/** Roll-ups and newest values of days and sources of which nothing was received within the cold days. */
async function removeDays(tx: TenantTransaction, { coldFrom }: RetentionHorizon): Promise<number> {
  const gone = await tx.many<{ source_id: SourceId; day: number }>(
    "sweep-days",
    `delete from segment_day
     where tenant_id = $1 and (source_id, day, slot) in (
       select source_id, day, slot from segment_day where tenant_id = $1 and slot % 1000000 < $2 limit $3
     )
     returning source_id, day`,
    [tx.tenantId, coldFrom, telemetryLimits.daysPerSweep],
  );
  if (gone.length === 0) return 0;
  const keys = [tx.tenantId, gone.map(({ source_id }) => source_id), gone.map(({ day }) => day)];
  const emptied = "not exists (select from segment_day d where d.tenant_id = $1 and d.source_id = b.source_id and d.day = b.day)";
  for (const [table, column, perDay] of [
    ["rollup_minute", "minute", minutesPerDay],
    ["rollup_hour_minutes", "hour", hoursPerDay],
    ["rollup_hour", "hour", hoursPerDay],
    ["rollup_mark", "minute", minutesPerDay],
  ] as const) {
    await tx.count(
      `sweep-${table.replaceAll("_", "-")}`,
      `delete from ${table} r using unnest($2::uuid[], $3::int[]) as b (source_id, day)
       where r.tenant_id = $1 and r.source_id = b.source_id and r.${column} between b.day * ${perDay} and b.day * ${perDay} + ${perDay - 1} and ${emptied}`,
      keys,
    );
  }
  await tx.count(
    "sweep-latest",
    `update source_latest l set version = l.version + 1, mono_us = 0, at_us = 0, packed = $3
     where l.tenant_id = $1 and l.source_id = any($2::uuid[])
       and not exists (select from segment_day d where d.tenant_id = $1 and d.source_id = l.source_id)`,
    [tx.tenantId, gone.map(({ source_id }) => source_id), Buffer.from(noLatest)],
  );
  return gone.length;
}
