-- migrate:up
-- Trips, stops and what they are folded from: all of it can be made again from the segments.

-- Which times of which sources have new samples. Append-only, as rollup_mark is: no writer waits, and no mark can be
-- lost. One row a batch of segments: a row a source took some 10 % of the rate at which batches are stored.
create table track_mark (
  tenant_id  uuid     not null,
  mark_id    bigint   not null generated always as identity,
  source_ids uuid[]   not null,
  first_us   bigint[] not null,
  last_us    bigint[] not null,

  constraint track_mark_key primary key (tenant_id, mark_id)
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

comment on column track_mark.first_us is 'of each source: microseconds since 1970 of the first new sample, by its clock';
comment on column track_mark.last_us is 'the same of the last one';

-- How far a vehicle's samples are folded. One row a vehicle, written as often as it speaks.
create table track_head (
  tenant_id    uuid    not null,
  vehicle_id   uuid    not null,
  through_us   bigint  not null,
  state        text    not null,
  before_us    bigint  not null,
  before_state text    not null,
  replay_us    bigint,
  replay_to_us bigint,
  is_driving   boolean not null,
  folded_at    timestamptz not null,

  constraint track_head_key primary key (tenant_id, vehicle_id),
  constraint track_head_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

comment on column track_head.through_us is 'microseconds since 1970 of the last sample in state';
comment on column track_head.state is 'the fold after that sample (track-state.ts)';
comment on column track_head.before_us is 'of the state before the last samples came: segments of a source overlap a little';
comment on column track_head.replay_us is 'a fold of late samples has come to the checkpoint of that time; state and later checkpoints do not know of them';
comment on column track_head.replay_to_us is 'the last of those late samples: only after it may the fold come out as before';
comment on column track_head.is_driving is 'a trip lasts; looked after when nothing more is heard';

-- Folds to begin again from, when samples come late.
create table track_checkpoint (
  tenant_id  uuid   not null,
  vehicle_id uuid   not null,
  at_us      bigint not null,
  state      text   not null,

  constraint track_checkpoint_key primary key (tenant_id, vehicle_id, at_us),
  constraint track_checkpoint_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

comment on column track_checkpoint.at_us is 'microseconds since 1970 of the last sample in state';

-- A trip, or the stop between two of them. Its id follows from the vehicle and its start, so it stays when it is made again.
create table vehicle_leg (
  tenant_id       uuid             not null,
  vehicle_id      uuid             not null,
  kind            text             not null,
  started_us      bigint           not null,
  ended_us        bigint,
  leg_id          uuid             not null,
  seen_us         bigint           not null,
  start_longitude double precision,
  start_latitude  double precision,
  end_longitude   double precision,
  end_latitude    double precision,
  distance_m      double precision not null,
  distance_from   text             not null,
  speed_max_kmh   double precision not null,
  idle_us         bigint           not null,
  moving_us       bigint           not null,

  constraint vehicle_leg_key primary key (tenant_id, vehicle_id, started_us, kind),
  constraint vehicle_leg_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint vehicle_leg_kind_known check (kind in ('trip', 'stop')),
  constraint vehicle_leg_distance_from_known check (distance_from in ('odometer', 'track', 'speed'))
) with (fillfactor = 80);

comment on column vehicle_leg.started_us is 'microseconds since 1970, by the clock of the source';
comment on column vehicle_leg.ended_us is 'absent while it lasts';
comment on column vehicle_leg.seen_us is 'of the last sample that was looked at';
comment on column vehicle_leg.idle_us is 'engine running while standing';
comment on column vehicle_leg.moving_us is 'a trip without its standstills';

create index vehicle_leg_of_fleet on vehicle_leg (tenant_id, kind, started_us, leg_id);

-- One worker a tenant and job; each job names itself.
alter table tenant_job drop constraint tenant_job_known;
alter table tenant_job add constraint tenant_job_named check (job ~ '^[a-z][a-z-]{1,40}$');

call isolate('track_mark');
call isolate('track_head');
call isolate('track_checkpoint');
call isolate('vehicle_leg');

grant select, insert, update, delete on track_mark, track_head, track_checkpoint, vehicle_leg to drawbar_app, drawbar_worker;

-- What is stored already is folded, too: a mark for all days of each source.
do $$
declare
  tenants uuid[];
  one uuid;
begin
  perform set_config('role', 'drawbar_directory', true);
  select array_agg(t.tenant_id) into tenants from directory.tenants() t;
  perform set_config('role', 'drawbar_owner', true);
  foreach one in array coalesce(tenants, '{}') loop
    perform set_config('drawbar.tenant_id', one::text, true);
    insert into drawbar.track_mark (tenant_id, source_ids, first_us, last_us)
    select one, array[d.source_id], array[min(d.day)::bigint * 86400000000], array[(max(d.day)::bigint + 1) * 86400000000]
    from drawbar.segment_day d where d.tenant_id = one group by d.source_id;
  end loop;
end
$$;

-- migrate:down

truncate tenant_job; -- rows to hold on to, made again when they are needed
alter table tenant_job drop constraint tenant_job_named;
alter table tenant_job add constraint tenant_job_known check (job in ('rollup', 'sequencer'));
drop table vehicle_leg, track_checkpoint, track_head, track_mark;
