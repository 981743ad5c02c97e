/**
 * The statement that stores a batch: newest values, numbers, segments, statements and marks in one transaction and one
 * round trip. It takes new numbers only: with a known one, newest values that somebody else has changed, or a source
 * that was taken out of the fleet, it raises before anything is written, and the caller looks closer. So what a record
 * says takes effect once, or not at all.
 *
 * Bodies travel as one bytea with offsets: an array of bytea goes over the wire as hexadecimal text, at 0.6x the rate.
 * Rows are taken in one order (newest values, streams, days, each sorted), so writers never wait for each other in a ring.
 */

/** SQLSTATE of `refuse_batch` (0003_segments.sql). Its message is a reason, its detail numbers of records or sources. */
export const refusedState = "DB001";
export type RefusalReason = "known" | "stale" | "revoked" | "unsealable";

const streamsAndSegments = `
with revoked as materialized (
  select string_agg(distinct u.unit_id::text, ',') as sources
  from unnest($10::uuid[]) as b (source_id)
  join unit u on u.tenant_id = $1 and u.unit_id = b.source_id
  where u.revoked_at is not null and not u.held_counts
),
unsealable as materialized (
  select count(*) as keys from unnest($18::bigint[]) as b (key_id)
  where b.key_id > 0 and not exists (select from sealing_key k where k.tenant_id = $1 and k.key_id = b.key_id)
),
admitted as materialized (
  select case
    when revoked.sources is not null then drawbar.refuse_batch('revoked', revoked.sources)
    when unsealable.keys > 0 then drawbar.refuse_batch('unsealable', '')
    else 0
  end as refusals
  from revoked
  cross join unsealable
),
shown as (
  insert into source_latest as l (tenant_id, source_id, version, boot, mono_us, at_us, packed)
  select $1, b.source_id, b.version + 1, b.boot, b.mono_us, b.at_us, substr($9::bytea, b.start, b.size)
  from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::int[], $8::int[])
    as b (source_id, version, boot, mono_us, at_us, start, size)
  cross join admitted
  where admitted.refusals = 0
  on conflict on constraint source_latest_key do update
    set version = excluded.version, boot = excluded.boot, mono_us = excluded.mono_us, at_us = excluded.at_us, packed = excluded.packed
    where l.version = excluded.version - 1
  returning l.source_id
),
latest_checked as materialized (
  select case when (select count(*) from shown) < cardinality($2::uuid[]) then drawbar.refuse_batch('stale', '') else 0 end as refusals
),
claimed as (
  insert into stream_range as r
    (tenant_id, source_id, epoch, priority, have, gaps, stated_last, stated_produced, successor_last, slots)
  select $1, b.source_id, b.epoch, b.priority, b.have, b.gaps, b.stated_last, b.stated_produced, b.successor_last,
    case when b.key_id is not null then array[b.priority * 1000000 + $20::int] else '{}' end
  from unnest($10::uuid[], $11::bigint[], $12::smallint[], $13::int8multirange[], $14::int8multirange[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[])
    as b (source_id, epoch, priority, have, gaps, stated_last, stated_produced, successor_last, key_id)
  cross join admitted
  cross join latest_checked
  where admitted.refusals = 0 and latest_checked.refusals = 0
  order by b.source_id, b.epoch, b.priority
  on conflict on constraint stream_range_key do update
    set have = r.have + excluded.have,
      gaps = r.gaps + excluded.gaps,
      stated_last = greatest(r.stated_last, excluded.stated_last),
      stated_produced = case when excluded.stated_last > r.stated_last then excluded.stated_produced else r.stated_produced end,
      successor_last = coalesce(r.successor_last, excluded.successor_last),
      slots = case when r.slots @> excluded.slots then r.slots else r.slots || excluded.slots end
    where not r.have @> excluded.have
      or not r.gaps @> excluded.gaps
      or excluded.stated_last > r.stated_last
      or (excluded.successor_last is not null and r.successor_last is null)
  returning new.source_id, new.epoch, new.priority, old.have as had, new.have, new.successor_last
),
batch as materialized (
  select b.*, s.source_id, s.epoch, s.priority
  from unnest($19::int[], $21::bigint[], $22::smallint[], $23::bigint[], $24::bigint[], $25::bigint[], $26::int[], $27::int[], $28::bigint[], $29::bigint[], $31::int[], $32::int[])
    with ordinality as b (stream, seq, kind, first_us, last_us, produced_before, produced, samples, root_seq, root_epoch, start, size, n)
  join unnest($10::uuid[], $11::bigint[], $12::smallint[]) with ordinality as s (source_id, epoch, priority, stream) using (stream)
),
known as (
  select string_agg(b.n::text, ',') as numbers
  from batch b
  left join claimed c using (source_id, epoch, priority)
  where c.source_id is null or c.had @> b.seq
),
checked as materialized (
  select case when known.numbers is not null then drawbar.refuse_batch('known', known.numbers) else 0 end as refusals
  from known
),
days as (
  insert into segment_day as d (tenant_id, source_id, day, slot, span_us)
  select $1, b.source_id, b.day, b.slot, b.span_us
  from unnest($34::uuid[], $35::int[], $36::int[], $37::bigint[]) as b (source_id, day, slot, span_us)
  cross join checked
  where checked.refusals = 0
  order by b.source_id, b.day, b.slot
  on conflict on constraint segment_day_key do update
    set span_us = excluded.span_us
    where d.span_us < excluded.span_us
),
stored as (
  insert into segment
    (tenant_id, source_id, epoch, seq, first_us, last_us, produced_before, root_epoch, root_seq, slot, samples, produced, priority, kind, checksum, body)
  select $1, b.source_id, b.epoch, b.seq, b.first_us, b.last_us, b.produced_before, b.root_epoch, b.root_seq, b.priority * 1000000 + $20::int,
    b.samples, b.produced, b.priority, b.kind, substr($30::bytea, (b.n::int - 1) * 16 + 1, 16), substr($33::bytea, b.start, b.size)
  from batch b
  cross join checked
  where checked.refusals = 0 and b.kind <= 2
),
marked as (
  insert into rollup_mark (tenant_id, source_id, minute)
  select $1, b.source_id, b.minute
  from unnest($38::uuid[], $39::int[]) as b (source_id, minute)
  cross join checked
  where checked.refusals = 0
),
tracked as (
  insert into track_mark (tenant_id, source_ids, first_us, last_us)
  select $1, array_agg(b.source_id), array_agg(b.first_us), array_agg(b.last_us)
  from (select source_id, min(first_us) as first_us, max(last_us) as last_us from batch where kind <= 2 group by source_id) b
  cross join checked
  where checked.refusals = 0
  having count(*) > 0
),
faulted as (
  insert into fault_mark (tenant_id, source_ids, first_us, last_us)
  select $1, array_agg(b.source_id), array_agg(b.first_us), array_agg(b.last_us)
  from (select source_id, min(first_us) as first_us, max(last_us) as last_us from batch where kind <= 2 and priority = 0 group by source_id) b
  cross join checked
  where checked.refusals = 0
  having count(*) > 0
)`;

