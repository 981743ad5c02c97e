-- migrate:up
-- Authenticator apps, recovery codes and passkeys of accounts, what a fleet asks for, and steps between two requests of
-- one sign-in. Accounts have no tenant, so neither have their factors: the service reaches them through functions only.

create table account_totp (
  account_id    uuid        not null,
  sealed_secret bytea       not null,
  confirmed_at  timestamptz,
  last_step     bigint      not null default 0,

  constraint account_totp_key primary key (account_id),
  constraint account_totp_of_account foreign key (account_id) references operator_account (account_id) on delete cascade
);

comment on column account_totp.sealed_secret is 'AES-256-GCM under the installation''s key file';
comment on column account_totp.confirmed_at is 'null until the first right code: it is not asked for before';
comment on column account_totp.last_step is 'number of the 30 s step of the code used last; older ones are refused';

create table account_recovery_code (
  account_id uuid  not null,
  code_hash  bytea not null,

  constraint account_recovery_code_key primary key (account_id, code_hash),
  constraint account_recovery_code_of_account foreign key (account_id) references operator_account (account_id) on delete cascade
);

comment on column account_recovery_code.code_hash is 'SHA-256 of a code that works once; a used one is deleted';

create table account_passkey (
  credential_id text        not null,
  account_id    uuid        not null,
  public_key    bytea       not null,
  counter       bigint      not null,
  transports    text[]      not null,
  name          text        not null,
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz,

  constraint account_passkey_key primary key (credential_id),
  constraint account_passkey_of_account foreign key (account_id) references operator_account (account_id) on delete cascade
);

comment on column account_passkey.credential_id is 'base64url, as WebAuthn writes it';
comment on column account_passkey.public_key is 'COSE';

create index account_passkey_of_account_index on account_passkey (account_id);

-- What was begun and waits for its answer, for minutes. Losing it in a crash costs one more try.
create unlogged table sign_in_step (
  token_hash bytea       not null,
  purpose    text        not null,
  account_id uuid,
  payload    text        not null,
  attempts   integer     not null default 0,
  expires_at timestamptz not null,

  constraint sign_in_step_key primary key (token_hash)
);

comment on column sign_in_step.token_hash is 'SHA-256 of what the browser holds';
comment on column sign_in_step.payload is 'what the answer is checked against, such as a challenge';

create index sign_in_step_by_end on sign_in_step (expires_at);

create table identity_policy (
  tenant_id              uuid    not null,
  second_factor_required boolean not null,

  constraint identity_policy_key primary key (tenant_id),
  constraint identity_policy_of_tenant foreign key (tenant_id) references tenant (tenant_id)
);

call isolate('identity_policy');
grant select, insert, update, delete on identity_policy to drawbar_app;

grant select on identity_policy to drawbar_directory;
create policy directory_reads on identity_policy for select to drawbar_directory using (true);
grant select, insert, update, delete on account_totp, account_recovery_code, account_passkey, sign_in_step to drawbar_directory;

set local role drawbar_directory;
drop function directory.session_by_token;
reset role;

