/** Turns dirty marks into minutes and hours: whole, in one transaction with the marks' removal, one worker a tenant. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { computeMinutes, storeMinutes, type CatalogueStore, type SourceMinute } from "../modules/telemetry/index.ts";
import { holdJob } from "./tenant-job.ts";

export interface RollupTurn {
  readonly minutesMax: number;
  /** Marks younger than this stay for a later turn. */
  readonly restMs: number;
}

/**
 * One turn for one tenant. Killed in the middle, nothing of it has happened.
 *
 * @returns how many minutes were made; `undefined` when another worker is at it.
 */
export function rollUp(database: Database, catalogues: CatalogueStore, tenant: TenantId, turn: RollupTurn): Promise<number | undefined> {
  return database.transaction(tenant, async (tx) => {
    if (!(await holdJob(tx, "rollup"))) return undefined;
    const rows = await tx.many<{ source_id: SourceId; minute: number }>(
      "rollup-marks",
      `select source_id, minute from rollup_mark
       where tenant_id = $1
       group by source_id, minute
       having min(marked_at) <= now() - make_interval(secs => $2::double precision / 1000)
       order by min(mark_id)
       limit $3`,
      [tenant, turn.restMs, turn.minutesMax],
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
    await storeMinutes(tx, minutes, await computeMinutes(tx, catalogues, minutes));
    return minutes.length;
  });
}
