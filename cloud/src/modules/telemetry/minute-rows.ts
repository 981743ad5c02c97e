/** Rolled-up minutes where they lie: those of the last hours in rows of their own, older ones packed by the hour. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { minutesPerHour, unpackHour } from "./packed-hour.ts";
import { packMinute, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { Reading } from "./reading.ts";

const minutesPerDay = 1_440;

export type SignalMinutes = ReadonlyMap<number, MinuteOfSignal>;

/** Minutes since 1970, both included. */
export interface MinuteSpan {
  readonly source: SourceId;
  readonly first: number;
  readonly last: number;
}

/** What is known of the minutes of one span. */
export interface MinutesOfSpan {
  readonly minutes: ReadonlyMap<number, SignalMinutes>;
  /** Those whose roll-up is still to be made, the newest first. */
  readonly pending: readonly number[];
  /** Days since 1970 whose roll-ups are kept. */
  readonly days: ReadonlySet<number>;
}

interface StoredRow {
  readonly n: number;
  readonly at: number;
  readonly kind: "hour" | "minute" | "mark" | "day";
  readonly packed: Buffer;
}

/** In place of a minute that a packed hour has, and that is no more. */
const noMinute: Uint8Array = packMinute(new Map());

const storedMinutes = `select b.n::int as n, h.hour as at, 'hour' as kind, h.packed
  from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, first, last, n)
  cross join lateral (
    select p.hour, p.packed from rollup_hour_minutes p
    where p.tenant_id = $1 and p.source_id = b.source_id and p.hour between b.first / ${minutesPerHour} and b.last / ${minutesPerHour}
    limit $5
  ) h
  union all
  select b.n::int, m.minute, 'minute', m.packed
  from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, first, last, n)
  cross join lateral (
    select p.minute, p.packed from rollup_minute p
    where p.tenant_id = $1 and p.source_id = b.source_id and p.minute between b.first and b.last
    limit $5
  ) m`;

/**
 * In one statement, so that minutes that are being packed are found in one of both places.
 *
 * @param wanted signal ids; everything when absent.
 * @param rowsMax rows of minutes, and of hours, of each span that are read. At the bound: the rest is left out.
 * @returns the minutes of each span by their number, in no order; all that are there, with those of their signals that are wanted.
 */
export async function readMinutes(
  tx: TenantTransaction,
  spans: readonly MinuteSpan[],
  rowsMax: number,
  wanted?: ReadonlySet<number>,
): Promise<readonly ReadonlyMap<number, SignalMinutes>[]> {
  if (spans.length === 0) return [];
  return minutesOf(await tx.many<StoredRow>("minutes-read", storedMinutes, valuesOf(tx, spans, rowsMax)), spans, wanted);
}

/** The same of one span, and what is still to be rolled up, as of one moment: a minute that is being rolled up is found as one or the other. */
export async function readMinutesOfSpan(
  { tx, horizon: { coldFrom } }: Pick<Reading, "tx" | "horizon">,
  span: MinuteSpan,
  limits: { readonly rowsMax: number; readonly pendingMax: number },
  wanted: ReadonlySet<number>,
): Promise<MinutesOfSpan> {
  const rows = await tx.many<StoredRow>(
    "minutes-read-marked",
    `${storedMinutes}
     union all
     select 1, p.minute, 'mark', null
     from (
       select distinct k.minute from rollup_mark k
       where k.tenant_id = $1 and k.source_id = ($2::uuid[])[1] and k.minute between ($3::int[])[1] and ($4::int[])[1]
       order by k.minute desc limit $6
     ) p
     union all
     select distinct 1, d.day, 'day', null::bytea
     from segment_day d
     where d.tenant_id = $1 and d.source_id = ($2::uuid[])[1] and d.day between ($3::int[])[1] / ${minutesPerDay} and ($4::int[])[1] / ${minutesPerDay}
       and d.slot % 1000000 >= $7`,
    [...valuesOf(tx, [span], limits.rowsMax), limits.pendingMax, coldFrom],
  );
  const [minutes = new Map<number, SignalMinutes>()] = minutesOf(rows, [span], wanted);
  const placesOf = (wantedKind: StoredRow["kind"]): number[] => rows.filter(({ kind }) => kind === wantedKind).map(({ at }) => at);
  return { minutes, pending: placesOf("mark"), days: new Set(placesOf("day")) };
}

function valuesOf(tx: TenantTransaction, spans: readonly MinuteSpan[], rowsMax: number): readonly unknown[] {
  return [tx.tenantId, spans.map(({ source }) => source), spans.map(({ first }) => first), spans.map(({ last }) => last), rowsMax];
}

function minutesOf(rows: readonly StoredRow[], spans: readonly MinuteSpan[], wanted: ReadonlySet<number> | undefined): readonly Map<number, SignalMinutes>[] {
  const found = spans.map(() => new Map<number, SignalMinutes>());
  for (const { n, at, kind, packed } of rows) {
    if (kind !== "hour") continue;
    const { first = 0, last = 0 } = spans[n - 1] ?? {};
    for (const [minute, signals] of unpackHour(packed, wanted)) {
      const number = at * minutesPerHour + minute;
      if (number >= first && number <= last) found[n - 1]?.set(number, signals);
    }
  }
  // Rows of single minutes are newer.
  for (const { n, at, kind, packed } of rows) {
    if (kind !== "minute") continue;
    if (packed.equals(noMinute)) found[n - 1]?.delete(at);
    else found[n - 1]?.set(at, unpackMinute(packed, wanted));
  }
  return found;
}

export function hourOf(minute: number): number {
  return Math.floor(minute / minutesPerHour);
}