-- A password or link alone does not do where the fleet asks for more and the account has no authenticator app: with one,
-- no session is made without its code. Passkeys and company sign-on are two factors in one.
create function directory.session_by_token(hash bytea)
  returns table (tenant_id uuid, session_id uuid, account_id uuid, role text, own_permissions text[], depot_ids uuid[], method text,
    lacks_second_factor boolean, last_seen_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.tenant_id, s.session_id, s.account_id, m.role, r.permissions, m.depot_ids, s.method,
    s.method in ('password', 'link') and coalesce(p.second_factor_required, false) and t.confirmed_at is null, s.last_seen_at, s.expires_at
  from drawbar.session s
  join drawbar.membership m on m.tenant_id = s.tenant_id and m.account_id = s.account_id
  left join drawbar.tenant_role r on r.tenant_id = m.tenant_id and r.role_id = m.own_role_id
  left join drawbar.identity_policy p on p.tenant_id = s.tenant_id
  left join drawbar.account_totp t on t.account_id = s.account_id
  where s.token_hash = hash and s.expires_at > now() and m.suspended_at is null;
end;

create function directory.is_second_factor_required(tenant uuid)
  returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce((select p.second_factor_required from drawbar.identity_policy p where p.tenant_id = tenant), false);
end;

create function directory.factors_of(account uuid)
  returns table (sealed_secret bytea, is_confirmed boolean, recovery_codes integer, passkeys integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select t.sealed_secret, t.confirmed_at is not null,
    (select count(*)::integer from drawbar.account_recovery_code c where c.account_id = account),
    (select count(*)::integer from drawbar.account_passkey k where k.account_id = account)
  from (select account as id) a left join drawbar.account_totp t on t.account_id = a.id;
end;

-- Does nothing to one that is confirmed: it has to be taken away first.
create function directory.begin_totp(account uuid, sealed bytea)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with made as (
    insert into drawbar.account_totp as t (account_id, sealed_secret) values (account, sealed)
    on conflict on constraint account_totp_key do update set sealed_secret = excluded.sealed_secret, last_step = 0
      where t.confirmed_at is null
    returning 1)
  select count(*) = 1 from made;
end;

-- Whether the step is newer than any used before; then it is used.
create function directory.use_totp_step(account uuid, step bigint)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with used as (
    update drawbar.account_totp t set last_step = step, confirmed_at = coalesce(t.confirmed_at, now())
    where t.account_id = account and t.last_step < step
    returning 1)
  select count(*) = 1 from used;
end;

create function directory.drop_totp(account uuid)
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.account_recovery_code c where c.account_id = account;
  delete from drawbar.account_totp t where t.account_id = account;
end;

create function directory.set_recovery_codes(account uuid, hashes bytea[])
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.account_recovery_code c where c.account_id = account;
  insert into drawbar.account_recovery_code (account_id, code_hash) select account, h from unnest(hashes) h;
end;

create function directory.use_recovery_code(account uuid, hash bytea)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with used as (delete from drawbar.account_recovery_code c where c.account_id = account and c.code_hash = hash returning 1)
  select count(*) = 1 from used;
end;

create function directory.passkeys_of(account uuid)
  returns table (credential_id text, transports text[], name text, created_at timestamptz, last_used_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select k.credential_id, k.transports, k.name, k.created_at, k.last_used_at
  from drawbar.account_passkey k where k.account_id = account order by k.created_at;
end;

create function directory.passkey_by_id(credential text)
  returns table (account_id uuid, public_key bytea, counter bigint, transports text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select k.account_id, k.public_key, k.counter, k.transports from drawbar.account_passkey k where k.credential_id = credential;
end;

create function directory.add_passkey(account uuid, credential text, its_key bytea, its_counter bigint, its_transports text[], its_name text, most integer)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with made as (
    insert into drawbar.account_passkey (credential_id, account_id, public_key, counter, transports, name)
    select credential, account, its_key, its_counter, its_transports, its_name
    where (select count(*) from drawbar.account_passkey k where k.account_id = account) < most
    on conflict do nothing
    returning 1)
  select count(*) = 1 from made;
end;

create function directory.note_passkey_use(credential text, new_counter bigint)
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  update drawbar.account_passkey k set counter = greatest(k.counter, new_counter), last_used_at = now() where k.credential_id = credential;
end;

create function directory.drop_passkey(account uuid, credential text)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with dropped as (delete from drawbar.account_passkey k where k.account_id = account and k.credential_id = credential returning 1)
  select count(*) = 1 from dropped;
end;

create function directory.add_step(hash bytea, what text, account uuid, content text, lasting interval)
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.sign_in_step old
  where old.token_hash in (select e.token_hash from drawbar.sign_in_step e where e.expires_at < now() limit 100 for update skip locked);
  insert into drawbar.sign_in_step (token_hash, purpose, account_id, payload, expires_at) values (hash, what, account, content, now() + lasting);
end;

-- Gives it to one of all who come.
create function directory.take_step(hash bytea, what text)
  returns table (account_id uuid, payload text)
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.sign_in_step s where s.token_hash = hash and s.purpose = what and s.expires_at > now() returning s.account_id, s.payload;
end;

-- Counts one more answer, and gives it while there are tries left.
create function directory.try_step(hash bytea, what text, most integer)
  returns table (account_id uuid, payload text)
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  update drawbar.sign_in_step s set attempts = s.attempts + 1
  where s.token_hash = hash and s.purpose = what and s.expires_at > now() and s.attempts < most
  returning s.account_id, s.payload;
end;

-- In every tenant.
create function directory.end_other_sessions(account uuid, keep_session uuid)
  returns void
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.session s where s.account_id = account and s.session_id is distinct from keep_session;
end;

alter function directory.end_other_sessions(uuid, uuid) owner to drawbar_directory;
alter function directory.session_by_token(bytea) owner to drawbar_directory;
alter function directory.is_second_factor_required(uuid) owner to drawbar_directory;
alter function directory.factors_of(uuid) owner to drawbar_directory;
alter function directory.begin_totp(uuid, bytea) owner to drawbar_directory;
alter function directory.use_totp_step(uuid, bigint) owner to drawbar_directory;
alter function directory.drop_totp(uuid) owner to drawbar_directory;
alter function directory.set_recovery_codes(uuid, bytea[]) owner to drawbar_directory;
alter function directory.use_recovery_code(uuid, bytea) owner to drawbar_directory;
alter function directory.passkeys_of(uuid) owner to drawbar_directory;
alter function directory.passkey_by_id(text) owner to drawbar_directory;
alter function directory.add_passkey(uuid, text, bytea, bigint, text[], text, integer) owner to drawbar_directory;
alter function directory.note_passkey_use(text, bigint) owner to drawbar_directory;
alter function directory.drop_passkey(uuid, text) owner to drawbar_directory;
alter function directory.add_step(bytea, text, uuid, text, interval) owner to drawbar_directory;
alter function directory.take_step(bytea, text) owner to drawbar_directory;
alter function directory.try_step(bytea, text, integer) owner to drawbar_directory;

set local role drawbar_directory;
revoke all on function directory.session_by_token, directory.is_second_factor_required, directory.factors_of, directory.begin_totp, directory.use_totp_step,
  directory.drop_totp, directory.set_recovery_codes, directory.use_recovery_code, directory.passkeys_of, directory.passkey_by_id, directory.add_passkey,
  directory.note_passkey_use, directory.drop_passkey, directory.add_step, directory.take_step, directory.try_step, directory.end_other_sessions from public;
grant execute on function directory.session_by_token, directory.is_second_factor_required, directory.factors_of, directory.begin_totp, directory.use_totp_step,
  directory.drop_totp, directory.set_recovery_codes, directory.use_recovery_code, directory.passkeys_of, directory.passkey_by_id, directory.add_passkey,
  directory.note_passkey_use, directory.drop_passkey, directory.add_step, directory.take_step, directory.try_step, directory.end_other_sessions to drawbar_app;
reset role;

-- migrate:down

set local role drawbar_directory;
drop function directory.session_by_token, directory.is_second_factor_required, directory.factors_of, directory.begin_totp, directory.use_totp_step,
  directory.drop_totp, directory.set_recovery_codes, directory.use_recovery_code, directory.passkeys_of, directory.passkey_by_id, directory.add_passkey,
  directory.note_passkey_use, directory.drop_passkey, directory.add_step, directory.take_step, directory.try_step, directory.end_other_sessions;
reset role;
drop table identity_policy, sign_in_step, account_passkey, account_recovery_code, account_totp;

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

alter function directory.session_by_token(bytea) owner to drawbar_directory;
set local role drawbar_directory;
revoke all on function directory.session_by_token(bytea) from public;
grant execute on function directory.session_by_token(bytea) to drawbar_app;
reset role;
