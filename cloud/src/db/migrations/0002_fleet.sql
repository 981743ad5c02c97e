-- migrate:up
-- Vehicles, the units that sit in them, depots, and recordings that were played through a unit of their own.

create table vehicle (
  tenant_id     uuid        not null,
  vehicle_id    uuid        not null,
  call_sign     text        not null,
  vin           text,
  description   text        not null default '',
  simulated     boolean     not null default false,
  registered_at timestamptz not null default now(),

  constraint vehicle_key primary key (tenant_id, vehicle_id),
  constraint vehicle_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint vehicle_call_sign_unique unique (tenant_id, call_sign),
  constraint vehicle_vin_unique unique (tenant_id, vin),
  constraint vehicle_vin_shape check (vin ~ '^[A-HJ-NPR-Z0-9]{17}$')
);

comment on column vehicle.call_sign is 'what people in the yard call it; unique within the fleet';
comment on column vehicle.vin is 'ISO 3779; absent for trailers and machines that have none';
comment on column vehicle.simulated is 'made for a demonstration; removed together with its data';

create table unit (
  tenant_id   uuid        not null,
  unit_id     uuid        not null,
  kind        text        not null,
  device      text        not null,
  enrolled_at timestamptz,
  revoked_at  timestamptz,

  constraint unit_key primary key (tenant_id, unit_id),
  constraint unit_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint unit_kind_unique unique (tenant_id, unit_id, kind),
  constraint unit_kind_known check (kind in ('unit', 'replay'))
);

comment on column unit.unit_id is 'the source id in every record that it numbers';
comment on column unit.kind is 'replay: plays one recording and never makes a vehicle live';
comment on column unit.device is 'serial number or host name, for people';
comment on column unit.enrolled_at is 'absent until its claim is used';

create table depot (
  tenant_id   uuid        not null,
  depot_id    uuid        not null,
  name        text        not null,
  device      text        not null,
  enrolled_at timestamptz not null default now(),
  revoked_at  timestamptz,

  constraint depot_key primary key (tenant_id, depot_id),
  constraint depot_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint depot_name_unique unique (tenant_id, name)
);

comment on column depot.depot_id is 'the source id of its own records, too';

-- Which vehicle a unit sat in, and when; by the times of its samples. A unit is in one vehicle at a time, and a
-- vehicle has one unit at a time, besides recordings, whose times may be any.
create table unit_assignment (
  tenant_id  uuid      not null,
  unit_id    uuid      not null,
  kind       text      not null,
  vehicle_id uuid      not null,
  during     tstzrange not null,

  constraint unit_assignment_key primary key (tenant_id, unit_id, during without overlaps),
  constraint unit_assignment_not_empty check (not isempty(during)),
  constraint unit_assignment_one_unit_at_a_time
    exclude using gist (tenant_id with =, vehicle_id with =, during with &&)
    where (kind = 'unit'),
  constraint unit_assignment_of_unit foreign key (tenant_id, unit_id, kind) references unit (tenant_id, unit_id, kind) on delete cascade,
  constraint unit_assignment_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

create index unit_assignment_of_vehicle_index on unit_assignment (tenant_id, vehicle_id);

create table recording_run (
  tenant_id   uuid        not null,
  run_id      uuid        not null,
  vehicle_id  uuid        not null,
  log_name    text        not null,
  log_detail  jsonb       not null default '{}',
  started_at  timestamptz not null default now(),
  finished_at timestamptz,

  constraint recording_run_key primary key (tenant_id, run_id),
  constraint recording_run_of_unit foreign key (tenant_id, run_id) references unit (tenant_id, unit_id) on delete cascade,
  constraint recording_run_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint recording_run_finished_after_start check (finished_at >= started_at)
);

comment on column recording_run.run_id is 'the source id of the unit made for this run: playing a log twice gives two runs';
comment on column recording_run.log_detail is 'what else the player said about the log; shown, never searched';

create index recording_run_of_vehicle_index on recording_run (tenant_id, vehicle_id, started_at);

call isolate('vehicle');
call isolate('unit');
call isolate('depot');
call isolate('unit_assignment');
call isolate('recording_run');

grant select, insert, update, delete on vehicle, unit, depot, unit_assignment, recording_run to drawbar_app;
grant select on vehicle, unit, depot, unit_assignment, recording_run to drawbar_worker;

-- migrate:down

drop table recording_run;
drop table unit_assignment;
drop table depot;
drop table unit;
drop table vehicle;
