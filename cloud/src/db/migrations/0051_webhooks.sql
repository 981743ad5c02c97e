-- migrate:up
-- Webhooks out: endpoints, what is on its way to them, and what they answered. Webhooks in: receivers, and which
-- messages came already. Secrets are sealed with a key outside the database (secrets/secret-box.ts).

create table webhook_endpoint (
  tenant_id     uuid        not null,
  endpoint_id   uuid        not null,
  url           text        not null,
  description   text        not null,
  topics        text[]      not null,
  secret_sealed bytea       not null,
  created_at    timestamptz not null default now(),
  disabled_at   timestamptz,
  skipped       bigint      not null default 0,

  constraint webhook_endpoint_key primary key (tenant_id, endpoint_id),
  constraint webhook_endpoint_of_tenant foreign key (tenant_id) references tenant (tenant_id)
);

comment on column webhook_endpoint.topics is 'of cloud/src/events/event-types.ts; never empty';
comment on column webhook_endpoint.secret_sealed is 'AES-256-GCM of the signing secret';
comment on column webhook_endpoint.disabled_at is 'by a person; nothing is queued and nothing sent from then on';
comment on column webhook_endpoint.skipped is 'events that were not queued, since too many waited';

create table webhook_delivery (
  tenant_id   uuid        not null,
  delivery_id uuid        not null,
  endpoint_id uuid        not null,
  event_id    uuid        not null,
  type        text        not null,
  state       text        not null default 'waiting',
  attempts    integer     not null default 0,
  next_at     timestamptz not null default now(),
  created_at  timestamptz not null default now(),
  ended_at    timestamptz,
  body        text        not null,

  constraint webhook_delivery_key primary key (tenant_id, delivery_id),
  constraint webhook_delivery_once unique (tenant_id, endpoint_id, event_id),
  constraint webhook_delivery_of_endpoint foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, endpoint_id) on delete cascade,
  constraint webhook_delivery_state_known check (state in ('waiting', 'delivered', 'dead')),
  constraint webhook_delivery_ends check ((state = 'waiting') = (ended_at is null))
);

comment on column webhook_delivery.event_id is 'webhook-id of the message; the same at each attempt';
comment on column webhook_delivery.attempts is 'since it was made or last sent again by a person';
comment on column webhook_delivery.next_at is 'of the next attempt; during one, when another worker may take it over';

create index webhook_delivery_due_index on webhook_delivery (tenant_id, endpoint_id, next_at) where state = 'waiting';
create index webhook_delivery_of_endpoint_index on webhook_delivery (tenant_id, endpoint_id, delivery_id);
create index webhook_delivery_ended_index on webhook_delivery (tenant_id, ended_at) where state <> 'waiting';

create table webhook_attempt (
  tenant_id   uuid        not null,
  delivery_id uuid        not null,
  attempt_id  uuid        not null default uuidv7(),
  sent_at     timestamptz not null,
  elapsed_ms  integer     not null,
  status      integer,
  failure     text,
  answer      text        not null default '',

  constraint webhook_attempt_key primary key (tenant_id, delivery_id, attempt_id),
  constraint webhook_attempt_of_delivery foreign key (tenant_id, delivery_id) references webhook_delivery (tenant_id, delivery_id) on delete cascade,
  constraint webhook_attempt_has_outcome check ((status is null) <> (failure is null))
);

comment on column webhook_attempt.status is 'HTTP status; absent when there was no answer';
comment on column webhook_attempt.answer is 'the first bytes of the answer''s body';

create table webhook_receiver (
  tenant_id     uuid        not null,
  receiver_id   uuid        not null,
  name          text        not null,
  secret_sealed bytea       not null,
  created_at    timestamptz not null default now(),

  constraint webhook_receiver_key primary key (tenant_id, receiver_id),
  constraint webhook_receiver_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint webhook_receiver_name_unique unique (tenant_id, name)
);

-- A message that comes twice is answered and forgotten.
create table webhook_received (
  tenant_id   uuid        not null,
  receiver_id uuid        not null,
  message_id  text        not null,
  received_at timestamptz not null default now(),

  constraint webhook_received_key primary key (tenant_id, receiver_id, message_id),
  constraint webhook_received_of_receiver foreign key (tenant_id, receiver_id) references webhook_receiver (tenant_id, receiver_id) on delete cascade
);

create index webhook_received_age_index on webhook_received (tenant_id, received_at);

-- The sender of a message has no session and so no tenant yet.
grant select (tenant_id, receiver_id) on webhook_receiver to drawbar_directory;

create policy directory_reads on webhook_receiver
  for select to drawbar_directory
  using (true);

create index webhook_receiver_by_id on webhook_receiver (receiver_id);

create function directory.tenant_of_webhook_receiver(wanted uuid) returns table (tenant_id uuid)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
begin atomic
  select r.tenant_id from drawbar.webhook_receiver r where r.receiver_id = wanted;
end;

revoke all on function directory.tenant_of_webhook_receiver(uuid) from public;
grant execute on function directory.tenant_of_webhook_receiver(uuid) to drawbar_app;
alter function directory.tenant_of_webhook_receiver(uuid) owner to drawbar_directory;

call isolate('webhook_endpoint');
call isolate('webhook_delivery');
call isolate('webhook_attempt');
call isolate('webhook_receiver');
call isolate('webhook_received');

grant select, insert, update, delete on webhook_endpoint to drawbar_app;
grant select, insert, update on webhook_delivery to drawbar_app;
grant select on webhook_attempt to drawbar_app;
grant select, insert, delete on webhook_receiver to drawbar_app;
grant select, insert on webhook_received to drawbar_app;
grant select on webhook_endpoint to drawbar_worker;
grant update (skipped) on webhook_endpoint to drawbar_worker;
grant select, insert, update, delete on webhook_delivery to drawbar_worker;
grant select, insert on webhook_attempt to drawbar_worker;
grant select, delete on webhook_received to drawbar_worker;

-- migrate:down

set local role drawbar_directory;
drop function directory.tenant_of_webhook_receiver;
reset role;
drop table webhook_received, webhook_receiver, webhook_attempt, webhook_delivery, webhook_endpoint;
