/** Minutes of one source: those that are rolled up, and those whose roll-up is still to come, made on the spot. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { telemetryLimits } from "./limits.ts";
import { unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import { computeMinutes, minuteUs } from "./rollup.ts";
import type { ScopedSource } from "./scope-sources.ts";

export interface MinuteInRange {
  readonly minute: number;
  readonly signals: ReadonlyMap<number, MinuteOfSignal>;
}

/** In order of time. At the edges whole minutes, whatever part of them is in the range. */
export async function minutesInRange(
  tx: TenantTransaction,
  catalogues: CatalogueStore,
  scoped: ScopedSource,
  wanted: ReadonlySet<number>,
): Promise<readonly MinuteInRange[]> {
  const bounds = [tx.tenantId, scoped.source, Math.floor(scoped.fromUs / minuteUs), Math.min(Math.floor((scoped.toUs - 1) / minuteUs), 2_147_483_647)];
  const pending = await tx.many<{ minute: number }>(
    "minutes-pending",
    "select distinct minute from rollup_mark where tenant_id = $1 and source_id = $2 and minute between $3 and $4 order by minute desc limit $5",
    [...bounds, telemetryLimits.pendingMinutesMax],
  );
  const rows = await tx.many<{ minute: number; packed: Buffer }>(
    "minutes-rolled-up",
    "select minute, packed from rollup_minute where tenant_id = $1 and source_id = $2 and minute between $3 and $4",
    bounds,
  );
  const minutes = new Map(rows.map(({ minute, packed }) => [minute, unpackMinute(packed, wanted)]));
  const fresh = pending.map(({ minute }) => ({ source: scoped.source, minute }));
  for (const [index, signals] of (await computeMinutes(tx, catalogues, fresh)).entries()) {
    const minute = fresh[index]?.minute;
    if (minute !== undefined) minutes.set(minute, new Map([...signals].filter(([signalId]) => wanted.has(signalId))));
  }
  return [...minutes].sort(([left], [right]) => left - right).map(([minute, signals]) => ({ minute, signals }));
}
