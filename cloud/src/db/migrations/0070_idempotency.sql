-- migrate:up
-- Requests that named themselves by an Idempotency-Key, with what was answered. Neither the key nor the answer can be
-- read from here: the key is kept as a hash, the answer is sealed under the key.

create table idempotency_key (
  tenant_id    uuid        not null,
  key_hash     bytea       not null,
  request_hash bytea       not null,
  created_at   timestamptz not null default now(),
  held_until   timestamptz,
  status       integer,
  answer       bytea,

  constraint idempotency_key_key primary key (tenant_id, key_hash),
  constraint idempotency_key_hash_length check (octet_length(key_hash) = 32),
  constraint idempotency_key_request_length check (octet_length(request_hash) = 32),
  constraint idempotency_key_status_known check (status between 200 and 599)
);

comment on column idempotency_key.key_hash is 'SHA-256 of the caller and the key: two callers never meet';
comment on column idempotency_key.request_hash is 'SHA-256 of method, address, precondition and body';
comment on column idempotency_key.held_until is 'for a request outside one transaction: until when whoever carries it out is believed to be alive';
comment on column idempotency_key.status is 'HTTP status of the answer; null until there is one';
comment on column idempotency_key.answer is 'AES-256-GCM under the key; null with a status when it was too large to keep';

-- For the removal of old ones.
create index idempotency_key_by_age_index on idempotency_key (tenant_id, created_at);

call isolate('idempotency_key');
grant select, insert, update on idempotency_key to drawbar_app;
grant select, delete on idempotency_key to drawbar_worker;

-- migrate:down

drop table idempotency_key;