/** Rule C1, in every batch: numbers of an epoch beyond the end that its successor stated. */
const forked = `select c.source_id from claimed c where upper(c.have) - 1 > c.successor_last`;

/**
 * The end of the statement: alarms, and the events of the batch in the outbox.
 *
 * @param events number of the parameter with which the summaries of sources begin.
 */
const raiseAndTell = (sources: string, events: number): string => `,
raised as (
  insert into alarm (tenant_id, alarm_key, kind, source_id)
  select $1, 'forked ' || f.source_id, 'forked', f.source_id
  from (${sources}) as f (source_id)
  group by f.source_id
  on conflict on constraint alarm_primary_key do nothing
  returning source_id
)
insert into event_entry (tenant_id, type, subject, body)
select $1, 'link.forked', r.source_id::text, json_build_object('sourceId', r.source_id)::text
from raised r
union all
select $1, 'telemetry.stored', coalesce(a.vehicle_id, b.source_id)::text,
  json_build_object('sourceId', b.source_id, 'vehicleId', a.vehicle_id, 'segments', b.segments, 'samples', b.samples, 'newestAt', b.newest_at)::text
from unnest($${events}::uuid[], $${events + 1}::int[], $${events + 2}::int[], $${events + 3}::text[]) as b (source_id, segments, samples, newest_at)
left join unit_assignment a on a.tenant_id = $1 and a.unit_id = b.source_id and upper_inf(a.during)
cross join checked
where checked.refusals = 0`;

/** For batches of segments alone, which is nearly all of them. */
export const storeSegments = { name: "store-segments", text: `${streamsAndSegments}${raiseAndTell(forked, 40)}` } as const;

/** For batches with anything else: statements, thinned segments, acts, clocks. */
export const storeRecords = {
  name: "store-records",
  text: `${streamsAndSegments},
noted as (
  insert into stream_statement (tenant_id, source_id, epoch, priority, seq, kind, produced_before, checksum, body)
  select $1, b.source_id, b.epoch, b.priority, b.seq, b.kind, b.produced_before, substr($30::bytea, (b.n::int - 1) * 16 + 1, 16), substr($33::bytea, b.start, b.size)
  from batch b
  cross join checked
  where checked.refusals = 0 and b.kind > 2
),
epochs as (
  insert into source_epoch as e (tenant_id, source_id, epoch, successor, is_closed, is_unclean)
  select $1, b.source_id, b.epoch, b.successor, b.is_closed, b.is_unclean
  from unnest($40::uuid[], $41::bigint[], $42::bigint[], $43::boolean[], $44::boolean[]) as b (source_id, epoch, successor, is_closed, is_unclean)
  cross join checked
  where checked.refusals = 0
  order by b.source_id, b.epoch
  on conflict on constraint source_epoch_key do update
    set successor = coalesce(e.successor, excluded.successor),
      is_closed = e.is_closed or excluded.is_closed,
      is_unclean = e.is_unclean or excluded.is_unclean
  returning new.source_id, new.epoch, new.successor
),
entrusted as (
  insert into stream_entrusted as e (tenant_id, depot_id, source_id, epoch, priority, ranges)
  select $1, b.depot_id, b.source_id, b.epoch, b.priority, b.ranges
  from unnest($45::uuid[], $46::uuid[], $47::bigint[], $48::smallint[], $49::int8multirange[]) as b (depot_id, source_id, epoch, priority, ranges)
  cross join checked
  where checked.refusals = 0
  order by b.depot_id, b.source_id, b.epoch, b.priority
  on conflict on constraint stream_entrusted_key do update set ranges = e.ranges + excluded.ranges
),
thinned as (
  insert into stream_thinned (tenant_id, source_id, epoch, priority, seq, root_epoch, root_seq, replaces, samples)
  select $1, b.source_id, b.epoch, b.priority, b.seq, b.root_epoch, b.root_seq, t.replaces, b.samples
  from unnest($50::int[], $51::int8multirange[]) as t (n, replaces)
  join batch b on b.n = t.n
  cross join checked
  where checked.refusals = 0
)${raiseAndTell(
    `${forked}
  union all
  select e.source_id
  from unnest($40::uuid[], $41::bigint[], $42::bigint[]) as b (source_id, epoch, successor)
  join epochs e using (source_id, epoch)
  where e.successor <> b.successor
  union all
  select * from unnest($52::uuid[])`,
    53,
  )}`,
} as const;
