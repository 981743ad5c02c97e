-- migrate:up
-- How long each tenant keeps its telemetry, and what is still known of segments that are past it.

-- A tenant without a row has the defaults. The row is also what a worker holds while it sweeps the tenant.
create table telemetry_retention (
  tenant_id        uuid        not null,
  hot_days         integer     not null default 30,
  cold_days        integer     not null default 365,
  hot_swept_until  integer     not null default 0,
  cold_swept_until integer     not null default 0,
  swept_at         timestamptz,

  constraint telemetry_retention_key primary key (tenant_id),
  constraint telemetry_retention_hot_in_range check (hot_days between 1 and 3650),
  constraint telemetry_retention_cold_in_range check (cold_days between hot_days and 3650)
);

comment on column telemetry_retention.hot_days is 'days after receipt that segments of priorities 2 and 3 are kept';
comment on column telemetry_retention.cold_days is 'days after receipt that segments of priorities 0 and 1, and roll-ups, are kept';
comment on column telemetry_retention.hot_swept_until is 'YYMMDD: hot segments received earlier are gone, however the days are set later';
comment on column telemetry_retention.cold_swept_until is 'YYMMDD: the same for cold segments and roll-ups';

-- What a tenant's expired segments came to, one row a slot.
create table telemetry_expiry (
  tenant_id  uuid        not null,
  slot       integer     not null,
  segments   bigint      not null,
  samples    bigint      not null,
  is_removed boolean     not null default false,
  expired_at timestamptz not null default now(),

  constraint telemetry_expiry_key primary key (tenant_id, slot)
);

comment on column telemetry_expiry.slot is 'as segment.slot';
comment on column telemetry_expiry.is_removed is 'its rows are deleted; otherwise they go with their partition';

-- Runs of expired numbers: the account of a stream must still come out even when its segments are gone.
create table stream_expired (
  tenant_id       uuid     not null,
  source_id       uuid     not null,
  epoch           bigint   not null,
  priority        smallint not null,
  first_seq       bigint   not null,
  last_seq        bigint   not null,
  slot            integer  not null,
  produced_before bigint   not null,
  produced_after  bigint   not null,
  samples         bigint   not null,
  first_us        bigint   not null,
  last_us         bigint   not null,

  constraint stream_expired_key primary key (tenant_id, source_id, epoch, priority, first_seq, slot)
);

comment on column stream_expired.produced_after is 'samples produced in the stream up to last_seq';
comment on column stream_expired.samples is 'received in original segments of the run';
comment on column stream_expired.first_us is 'microseconds since 1970 of the first sample';
comment on column stream_expired.last_us is 'microseconds since 1970 of the last sample';

call isolate('telemetry_retention');
call isolate('telemetry_expiry');
call isolate('stream_expired');

grant select, insert, update, delete on telemetry_retention, telemetry_expiry, stream_expired to drawbar_app;
grant select, insert, update on telemetry_retention, telemetry_expiry, stream_expired to drawbar_worker;
grant delete on segment, segment_day to drawbar_worker;
grant select, update on source_latest to drawbar_worker;

-- A partition holds segments of all tenants: it may go when the longest retention of all is over.
grant select (tenant_id, hot_days, cold_days) on telemetry_retention to drawbar_directory;

create policy directory_reads on telemetry_retention
  for select to drawbar_directory
  using (true);

create function directory.longest_retention() returns table (hot_days integer, cold_days integer)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(max(coalesce(r.hot_days, 30)), 30), coalesce(max(coalesce(r.cold_days, 365)), 365)
  from drawbar.tenant t
  left join drawbar.telemetry_retention r on r.tenant_id = t.tenant_id;
end;

revoke all on function directory.longest_retention() from public;
grant execute on function directory.longest_retention() to drawbar_worker;
alter function directory.longest_retention() owner to drawbar_directory;
-- By its new owner: a grant to the old one would have become the new one's with the function.
set local role drawbar_directory;
grant execute on function directory.longest_retention() to drawbar_owner;
reset role;

-- Drops one partition that is past the longest retention by the clock of the database too: a process whose clock
-- jumped must not be able to. Waits for its lock only shortly, since others queue behind it, and raises 55P03 then; the caller comes again.
create function drop_segment_partition(wanted integer) returns boolean
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

revoke all on function drop_segment_partition(integer) from public;
grant execute on function drop_segment_partition(integer) to drawbar_worker;

-- migrate:down

drop function drop_segment_partition;
set local role drawbar_directory;
drop function directory.longest_retention();
reset role;
drop table stream_expired, telemetry_expiry, telemetry_retention;
revoke delete on segment, segment_day from drawbar_worker;
revoke select, update on source_latest from drawbar_worker;
