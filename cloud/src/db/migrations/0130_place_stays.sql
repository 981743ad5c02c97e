-- migrate:up
-- Which vehicles are inside which places now: what their newest crossings say, one row each, so that a list of the fleet
-- asks once a vehicle and reads nothing for the many that are on the road.

create table place_stay (
  tenant_id  uuid   not null,
  vehicle_id uuid   not null,
  place_id   uuid   not null,
  event_id   uuid   not null,
  since_us   bigint not null,

  constraint place_stay_key primary key (tenant_id, vehicle_id, place_id),
  constraint place_stay_of_event foreign key (tenant_id, event_id) references place_event (tenant_id, event_id) on delete cascade
);

comment on column place_stay.event_id is 'the crossing by which it came: goes with it';
comment on column place_stay.since_us is 'microseconds since 1970: when it came, or was found there';

create index place_stay_of_event_index on place_stay (tenant_id, event_id);

-- Those of today, of all tenants; the owner may read them only while this runs.
alter table place_event no force row level security;
insert into place_stay (tenant_id, vehicle_id, place_id, event_id, since_us)
select n.tenant_id, n.vehicle_id, n.place_id, n.event_id, n.at_us
from (
  select distinct on (e.tenant_id, e.vehicle_id, e.place_id) e.* from place_event e
  order by e.tenant_id, e.vehicle_id, e.place_id, e.certain_us desc
) n
where n.kind <> 'left';
alter table place_event force row level security;

call isolate('place_stay');

grant select on place_stay to drawbar_app;
grant select, insert, update, delete on place_stay to drawbar_worker;

-- migrate:down

drop table place_stay;
