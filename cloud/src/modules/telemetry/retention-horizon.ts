/** Up to when a tenant's telemetry may be read: past it nothing is shown, whether its partition is dropped yet or not. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { isHotSlot, receiveDayOfSlot } from "./slots.ts";

export interface RetentionDays {
  /** Segments of priorities 2 and 3. */
  readonly hotDays: number;
  /** Segments of priorities 0 and 1, and roll-ups. */
  readonly coldDays: number;
}

/** For a tenant that has set nothing; `directory.longest_retention` says the same. */
export const standardRetention: RetentionDays = { hotDays: 30, coldDays: 365 };

/** First receive days that are kept, as YYMMDD. */
export interface RetentionHorizon {
  readonly hotFrom: number;
  readonly coldFrom: number;
}

/** A row of `retentionQuery`. */
export interface RetentionRow {
  readonly hot_days: number;
  readonly cold_days: number;
  readonly hot_swept_until: number;
  readonly cold_swept_until: number;
}

export interface TenantRetention extends RetentionDays {
  /** What was removed before, by shorter days, does not come back. */
  readonly swept: RetentionHorizon;
}

const dayMs = 86_400_000;

/** Of the tenant $1. */
export const retentionQuery = "select hot_days, cold_days, hot_swept_until, cold_swept_until from telemetry_retention where tenant_id = $1";

export async function retentionOf(tx: TenantTransaction): Promise<TenantRetention> {
  return toRetention(await tx.oneOrNone<RetentionRow>("retention-of", retentionQuery, [tx.tenantId]));
}

export function toRetention(row: RetentionRow | undefined): TenantRetention {
  if (row === undefined) return { ...standardRetention, swept: { hotFrom: 0, coldFrom: 0 } };
  return { hotDays: row.hot_days, coldDays: row.cold_days, swept: { hotFrom: row.hot_swept_until, coldFrom: row.cold_swept_until } };
}

/** @param nowUs by the cloud's clock. */
export function horizonOf({ hotDays, coldDays, swept }: TenantRetention, nowUs: number): RetentionHorizon {
  return {
    hotFrom: Math.max(swept.hotFrom, yymmddOf(nowUs / 1_000 - hotDays * dayMs)),
    coldFrom: Math.max(swept.coldFrom, yymmddOf(nowUs / 1_000 - coldDays * dayMs)),
  };
}

/**
 * `horizonOf(…).coldFrom` in SQL, for a statement that reads what it bounds: a look-up of its own would be one more
 * round trip of every list.
 *
 * @param now place of the cloud's time in milliseconds since 1970.
 */
export function coldFromSql(now: string): string {
  return `(
    select greatest(
      coalesce(max(r.cold_swept_until), 0),
      to_char(to_timestamp(${now}::double precision / 1000) at time zone 'UTC' - make_interval(days => coalesce(max(r.cold_days), ${standardRetention.coldDays})), 'YYMMDD')::integer
    ) from telemetry_retention r where r.tenant_id = $1
  )`;
}

/** @returns microseconds since 1970: what was sampled from then on cannot have been received earlier, so none of it is gone. */
export function rawKeptFromUs({ hotFrom }: RetentionHorizon): number {
  return startOfDayUs(hotFrom);
}

/** The same of priorities 0 and 1. */
export function coldKeptFromUs({ coldFrom }: RetentionHorizon): number {
  return startOfDayUs(coldFrom);
}

/** @param day YYMMDD. */
function startOfDayUs(day: number): number {
  return Date.UTC(2_000 + Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) * 1_000;
}

/** @param slot as `segment.slot`. */
export function isSlotKept(slot: number, { hotFrom, coldFrom }: RetentionHorizon): boolean {
  return receiveDayOfSlot(slot) >= (isHotSlot(slot) ? hotFrom : coldFrom);
}

/** Roll-ups of a day are kept as long as any of its segments would be, were they cold. */
export function areRollupsKept(slots: readonly number[], { coldFrom }: RetentionHorizon): boolean {
  return slots.some((slot) => receiveDayOfSlot(slot) >= coldFrom);
}

/** @returns YYMMDD in UTC. */
export function yymmddOf(ms: number): number {
  const day = new Date(ms);
  return (day.getUTCFullYear() % 100) * 10_000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
}
