-- migrate:up
-- Sealed segments as bytes, the catalogues that explain them, and which numbers of each stream are here.

-- The tenant's signals: one row per thing that a catalogue may name, numbered for newest values and roll-ups.
create table signal (
  tenant_id uuid     not null,
  signal_id integer  not null generated always as identity,
  source    text     not null,
  name      text     not null,
  unit      text     not null,
  kind      text     not null,
  decimals  smallint not null,

  constraint signal_key primary key (tenant_id, signal_id),
  constraint signal_unique unique (tenant_id, source, name, unit, kind),
  constraint signal_kind_known check (kind in ('scaled', 'float', 'integer', 'text'))
);

comment on column signal.source is 'where it comes from, such as can0/WHEEL_SPEEDS/WHEEL_SPEED_FL';
comment on column signal.name is 'catalogue name; equal to source when nothing maps it';
comment on column signal.unit is 'unit as people write it; empty when there is none';
comment on column signal.decimals is 'digits after the point worth showing';

-- Never deleted: segments stay readable for as long as they are kept.
create table catalogue (
  tenant_id  uuid        not null,
  hash       bytea       not null,
  body       bytea       not null,
  signal_ids integer[]   not null,
  added_at   timestamptz not null default now(),

  constraint catalogue_key primary key (tenant_id, hash),
  constraint catalogue_hash_length check (octet_length(hash) = 32)
);

comment on column catalogue.hash is 'SHA-256 of body';
comment on column catalogue.signal_ids is 'signal.signal_id of each of its signals, in their order';

-- One list partition per retention class and receive day; `slot` holds both in one number (segment_slot).
-- No foreign keys: a key to tenant cost 6-18 % of the rate.
create table segment (
  tenant_id       uuid     not null,
  source_id       uuid     not null,
  epoch           bigint   not null,
  seq             bigint   not null,
  first_us        bigint   not null,
  last_us         bigint   not null,
  produced_before bigint   not null,
  root_epoch      bigint,
  root_seq        bigint,
  slot            integer  not null,
  samples         integer  not null,
  produced        integer  not null,
  priority        smallint not null,
  kind            smallint not null,
  checksum        bytea    not null,
  body            bytea    not null,

  constraint segment_key primary key (tenant_id, source_id, epoch, priority, seq, slot)
) partition by list (slot);

comment on column segment.first_us is 'microseconds since 1970 of the first sample, by the clock of its source';
comment on column segment.last_us is 'microseconds since 1970 of the last sample, by the clock of its source';
comment on column segment.produced_before is 'samples produced in the stream by earlier numbers';
comment on column segment.produced is 'samples that this number adds to what was produced; 0 when it stands in for another';
comment on column segment.root_seq is 'number of the segment that this thinned one stands in for, in the epoch root_epoch; absent for an original';
comment on column segment.kind is '1 segment, 2 thinned';
comment on column segment.checksum is 'first 16 bytes of the record''s SHA-256';
comment on column segment.body is 'as sealed; compressed by its source';

create index segment_by_time on segment (tenant_id, source_id, first_us);

-- In which slots the samples of a day lie: a truck that was offline delivers days late.
create table segment_day (
  tenant_id uuid    not null,
  source_id uuid    not null,
  day       integer not null,
  slot      integer not null,
  span_us   bigint  not null,

  constraint segment_day_key primary key (tenant_id, source_id, day, slot)
);

comment on column segment_day.day is 'days since 1970-01-01 UTC, by the times of the samples';
comment on column segment_day.span_us is 'longest time from first to last sample of a segment of that day in that slot';

create function segment_slot(class smallint, received_on date) returns integer
  language sql
  immutable
  parallel safe
  return class * 1000000 + to_char(received_on, 'YYMMDD')::integer;

-- Makes the partitions that are missing. Called days ahead by the link role, who owns no table: hence the definer.
-- Made apart and attached, since `partition of` waits for every transaction that uses the parent.
create function add_segment_partitions(slots integer[]) returns integer
  language plpgsql
  security definer
  set search_path = drawbar, pg_temp
as $$
declare
  wanted integer;
  name   text;
  made   integer := 0;
begin
  if cardinality(slots) > 64 then
    raise exception 'at most 64 partitions at a time' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock(hashtext('drawbar.add_segment_partitions'));
  foreach wanted in array slots loop
    if wanted / 1000000 not between 0 and 9 or to_char(to_date(to_char(wanted % 1000000, 'FM000000'), 'YYMMDD'), 'YYMMDD')::integer <> wanted % 1000000 then
      raise exception 'slot % is no class and day', wanted using errcode = '22023';
    end if;
    name := format('segment_%s', wanted);
    continue when to_regclass('drawbar.' || name) is not null;
    execute format('create table drawbar.%I (like drawbar.segment including defaults including constraints)', name);
    execute format('alter table drawbar.%I alter column body set storage external', name);
    -- The parent's policy does not hold for a partition that is named itself: forced, without a policy, without a grant.
    execute format('alter table drawbar.%I enable row level security', name);
    execute format('alter table drawbar.%I force row level security', name);
    execute format('alter table drawbar.segment attach partition drawbar.%I for values in (%s)', name, wanted);
    made := made + 1;
  end loop;
  return made;
end
$$;

revoke all on function add_segment_partitions(integer[]) from public;
grant execute on function add_segment_partitions(integer[]) to drawbar_app, drawbar_worker;

