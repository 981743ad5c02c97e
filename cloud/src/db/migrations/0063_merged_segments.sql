-- migrate:up
-- Old segments lie merged, many numbers in one row, in partitions of their own: class 4 to 7 instead of 0 to 3.

alter table segment add column last_seq bigint, add column members bytea;

comment on column segment.last_seq is 'the last number of a merged row, which holds every number from seq on; absent for a single one, which lies as its source sealed it';
comment on column segment.members is 'what the numbers of a merged row were: times, counts and checksums (merged-members.ts)';
comment on column segment.checksum is 'first 16 bytes of the record''s SHA-256; empty for a merged row, whose members have theirs';
comment on column segment.slot is 'retention class (priority, 4 more when merged) and receive day: 7261125 is merged, of priority 3, received on 25 November 2026';

grant insert on segment to drawbar_worker;
-- To hold the row of a stream while its segments are exchanged.
grant update (slots) on stream_range to drawbar_worker;
grant select, insert, update on tenant_usage_day to drawbar_worker;

create or replace function drop_segment_partition(wanted integer) returns boolean
  language plpgsql
  security definer
  set search_path = drawbar, pg_temp
as $$
declare
  name text := format('segment_%s', wanted);
  days integer;
begin
  if to_regclass('drawbar.' || name) is null then
    return false;
  end if;
  select case when wanted / 1000000 % 4 <= 1 then l.cold_days else l.hot_days end into days from directory.longest_retention() l;
  if to_date(to_char(wanted % 1000000, 'FM000000'), 'YYMMDD') >= (now() at time zone 'UTC')::date - days then
    raise exception 'slot % is to be kept for % days', wanted, days using errcode = '22023';
  end if;
  perform set_config('lock_timeout', '200ms', true);
  execute format('drop table drawbar.%I', name);
  return true;
end
$$;

-- migrate:down

create or replace function drop_segment_partition(wanted integer) returns boolean
  language plpgsql
  security definer
  set search_path = drawbar, pg_temp
as $$
declare
  name text := format('segment_%s', wanted);
  days integer;
begin
  if to_regclass('drawbar.' || name) is null then
    return false;
  end if;
  select case when wanted / 1000000 <= 1 then l.cold_days else l.hot_days end into days from directory.longest_retention() l;
  if to_date(to_char(wanted % 1000000, 'FM000000'), 'YYMMDD') >= (now() at time zone 'UTC')::date - days then
    raise exception 'slot % is to be kept for % days', wanted, days using errcode = '22023';
  end if;
  perform set_config('lock_timeout', '200ms', true);
  execute format('drop table drawbar.%I', name);
  return true;
end
$$;

revoke select, insert, update on tenant_usage_day from drawbar_worker;
revoke update (slots) on stream_range from drawbar_worker;
revoke insert on segment from drawbar_worker;
comment on column segment.slot is null;
comment on column segment.checksum is 'first 16 bytes of the record''s SHA-256';
alter table segment drop column members, drop column last_seq;
