/** What a vehicle or a run showed last, and how low and high it was today. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Reading } from "./reading.ts";
import { isNewer, unpackLatest, type NewestValue } from "./packed-latest.ts";
import { joinMinutes, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import { sourcesInScope, type ScopedSource } from "./scope-sources.ts";
import { signalsById } from "./signal-rows.ts";
import type { SampleScope, SignalLatest } from "./telemetry-types.ts";

interface Shown extends NewestValue {
  readonly kind: ScopedSource["kind"];
  /** Orders values of different sources, whose boots do not compare. */
  readonly isCurrent: boolean;
}

const hourUs = 3_600_000_000;
const hoursPerDay = 24;

/**
 * A unit that sits in the vehicle beats one that did, and any unit beats a recording; so a recording shows only signals
 * that no unit of the vehicle has.
 *
 * @param nowUs by the cloud's clock; today is its day in UTC.
 */
export async function latestOf(reading: Pick<Reading, "tx" | "horizon">, scope: SampleScope, nowUs: number): Promise<readonly SignalLatest[]> {
  const { tx } = reading;
  const sources = await sourcesInScope(tx, scope);
  if (sources.length === 0) return [];
  const shown = await shownOf(reading, sources);
  const signals = await signalsById(tx, [...shown.keys()]);
  const today = await todayOf(tx, sources, nowUs);
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

async function shownOf({ tx, horizon }: Pick<Reading, "tx" | "horizon">, sources: readonly ScopedSource[]): Promise<ReadonlyMap<number, Shown>> {
  const rows = await tx.many<{ source_id: string; packed: Buffer }>(
    "latest-read",
    `select l.source_id, l.packed from source_latest l
     where l.tenant_id = $1 and l.source_id = any($2::uuid[])
       and exists (select from segment_day d where d.tenant_id = $1 and d.source_id = l.source_id and d.slot % 1000000 >= $3)`,
    [tx.tenantId, sources.map(({ source }) => source), horizon.coldFrom],
  );
  const packed = new Map(rows.map((row) => [row.source_id, row.packed]));
  const shown = new Map<number, Shown>();
  for (const { source, kind, fromUs, toUs } of sources) {
    const bytes = packed.get(source);
    if (bytes === undefined) continue;
    const isCurrent = kind === "unit" && toUs === Number.MAX_SAFE_INTEGER;
    for (const value of unpackLatest(bytes).values()) {
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
