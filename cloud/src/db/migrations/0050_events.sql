-- migrate:up
-- Events: what happened, for whoever wants to know. Written in the business transaction (event_entry), then moved into
-- the log of the tenant by one worker, in commit order (docs/architecture.md, Events); with Kafka the log is over there.

create table event_entry (
  tenant_id   uuid        not null,
  entry_id    bigint      not null generated always as identity,
  event_id    uuid        not null default uuidv7(),
  type        text        not null,
  subject     text        not null,
  occurred_at timestamptz not null default now(),
  body        text        not null,

  constraint event_entry_key primary key (tenant_id, entry_id)
);

comment on table event_entry is 'the outbox: committed, not yet in the log';
comment on column event_entry.type is 'such as vehicle.registered; cloud/src/events/event-types.ts has them all';
comment on column event_entry.body is 'JSON; text, since jsonb takes no \u0000 and nobody searches in it';
comment on column event_entry.subject is 'what it is about: a vehicle, a unit, a part. Events of one subject stay in order';

create table event_log (
  tenant_id   uuid        not null,
  position    bigint      not null,
  event_id    uuid        not null,
  type        text        not null,
  subject     text        not null,
  occurred_at timestamptz not null,
  logged_at   timestamptz not null default now(),
  body        text        not null,

  constraint event_log_key primary key (tenant_id, position)
);

comment on column event_log.position is 'dense, from 1, in commit order: n + 1 is never visible before n';

-- For dropping what is old.
create index event_log_logged_index on event_log (tenant_id, logged_at);

create table event_head (
  tenant_id uuid   not null,
  position  bigint not null,

  constraint event_head_key primary key (tenant_id)
) with (fillfactor = 50);

comment on column event_head.position is 'of the newest event in the log; 0 before the first';

-- How far a group of consumers has read.
create table event_offset (
  tenant_id      uuid        not null,
  consumer_group text        not null,
  position       bigint      not null,
  committed_at   timestamptz not null default now(),

  constraint event_offset_key primary key (tenant_id, consumer_group)
) with (fillfactor = 50);

-- Which events a consumer has acted on: delivery is at least once, this makes it once in effect.
create table event_handled (
  tenant_id  uuid        not null,
  consumer   text        not null,
  event_id   uuid        not null,
  handled_at timestamptz not null default now(),

  constraint event_handled_key primary key (tenant_id, consumer, event_id)
);

create index event_handled_age_index on event_handled (tenant_id, handled_at);

call isolate('event_entry');
call isolate('event_log');
call isolate('event_head');
call isolate('event_offset');
call isolate('event_handled');

grant select, insert on event_entry to drawbar_app;
grant select on event_log, event_head, event_offset to drawbar_app;
grant select, insert, delete on event_entry to drawbar_worker;
grant select, insert, delete on event_log, event_handled to drawbar_worker;
grant select, insert, update on event_head, event_offset to drawbar_worker;

-- migrate:down

drop table event_handled, event_offset, event_head, event_log, event_entry;
