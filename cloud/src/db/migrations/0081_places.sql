-- migrate:up
-- Places with their shapes over time, and which vehicle crossed their lines when.

create table place (
  tenant_id  uuid        not null,
  place_id   uuid        not null,
  name       text        not null,
  purpose    text        not null,
  note       text        not null default '',
  depot_id   uuid,
  created_at timestamptz not null default now(),

  constraint place_key primary key (tenant_id, place_id),
  constraint place_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint place_of_depot foreign key (tenant_id, depot_id) references depot (tenant_id, depot_id) on delete set null (depot_id),
  constraint place_name_unique unique (tenant_id, name),
  constraint place_purpose_known check (purpose in ('depot', 'yard', 'customer', 'workshop', 'fuel', 'zone', 'route'))
);

comment on column place.depot_id is 'the depot that it is the ground of';

-- A shape is never changed: another one follows it, so that positions of before that come late meet the shape of their time.
create table place_shape (
  tenant_id    uuid    not null,
  place_id     uuid    not null,
  from_us      bigint  not null,
  until_us     bigint,
  shape        jsonb   not null,
  hysteresis_m integer not null,
  dwell_s      integer not null,

  constraint place_shape_key primary key (tenant_id, place_id, from_us),
  constraint place_shape_of_place foreign key (tenant_id, place_id) references place (tenant_id, place_id) on delete cascade
);

comment on column place_shape.from_us is 'microseconds since 1970, by the cloud''s clock: it holds for positions from then on';
comment on column place_shape.until_us is 'absent for the one that holds';
comment on column place_shape.shape is 'as the API gives it (place-views.ts)';
comment on column place_shape.hysteresis_m is 'how far beyond the line a vehicle has left';
comment on column place_shape.dwell_s is 'how long a vehicle must be inside to have entered';

-- Grows with each change of the tenant's places: who keeps shapes in memory looks here.
create table place_version (
  tenant_id uuid   not null,
  version   bigint not null,

  constraint place_version_key primary key (tenant_id)
);

create table place_event (
  tenant_id  uuid             not null,
  vehicle_id uuid             not null,
  place_id   uuid             not null,
  event_id   uuid             not null,
  kind       text             not null,
  at_us      bigint           not null,
  certain_us bigint           not null,
  since_us   bigint,
  longitude  double precision not null,
  latitude   double precision not null,

  constraint place_event_key primary key (tenant_id, event_id),
  constraint place_event_of_place foreign key (tenant_id, place_id) references place (tenant_id, place_id) on delete cascade,
  constraint place_event_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint place_event_kind_known check (kind in ('entered', 'left', 'found'))
);

comment on column place_event.event_id is 'follows from vehicle, place, kind and time: told twice it is one';
comment on column place_event.at_us is 'microseconds since 1970 of the first position on the other side';
comment on column place_event.certain_us is 'of the position that made it certain';
comment on column place_event.since_us is 'of a vehicle that left: since when it was inside';

create index place_event_of_vehicle_index on place_event (tenant_id, vehicle_id, at_us);
create index place_event_certain_index on place_event (tenant_id, vehicle_id, certain_us);
create index place_event_of_fleet_index on place_event (tenant_id, at_us, event_id);
create index place_event_of_place_index on place_event (tenant_id, place_id, at_us);

call isolate('place');
call isolate('place_shape');
call isolate('place_version');
call isolate('place_event');

grant select, insert, update, delete on place, place_shape, place_version, place_event to drawbar_app;
grant select on place, place_shape, place_version to drawbar_worker;
grant select, insert, update, delete on place_event to drawbar_worker;

-- migrate:down

drop table place_event, place_version, place_shape, place;
