-- migrate:up
-- Journeys to depots, for estimates of arrival: made from trips and their positions, and can be made again from them.

create table journey (
  tenant_id       uuid             not null,
  vehicle_id      uuid             not null,
  started_us      bigint           not null,
  ended_us        bigint           not null,
  journey_no      bigint           not null generated always as identity,
  trips           text             not null,
  place_id        uuid,
  start_longitude double precision,
  start_latitude  double precision,
  path            bytea,
  judged          jsonb            not null default '[]',

  constraint journey_key primary key (tenant_id, vehicle_id, started_us),
  constraint journey_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint journey_of_place foreign key (tenant_id, place_id) references place (tenant_id, place_id) on delete cascade,
  constraint journey_judged_few check (jsonb_array_length(judged) <= 16)
);

comment on column journey.started_us is 'microseconds since 1970 of its first trip''s start, by the clock of the source';
comment on column journey.ended_us is 'of its last trip''s end';
comment on column journey.journey_no is 'in the order in which they became known';
comment on column journey.trips is 'digest of the trips that it is made of: when late telemetry changes them, it is made again';
comment on column journey.place_id is 'the depot''s ground where it ended; absent when it ended elsewhere';
comment on column journey.path is 'points of 20 bytes (journey-path.ts); absent where nobody asks for it, or its positions are gone';
comment on column journey.judged is 'what was estimated on its way before it was known, against what came (arrival-types.ts)';

create index journey_no_index on journey (tenant_id, journey_no);
create index journey_ended_index on journey (tenant_id, ended_us);
create index journey_of_place_index on journey (tenant_id, place_id, ended_us) where place_id is not null;

-- How far a fleet's trips are made into journeys, and by which depots.
create table journey_progress (
  tenant_id  uuid   not null,
  depots     text   not null,
  through_us bigint not null,

  constraint journey_progress_key primary key (tenant_id),
  constraint journey_progress_of_tenant foreign key (tenant_id) references tenant (tenant_id)
);

comment on column journey_progress.depots is 'digest of the depots'' grounds: when one is drawn or moved, journeys are made anew';
comment on column journey_progress.through_us is 'trips that start before it are looked at only when they are late';

call isolate('journey');
call isolate('journey_progress');

grant select, insert, update, delete on journey, journey_progress to drawbar_app, drawbar_worker;

-- migrate:down

drop table journey_progress, journey;
