-- migrate:up
-- A person takes a unit or a depot out of trust: by whom, and why. Absent where a unit went together with its vehicle.
alter table unit
  add column revoked_by_kind text,
  add column revoked_by_id text,
  add column revoked_reason text,
  add column held_counts boolean not null default false;

alter table depot
  add column revoked_by_kind text,
  add column revoked_by_id text,
  add column revoked_reason text;

comment on column unit.revoked_by_kind is 'as in the audit trail: account or token';
comment on column unit.held_counts is 'revoked, but its vehicle stays: what depots took from it before they heard of it is still stored';

-- The next server of a depot has its name.
alter table depot drop constraint depot_name_unique;
create unique index depot_name_unique on depot (tenant_id, name) where revoked_at is null;

-- migrate:down

drop index depot_name_unique;
-- Of all tenants; the owner may change them only while this runs.
alter table depot no force row level security;
update depot set name = name || ' (out ' || depot_id || ')' where revoked_at is not null;
alter table depot force row level security;
alter table depot
  add constraint depot_name_unique unique (tenant_id, name),
  drop column revoked_reason,
  drop column revoked_by_id,
  drop column revoked_by_kind;

alter table unit
  drop column held_counts,
  drop column revoked_reason,
  drop column revoked_by_id,
  drop column revoked_by_kind;
