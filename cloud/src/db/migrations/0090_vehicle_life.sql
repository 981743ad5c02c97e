-- migrate:up
-- Where a vehicle stands in its life, the group that it belongs to, and the words that people sort it by.

create table vehicle_group (
  tenant_id uuid not null,
  group_id  uuid not null,
  name      text not null,
  note      text not null default '',

  constraint vehicle_group_key primary key (tenant_id, group_id),
  constraint vehicle_group_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint vehicle_group_name_unique unique (tenant_id, name)
);

-- Vehicles from before there were words for it are in service. The foreign key needs no look at rows, and could not look
-- at those of all tenants: the column is new.
alter table vehicle
  add column life text not null default 'active',
  add column life_since timestamptz,
  add column group_id uuid,
  add column tags text[] not null default '{}',
  add constraint vehicle_life_known check (life in ('registered', 'active', 'workshop', 'decommissioned')),
  add constraint vehicle_tags_few check (cardinality(tags) <= 20),
  add constraint vehicle_of_group foreign key (tenant_id, group_id) references vehicle_group (tenant_id, group_id) on delete set null (group_id)
    not valid;

alter table vehicle
  alter column life set default 'registered',
  alter column life_since set default now();

comment on column vehicle.life is 'registered: not in service yet; workshop: in service, but not to be had';
comment on column vehicle.life_since is 'absent for vehicles from before it was noted';

create index vehicle_of_group_index on vehicle (tenant_id, group_id);

create table vehicle_life_step (
  tenant_id  uuid        not null,
  vehicle_id uuid        not null,
  step_id    uuid        not null,
  before     text        not null,
  after      text        not null,
  note       text        not null default '',
  at         timestamptz not null default now(),

  constraint vehicle_life_step_key primary key (tenant_id, vehicle_id, step_id),
  constraint vehicle_life_step_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

comment on column vehicle_life_step.note is 'why, in the words of who did it';

create index vehicle_life_step_time_index on vehicle_life_step (tenant_id, vehicle_id, at, step_id);

call isolate('vehicle_group');
call isolate('vehicle_life_step');

grant select, insert, update, delete on vehicle_group, vehicle_life_step to drawbar_app;
grant select on vehicle_group, vehicle_life_step to drawbar_worker;

-- migrate:down

drop table vehicle_life_step;
alter table vehicle drop column tags, drop column group_id, drop column life_since, drop column life;
drop table vehicle_group;
