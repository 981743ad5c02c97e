-- migrate:up
-- Roles are sets of permissions, held for some depots or all. Built-in ones are known to the program by name, own ones
-- are rows. With them come invitations, what a person may see of sessions and tokens, and suspending somebody.

create table tenant_role (
  tenant_id   uuid        not null,
  role_id     uuid        not null,
  name        text        not null,
  permissions text[]      not null,
  created_at  timestamptz not null default now(),

  constraint tenant_role_key primary key (tenant_id, role_id),
  constraint tenant_role_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint tenant_role_name_unique unique (tenant_id, name),
  constraint tenant_role_name_not_empty check (name <> ''),
  constraint tenant_role_permissions_some check (permissions <> '{}')
);

comment on column tenant_role.permissions is 'words of the program''s list; one that it does not know gives nothing';

alter table membership
  drop constraint membership_role_known,
  alter column role drop not null,
  add column own_role_id uuid,
  add column depot_ids uuid[],
  add column suspended_at timestamptz,
  -- not valid: a look at old rows would need a tenant, and none of them has an own role yet
  add constraint membership_of_own_role foreign key (tenant_id, own_role_id) references tenant_role (tenant_id, role_id) not valid;

comment on column membership.role is 'a built-in role; null where own_role_id names one of the tenant''s own';
comment on column membership.depot_ids is 'depots that the role holds for; null for all';

-- Rows are policed for their owner, too: tenant by tenant.
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
    update drawbar.membership
    set role = case role when 'admin' then 'owner' when 'operator' then 'fleet-manager' else 'auditor' end
    where tenant_id = one;
  end loop;
end
$$;

alter table membership
  add constraint membership_role_known check (
    role in ('owner', 'fleet-manager', 'maintenance-planner', 'store-keeper', 'technician', 'driver', 'auditor')),
  add constraint membership_one_role check (num_nonnulls(role, own_role_id) = 1),
  add constraint membership_depots_some check (depot_ids <> '{}');

create index membership_of_own_role_index on membership (tenant_id, own_role_id) where own_role_id is not null;

alter table session
  add column method text not null default 'password',
  add column user_agent text not null default '',
  add column address text not null default '',
  add column last_seen_at timestamptz not null default now(),
  add constraint session_method_known check (method in ('password', 'link', 'passkey', 'sign-on'));

comment on column session.method is 'how the person proved who it is';
comment on column session.address is 'from which it was opened';
comment on column session.last_seen_at is 'to the minute';

alter table api_token
  add column permissions text[],
  add column depot_ids uuid[],
  add column created_by uuid,
  add column last_used_at timestamptz;

comment on column api_token.permissions is 'what its maker could give of its scopes; null for all that its scopes mean';
comment on column api_token.depot_ids is 'depots that it is good for; null for all';
comment on column api_token.created_by is 'account; null where the command line made it';
comment on column api_token.last_used_at is 'to the minute';

create table invitation (
  tenant_id     uuid        not null,
  invitation_id uuid        not null,
  email         text        not null,
  role          text,
  own_role_id   uuid,
  depot_ids     uuid[],
  token_hash    bytea       not null,
  invited_by    uuid,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null,

  constraint invitation_key primary key (tenant_id, invitation_id),
  constraint invitation_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint invitation_of_own_role foreign key (tenant_id, own_role_id) references tenant_role (tenant_id, role_id),
  constraint invitation_email_unique unique (tenant_id, email),
  constraint invitation_token_unique unique (tenant_id, token_hash),
  constraint invitation_token_length check (octet_length(token_hash) = 32),
  constraint invitation_one_role check (num_nonnulls(role, own_role_id) = 1)
);

comment on column invitation.token_hash is 'SHA-256 of the secret in the link, which works once';
comment on column invitation.invited_by is 'account; null where a program asked for it';

create index invitation_by_token_index on invitation (token_hash);

