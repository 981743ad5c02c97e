-- migrate:up
-- What is derived from segments: newest values and minutes. Both can be made again from the segments.

-- One packed row per source: twenty values in one row were 1.56x as fast as twenty rows, at a fifth of the size.
-- No index on a column that changes, so that updates stay within their page.
create table source_latest (
  tenant_id uuid   not null,
  source_id uuid   not null,
  version   bigint not null,
  boot      bigint not null,
  mono_us   bigint not null,
  at_us     bigint not null,
  packed    bytea  not null,

  constraint source_latest_key primary key (tenant_id, source_id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

-- Kept in the row as long as it fits a page: packed bytes do not compress, and a second table would double the writing.
alter table source_latest alter column packed set storage external, set (toast_tuple_target = 8160);

comment on column source_latest.version is 'grows with each change; a writer who merged into an older one starts again';
comment on column source_latest.boot is 'boot counter of the newest sample';
comment on column source_latest.mono_us is 'microseconds since that boot, of the newest sample';
comment on column source_latest.at_us is 'microseconds since 1970 of the newest sample, by the clock of its source';
comment on column source_latest.packed is 'newest value of each signal (packed-latest.ts)';

create table rollup_minute (
  tenant_id uuid    not null,
  source_id uuid    not null,
  minute    integer not null,
  packed    bytea   not null,

  constraint rollup_minute_key primary key (tenant_id, source_id, minute)
);

comment on column rollup_minute.minute is 'minutes since 1970, by the times of the samples';
comment on column rollup_minute.packed is 'count, sum, lowest and highest of each signal (packed-minute.ts)';

-- Made from the minutes of the hour, for long ranges and for the lowest and highest of a day.
create table rollup_hour (
  tenant_id uuid    not null,
  source_id uuid    not null,
  hour      integer not null,
  packed    bytea   not null,

  constraint rollup_hour_key primary key (tenant_id, source_id, hour)
);

comment on column rollup_hour.hour is 'hours since 1970, by the times of the samples';
comment on column rollup_hour.packed is 'as rollup_minute.packed';

-- Append-only: no writer waits for another or for the worker, and no mark can be lost.
create table rollup_mark (
  tenant_id uuid        not null,
  mark_id   bigint      not null generated always as identity,
  source_id uuid        not null,
  minute    integer     not null,
  marked_at timestamptz not null default now(),

  constraint rollup_mark_key primary key (tenant_id, mark_id)
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

create index rollup_mark_of_minute on rollup_mark (tenant_id, source_id, minute);

-- One worker a tenant and job at a time: whoever holds the row. Two that recompute one minute could write in the wrong order.
create table tenant_job (
  tenant_id uuid not null,
  job       text not null,

  constraint tenant_job_key primary key (tenant_id, job),
  constraint tenant_job_known check (job in ('rollup', 'sequencer'))
);

-- When a source was last heard, over which hub, and how often it has started.
create table source_presence (
  tenant_id  uuid        not null,
  source_id  uuid        not null,
  boot_seen  bigint      not null default 0,
  agent      text        not null default '',
  heard_at   timestamptz,
  through_id uuid,

  constraint source_presence_key primary key (tenant_id, source_id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

comment on column source_presence.boot_seen is 'highest boot counter that it has named (rule R6)';
comment on column source_presence.heard_at is 'written at most every 30 seconds while it is connected';
comment on column source_presence.through_id is 'the depot that it was heard through; absent: directly';

-- When a source signed off on purpose: a hole in its history after that is sleep, not loss.
create table source_sleep (
  tenant_id uuid   not null,
  source_id uuid   not null,
  at_us     bigint not null,

  constraint source_sleep_key primary key (tenant_id, source_id, at_us)
);

comment on column source_sleep.at_us is 'microseconds since 1970, by the clock of the source';

call isolate('source_latest');
call isolate('rollup_minute');
call isolate('rollup_hour');
call isolate('rollup_mark');
call isolate('tenant_job');
call isolate('source_presence');
call isolate('source_sleep');

grant select, insert, update, delete
  on source_latest, rollup_minute, rollup_hour, rollup_mark, tenant_job, source_presence, source_sleep
  to drawbar_app;
grant select, insert, update, delete on rollup_minute, rollup_hour, rollup_mark, tenant_job to drawbar_worker;

-- migrate:down

drop table source_sleep, source_presence, tenant_job, rollup_mark, rollup_hour, rollup_minute, source_latest;
