-- migrate:up
-- Who drives, and who drove what when.

create table driver (
  tenant_id uuid    not null,
  driver_id uuid    not null,
  name      text    not null,
  number    text,
  note      text    not null default '',
  is_active boolean not null default true,

  constraint driver_key primary key (tenant_id, driver_id),
  constraint driver_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint driver_number_unique unique (tenant_id, number)
);

comment on column driver.number is 'of their personnel file; absent where the fleet counts nobody';
comment on column driver.is_active is 'false for those who left: what they drove stays';

create index driver_by_name_index on driver (tenant_id, name, driver_id);

-- A driver sits in one vehicle at a time, and a vehicle has one driver at a time.
create table driver_assignment (
  tenant_id     uuid      not null,
  assignment_id uuid      not null,
  driver_id     uuid      not null,
  vehicle_id    uuid      not null,
  during        tstzrange not null,

  constraint driver_assignment_key primary key (tenant_id, assignment_id),
  constraint driver_assignment_not_empty check (not isempty(during)),
  constraint driver_assignment_one_vehicle_at_a_time exclude using gist (tenant_id with =, driver_id with =, during with &&),
  constraint driver_assignment_one_driver_at_a_time exclude using gist (tenant_id with =, vehicle_id with =, during with &&),
  constraint driver_assignment_of_driver foreign key (tenant_id, driver_id) references driver (tenant_id, driver_id) on delete cascade,
  constraint driver_assignment_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

comment on column driver_assignment.during is 'from when, and to before when; without an end it goes on';

call isolate('driver');
call isolate('driver_assignment');

grant select, insert, update, delete on driver, driver_assignment to drawbar_app;
grant select on driver, driver_assignment to drawbar_worker;

-- migrate:down

drop table driver_assignment, driver;
