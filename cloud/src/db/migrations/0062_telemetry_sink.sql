-- migrate:up
-- Minutes that a time-series database outside is still to get, and how far it has them.

-- Made by the roll-up of a minute, when a sink is configured: late and repeated samples mark their minute again.
create table telemetry_export_mark (
  tenant_id uuid        not null,
  mark_id   bigint      not null generated always as identity,
  source_id uuid        not null,
  minute    integer     not null,
  marked_at timestamptz not null default now(),

  constraint telemetry_export_mark_key primary key (tenant_id, mark_id)
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

comment on column telemetry_export_mark.minute is 'minutes since 1970, by the times of the samples';

-- The row is also what a worker holds while it exports for the tenant.
create table telemetry_export (
  tenant_id   uuid        not null,
  position    bigint      not null default 0,
  samples     bigint      not null default 0,
  exported_at timestamptz,

  constraint telemetry_export_key primary key (tenant_id)
);

comment on column telemetry_export.position is 'the highest mark_id whose samples the sink has confirmed';
comment on column telemetry_export.samples is 'sent since the beginning, repeats included';

call isolate('telemetry_export_mark');
call isolate('telemetry_export');

grant select, insert, update, delete on telemetry_export_mark, telemetry_export to drawbar_worker;
grant select on telemetry_export to drawbar_app;

-- migrate:down

drop table telemetry_export, telemetry_export_mark;
