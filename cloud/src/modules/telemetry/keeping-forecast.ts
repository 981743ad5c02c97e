/** What fewer days, or an erasure, would take away: asked before somebody confirms it. Nothing is changed here. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { ErasureRequest } from "./erasure.ts";
import { telemetryLimits } from "./limits.ts";
import { horizonOf, isSlotKept, retentionOf, type RetentionDays } from "./retention-horizon.ts";
import { existingSlots } from "./segment-slots.ts";
import { receiveDayOfSlot, withMerged } from "./slots.ts";
import { failTelemetry, unknownSource } from "./telemetry-errors.ts";

export interface StoredAmount {
  readonly segments: number;
  readonly samples: number;
  /** As stored, compressed. */
  readonly bytes: number;
}

export interface Forecast extends StoredAmount {
  /** There is more than was counted. */
  readonly isAtLeast: boolean;
}

export interface RetentionForecast extends Forecast {
  /** Receive days, of either class, that end; YYMMDD, in order. */
  readonly days: readonly number[];
  /** Receive days of which the roll-ups go, too, so that nothing is left of them. */
  readonly rolledUpDays: number;
}

export interface ErasureForecast extends Forecast {
  /** Keys that would be dropped. */
  readonly keys: number;
}

const daysInMonth = 100;

/**
 * @param nowUs by the cloud's clock.
 * @returns what would become unreadable with these days and is readable now.
 * @throws DrawbarError `RETENTION_INVALID`.
 */
export async function forecastRetention(database: Database, tenant: TenantId, next: RetentionDays, nowUs: number): Promise<RetentionForecast> {
  checkRetention(next);
  const tx = database.of(tenant);
  const present = await retentionOf(tx);
  const [now, then] = [horizonOf(present, nowUs), horizonOf({ ...present, ...next }, nowUs)];
  const ending = (await existingSlots(database)).filter((slot) => isSlotKept(slot, now) && !isSlotKept(slot, then));
  // Unnamed: the planner must see the slots to leave the other partitions alone.
  const counted = await tx.one<AmountRow>(
    "",
    `select count(*) as segments, coalesce(sum(c.samples), 0) as samples, coalesce(sum(c.bytes), 0) as bytes
     from (select s.samples, octet_length(s.body) as bytes from segment s where s.tenant_id = $1 and s.slot = any($2::int[]) limit $3) c`,
    [tenant, ending, telemetryLimits.forecastSegmentsMax + 1],
  );
  const rolled = await tx.one<{ days: string }>(
    "forecast-days",
    `select count(*) as days from (
       select distinct day from segment_day where tenant_id = $1 and slot % 1000000 >= $2 and slot % 1000000 < $3
     ) d`,
    [tenant, now.coldFrom, then.coldFrom],
  );
  const days = [...new Set(ending.map(receiveDayOfSlot))].toSorted((left, right) => left - right);
  return { ...forecastOf(counted), days: Number(counted.segments) === 0 ? [] : days, rolledUpDays: Number(rolled.days) };
}

/** @returns what can be read of the source now and could not be afterwards. @throws DrawbarError `ERASURE_SOURCE_UNKNOWN`. */
export async function forecastErasure(database: Database, tenant: TenantId, { source, throughMonth }: ErasureRequest): Promise<ErasureForecast> {
  const tx = database.of(tenant);
  const found = await tx.oneOrNone<{ keys: string; slots: number[] | null }>(
    "forecast-erasure",
    `select (select count(*) from sealing_key k where k.tenant_id = $1 and k.source_id = $2 and k.month <= $3) as keys,
       (select array_agg(distinct n.slot) from stream_range r, unnest(r.slots) as n (slot)
        where r.tenant_id = $1 and r.source_id = $2 and n.slot % 1000000 / ${daysInMonth} <= $3) as slots
     from unit where tenant_id = $1 and unit_id = $2`,
    [tenant, source, throughMonth],
  );
  if (found === undefined) throw unknownSource(source);
  // A body that no key opens was erased before (segment-sealing.ts: one byte, then 6 of the key's number).
  const counted = await tx.one<AmountRow>(
    "",
    `select count(*) as segments, coalesce(sum(c.samples), 0) as samples, coalesce(sum(c.bytes), 0) as bytes
     from (
       select s.samples, octet_length(s.body) as bytes from segment s
       where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and octet_length(s.body) > 7
         and (get_byte(s.body, 0) = ${segmentMagic} or substr(s.body, 2, 6) in (
           select substr(int8send(k.key_id), 3, 6) from sealing_key k where k.tenant_id = $1 and k.source_id = $2 and k.month <= $4
         ))
       limit $5
     ) c`,
    [tenant, source, withMerged(found.slots ?? []), throughMonth, telemetryLimits.forecastSegmentsMax + 1],
  );
  return { ...forecastOf(counted), keys: Number(found.keys) };
}

/** Of a segment that is not sealed. */
const segmentMagic = 0x44;

interface AmountRow {
  readonly segments: string;
  readonly samples: string;
  readonly bytes: string;
}

function forecastOf({ segments, samples, bytes }: AmountRow): Forecast {
  return {
    segments: Math.min(Number(segments), telemetryLimits.forecastSegmentsMax),
    samples: Number(samples),
    bytes: Number(bytes),
    isAtLeast: Number(segments) > telemetryLimits.forecastSegmentsMax,
  };
}

/** @throws DrawbarError `RETENTION_INVALID`. */
export function checkRetention({ hotDays, coldDays }: RetentionDays): void {
  if (coldDays < hotDays) throw failTelemetry("RETENTION_INVALID", `coldDays is ${coldDays}, and must be at least hotDays, which is ${hotDays}`);
}
