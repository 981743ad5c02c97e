/** Sends the samples of rolled-up minutes to the configured sink, in the order of the marks, and moves the tenant's cursor. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../db/tenant-transaction.ts";
import { linesOf, openReading, type CatalogueStore, type SegmentOpener } from "../modules/telemetry/index.ts";
import { workerLimits } from "./limits.ts";

export interface LineSink {
  /** Returns when the lines are safe there. @throws when they are not. */
  write(lines: string): Promise<void>;
}

export interface ExportOptions {
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
  readonly clock: Clock;
  readonly sink: LineSink;
}

export interface ExportTurn {
  readonly minutes: number;
  readonly samples: number;
}

interface MarkRow {
  readonly mark_id: string;
  readonly source_id: SourceId;
  readonly minute: number;
}

/**
 * One turn. Killed after the sink has confirmed and before the cursor moved, the same samples are sent again: a sample
 * with the same tags and time replaces itself there.
 *
 * @returns `undefined` when another worker is at it.
 * @throws what the sink throws; the cursor stays.
 */
export async function exportMinutes(database: Database, options: ExportOptions, tenant: TenantId): Promise<ExportTurn | undefined> {
  // Committed before, so that another worker passes by and does not wait for it.
  await database
    .of(tenant)
    .count("export-make", "insert into telemetry_export (tenant_id) values ($1) on conflict on constraint telemetry_export_key do nothing", [tenant]);
  return database.transaction(tenant, async (tx) => {
    const position = await holdExport(tx);
    if (position === undefined) return undefined;
    const marks = await tx.many<MarkRow>(
      "export-marks",
      "select mark_id, source_id, minute from telemetry_export_mark where tenant_id = $1 and mark_id > $2 order by mark_id limit $3",
      [tenant, position, workerLimits.exportMinutesPerTurn],
    );
    const last = marks.at(-1);
    if (last === undefined) return { minutes: 0, samples: 0 };
    const reading = await openReading(tx, options, options.clock.wallUs());
    let samples = 0;
    const minutes = marks.map(({ source_id: source, minute }) => ({ source, minute }));
    for await (const chunk of linesOf(reading, minutes)) {
      await options.sink.write(chunk.text);
      samples += chunk.samples;
    }
    await tx.count(
      "export-moved",
      `with gone as (delete from telemetry_export_mark where tenant_id = $1 and mark_id <= $2)
       update telemetry_export set position = $2, samples = samples + $3, exported_at = now() where tenant_id = $1`,
      [tenant, last.mark_id, samples],
    );
    return { minutes: marks.length, samples };
  });
}

async function holdExport(tx: TenantTransaction): Promise<number | undefined> {
  const row = await tx.oneOrNone<{ position: string }>("export-hold", "select position from telemetry_export where tenant_id = $1 for update skip locked", [
    tx.tenantId,
  ]);
  return row === undefined ? undefined : Number(row.position);
}
