-- migrate:up
-- The minutes of an hour that has rested in one row, column by column: a day of one signal is 24 rows, not 1,440.

create table rollup_hour_minutes (
  tenant_id uuid    not null,
  source_id uuid    not null,
  hour      integer not null,
  packed    bytea   not null,

  constraint rollup_hour_minutes_key primary key (tenant_id, source_id, hour)
);

-- Packed bytes do not compress.
alter table rollup_hour_minutes alter column packed set storage external;

comment on column rollup_hour_minutes.hour is 'hours since 1970, by the times of the samples';
comment on column rollup_hour_minutes.packed is 'minutes of each signal (packed-hour.ts)';
comment on column rollup_minute.packed is 'count, sum, lowest and highest of each signal (packed-minute.ts); in place of the minute in rollup_hour_minutes, if there is one; without a signal: there is no such minute';

call isolate('rollup_hour_minutes');

grant select, insert, update, delete on rollup_hour_minutes to drawbar_app, drawbar_worker;

-- migrate:down

comment on column rollup_minute.packed is 'count, sum, lowest and highest of each signal (packed-minute.ts)';
drop table rollup_hour_minutes;
