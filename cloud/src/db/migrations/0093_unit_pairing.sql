-- migrate:up
-- Which unit sits in which vehicle can be corrected: each time that one sat in one has an id, and a vehicle whose past
-- is another one by that has a mark of its own.

alter table unit_assignment
  add column assignment_id uuid not null default gen_random_uuid(),
  add constraint unit_assignment_id_unique unique (tenant_id, assignment_id);

create table track_vehicle_mark (
  tenant_id  uuid   not null,
  mark_id    bigint not null generated always as identity,
  vehicle_id uuid   not null,
  first_us   bigint not null,
  last_us    bigint not null,

  constraint track_vehicle_mark_key primary key (tenant_id, mark_id),
  constraint track_vehicle_mark_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

comment on table track_vehicle_mark is 'a vehicle got or lost samples of these times; append-only, as track_mark is';
comment on column track_vehicle_mark.first_us is 'microseconds since 1970';

create index track_vehicle_mark_of_vehicle_index on track_vehicle_mark (tenant_id, vehicle_id);

call isolate('track_vehicle_mark');

grant select, insert, delete on track_vehicle_mark to drawbar_app, drawbar_worker;

-- migrate:down

drop table track_vehicle_mark;
alter table unit_assignment drop constraint unit_assignment_id_unique, drop column assignment_id;
