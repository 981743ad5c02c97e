/** What a vehicle or a run showed last, and how low and high it was today. */
import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { isNewer, unpackLatest, type NewestValue } from "./packed-latest.ts";
import { joinMinutes, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { KnownSignals } from "./known-signals.ts";
import { coldFromSql } from "./retention-horizon.ts";
import { scopedColumns, toScopedSource, type AssignmentRow, type ScopedSource } from "./scope-sources.ts";
import type { SignalRow } from "./signal-rows.ts";
import type { SampleScope, SignalLatest } from "./telemetry-types.ts";

/** A source that spoke, with its newest values. */
interface SpokenSource extends ScopedSource {
  readonly packed: Uint8Array;
}

interface Shown extends NewestValue {
  readonly kind: ScopedSource["kind"];
  /** Orders values of different sources, whose boots do not compare. */
  readonly isCurrent: boolean;
}

export interface LatestOptions {
  readonly tx: TenantTransaction;
  readonly known: KnownSignals;
  /** By the cloud's clock. */
  readonly nowUs: number;
}

const hourUs = 3_600_000_000;
const hoursPerDay = 24;

/**
 * A unit that sits in the vehicle beats one that did, and any unit beats a recording; so a recording shows only signals
 * that no unit of the vehicle has. Today is the cloud's day in UTC.
 */
export async function latestOf({ tx, known, nowUs }: LatestOptions, scope: SampleScope): Promise<readonly SignalLatest[]> {
  const spoken = await spokenSources(tx, { vehicleIds: [scope.vehicleId], runId: scope.kind === "run" ? scope.runId : undefined, nowUs });
  const sources = spoken.get(scope.vehicleId);
  if (sources === undefined) return [];
  const shown = shownOf(sources);
  return latestIn(shown, await known.find(tx, shown.keys()), await todayOf(tx, sources, nowUs));
}

/** The same of several vehicles at once, without what was today. @returns nothing for a vehicle that never showed anything. */
export async function latestOfEach(
  { tx, known, nowUs }: LatestOptions,
  vehicleIds: readonly VehicleId[],
): Promise<ReadonlyMap<VehicleId, readonly SignalLatest[]>> {
  const spoken = await spokenSources(tx, { vehicleIds, nowUs });
  const shown = [...spoken].map(([vehicleId, sources]) => [vehicleId, shownOf(sources)] as const);
  const signals = await known.find(tx, new Set(shown.flatMap(([, values]) => [...values.keys()])));
  return new Map(shown.map(([vehicleId, values]) => [vehicleId, latestIn(values, signals, new Map())]));
}

function latestIn(
  shown: ReadonlyMap<number, Shown>,
  signals: ReadonlyMap<number, SignalRow>,
  today: ReadonlyMap<number, MinuteOfSignal>,
): readonly SignalLatest[] {
  return [...shown]
    .flatMap(([signalId, { value, atUs }]): SignalLatest[] => {
      const signal = signals.get(signalId);
      if (signal === undefined) return [];
      const { name, source, unit, decimals, kind } = signal;
      const day = today.get(signalId);
      const numbers = day === undefined || Number.isNaN(day.min) ? {} : { lowToday: day.min, highToday: day.max };
      return [{ signal: name, source, unit, decimals, kind, value: Number.isNaN(value) ? undefined : value, atUs, samplesToday: day?.count, ...numbers }];
    })
    .sort((left, right) => (left.signal < right.signal ? -1 : left.signal > right.signal ? 1 : left.source < right.source ? -1 : 1));
}

/** In one statement: a list asks for many vehicles, and each round trip costs more than what it reads. */
async function spokenSources(
  tx: TenantTransaction,
  { vehicleIds, runId, nowUs }: { readonly vehicleIds: readonly VehicleId[]; readonly runId?: SourceId | undefined; readonly nowUs: number },
): Promise<ReadonlyMap<VehicleId, readonly SpokenSource[]>> {
  // Each question as a text of its own: a single vehicle behind `any`, or a condition on whether there is a recording,
  // would be planned anew each time, which takes longer than the reading.
  const [vehicleId] = vehicleIds;
  const [name, condition] =
    runId !== undefined
      ? (["latest-read-run", "a.vehicle_id = any($3::uuid[]) and a.unit_id = $4::uuid"] as const)
      : vehicleIds.length === 1
        ? (["latest-read-one", "a.vehicle_id = $3::uuid"] as const)
        : (["latest-read-each", "a.vehicle_id = any($3::uuid[])"] as const);
  const rows = await tx.many<AssignmentRow & { readonly vehicle_id: VehicleId; readonly packed: Buffer }>(
    name,
    `select a.vehicle_id, ${scopedColumns}, l.packed
     from unit_assignment a join source_latest l on l.tenant_id = $1 and l.source_id = a.unit_id
     where a.tenant_id = $1 and ${condition}
       and exists (select from segment_day d where d.tenant_id = $1 and d.source_id = a.unit_id and d.slot % 1000000 >= ${coldFromSql("$2")})
     order by a.kind desc, lower(a.during) nulls first, a.unit_id`,
    [tx.tenantId, nowUs / 1_000, ...(runId !== undefined ? [vehicleIds, runId] : [vehicleIds.length === 1 ? vehicleId : vehicleIds])],
  );
  const spoken = new Map<VehicleId, SpokenSource[]>();
  for (const row of rows) {
    const source = { ...toScopedSource(row), packed: row.packed };
    const of = spoken.get(row.vehicle_id);
    if (of === undefined) spoken.set(row.vehicle_id, [source]);
    else of.push(source);
  }
  return spoken;
}

function shownOf(sources: readonly SpokenSource[]): ReadonlyMap<number, Shown> {
  const shown = new Map<number, Shown>();
  for (const { packed, kind, fromUs, toUs } of sources) {
    const isCurrent = kind === "unit" && toUs === Number.MAX_SAFE_INTEGER;
    for (const value of unpackLatest(packed).values()) {
      // What a unit said after it had left the vehicle is not the vehicle's.
      if (value.atUs < fromUs || value.atUs >= toUs) continue;
      const rival = shown.get(value.signalId);
      const candidate = { ...value, kind, isCurrent };
      if (rival === undefined || beats(candidate, rival)) shown.set(value.signalId, candidate);
    }
  }
  return shown;
}

function beats(left: Shown, right: Shown): boolean {
  if (left.isCurrent !== right.isCurrent) return left.isCurrent;
  if (left.kind !== right.kind) return left.kind === "unit";
  return left.isCurrent ? isNewer(left, right) : left.atUs > right.atUs;
}

/** From the hours, so it may be a minute behind. */
async function todayOf(tx: TenantTransaction, sources: readonly ScopedSource[], nowUs: number): Promise<ReadonlyMap<number, MinuteOfSignal>> {
  const thisHour = Math.floor(nowUs / hourUs);
  const midnight = thisHour - (thisHour % hoursPerDay);
  const current = sources.filter(({ kind, toUs }) => kind === "unit" && toUs > midnight * hourUs);
  if (current.length === 0) return new Map();
  const rows = await tx.many<{ packed: Buffer }>(
    "latest-today",
    "select packed from rollup_hour where tenant_id = $1 and source_id = any($2::uuid[]) and hour between $3 and $4",
    [tx.tenantId, current.map(({ source }) => source), midnight, midnight + hoursPerDay - 1],
  );
  const today = new Map<number, MinuteOfSignal>();
  for (const { packed } of rows) {
    for (const [signalId, hour] of unpackMinute(packed)) {
      const held = today.get(signalId);
      if (held === undefined) today.set(signalId, hour);
      else today.set(signalId, joinMinutes(held, hour));
    }
  }
  return today;
}
