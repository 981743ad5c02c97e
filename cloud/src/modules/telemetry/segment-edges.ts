/** How many segments a range has, and what lies before and after it, without looking into their bodies. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { unpackMembers, type MergedMember } from "./merged-members.ts";
import type { Reading } from "./reading.ts";
import { isSlotKept } from "./retention-horizon.ts";
import { dayOf, placeOf, rowSpanUs, takesEffect, type SegmentPlace, type TimeRange } from "./segment-rows.ts";
import { withMerged } from "./slots.ts";

interface EdgeRow {
  readonly seq: string;
  readonly first_us: string;
  readonly last_us: string;
  readonly members: Buffer | null;
}

/** Times of one segment. */
type Span = Pick<MergedMember, "firstUs" | "lastUs">;

const edgeColumns = "s.seq, s.first_us, s.last_us, s.members";

/** @returns segments that have or may have samples in the range; at most so many rows of them are looked at. */
export async function countSegments({ tx }: Reading, source: SourceId, range: TimeRange, place: SegmentPlace, rowsMax: number): Promise<number> {
  if (place.slots.length === 0) return 0;
  const { whole, at_edges } = await tx.one<{ whole: string; at_edges: readonly EdgeRow[] | null }>(
    "",
    `select coalesce(sum(numbers), 0) as whole,
       json_agg(json_build_object('seq', seq, 'first_us', first_us, 'last_us', last_us, 'members', encode(members, 'base64'))) filter (where numbers is null) as at_edges
     from (
       select s.seq, s.first_us, s.last_us,
         case when s.last_seq is null then 1 when s.first_us >= $6 and s.last_us < $5 then s.last_seq - s.seq + 1 end as numbers,
         case when s.last_seq is not null and not (s.first_us >= $6 and s.last_us < $5) then s.members end as members
       from segment s
       where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and s.first_us >= $4 and s.first_us < $5 and s.last_us >= $6
         and ${takesEffect}
       limit $7
     ) r`,
    [tx.tenantId, source, place.slots, Math.max(0, range.fromUs - place.spanUs), range.toUs, range.fromUs, rowsMax],
  );
  const inRange = (at_edges ?? []).flatMap((row) =>
    spansOf({ ...row, members: Buffer.from(String(row.members), "base64") }).filter(({ firstUs, lastUs }) => firstUs < range.toUs && lastUs >= range.fromUs),
  );
  return Number(whole) + inRange.length;
}

/** @returns the time of the last sample of the segment that was the last to begin before `us`. */
export async function lastSampleBefore({ tx, horizon }: Reading, source: SourceId, us: number): Promise<number | undefined> {
  const day = await tx.oneOrNone<{ slots: number[] }>(
    "segment-last-day",
    "select array_agg(slot) as slots from segment_day where tenant_id = $1 and source_id = $2 and day <= $3 group by day order by day desc limit 1",
    [tx.tenantId, source, dayOf(us - 1)],
  );
  const slots = day?.slots.filter((slot) => isSlotKept(slot, horizon)) ?? [];
  if (slots.length === 0) return undefined;
  // A row that began earlier than the last one may hold the segment that began last: all that may are looked at.
  const rows = await tx.many<EdgeRow>(
    "",
    `with latest as materialized (
       select first_us from segment where tenant_id = $1 and source_id = $2 and slot = any($3::int[]) and first_us < $4 order by first_us desc limit 1
     )
     select ${edgeColumns} from latest l
     join segment s on s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and s.first_us < $4
       and s.first_us >= case when s.last_seq is null then l.first_us else l.first_us - $5::bigint end
     where s.first_us >= l.first_us - $5::bigint
     order by s.first_us desc`,
    [tx.tenantId, source, withMerged(slots), us, rowSpanUs(0)],
  );
  const [first, ...others] = rows.flatMap(spansOf).filter(({ firstUs }) => firstUs < us);
  if (first === undefined) return undefined;
  return others.reduce((last, span) => (span.firstUs > last.firstUs ? span : last), first).lastUs;
}

/** Whether any segment begins at `us` or later. */
export async function hasSegmentFrom(reading: Reading, source: SourceId, us: number): Promise<boolean> {
  const { tx } = reading;
  const { slots, spanUs } = await placeOf(reading, source, { fromUs: us, toUs: Number.MAX_SAFE_INTEGER });
  if (slots.length === 0) return false;
  const rows = await tx.many<EdgeRow>(
    "",
    `(select ${edgeColumns} from segment s where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[]) and s.first_us >= $4 limit 1)
     union all
     select ${edgeColumns} from segment s
     where s.tenant_id = $1 and s.source_id = $2 and s.slot = any($3::int[])
       and s.first_us < $4 and s.first_us >= $5 and s.last_us >= $4 and s.last_seq is not null`,
    [tx.tenantId, source, slots, us, Math.max(0, us - spanUs)],
  );
  return rows.some((row) => spansOf(row).some(({ firstUs }) => firstUs >= us));
}

function spansOf(row: EdgeRow): readonly Span[] {
  const [firstUs, lastUs] = [Number(row.first_us), Number(row.last_us)];
  return row.members === null ? [{ firstUs, lastUs }] : unpackMembers(row.members, { seq: Number(row.seq), firstUs });
}
