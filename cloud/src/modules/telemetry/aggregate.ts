/** One signal over many vehicles, step by step, from their minutes or hours. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { telemetryLimits } from "./limits.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { minuteUs } from "./minute-builder.ts";
import { readMinutes, type MinuteSpan, type SignalMinutes } from "./minute-rows.ts";
import { joinMinutes, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import { readingOf, type Reading, type ReadingOptions } from "./reading.ts";
import { retentionQuery, toRetention, type RetentionRow } from "./retention-horizon.ts";
import { hourUs } from "./rollups-in-range.ts";
import type { TimeRange } from "./segment-rows.ts";
import { signalsNamedQuery, toSignal, type SignalDatabaseRow } from "./signal-rows.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { Aggregate, AggregateQuery } from "./telemetry-types.ts";

interface FleetSource extends TimeRange {
  readonly source: SourceId;
  readonly vehicle: string;
}

interface SourceRow {
  readonly unit_id: SourceId;
  readonly vehicle_id: string;
  readonly from_us: number | null;
  readonly to_us: number | null;
}

interface SubjectRow {
  readonly retention: RetentionRow | null;
  readonly signals: readonly SignalDatabaseRow[] | null;
  readonly sources: readonly SourceRow[] | null;
}

/** Units of the tenant $1, of the vehicles $3 if any are named, at most $4. */
const fleetQuery = `select unit_id, vehicle_id,
    floor(extract(epoch from case when lower_inf(during) then null else lower(during) end) * 1000000)::bigint as from_us,
    floor(extract(epoch from case when upper_inf(during) then null else upper(during) end) * 1000000)::bigint as to_us
  from unit_assignment
  where tenant_id = $1 and kind = 'unit' and ($3::uuid[] is null or vehicle_id = any($3::uuid[]))
  order by unit_id, lower(during) nulls first
  limit $4`;

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

/** In one statement, since each costs a round trip. @throws DrawbarError `SIGNAL_UNKNOWN`. */
export async function openAggregate(
  tx: TenantTransaction,
  options: ReadingOptions,
  query: AggregateQuery,
  nowUs: number,
): Promise<{ readonly reading: Reading; readonly subject: AggregateSubject }> {
  const row = await tx.one<SubjectRow>(
    "aggregate-subject",
    `select (select to_json(r) from (${retentionQuery}) r) as retention,
       (select json_agg(s) from (${signalsNamedQuery}) s) as signals,
       (select json_agg(a) from (${fleetQuery}) a) as sources`,
    [tx.tenantId, [query.signal], query.vehicles ?? null, 2 * telemetryLimits.vehiclesPerAggregateMax],
  );
  const signals = (row.signals ?? []).map(toSignal);
  const [first] = signals;
  if (first === undefined) throw failTelemetry("SIGNAL_UNKNOWN", `no vehicle of the fleet has ever sent ${JSON.stringify(query.signal)}`);
  const reading = readingOf(tx, options, toRetention(row.retention ?? undefined), nowUs);
  return { reading, subject: { unit: first.unit, wanted: new Set(signals.map(({ signalId }) => signalId)), sources: sourcesOf(row.sources ?? [], query) } };
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

function sourcesOf(rows: readonly SourceRow[], { fromUs, toUs }: AggregateQuery): readonly FleetSource[] {
  return rows.flatMap((row) => {
    const range = { fromUs: Math.max(fromUs, row.from_us ?? 0), toUs: Math.min(toUs, row.to_us ?? Number.MAX_SAFE_INTEGER) };
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
    const found =
      width === "hour"
        ? await readHours(tx, spans, wanted, horizon.coldFrom)
        : await readMinutes(tx, spans, telemetryLimits.rollupsPerAggregateMax, { wanted, coldFrom: horizon.coldFrom });
    for (const [index, rollups] of found.entries()) {
      for (const [at, signals] of [...rollups].sort(([left], [right]) => left - right)) yield { n: start + index, at, signals };
    }
    start = end;
  }
}

async function readHours(
  tx: TenantTransaction,
  spans: readonly MinuteSpan[],
  wanted: ReadonlySet<number>,
  coldFrom: number,
): Promise<readonly ReadonlyMap<number, SignalMinutes>[]> {
  const rows = await tx.many<{ n: number; at: number; packed: Buffer }>(
    "aggregate-hour",
    `select b.n::int as n, r.hour as at, r.packed
     from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, first, last, n)
     join rollup_hour r on r.tenant_id = $1 and r.source_id = b.source_id and r.hour between b.first and b.last
     where exists (
       select from segment_day d where d.tenant_id = $1 and d.source_id = b.source_id and d.day = r.hour / 24 and d.slot % 1000000 >= $5
     )`,
    [tx.tenantId, spans.map(({ source }) => source), spans.map(({ first }) => first), spans.map(({ last }) => last), coldFrom],
  );
  const found = spans.map(() => new Map<number, SignalMinutes>());
  for (const { n, at, packed } of rows) found[n - 1]?.set(at, unpackMinute(packed, wanted));
  return found;
}
