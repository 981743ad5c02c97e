/** Packs the minutes of hours that have rested, so that a day of one signal is a few rows. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { telemetryLimits } from "./limits.ts";
import { minuteUs } from "./minute-builder.ts";
import { readMinutes } from "./minute-rows.ts";
import { minutesPerHour, packHour } from "./packed-hour.ts";
import { upsertPacked } from "./upsert-packed.ts";

export interface PackTurn {
  readonly nowUs: number;
  readonly hoursMax: number;
}

interface HourRow {
  readonly source_id: SourceId;
  readonly hour: number;
}

/** Only while nobody rolls up for the tenant. @returns how many hours were packed. */
export async function packHours(tx: TenantTransaction, catalogues: CatalogueStore, { nowUs, hoursMax }: PackTurn): Promise<number> {
  const hours = await tx.many<HourRow>(
    "pack-hours",
    `select source_id, minute / ${minutesPerHour} as hour from rollup_minute
     where tenant_id = $1 and minute < $2
     group by 1, 2
     order by 1, 2
     limit $3`,
    [tx.tenantId, Math.floor((nowUs - telemetryLimits.packRestUs) / minuteUs / minutesPerHour) * minutesPerHour, hoursMax],
  );
  if (hours.length === 0) return 0;
  const minutes = await readMinutes(
    tx,
    hours.map(({ source_id: source, hour }) => ({ source, first: hour * minutesPerHour, last: (hour + 1) * minutesPerHour - 1 })),
    minutesPerHour,
  );
  const scales = await catalogues.scales(tx.tenantId);
  const packed = minutes.map((ofHour) => {
    if (ofHour.size === 0) return null;
    const byMinute = new Map([...ofHour].map(([minute, signals]) => [minute % minutesPerHour, signals]));
    return Buffer.from(packHour(byMinute, (signalId) => scales.get(signalId) ?? []));
  });
  await upsertPacked(
    tx,
    "hour_minutes",
    hours.map(({ source_id: source, hour }) => ({ source, at: hour })),
    packed,
  );
  await tx.count(
    "pack-remove",
    `delete from rollup_minute m using unnest($2::uuid[], $3::int[]) as b (source_id, hour)
     where m.tenant_id = $1 and m.source_id = b.source_id
       and m.minute between b.hour * ${minutesPerHour} and b.hour * ${minutesPerHour} + ${minutesPerHour - 1}`,
    [tx.tenantId, hours.map(({ source_id }) => source_id), hours.map(({ hour }) => hour)],
  );
  return hours.length;
}
