-- migrate:up
-- A company's provider ends sessions here when its people sign out there (OpenID Connect Back-Channel Logout 1.0).

alter table session add column provider_session_hash bytea;
comment on column session.provider_session_hash is 'SHA-256 of issuer and sid; null for other ways in, and where the provider names no session';

create index session_of_provider_index on session (tenant_id, provider_session_hash) where provider_session_hash is not null;

create table provider_logout (
  tenant_id  uuid        not null,
  token_hash bytea       not null,
  expires_at timestamptz not null,

  constraint provider_logout_key primary key (tenant_id, token_hash),
  constraint provider_logout_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint provider_logout_token_length check (octet_length(token_hash) = 32)
);

comment on column provider_logout.token_hash is 'SHA-256 of issuer and jti of a logout token that was taken: it counts once';
comment on column provider_logout.expires_at is 'from when on the token would be refused for its age';

create index provider_logout_by_end on provider_logout (tenant_id, expires_at);

call isolate('provider_logout');
grant select, insert, delete on provider_logout to drawbar_app;

-- migrate:down

drop table provider_logout;
alter table session drop column provider_session_hash;