-- Which numbers of a stream are here, and what was said about the others. One row a stream holds uniqueness and
-- orders its writers (rule K3).
create table stream_range (
  tenant_id       uuid           not null,
  source_id       uuid           not null,
  epoch           bigint         not null,
  priority        smallint       not null,
  have            int8multirange not null default '{}',
  gaps            int8multirange not null default '{}',
  stated_last     bigint         not null default 0,
  stated_produced bigint         not null default 0,
  successor_last  bigint,
  slots           integer[]      not null default '{}',

  constraint stream_range_key primary key (tenant_id, source_id, epoch, priority),
  constraint stream_range_priority_known check (priority between 0 and 3)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

comment on column stream_range.have is 'numbers that are here; a gap never enters (rule K6)';
comment on column stream_range.gaps is 'numbers that will not come, says their source';
comment on column stream_range.stated_last is 'highest number, says an opened or closed record';
comment on column stream_range.stated_produced is 'samples produced up to stated_last';
comment on column stream_range.successor_last is 'where the epoch''s successor saw this stream end; a higher number is a restored or cloned device (rule C1)';
comment on column stream_range.slots is 'slots of segment that hold numbers of this stream';

-- What opened and closed records say about a whole epoch (rules S1, F4).
create table source_epoch (
  tenant_id  uuid        not null,
  source_id  uuid        not null,
  epoch      bigint      not null,
  successor  bigint,
  is_closed  boolean     not null default false,
  is_unclean boolean     not null default false,
  noted_at   timestamptz not null default now(),

  constraint source_epoch_key primary key (tenant_id, source_id, epoch)
);

comment on column source_epoch.successor is 'the epoch that named this one as the one before it';
comment on column source_epoch.is_closed is 'nothing of it is left at the source: what is missing now is lost';
comment on column source_epoch.is_unclean is 'it was opened after a crash, which may have taken samples that were never sealed';

create table stream_entrusted (
  tenant_id uuid           not null,
  depot_id  uuid           not null,
  source_id uuid           not null,
  epoch     bigint         not null,
  priority  smallint       not null,
  ranges    int8multirange not null,

  constraint stream_entrusted_key primary key (tenant_id, depot_id, source_id, epoch, priority)
);

comment on column stream_entrusted.ranges is 'numbers that the source forgot because this depot holds them';

create index stream_entrusted_of_source on stream_entrusted (tenant_id, source_id);

create table stream_thinned (
  tenant_id uuid           not null,
  source_id uuid           not null,
  epoch     bigint         not null,
  priority  smallint       not null,
  seq       bigint         not null,
  root_epoch bigint        not null,
  root_seq  bigint         not null,
  replaces  int8multirange not null,
  samples   integer        not null,

  constraint stream_thinned_key primary key (tenant_id, source_id, epoch, priority, seq)
);

comment on column stream_thinned.replaces is 'root_seq and the thinner ones in between, in the epoch root_epoch: each is gone at the source (rule S5)';

create index stream_thinned_of_root on stream_thinned (tenant_id, source_id, root_epoch, priority);

-- Records that carry no samples: statements, acts, clocks. Few, small, and kept.
create table stream_statement (
  tenant_id       uuid        not null,
  source_id       uuid        not null,
  epoch           bigint      not null,
  priority        smallint    not null,
  seq             bigint      not null,
  kind            smallint    not null,
  produced_before bigint      not null,
  checksum        bytea       not null,
  body            bytea       not null,
  received_at     timestamptz not null default now(),

  constraint stream_statement_key primary key (tenant_id, source_id, epoch, priority, seq)
);

comment on column stream_statement.kind is 'code of the record kind: 3 gap, 4 entrusted, 5 opened, 6 closed, 7 act, 8 clock';

-- A known number with other contents: never applied, kept for a person to look at.
create table quarantine (
  tenant_id       uuid        not null,
  source_id       uuid        not null,
  epoch           bigint      not null,
  priority        smallint    not null,
  seq             bigint      not null,
  checksum        bytea       not null,
  kind            smallint    not null,
  produced_before bigint      not null,
  produced        integer     not null,
  samples         integer     not null,
  body            bytea       not null,
  received_at     timestamptz not null default now(),

  constraint quarantine_key primary key (tenant_id, source_id, epoch, priority, seq, checksum)
);

create table alarm (
  tenant_id    uuid        not null,
  alarm_key    text        not null,
  kind         text        not null,
  source_id    uuid,
  raised_at    timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  times        integer     not null default 1,

  constraint alarm_primary_key primary key (tenant_id, alarm_key),
  constraint alarm_kind_known check (kind in ('conflict', 'forked', 'restored'))
);

comment on column alarm.alarm_key is 'what it is about, such as a record''s number; raised again it only counts';

-- Ends the statement that stores a batch before it has written anything; the detail says why (store-batch-statement.ts).
create function refuse_batch(reason text, numbers text) returns integer
  language plpgsql
as $$
begin
  raise exception '%', reason using errcode = 'DB001', detail = numbers;
end
$$;

call isolate('signal');
call isolate('catalogue');
call isolate('segment');
call isolate('segment_day');
call isolate('stream_range');
call isolate('source_epoch');
call isolate('stream_entrusted');
call isolate('stream_thinned');
call isolate('stream_statement');
call isolate('quarantine');
call isolate('alarm');

grant select, insert, update, delete
  on segment, segment_day, stream_range, source_epoch, stream_entrusted, stream_thinned, stream_statement, quarantine, alarm
  to drawbar_app;
grant select, insert on signal, catalogue to drawbar_app;
grant select on signal, catalogue, segment, segment_day, stream_range, stream_thinned to drawbar_worker;

-- migrate:down

drop function refuse_batch;
drop table alarm, quarantine, stream_statement, stream_thinned, stream_entrusted, source_epoch, stream_range;
drop function add_segment_partitions;
drop function segment_slot;
drop table segment_day, segment, catalogue, signal;
