-- migrate:up
-- A secret is changed without a message lost: for a while the old one counts beside the new one (Standard Webhooks,
-- "multiple signatures"). What came in to a receiver is noted with what became of it, so that people can see why a
-- system is not heard.

alter table webhook_endpoint
  add column old_secret_sealed bytea,
  add column old_secret_until  timestamptz,
  add column secret_made_at    timestamptz,
  add constraint webhook_endpoint_old_secret_whole check ((old_secret_sealed is null) = (old_secret_until is null));

comment on column webhook_endpoint.old_secret_sealed is 'signs beside the new one; overwritten by the next change';
comment on column webhook_endpoint.old_secret_until is 'the old secret is not used from then on';
comment on column webhook_endpoint.secret_made_at is 'of the secret in use; absent: it is as old as the endpoint';

alter table webhook_receiver
  add column old_secret_sealed bytea,
  add column old_secret_until  timestamptz,
  add column secret_made_at    timestamptz,
  add column disabled_at       timestamptz,
  add constraint webhook_receiver_old_secret_whole check ((old_secret_sealed is null) = (old_secret_until is null));

comment on column webhook_receiver.old_secret_until is 'messages signed with the old secret are refused from then on';
comment on column webhook_receiver.disabled_at is 'by a person; messages are refused from then on, for the sender to try again';

-- The newest few of each kind, no bodies.
create table webhook_arrival (
  tenant_id   uuid        not null,
  receiver_id uuid        not null,
  arrival_id  uuid        not null default uuidv7(),
  arrived_at  timestamptz not null default now(),
  message_id  text        not null,
  outcome     text        not null,
  bytes       integer     not null,

  constraint webhook_arrival_key primary key (tenant_id, receiver_id, arrival_id),
  constraint webhook_arrival_of_receiver foreign key (tenant_id, receiver_id) references webhook_receiver (tenant_id, receiver_id) on delete cascade,
  constraint webhook_arrival_outcome_known check (outcome in ('taken', 'known', 'paused', 'signature-wrong', 'time-wrong', 'unreadable'))
);

comment on column webhook_arrival.message_id is 'as its sender says; of a message that is not verified, anybody''s words';

call isolate('webhook_arrival');

grant update on webhook_receiver to drawbar_app;
grant select, insert, delete on webhook_arrival to drawbar_app;

-- migrate:down

drop table webhook_arrival;
revoke update on webhook_receiver from drawbar_app;
alter table webhook_receiver
  drop constraint webhook_receiver_old_secret_whole,
  drop column disabled_at,
  drop column secret_made_at,
  drop column old_secret_until,
  drop column old_secret_sealed;
alter table webhook_endpoint
  drop constraint webhook_endpoint_old_secret_whole,
  drop column secret_made_at,
  drop column old_secret_until,
  drop column old_secret_sealed;
