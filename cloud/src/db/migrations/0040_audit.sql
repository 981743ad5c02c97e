-- migrate:up
-- Who did what: written with the change, chained afterwards in commit order, never changed. Nobody of the service may
-- update or delete an entry; a superuser can, and `drawbar audit verify` finds it.

-- Written in the business transaction, last; has no position yet.
create table audit_pending (
  tenant_id    uuid        not null,
  queued       bigint      not null generated always as identity,
  entry_id     uuid        not null,
  recorded_at  timestamptz not null,
  actor_kind   text        not null,
  actor_id     text,
  action       text        not null,
  subject_kind text        not null,
  subject_id   text,
  outcome      text        not null,
  address      text,
  request_id   text,
  details      text,

  constraint audit_pending_key primary key (tenant_id, queued)
);

create table audit_entry (
  tenant_id    uuid        not null,
  position     bigint      not null,
  entry_id     uuid        not null,
  recorded_at  timestamptz not null,
  actor_kind   text        not null,
  actor_id     text,
  action       text        not null,
  subject_kind text        not null,
  subject_id   text,
  outcome      text        not null,
  address      text,
  request_id   text,
  details      text,
  hash         bytea       not null,

  constraint audit_entry_key primary key (tenant_id, position),
  constraint audit_entry_outcome_known check (outcome in ('done', 'refused')),
  constraint audit_entry_hash_length check (octet_length(hash) = 32)
);

comment on column audit_entry.position is '1, 2, 3 … in the order in which the changes were committed';
comment on column audit_entry.actor_kind is 'account, token, device, command or nobody; people by id only, since an entry cannot be made to forget a name';
comment on column audit_entry.details is 'JSON as it was hashed: before and after, bounded';
comment on column audit_entry.hash is 'SHA-256 over the hash before and all other columns';

create index audit_entry_by_time on audit_entry (tenant_id, recorded_at);
create index audit_entry_by_actor on audit_entry (tenant_id, actor_id, position);
create index audit_entry_by_action on audit_entry (tenant_id, action, position);
create index audit_entry_by_subject on audit_entry (tenant_id, subject_id, position);

create table audit_head (
  tenant_id uuid   not null,
  position  bigint not null,
  hash      bytea  not null,

  constraint audit_head_key primary key (tenant_id),
  constraint audit_head_hash_length check (octet_length(hash) = 32)
) with (fillfactor = 50);

comment on column audit_head.position is 'of the newest entry; 0 before the first';

create table audit_checkpoint (
  tenant_id uuid        not null,
  position  bigint      not null,
  hash      bytea       not null,
  signed_at timestamptz not null,
  key_id    text        not null,
  signature bytea       not null,

  constraint audit_checkpoint_key primary key (tenant_id, position),
  constraint audit_checkpoint_signature_length check (octet_length(signature) = 64)
);

comment on column audit_checkpoint.key_id is 'first 16 hexadecimal digits of the SHA-256 of the public key';
comment on column audit_checkpoint.signature is 'Ed25519 over tenant, position, hash and time';

call isolate('audit_pending');
call isolate('audit_entry');
call isolate('audit_head');
call isolate('audit_checkpoint');

grant insert on audit_pending to drawbar_app;
grant select on audit_pending, audit_entry, audit_head, audit_checkpoint to drawbar_app;
grant select, insert, delete on audit_pending to drawbar_worker;
grant select, insert on audit_entry, audit_checkpoint to drawbar_worker;
grant select, insert, update on audit_head to drawbar_worker;

-- migrate:down

drop table audit_checkpoint, audit_head, audit_entry, audit_pending;
