-- migrate:up
-- People and programs: accounts, who works for which tenant, sessions, one-time sign-in links and API tokens.
-- Of every secret only a hash is here.

-- A person; may work for several tenants, therefore without tenant_id. The service reaches it through functions
-- of the schema directory only, so that no statement can list everybody's accounts.
create table operator_account (
  account_id          uuid        not null,
  email               text        not null,
  name                text        not null,
  password_hash       text        not null,
  password_is_initial boolean     not null,
  created_at          timestamptz not null default now(),

  constraint operator_account_key primary key (account_id),
  constraint operator_account_email_unique unique (email),
  constraint operator_account_email_lower check (email = lower(email) and email <> ''),
  constraint operator_account_password_form check (password_hash like '$argon2id$%')
);

comment on column operator_account.password_hash is 'PHC string of argon2id';
comment on column operator_account.password_is_initial is 'made by us and never changed';

create table membership (
  tenant_id  uuid        not null,
  account_id uuid        not null,
  role       text        not null,
  created_at timestamptz not null default now(),

  constraint membership_key primary key (tenant_id, account_id),
  constraint membership_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint membership_of_account foreign key (account_id) references operator_account (account_id) on delete cascade,
  constraint membership_role_known check (role in ('admin', 'operator', 'viewer'))
);

create index membership_of_account_index on membership (account_id);

create table session (
  tenant_id  uuid        not null,
  session_id uuid        not null,
  account_id uuid        not null,
  token_hash bytea       not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,

  constraint session_key primary key (tenant_id, session_id),
  constraint session_of_membership foreign key (tenant_id, account_id) references membership (tenant_id, account_id) on delete cascade,
  constraint session_token_unique unique (tenant_id, token_hash),
  constraint session_token_length check (octet_length(token_hash) = 32)
);

comment on column session.token_hash is 'SHA-256 of the cookie';

create index session_by_token_index on session (token_hash);
create index session_of_account_index on session (tenant_id, account_id, created_at);

create table sign_in_link (
  tenant_id  uuid        not null,
  link_id    uuid        not null,
  account_id uuid        not null,
  token_hash bytea       not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz,

  constraint sign_in_link_key primary key (tenant_id, link_id),
  constraint sign_in_link_of_membership foreign key (tenant_id, account_id) references membership (tenant_id, account_id) on delete cascade,
  constraint sign_in_link_token_unique unique (tenant_id, token_hash),
  constraint sign_in_link_token_length check (octet_length(token_hash) = 32)
);

comment on column sign_in_link.token_hash is 'SHA-256 of the secret in the link, which works once';

create index sign_in_link_by_token_index on sign_in_link (token_hash);

create table api_token (
  tenant_id  uuid        not null,
  token_id   uuid        not null,
  name       text        not null,
  token_hash bytea       not null,
  scopes     text[]      not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,

  constraint api_token_key primary key (tenant_id, token_id),
  constraint api_token_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint api_token_hash_unique unique (tenant_id, token_hash),
  constraint api_token_hash_length check (octet_length(token_hash) = 32),
  constraint api_token_scopes_known check (scopes <@ array['read', 'write', 'admin'] and scopes <> '{}')
);

comment on column api_token.name is 'what it is for, as its maker said';

create index api_token_by_hash_index on api_token (token_hash);

-- How often a sign-in was tried, before anybody is known. Losing it in a crash of the server does no harm.
create unlogged table sign_in_attempt (
  subject_hash   bytea       not null,
  attempts       integer     not null,
  window_ends_at timestamptz not null,

  constraint sign_in_attempt_key primary key (subject_hash)
);

comment on column sign_in_attempt.subject_hash is 'SHA-256 of an account, an address or both: neither can be read from it';

create index sign_in_attempt_by_end on sign_in_attempt (window_ends_at);

call isolate('membership');
call isolate('session');
call isolate('sign_in_link');
call isolate('api_token');

