/** Samples of marked minutes, minute by minute as they were rolled up, for a time-series database outside. */
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { lineHead, lineOf } from "./influx-lines.ts";
import { telemetryLimits } from "./limits.ts";
import { minuteUs } from "./minute-builder.ts";
import type { Reading } from "./reading.ts";
import type { SourceMinute } from "./segments-of-minutes.ts";
import { lowerBound } from "./sample-collector.ts";
import { segmentPages } from "./segment-pages.ts";
import type { TimeRange } from "./segment-rows.ts";

export interface LinesOfMinutes {
  readonly text: string;
  readonly samples: number;
}

interface Assignment extends TimeRange {
  readonly vehicle: VehicleId;
}

/**
 * Recordings and units without a vehicle have no lines.
 *
 * @returns chunks of whole lines, each about `sinkChunkCharacters` long.
 */
export async function* linesOf(reading: Reading, minutes: readonly SourceMinute[]): AsyncGenerator<LinesOfMinutes> {
  let [text, samples] = ["", 0];
  for (const [source, ofSource] of Map.groupBy(minutes, (minute) => minute.source)) {
    const assignments = await assignmentsOf(reading.tx, source);
    for (const run of runsOf(ofSource.map(({ minute }) => minute))) {
      for (const assignment of assignments) {
        const range = { fromUs: Math.max(run.fromUs, assignment.fromUs), toUs: Math.min(run.toUs, assignment.toUs) };
        if (range.fromUs >= range.toUs) continue;
        for await (const lines of linesInRange(reading, source, assignment.vehicle, range)) {
          text += lines.text;
          samples += lines.samples;
          if (text.length < telemetryLimits.sinkChunkCharacters) continue;
          yield { text, samples };
          [text, samples] = ["", 0];
        }
      }
    }
  }
  if (samples > 0) yield { text, samples };
}

async function* linesInRange(reading: Reading, unit: SourceId, vehicle: VehicleId, range: TimeRange): AsyncGenerator<LinesOfMinutes> {
  const { tx, catalogues } = reading;
  for await (const page of segmentPages(reading, unit, range)) {
    const known = await catalogues.find(tx.tenantId, new Set(page.map(({ content }) => content.catalogue)));
    for (const { content } of page) {
      const catalogue = known.get(content.catalogue)?.catalogue;
      if (catalogue === undefined) continue; // an invariant that the roll-up of this minute has reported
      const indexes = new Set(catalogue.signals.flatMap(({ kind }, index) => (kind === "text" ? [] : [index])));
      let [text, samples] = ["", 0];
      for (const column of content.columns(indexes)) {
        const described = catalogue.signals[column.signal];
        if (described === undefined || column.kind === "text") continue;
        const head = lineHead({ tenant: tx.tenantId, vehicle, unit, signal: described.name, source: described.source });
        const values = columnValues(column, described);
        for (let index = lowerBound(column.times, range.fromUs); index < column.times.length; index += 1) {
          const time = column.times[index] ?? range.toUs;
          if (time >= range.toUs) break;
          const line = lineOf(head, values[index] ?? Number.NaN, time);
          if (line === undefined) continue;
          text += line;
          samples += 1;
        }
      }
      yield { text, samples };
    }
  }
}

async function assignmentsOf(tx: TenantTransaction, source: SourceId): Promise<readonly Assignment[]> {
  const rows = await tx.many<{ vehicle_id: VehicleId; from_us: string | null; to_us: string | null }>(
    "sink-assignments",
    `select vehicle_id,
       floor(extract(epoch from case when lower_inf(during) then null else lower(during) end) * 1000000)::bigint as from_us,
       floor(extract(epoch from case when upper_inf(during) then null else upper(during) end) * 1000000)::bigint as to_us
     from unit_assignment where tenant_id = $1 and unit_id = $2 and kind = 'unit'`,
    [tx.tenantId, source],
  );
  return rows.map(({ vehicle_id: vehicle, from_us, to_us }) => ({ vehicle, fromUs: Number(from_us ?? 0), toUs: Number(to_us ?? Number.MAX_SAFE_INTEGER) }));
}

/** Stretches of minutes that follow each other. */
function runsOf(minutes: readonly number[]): readonly TimeRange[] {
  const runs: { fromUs: number; toUs: number }[] = [];
  for (const minute of [...new Set(minutes)].sort((left, right) => left - right)) {
    const last = runs.at(-1);
    if (last?.toUs === minute * minuteUs) last.toUs += minuteUs;
    else runs.push({ fromUs: minute * minuteUs, toUs: (minute + 1) * minuteUs });
  }
  return runs;
}
