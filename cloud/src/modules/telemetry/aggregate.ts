/** One signal over many vehicles, step by step, from their minutes or hours. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { telemetryLimits } from "./limits.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { minuteUs } from "./minute-builder.ts";
import { readMinutes, type MinuteSpan, type SignalMinutes } from "./minute-rows.ts";
import { joinMinutes, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { Reading } from "./reading.ts";
import { hourUs } from "./rollups-in-range.ts";
import { dayOf, type TimeRange } from "./segment-rows.ts";
import { signalsNamed } from "./signal-rows.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { Aggregate, AggregateQuery } from "./telemetry-types.ts";

interface FleetSource extends TimeRange {
  readonly source: SourceId;
  readonly vehicle: string;
}

interface SourceRow {
  readonly unit_id: SourceId;
  readonly vehicle_id: string;
  readonly from_us: string | null;
  readonly to_us: string | null;
}

interface FleetRollup {
  /** Place of the source. */
  readonly n: number;
  readonly at: number;
  readonly signals: SignalMinutes;
}

/** What an aggregate is about. */
export interface AggregateSubject {
  readonly unit: string;
  readonly wanted: ReadonlySet<number>;
  readonly sources: readonly FleetSource[];
}

/** @throws DrawbarError `SIGNAL_UNKNOWN`. */
export async function aggregateSubjectOf(tx: TenantTransaction, query: AggregateQuery): Promise<AggregateSubject> {
  const [signals, sources] = await Promise.all([signalsNamed(tx, [query.signal]), sourcesOf(tx, query)]);
  const [first] = signals;
  if (first === undefined) throw failTelemetry("SIGNAL_UNKNOWN", `no vehicle of the fleet has ever sent ${JSON.stringify(query.signal)}`);
  return { unit: first.unit, wanted: new Set(signals.map(({ signalId }) => signalId)), sources };
}

/**
 * Recordings do not count. At the edges whole minutes (hours, for steps of whole hours); up to a minute behind.
 *
 * @throws DrawbarError `TELEMETRY_QUESTION_TOO_LARGE`.
 */
export async function aggregateOf(reading: Reading, { unit, wanted, sources }: AggregateSubject, query: AggregateQuery): Promise<Aggregate> {
  const width = query.stepUs % hourUs === 0 ? "hour" : "minute";
  const unitUs = width === "hour" ? hourUs : minuteUs;
  const rollups = sources.reduce((sum, { fromUs, toUs }) => sum + Math.ceil((toUs - fromUs) / unitUs), 0);
  if (sources.length > telemetryLimits.vehiclesPerAggregateMax || rollups > telemetryLimits.rollupsPerAggregateMax)
    throw failTelemetry(
      "TELEMETRY_QUESTION_TOO_LARGE",
      `${sources.length} units and up to ${rollups} ${width}s are over the limits of ${telemetryLimits.vehiclesPerAggregateMax} and ${telemetryLimits.rollupsPerAggregateMax}`,
    );
  const steps = new Map<number, MinuteOfSignal>();
  const seen = new Set<string>();
  for await (const { n, at, signals: values } of rollupsOf(reading, sources, width, wanted)) {
    const vehicle = sources[n]?.vehicle;
    for (const rollup of values.values()) {
      if (Number.isNaN(rollup.min)) continue;
      const stepAt = Math.floor((at * unitUs) / query.stepUs) * query.stepUs;
      const held = steps.get(stepAt);
      steps.set(stepAt, held === undefined ? rollup : joinMinutes(held, rollup));
      if (vehicle !== undefined) seen.add(vehicle);
    }
  }
  const sorted = [...steps].sort(([left], [right]) => left - right);
  const column = (valueOf: (step: MinuteOfSignal) => number): Float64Array => Float64Array.from(sorted, ([, step]) => valueOf(step));
  return {
    unit,
    vehicles: seen.size,
    at: Float64Array.from(sorted, ([atUs]) => atUs / 1_000),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
    mean: column(({ min, max, sum, count }) => (min === max ? min : sum / count)),
    count: column(({ count }) => count),
  };
}

