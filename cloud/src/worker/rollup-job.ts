/** Turns dirty marks into minutes and hours: whole, in one transaction with the marks' removal, one worker a tenant. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { computeMinutes, openReading, storeMinutes, type CatalogueStore, type SegmentOpener, type SourceMinute } from "../modules/telemetry/index.ts";
import { holdJob } from "./tenant-job.ts";

export interface RollupOptions {
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
  readonly clock: Clock;
  /** The minutes are to go to a sink, too. */
  readonly isExported?: boolean | undefined;
}

export interface RollupTurn {
  readonly minutesMax: number;
  /** A minute is made when nothing new has come for it for so long. */
  readonly restMs: number;
}

/** A minute for which something comes again and again is made after so many rests all the same. */
const restsMax = 5;

/**
 * One turn for one tenant. Killed in the middle, nothing of it has happened.
 *
 * @returns how many minutes were made; `undefined` when another worker is at it.
 */
export function rollUp(database: Database, options: RollupOptions, tenant: TenantId, turn: RollupTurn): Promise<number | undefined> {
  return database.transaction(tenant, async (tx) => {
    if (!(await holdJob(tx, "rollup"))) return undefined;
    const rows = await tx.many<{ source_id: SourceId; minute: number }>(
      "rollup-marks",
      `select source_id, minute from rollup_mark
       where tenant_id = $1
       group by source_id, minute
       having max(marked_at) <= now() - make_interval(secs => $2::double precision / 1000)
         or min(marked_at) <= now() - make_interval(secs => $3::double precision / 1000)
       order by min(mark_id)
       limit $4`,
      [tenant, turn.restMs, turn.restMs * restsMax, turn.minutesMax],
    );
    if (rows.length === 0) return 0;
    const minutes = rows.map(({ source_id: source, minute }): SourceMinute => ({ source, minute }));
    // Removed before the segments are read: a mark that comes later stays, and what it stands for is read again.
    await tx.count(
      "rollup-unmark",
      `delete from rollup_mark m using unnest($2::uuid[], $3::int[]) as b (source_id, minute)
       where m.tenant_id = $1 and m.source_id = b.source_id and m.minute = b.minute`,
      [tenant, minutes.map(({ source }) => source), minutes.map(({ minute }) => minute)],
    );
    await storeMinutes(tx, minutes, await computeMinutes(await openReading(tx, options, options.clock.wallUs()), minutes));
    if (options.isExported === true) {
      await tx.count(
        "rollup-export",
        "insert into telemetry_export_mark (tenant_id, source_id, minute) select $1, b.source_id, b.minute from unnest($2::uuid[], $3::int[]) as b (source_id, minute)",
        [tenant, minutes.map(({ source }) => source), minutes.map(({ minute }) => minute)],
      );
    }
    return minutes.length;
  });
}
