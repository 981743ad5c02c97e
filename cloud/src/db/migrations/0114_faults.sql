-- migrate:up
-- Fault episodes and what they are folded from: all of it can be made again from the segments of priority 0.

-- Which times of which sources have new segments of priority 0. As track_mark; written by few batches.
create table fault_mark (
  tenant_id  uuid     not null,
  mark_id    bigint   not null generated always as identity,
  source_ids uuid[]   not null,
  first_us   bigint[] not null,
  last_us    bigint[] not null,

  constraint fault_mark_key primary key (tenant_id, mark_id)
);

comment on column fault_mark.first_us is 'of each source: microseconds since 1970 of the first new sample, by its clock';
comment on column fault_mark.last_us is 'the same of the last one';

-- A vehicle that got or lost reports without any that are new: a unit sat in another vehicle than was said.
create table fault_vehicle_mark (
  tenant_id  uuid   not null,
  mark_id    bigint not null generated always as identity,
  vehicle_id uuid   not null,
  first_us   bigint not null,

  constraint fault_vehicle_mark_key primary key (tenant_id, mark_id),
  constraint fault_vehicle_mark_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

comment on column fault_vehicle_mark.first_us is 'microseconds since 1970 from which on its reports may be others';

create index fault_vehicle_mark_of_vehicle_index on fault_vehicle_mark (tenant_id, vehicle_id);

-- How far a vehicle's reports are folded.
create table fault_head (
  tenant_id  uuid   not null,
  vehicle_id uuid   not null,
  through_us bigint not null,
  state      text   not null,

  constraint fault_head_key primary key (tenant_id, vehicle_id),
  constraint fault_head_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
) with (fillfactor = 60);

comment on column fault_head.through_us is 'microseconds since 1970 of the last report in state';
comment on column fault_head.state is 'the fold after that report (fault-fold.ts)';

-- Folds to begin again from, when reports come late: one a day.
create table fault_checkpoint (
  tenant_id  uuid   not null,
  vehicle_id uuid   not null,
  at_us      bigint not null,
  state      text   not null,

  constraint fault_checkpoint_key primary key (tenant_id, vehicle_id, at_us),
  constraint fault_checkpoint_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade
);

comment on column fault_checkpoint.at_us is 'microseconds since 1970 of the last report in state';

-- A fault of a control unit from its onset until it is gone. Its id follows from what it is, so it stays when it is made again.
create table fault_episode (
  tenant_id     uuid    not null,
  vehicle_id    uuid    not null,
  control_unit  text    not null,
  code          text    not null,
  onset_us      bigint  not null,
  episode_id    uuid    not null,
  level         text    not null,
  seen_us       bigint  not null,
  absent_us     bigint,
  heard_us      bigint  not null,
  interruptions integer not null,
  occurrences   integer,
  lists         text[]  not null,
  lamps         text[]  not null,
  frame         jsonb,
  told          text    not null,

  constraint fault_episode_key primary key (tenant_id, vehicle_id, control_unit, code, onset_us),
  constraint fault_episode_id unique (tenant_id, episode_id),
  constraint fault_episode_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint fault_episode_level_known check (level in ('stop-now', 'workshop', 'note')),
  constraint fault_episode_told_known check (told in ('raised', 'cleared'))
) with (fillfactor = 80);

comment on column fault_episode.control_unit is 'source of the reports without their last part, such as can0/DM1@00';
comment on column fault_episode.onset_us is 'microseconds since 1970 of the first report that names it, by the clock of the source';
comment on column fault_episode.seen_us is 'of the last report that names it';
comment on column fault_episode.absent_us is 'of the first report after that one that does not name it; absent while there is none';
comment on column fault_episode.heard_us is 'of the last report of the control unit that was looked at for it';
comment on column fault_episode.interruptions is 'how often it was gone in between for less than the merging time';
comment on column fault_episode.occurrences is 'J1939: as the control unit counts';
comment on column fault_episode.lists is 'OBD-II: stored, pending, permanent';
comment on column fault_episode.lamps is 'lit at the control unit when it was last named';
comment on column fault_episode.frame is 'what the vehicle did when it began (proto/src/faults)';
comment on column fault_episode.told is 'the last event about it';

create index fault_episode_of_fleet on fault_episode (tenant_id, onset_us, episode_id);
create index fault_episode_of_vehicle_index on fault_episode (tenant_id, vehicle_id, onset_us, episode_id);
-- Those that are there, and those that were just now.
create index fault_episode_open on fault_episode (tenant_id, absent_us, vehicle_id) where told = 'raised';

call isolate('fault_mark');
call isolate('fault_vehicle_mark');
call isolate('fault_head');
call isolate('fault_checkpoint');
call isolate('fault_episode');

grant select, insert, update, delete on fault_mark, fault_vehicle_mark, fault_head, fault_checkpoint, fault_episode to drawbar_app, drawbar_worker;

-- migrate:down

drop table fault_episode, fault_checkpoint, fault_head, fault_vehicle_mark, fault_mark;