async function sourcesOf(tx: TenantTransaction, { vehicles, fromUs, toUs }: AggregateQuery): Promise<readonly FleetSource[]> {
  const rows = await tx.many<SourceRow>(
    "aggregate-sources",
    `select unit_id, vehicle_id,
       floor(extract(epoch from case when lower_inf(during) then null else lower(during) end) * 1000000)::bigint as from_us,
       floor(extract(epoch from case when upper_inf(during) then null else upper(during) end) * 1000000)::bigint as to_us
     from unit_assignment
     where tenant_id = $1 and kind = 'unit' and ($2::uuid[] is null or vehicle_id = any($2::uuid[]))
     order by unit_id, lower(during) nulls first
     limit $3`,
    [tx.tenantId, vehicles ?? null, 2 * telemetryLimits.vehiclesPerAggregateMax],
  );
  return rows.flatMap((row) => {
    const range = { fromUs: Math.max(fromUs, Number(row.from_us ?? 0)), toUs: Math.min(toUs, Number(row.to_us ?? Number.MAX_SAFE_INTEGER)) };
    return range.fromUs < range.toUs ? [{ source: row.unit_id, vehicle: row.vehicle_id, ...range }] : [];
  });
}

/** Page by page of sources, so that a whole fleet is never in memory at once; in order, since sums of doubles depend on it. */
async function* rollupsOf(
  { tx, horizon }: Reading,
  sources: readonly FleetSource[],
  width: "minute" | "hour",
  wanted: ReadonlySet<number>,
): AsyncGenerator<FleetRollup> {
  const unitUs = width === "hour" ? hourUs : minuteUs;
  for (let start = 0; start < sources.length;) {
    let end = start;
    for (let size = 0; end < sources.length && (end === start || size < telemetryLimits.rollupsPerPage); end += 1) {
      const { fromUs, toUs } = sources[end] ?? { fromUs: 0, toUs: 0 };
      size += (toUs - fromUs) / unitUs;
    }
    const page = sources.slice(start, end);
    const spans = page.map(({ source, fromUs, toUs }) => ({
      source,
      first: Math.floor(fromUs / unitUs),
      last: Math.min(Math.floor((toUs - 1) / unitUs), 2_147_483_647),
    }));
    const [kept, found] = await Promise.all([
      keptDays(tx, page, horizon.coldFrom),
      width === "hour" ? readHours(tx, spans, wanted) : readMinutes(tx, spans, telemetryLimits.rollupsPerAggregateMax, wanted),
    ]);
    for (const [index, rollups] of found.entries()) {
      const source = page[index]?.source;
      for (const [at, signals] of [...rollups].sort(([left], [right]) => left - right))
        if (kept.has(`${source}/${dayOf(at * unitUs)}`)) yield { n: start + index, at, signals };
    }
    start = end;
  }
}

async function readHours(
  tx: TenantTransaction,
  spans: readonly MinuteSpan[],
  wanted: ReadonlySet<number>,
): Promise<readonly ReadonlyMap<number, SignalMinutes>[]> {
  const rows = await tx.many<{ n: number; at: number; packed: Buffer }>(
    "aggregate-hour",
    `select b.n::int as n, r.hour as at, r.packed
     from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, first, last, n)
     join rollup_hour r on r.tenant_id = $1 and r.source_id = b.source_id and r.hour between b.first and b.last`,
    [tx.tenantId, spans.map(({ source }) => source), spans.map(({ first }) => first), spans.map(({ last }) => last)],
  );
  const found = spans.map(() => new Map<number, SignalMinutes>());
  for (const { n, at, packed } of rows) found[n - 1]?.set(at, unpackMinute(packed, wanted));
  return found;
}

/** Days of sources whose roll-ups are kept. */
async function keptDays(tx: TenantTransaction, page: readonly FleetSource[], coldFrom: number): Promise<ReadonlySet<string>> {
  const rows = await tx.many<{ source_id: SourceId; day: number }>(
    "aggregate-days",
    `select distinct source_id, day from segment_day
     where tenant_id = $1 and source_id = any($2::uuid[]) and day between $3 and $4 and slot % 1000000 >= $5`,
    [
      tx.tenantId,
      page.map(({ source }) => source),
      Math.min(...page.map(({ fromUs }) => dayOf(fromUs))),
      Math.max(...page.map(({ toUs }) => dayOf(toUs - 1))),
      coldFrom,
    ],
  );
  return new Set(rows.map(({ source_id, day }) => `${source_id}/${day}`));
}