call isolate('tenant_role');
call isolate('invitation');
grant select, insert, update, delete on tenant_role, invitation to drawbar_app;

grant select on tenant_role to drawbar_directory;
grant select (tenant_id, token_hash, expires_at) on invitation to drawbar_directory;
grant select (method, last_seen_at) on session to drawbar_directory;
grant select (permissions, depot_ids, last_used_at, created_by) on api_token to drawbar_directory;
grant delete on operator_account to drawbar_directory;
create policy directory_reads on tenant_role for select to drawbar_directory using (true);
create policy directory_reads on invitation for select to drawbar_directory using (true);

set local role drawbar_directory;
drop function directory.operators_of, directory.session_by_token, directory.api_token_by_hash, directory.memberships_of;
reset role;

create function directory.memberships_of(account uuid)
  returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.tenant_id from drawbar.membership m where m.account_id = account and m.suspended_at is null;
end;

create function directory.operators_of(tenant uuid)
  returns table (account_id uuid, email text, name text, role text, own_role_id uuid, role_name text, depot_ids uuid[], created_at timestamptz,
    suspended_at timestamptz, last_seen_at timestamptz, password_is_initial boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.account_id, a.email, a.name, m.role, m.own_role_id, r.name, m.depot_ids, m.created_at, m.suspended_at,
    (select max(s.last_seen_at) from drawbar.session s where s.tenant_id = m.tenant_id and s.account_id = m.account_id), a.password_is_initial
  from drawbar.membership m
  join drawbar.operator_account a on a.account_id = m.account_id
  left join drawbar.tenant_role r on r.tenant_id = m.tenant_id and r.role_id = m.own_role_id
  where m.tenant_id = tenant and tenant = drawbar.current_tenant();
end;

-- The role comes with it, so that a change of role or its end holds from the next request on.
create function directory.session_by_token(hash bytea)
  returns table (tenant_id uuid, session_id uuid, account_id uuid, role text, own_permissions text[], depot_ids uuid[], method text,
    last_seen_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.tenant_id, s.session_id, s.account_id, m.role, r.permissions, m.depot_ids, s.method, s.last_seen_at, s.expires_at
  from drawbar.session s
  join drawbar.membership m on m.tenant_id = s.tenant_id and m.account_id = s.account_id
  left join drawbar.tenant_role r on r.tenant_id = m.tenant_id and r.role_id = m.own_role_id
  where s.token_hash = hash and s.expires_at > now() and m.suspended_at is null;
end;

-- A token can do no more than its maker can now, and nothing once its maker is out.
create function directory.api_token_by_hash(hash bytea)
  returns table (tenant_id uuid, token_id uuid, scopes text[], permissions text[], depot_ids uuid[], has_maker boolean, maker_role text,
    maker_permissions text[], last_used_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select t.tenant_id, t.token_id, t.scopes, t.permissions, t.depot_ids, t.created_by is not null, m.role, r.permissions, t.last_used_at, t.expires_at
  from drawbar.api_token t
  left join drawbar.membership m on m.tenant_id = t.tenant_id and m.account_id = t.created_by
  left join drawbar.tenant_role r on r.tenant_id = m.tenant_id and r.role_id = m.own_role_id
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > now()
    and (t.created_by is null or (m.account_id is not null and m.suspended_at is null));
end;

create function directory.invitation_by_token(hash bytea)
  returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.tenant_id from drawbar.invitation i where i.token_hash = hash and i.expires_at > now();
end;

-- A person who works for nobody any more is forgotten.
create function directory.drop_idle_account(account uuid)
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.operator_account a
  where a.account_id = account and not exists (select from drawbar.membership m where m.account_id = account);
end;

alter function directory.memberships_of(uuid) owner to drawbar_directory;
alter function directory.operators_of(uuid) owner to drawbar_directory;
alter function directory.session_by_token(bytea) owner to drawbar_directory;
alter function directory.api_token_by_hash(bytea) owner to drawbar_directory;
alter function directory.invitation_by_token(bytea) owner to drawbar_directory;
alter function directory.drop_idle_account(uuid) owner to drawbar_directory;

set local role drawbar_directory;
revoke all on function directory.memberships_of(uuid), directory.operators_of(uuid), directory.session_by_token(bytea),
  directory.api_token_by_hash(bytea), directory.invitation_by_token(bytea), directory.drop_idle_account(uuid) from public;
grant execute on function directory.memberships_of(uuid), directory.operators_of(uuid), directory.session_by_token(bytea),
  directory.api_token_by_hash(bytea), directory.invitation_by_token(bytea), directory.drop_idle_account(uuid) to drawbar_app;
reset role;

-- migrate:down

set local role drawbar_directory;
drop function directory.memberships_of, directory.operators_of, directory.session_by_token, directory.api_token_by_hash,
  directory.invitation_by_token, directory.drop_idle_account;
reset role;

alter table membership
  drop constraint membership_role_known,
  drop constraint membership_one_role,
  drop constraint membership_of_own_role;

-- Who was suspended must not come back by going back; an own role becomes the least one.
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
    delete from drawbar.membership where tenant_id = one and suspended_at is not null;
    update drawbar.membership
    set role = case when depot_ids is not null then 'viewer' when role = 'owner' then 'admin' when role = 'fleet-manager' then 'operator' else 'viewer' end
    where tenant_id = one;
    delete from drawbar.api_token where tenant_id = one and (permissions is not null or depot_ids is not null);
  end loop;
end
$$;

drop table invitation;
alter table membership
  drop column own_role_id,
  drop column depot_ids,
  drop column suspended_at,
  alter column role set not null,
  add constraint membership_role_known check (role in ('admin', 'operator', 'viewer'));
drop table tenant_role;
alter table api_token drop column permissions, drop column depot_ids, drop column created_by, drop column last_used_at;
alter table session drop column method, drop column user_agent, drop column address, drop column last_seen_at;
revoke delete on operator_account from drawbar_directory;

create function directory.memberships_of(account uuid)
  returns table (tenant_id uuid, role text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.tenant_id, m.role from drawbar.membership m where m.account_id = account;
end;

create function directory.operators_of(tenant uuid)
  returns table (account_id uuid, email text, name text, role text, created_at timestamptz, password_is_initial boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.account_id, a.email, a.name, m.role, m.created_at, a.password_is_initial
  from drawbar.membership m join drawbar.operator_account a on a.account_id = m.account_id
  where m.tenant_id = tenant and tenant = drawbar.current_tenant();
end;

create function directory.session_by_token(hash bytea)
  returns table (tenant_id uuid, session_id uuid, account_id uuid, role text, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.tenant_id, s.session_id, s.account_id, m.role, s.expires_at
  from drawbar.session s join drawbar.membership m on m.tenant_id = s.tenant_id and m.account_id = s.account_id
  where s.token_hash = hash and s.expires_at > now();
end;

create function directory.api_token_by_hash(hash bytea)
  returns table (tenant_id uuid, token_id uuid, scopes text[], expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select t.tenant_id, t.token_id, t.scopes, t.expires_at
  from drawbar.api_token t where t.token_hash = hash and t.revoked_at is null and t.expires_at > now();
end;

alter function directory.memberships_of(uuid) owner to drawbar_directory;
alter function directory.operators_of(uuid) owner to drawbar_directory;
alter function directory.session_by_token(bytea) owner to drawbar_directory;
alter function directory.api_token_by_hash(bytea) owner to drawbar_directory;
set local role drawbar_directory;
revoke all on function directory.memberships_of(uuid), directory.operators_of(uuid), directory.session_by_token(bytea), directory.api_token_by_hash(bytea)
  from public;
grant execute on function directory.memberships_of(uuid), directory.operators_of(uuid), directory.session_by_token(bytea), directory.api_token_by_hash(bytea)
  to drawbar_app;
reset role;
