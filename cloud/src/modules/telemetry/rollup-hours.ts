/**
 * Hours, made from the minutes of the hour in their order. A minute after the last one that is in an hour is joined to
 * it, which gives the same, to the last bit, as making it from all its minutes; any other minute has it made whole.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { MinuteValues } from "./minute-builder.ts";
import { hourOf, readMinutes, type SignalMinutes } from "./minute-rows.ts";
import { minutesPerHour } from "./packed-hour.ts";
import { joinMinutes, packMinute, unpackMinute } from "./packed-minute.ts";

/** A minute as it was just stored; without values it was removed. */
export interface StoredMinute {
  readonly source: SourceId;
  /** Since 1970. */
  readonly minute: number;
  readonly values: MinuteValues;
}

interface Hour {
  readonly source: SourceId;
  /** Since 1970. */
  readonly hour: number;
  readonly minutes: readonly StoredMinute[];
}

interface MadeHour {
  readonly values: MinuteValues;
  /** Last minute in it, counted within the hour. */
  readonly through: number;
}

/** Brings the hours of these minutes up to date. The minutes are stored already. */
export async function storeHours(tx: TenantTransaction, minutes: readonly StoredMinute[]): Promise<void> {
  const groups = Map.groupBy(minutes, ({ source, minute }) => `${source}/${hourOf(minute)}`);
  const hours = [...groups.values()].flatMap((ofHour): Hour[] => {
    const [first] = ofHour;
    return first === undefined
      ? []
      : [{ source: first.source, hour: hourOf(first.minute), minutes: ofHour.toSorted((left, right) => left.minute - right.minute) }];
  });
  const continued = await continuedHours(tx, hours);
  const whole = hours.filter((hour) => !continued.has(hour));
  const wholes = await wholeHours(tx, whole);
  const made = new Map<Hour, MadeHour>([...continued, ...whole.map((hour, index) => [hour, wholes[index] ?? nothing] as const)]);
  await put(
    tx,
    hours.map((hour) => ({ ...hour, made: made.get(hour) ?? nothing })),
  );
}

const nothing: MadeHour = { values: new Map(), through: 0 };

/** Hours whose new minutes all come after what is in them. */
async function continuedHours(tx: TenantTransaction, hours: readonly Hour[]): Promise<ReadonlyMap<Hour, MadeHour>> {
  const rows = await tx.many<{ n: number; through: number; packed: Buffer }>(
    "rollup-hours-so-far",
    `select b.n::int as n, r.through, r.packed
     from unnest($2::uuid[], $3::int[], $4::smallint[]) with ordinality as b (source_id, hour, first, n)
     join rollup_hour r on r.tenant_id = $1 and r.source_id = b.source_id and r.hour = b.hour
     where r.through < b.first`,
    [tx.tenantId, hours.map(({ source }) => source), hours.map(({ hour }) => hour), hours.map(({ minutes }) => withinHour(minutes[0]))],
  );
  const continued = new Map<Hour, MadeHour>();
  for (const { n, through, packed } of rows) {
    const hour = hours[n - 1];
    if (hour === undefined) continue;
    const values = unpackMinute(packed);
    let last = through;
    for (const minute of hour.minutes) {
      if (minute.values.size === 0) continue;
      joinInto(values, minute.values);
      last = withinHour(minute);
    }
    continued.set(hour, { values, through: last });
  }
  return continued;
}

/** In order of minutes, since sums of doubles depend on it. */
async function wholeHours(tx: TenantTransaction, hours: readonly Hour[]): Promise<readonly MadeHour[]> {
  const stored = await readMinutes(
    tx,
    hours.map(({ source, hour }) => ({ source, first: hour * minutesPerHour, last: (hour + 1) * minutesPerHour - 1 })),
    minutesPerHour,
  );
  return stored.map((minutes) => {
    const values: MinuteValues = new Map();
    let through = 0;
    for (const [minute, signals] of [...minutes].sort(([left], [right]) => left - right)) {
      joinInto(values, signals);
      through = minute % minutesPerHour;
    }
    return { values, through };
  });
}

async function put(tx: TenantTransaction, hours: readonly (Hour & { readonly made: MadeHour })[]): Promise<void> {
  const packed = hours.map(({ made }) => (made.values.size === 0 ? null : packMinute(made.values)));
  const sizes = packed.map((bytes) => bytes?.length ?? -1);
  let next = 1;
  const starts = packed.map((bytes) => {
    const start = next;
    next += bytes?.length ?? 0;
    return start;
  });
  await tx.count(
    "rollup-put-hours",
    `with put as materialized (
       select * from unnest($2::uuid[], $3::int[], $4::smallint[], $5::int[], $6::int[]) as b (source_id, hour, through, start, size)
     ),
     emptied as (
       delete from rollup_hour r using put b
       where r.tenant_id = $1 and r.source_id = b.source_id and r.hour = b.hour and b.size < 0
     )
     insert into rollup_hour as r (tenant_id, source_id, hour, through, packed)
     select $1, b.source_id, b.hour, b.through, substr($7::bytea, b.start, b.size) from put b where b.size >= 0
     order by b.source_id, b.hour
     on conflict on constraint rollup_hour_key do update set through = excluded.through, packed = excluded.packed`,
    [
      tx.tenantId,
      hours.map(({ source }) => source),
      hours.map(({ hour }) => hour),
      hours.map(({ made }) => made.through),
      starts,
      sizes,
      Buffer.concat(packed.filter((bytes) => bytes !== null)),
    ],
  );
}

function joinInto(into: MinuteValues, later: SignalMinutes): void {
  for (const [signalId, minute] of later) {
    const held = into.get(signalId);
    into.set(signalId, held === undefined ? minute : joinMinutes(held, minute));
  }
}

function withinHour(minute: StoredMinute | undefined): number {
  return (minute?.minute ?? 0) % minutesPerHour;
}