grant select, insert, update, delete on membership, session, sign_in_link, api_token to drawbar_app;

-- Before the tenant is known. The role sees these columns only, and only through the functions below.
grant select, insert on operator_account to drawbar_directory;
grant update (password_hash, password_is_initial) on operator_account to drawbar_directory;
grant select, insert, update, delete on sign_in_attempt to drawbar_directory;
grant select on membership to drawbar_directory;
grant select (tenant_id, session_id, account_id, token_hash, expires_at), delete on session to drawbar_directory;
grant select (tenant_id, account_id, token_hash, expires_at, used_at), delete on sign_in_link to drawbar_directory;
grant select (tenant_id, token_id, token_hash, scopes, expires_at, revoked_at) on api_token to drawbar_directory;

create policy directory_reads on membership for select to drawbar_directory using (true);
create policy directory_reads on session for select to drawbar_directory using (true);
create policy directory_ends on session for delete to drawbar_directory using (true);
create policy directory_reads on sign_in_link for select to drawbar_directory using (true);
create policy directory_ends on sign_in_link for delete to drawbar_directory using (true);
create policy directory_reads on api_token for select to drawbar_directory using (true);

create function directory.account_by_email(wanted text)
  returns table (account_id uuid, email text, name text, password_hash text, password_is_initial boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.account_id, a.email, a.name, a.password_hash, a.password_is_initial
  from drawbar.operator_account a where a.email = wanted;
end;

create function directory.account_by_id(wanted uuid)
  returns table (account_id uuid, email text, name text, password_hash text, password_is_initial boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.account_id, a.email, a.name, a.password_hash, a.password_is_initial
  from drawbar.operator_account a where a.account_id = wanted;
end;

create function directory.create_account(account uuid, its_email text, its_name text, its_hash text, is_initial boolean)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with made as (
    insert into drawbar.operator_account (account_id, email, name, password_hash, password_is_initial)
    values (account, its_email, its_name, its_hash, is_initial)
    on conflict do nothing
    returning 1)
  select count(*) = 1 from made;
end;

-- Whoever knew the old password is out: every other session and every unused link of the account ends.
create function directory.set_password(account uuid, its_hash text, is_initial boolean, keep_session uuid)
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.session s where s.account_id = account and s.session_id is distinct from keep_session;
  delete from drawbar.sign_in_link l where l.account_id = account and l.used_at is null;
  update drawbar.operator_account a set password_hash = its_hash, password_is_initial = is_initial where a.account_id = account;
end;

create function directory.memberships_of(account uuid)
  returns table (tenant_id uuid, role text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.tenant_id, m.role from drawbar.membership m where m.account_id = account;
end;

-- Not before the tenant, but across to the accounts: only for the tenant in whose context it is asked.
create function directory.operators_of(tenant uuid)
  returns table (account_id uuid, email text, name text, role text, created_at timestamptz, password_is_initial boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.account_id, a.email, a.name, m.role, m.created_at, a.password_is_initial
  from drawbar.membership m join drawbar.operator_account a on a.account_id = m.account_id
  where m.tenant_id = tenant and tenant = drawbar.current_tenant();
end;

-- The role comes with it, so that a change of role or its end holds from the next request on.
create function directory.session_by_token(hash bytea)
  returns table (tenant_id uuid, session_id uuid, account_id uuid, role text, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.tenant_id, s.session_id, s.account_id, m.role, s.expires_at
  from drawbar.session s join drawbar.membership m on m.tenant_id = s.tenant_id and m.account_id = s.account_id
  where s.token_hash = hash and s.expires_at > now();
end;

create function directory.sign_in_link_by_token(hash bytea)
  returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select l.tenant_id from drawbar.sign_in_link l where l.token_hash = hash and l.used_at is null and l.expires_at > now();
end;

create function directory.api_token_by_hash(hash bytea)
  returns table (tenant_id uuid, token_id uuid, scopes text[], expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select t.tenant_id, t.token_id, t.scopes, t.expires_at
  from drawbar.api_token t where t.token_hash = hash and t.revoked_at is null and t.expires_at > now();
end;

-- Counts one attempt of each subject, in one order, so that two sign-ins never wait for each other in a circle.
create function directory.count_sign_in(subjects bytea[], lasting interval)
  returns table (subject_hash bytea, attempts integer, window_ends_at timestamptz)
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.sign_in_attempt old
  where old.subject_hash in (
    select e.subject_hash from drawbar.sign_in_attempt e
    where e.window_ends_at < now() and e.subject_hash <> all (subjects) limit 100 for update skip locked);
  insert into drawbar.sign_in_attempt as a (subject_hash, attempts, window_ends_at)
  select s.subject, 1, now() + lasting from unnest(subjects) as s (subject) order by s.subject
  on conflict on constraint sign_in_attempt_key do update set
    attempts = case when a.window_ends_at <= now() then 1 else a.attempts + 1 end,
    window_ends_at = case when a.window_ends_at <= now() then excluded.window_ends_at else a.window_ends_at end
  returning a.subject_hash, a.attempts, a.window_ends_at;
end;

-- After a right password: this one attempt is given back, the wrong ones before it stay counted.
create function directory.forget_sign_in(subjects bytea[])
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  update drawbar.sign_in_attempt a set attempts = greatest(0, a.attempts - 1)
  where a.subject_hash in (
    select e.subject_hash from drawbar.sign_in_attempt e where e.subject_hash = any (subjects) order by e.subject_hash for update);
end;

alter function directory.account_by_email(text) owner to drawbar_directory;
alter function directory.account_by_id(uuid) owner to drawbar_directory;
alter function directory.create_account(uuid, text, text, text, boolean) owner to drawbar_directory;
alter function directory.set_password(uuid, text, boolean, uuid) owner to drawbar_directory;
alter function directory.memberships_of(uuid) owner to drawbar_directory;
alter function directory.operators_of(uuid) owner to drawbar_directory;
alter function directory.session_by_token(bytea) owner to drawbar_directory;
alter function directory.sign_in_link_by_token(bytea) owner to drawbar_directory;
alter function directory.api_token_by_hash(bytea) owner to drawbar_directory;
alter function directory.count_sign_in(bytea[], interval) owner to drawbar_directory;
alter function directory.forget_sign_in(bytea[]) owner to drawbar_directory;

set local role drawbar_directory;

revoke all on function
  directory.account_by_email(text), directory.account_by_id(uuid), directory.create_account(uuid, text, text, text, boolean),
  directory.set_password(uuid, text, boolean, uuid), directory.memberships_of(uuid), directory.operators_of(uuid),
  directory.session_by_token(bytea), directory.sign_in_link_by_token(bytea), directory.api_token_by_hash(bytea),
  directory.count_sign_in(bytea[], interval), directory.forget_sign_in(bytea[])
  from public;

grant execute on function
  directory.account_by_email(text), directory.account_by_id(uuid), directory.create_account(uuid, text, text, text, boolean),
  directory.set_password(uuid, text, boolean, uuid), directory.memberships_of(uuid), directory.operators_of(uuid),
  directory.session_by_token(bytea), directory.sign_in_link_by_token(bytea), directory.api_token_by_hash(bytea),
  directory.count_sign_in(bytea[], interval), directory.forget_sign_in(bytea[])
  to drawbar_app;

reset role;

-- migrate:down

set local role drawbar_directory;
drop function directory.account_by_email, directory.account_by_id, directory.create_account, directory.set_password, directory.memberships_of,
  directory.operators_of, directory.session_by_token, directory.sign_in_link_by_token, directory.api_token_by_hash, directory.count_sign_in,
  directory.forget_sign_in;
reset role;
drop table sign_in_attempt, api_token, sign_in_link, session, membership, operator_account;
