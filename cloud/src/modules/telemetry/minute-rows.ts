/** Rolled-up minutes where they lie: those of the last hours in rows of their own, older ones packed by the hour. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { minutesPerHour, unpackHour } from "./packed-hour.ts";
import { packMinute, unpackMinute, type MinuteOfSignal } from "./packed-minute.ts";

export type SignalMinutes = ReadonlyMap<number, MinuteOfSignal>;

/** Minutes since 1970, both included. */
export interface MinuteSpan {
  readonly source: SourceId;
  readonly first: number;
  readonly last: number;
}

interface StoredRow {
  readonly n: number;
  readonly at: number;
  readonly is_hour: boolean;
  readonly packed: Buffer;
}

/** In place of a minute that a packed hour has, and that is no more. */
export const noMinute: Uint8Array = packMinute(new Map());

/**
 * In one statement, so that minutes that are being packed are found in one of both places.
 *
 * @param wanted signal ids; everything when absent.
 * @param rowsMax rows of minutes, and of hours, that are read. At the bound: the rest is left out.
 * @returns the minutes of each span by their number, in no order; all that are there, with those of their signals that are wanted.
 */
export async function readMinutes(
  tx: TenantTransaction,
  spans: readonly MinuteSpan[],
  rowsMax: number,
  wanted?: ReadonlySet<number>,
): Promise<readonly ReadonlyMap<number, SignalMinutes>[]> {
  const found = spans.map(() => new Map<number, SignalMinutes>());
  if (spans.length === 0) return found;
  const rows = await tx.many<StoredRow>(
    "minutes-read",
    `select b.n::int as n, h.hour as at, true as is_hour, h.packed
     from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, first, last, n)
     cross join lateral (
       select p.hour, p.packed from rollup_hour_minutes p
       where p.tenant_id = $1 and p.source_id = b.source_id and p.hour between b.first / ${minutesPerHour} and b.last / ${minutesPerHour}
       limit $5
     ) h
     union all
     select b.n::int, m.minute, false, m.packed
     from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as b (source_id, first, last, n)
     cross join lateral (
       select p.minute, p.packed from rollup_minute p
       where p.tenant_id = $1 and p.source_id = b.source_id and p.minute between b.first and b.last
       limit $5
     ) m`,
    [tx.tenantId, spans.map(({ source }) => source), spans.map(({ first }) => first), spans.map(({ last }) => last), rowsMax],
  );
  for (const { n, at, packed } of rows.filter(({ is_hour }) => is_hour)) {
    const { first = 0, last = 0 } = spans[n - 1] ?? {};
    for (const [minute, signals] of unpackHour(packed, wanted)) {
      const number = at * minutesPerHour + minute;
      if (number >= first && number <= last) found[n - 1]?.set(number, signals);
    }
  }
  // Rows of their own are newer.
  for (const { n, at, packed } of rows.filter(({ is_hour }) => !is_hour)) {
    if (packed.equals(noMinute)) found[n - 1]?.delete(at);
    else found[n - 1]?.set(at, unpackMinute(packed, wanted));
  }
  return found;
}

export function hourOf(minute: number): number {
  return Math.floor(minute / minutesPerHour);
}
