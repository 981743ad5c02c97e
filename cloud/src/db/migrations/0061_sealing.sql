-- migrate:up
-- Keys that stored segments are sealed with. Deleting a row erases what it sealed, in every backup that lacks it too.

create table sealing_key (
  tenant_id uuid        not null,
  key_id    bigint      not null generated always as identity,
  source_id uuid        not null,
  month     integer     not null,
  wrapped   bytea       not null,
  made_at   timestamptz not null default now(),

  constraint sealing_key_key primary key (tenant_id, key_id),
  constraint sealing_key_of_month unique (tenant_id, source_id, month)
);

comment on column sealing_key.key_id is 'written into every body that it seals; never used again';
comment on column sealing_key.month is 'YYMM of receipt';
comment on column sealing_key.wrapped is 'nonce, AES-256 key and tag, wrapped by the master key (segment-sealing.ts)';

-- What was erased on purpose, and when: the numbers stay in the account of their streams.
create table telemetry_erasure (
  tenant_id     uuid        not null,
  erasure_id    uuid        not null,
  source_id     uuid        not null,
  through_month integer     not null,
  keys          integer     not null,
  erased_at     timestamptz not null default now(),

  constraint telemetry_erasure_key primary key (tenant_id, erasure_id)
);

comment on column telemetry_erasure.through_month is 'YYMM: the last month of receipt that is erased';
comment on column telemetry_erasure.keys is 'keys that were dropped';

call isolate('sealing_key');
call isolate('telemetry_erasure');

grant select, insert, delete on sealing_key, telemetry_erasure to drawbar_app;
grant select, delete on sealing_key to drawbar_worker;

comment on column segment.body is 'as sealed by its source and compressed; encrypted where a key is configured (segment-sealing.ts); empty when it was erased';

-- migrate:down

comment on column segment.body is 'as sealed; compressed by its source';
drop table telemetry_erasure, sealing_key;
