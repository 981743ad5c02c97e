/** Minutes or hours of one source: those that are rolled up, and the minutes whose roll-up is still to come, made on the spot. */
import type { Reading } from "./reading.ts";
import { telemetryLimits } from "./limits.ts";
import { minuteUs } from "./minute-builder.ts";
import { readMinutesOfSpan } from "./minute-rows.ts";
import { unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import { areRollupsKept } from "./retention-horizon.ts";
import { computeMinutes, richer } from "./rollup.ts";
import type { ScopedSource } from "./scope-sources.ts";
import { dayOf } from "./segment-rows.ts";

export const hourUs = 3_600_000_000;

export interface Rollup {
  readonly atUs: number;
  readonly signals: ReadonlyMap<number, MinuteOfSignal>;
}

const integerMax = 2_147_483_647;

/** In order of time. At the edges whole minutes, whatever part of them is in the range. */
export async function minutesInRange(reading: Reading, scoped: ScopedSource, wanted: ReadonlySet<number>): Promise<readonly Rollup[]> {
  const [first, last] = [Math.floor(scoped.fromUs / minuteUs), Math.min(Math.floor((scoped.toUs - 1) / minuteUs), integerMax)];
  const { rollupsPerHistoryMax: rowsMax, pendingMinutesMax: pendingMax } = telemetryLimits;
  const { minutes: rolledUp, pending, days } = await readMinutesOfSpan(reading, { source: scoped.source, first, last }, { rowsMax, pendingMax }, wanted);
  const minutes = new Map<number, ReadonlyMap<number, MinuteOfSignal>>();
  for (const [minute, signals] of rolledUp) if (days.has(dayOf(minute * minuteUs))) minutes.set(minute, signals);
  const fresh = pending.map((minute) => ({ source: scoped.source, minute }));
  for (const [index, { values, isClosed }] of (await computeMinutes(reading, fresh)).entries()) {
    const minute = fresh[index]?.minute;
    if (minute === undefined) continue;
    const ofWanted = new Map([...values].filter(([signalId]) => wanted.has(signalId)));
    minutes.set(minute, isClosed ? richer(minutes.get(minute), ofWanted) : ofWanted);
  }
  return inOrder(minutes, minuteUs);
}

/** In order of time; up to a minute behind. At the edges whole hours. */
export async function hoursInRange(reading: Reading, scoped: ScopedSource, wanted: ReadonlySet<number>): Promise<readonly Rollup[]> {
  const { tx } = reading;
  const rows = await tx.many<{ hour: number; packed: Buffer }>(
    "hours-rolled-up",
    "select hour, packed from rollup_hour where tenant_id = $1 and source_id = $2 and hour between $3 and $4 order by hour desc limit $5",
    [
      tx.tenantId,
      scoped.source,
      Math.floor(scoped.fromUs / hourUs),
      Math.min(Math.floor((scoped.toUs - 1) / hourUs), integerMax),
      telemetryLimits.rollupsPerHistoryMax,
    ],
  );
  const kept = await keptDays(reading, scoped);
  return inOrder(new Map(rows.filter(({ hour }) => kept.has(dayOf(hour * hourUs))).map(({ hour, packed }) => [hour, unpackMinute(packed, wanted)])), hourUs);
}

/** Days whose roll-ups are kept. */
async function keptDays({ tx, horizon }: Reading, scoped: ScopedSource): Promise<ReadonlySet<number>> {
  const rows = await tx.many<{ day: number; slots: number[] }>(
    "rollup-days",
    "select day, array_agg(slot) as slots from segment_day where tenant_id = $1 and source_id = $2 and day between $3 and $4 group by day",
    [tx.tenantId, scoped.source, dayOf(scoped.fromUs), dayOf(scoped.toUs - 1)],
  );
  return new Set(rows.filter(({ slots }) => areRollupsKept(slots, horizon)).map(({ day }) => day));
}

function inOrder(rollups: ReadonlyMap<number, ReadonlyMap<number, MinuteOfSignal>>, unitUs: number): readonly Rollup[] {
  return [...rollups].sort(([left], [right]) => left - right).map(([at, signals]) => ({ atUs: at * unitUs, signals }));
}
