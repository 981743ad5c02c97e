-- migrate:up
-- Company sign-on (OpenID Connect): a provider per tenant, and which of its people is which account.

create table sign_on (
  tenant_id            uuid    not null,
  name                 text    not null,
  issuer               text    not null,
  client_id            text    not null,
  sealed_client_secret bytea   not null,
  role_claim           text,
  role_map             jsonb   not null,
  default_role_id      text,
  is_on                boolean not null,

  constraint sign_on_key primary key (tenant_id),
  constraint sign_on_of_tenant foreign key (tenant_id) references tenant (tenant_id)
);

comment on column sign_on.name is 'what people type or follow to sign in, as in sign_on_name';
comment on column sign_on.sealed_client_secret is 'AES-256-GCM under the installation''s key file';
comment on column sign_on.role_claim is 'claim with groups or roles, dots lead into objects; null where everybody gets default_role_id';
comment on column sign_on.role_map is 'list of {"value", "roleId"}; the first that fits counts';
comment on column sign_on.default_role_id is 'for who fits none; null to refuse them';

-- One installation, one use of a name: known before the tenant, so without tenant_id in its key.
create table sign_on_name (
  name      text not null,
  tenant_id uuid not null,

  constraint sign_on_name_key primary key (name),
  constraint sign_on_name_of_tenant foreign key (tenant_id) references tenant (tenant_id) on delete cascade,
  constraint sign_on_name_form check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$')
);

create index sign_on_name_of_tenant_index on sign_on_name (tenant_id);

create table sign_on_account (
  tenant_id  uuid        not null,
  issuer     text        not null,
  subject    text        not null,
  account_id uuid        not null,
  created_at timestamptz not null default now(),

  constraint sign_on_account_key primary key (tenant_id, issuer, subject),
  constraint sign_on_account_of_membership foreign key (tenant_id, account_id) references membership (tenant_id, account_id) on delete cascade
);

create index sign_on_account_of_membership_index on sign_on_account (tenant_id, account_id);

alter table session add column sealed_id_token bytea;
comment on column session.sealed_id_token is 'what signing out at the company''s provider asks for; null for other ways in';

call isolate('sign_on');
call isolate('sign_on_account');
grant select, insert, update, delete on sign_on, sign_on_account to drawbar_app;

grant select, insert, delete on sign_on_name to drawbar_directory;
grant select (tenant_id, name, is_on) on sign_on to drawbar_directory;
create policy directory_reads on sign_on for select to drawbar_directory using (true);

create function directory.sign_on_by_name(wanted text)
  returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.tenant_id from drawbar.sign_on_name n join drawbar.sign_on s on s.tenant_id = n.tenant_id and s.name = n.name
  where n.name = wanted and s.is_on;
end;

-- No row: there is none. A null name: people have to say which, since the installation has several fleets.
create function directory.sign_on_to_offer()
  returns table (name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select case when (select count(*) from (select from drawbar.tenant t limit 2) two) = 1 then s.name end from drawbar.sign_on s where s.is_on limit 1;
end;

create function directory.claim_sign_on_name(tenant uuid, wanted text)
  returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from drawbar.sign_on_name n where n.tenant_id = tenant and tenant = drawbar.current_tenant() and n.name <> wanted;
  insert into drawbar.sign_on_name (name, tenant_id) select wanted, tenant where tenant = drawbar.current_tenant() on conflict do nothing;
  select exists (select from drawbar.sign_on_name n where n.name = wanted and n.tenant_id = tenant);
end;

-- A provider speaks for the people of its own fleet; who also works for another one is not for it to vouch for.
create function directory.works_elsewhere(account uuid, tenant uuid)
  returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select from drawbar.membership m where m.account_id = account and m.tenant_id <> tenant);
end;

alter function directory.sign_on_by_name(text) owner to drawbar_directory;
alter function directory.sign_on_to_offer() owner to drawbar_directory;
alter function directory.claim_sign_on_name(uuid, text) owner to drawbar_directory;
alter function directory.works_elsewhere(uuid, uuid) owner to drawbar_directory;

set local role drawbar_directory;
revoke all on function directory.sign_on_by_name, directory.sign_on_to_offer, directory.claim_sign_on_name, directory.works_elsewhere from public;
grant execute on function directory.sign_on_by_name, directory.sign_on_to_offer, directory.claim_sign_on_name, directory.works_elsewhere to drawbar_app;
reset role;

-- migrate:down

set local role drawbar_directory;
drop function directory.sign_on_by_name, directory.sign_on_to_offer, directory.claim_sign_on_name, directory.works_elsewhere;
reset role;
alter table session drop column sealed_id_token;
drop table sign_on_account, sign_on_name, sign_on;
