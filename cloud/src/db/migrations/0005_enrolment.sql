-- migrate:up
-- How devices get in: one-time claims, and the certificates that were issued for them.

create table claim (
  tenant_id   uuid        not null,
  claim_id    uuid        not null,
  kind        text        not null,
  secret_hash bytea       not null,
  call_sign   text,
  simulated   boolean     not null default false,
  depot_name  text,
  run_id      uuid,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  used_at     timestamptz,
  used_by     uuid,

  constraint claim_key primary key (tenant_id, claim_id),
  constraint claim_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint claim_of_run foreign key (tenant_id, run_id) references recording_run (tenant_id, run_id) on delete cascade,
  constraint claim_kind_known check (kind in ('unit', 'depot')),
  constraint claim_has_one_purpose check (num_nonnulls(call_sign, depot_name, run_id) = 1),
  constraint claim_purpose_fits check ((kind = 'depot') = (depot_name is not null)),
  constraint claim_used_by_somebody check ((used_at is null) = (used_by is null))
);

comment on column claim.secret_hash is 'SHA-256 of the secret, which is nowhere else';
comment on column claim.call_sign is 'vehicle that the unit goes into; registered when the claim is used';

-- The caller of Enrol has no certificate and so no tenant yet.
grant select (tenant_id, claim_id) on claim to drawbar_directory;

create policy directory_reads on claim
  for select to drawbar_directory
  using (true);

create index claim_by_id on claim (claim_id);

create function directory.tenant_of_claim(wanted uuid) returns table (tenant_id uuid)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
begin atomic
  select c.tenant_id from drawbar.claim c where c.claim_id = wanted;
end;

revoke all on function directory.tenant_of_claim(uuid) from public;
grant execute on function directory.tenant_of_claim(uuid) to drawbar_app;
alter function directory.tenant_of_claim(uuid) owner to drawbar_directory;

create table certificate_issued (
  tenant_id  uuid        not null,
  serial     text        not null,
  source_id  uuid        not null,
  kind       text        not null,
  not_before timestamptz not null,
  not_after  timestamptz not null,
  issued_at  timestamptz not null default now(),
  revoked_at timestamptz,

  constraint certificate_issued_key primary key (tenant_id, serial),
  constraint certificate_issued_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint certificate_issued_kind_known check (kind in ('unit', 'depot', 'cloud'))
);

comment on column certificate_issued.serial is 'hexadecimal, as certificates print it';

create index certificate_issued_to_source on certificate_issued (tenant_id, source_id);

call isolate('claim');
call isolate('certificate_issued');

grant select, insert, update, delete on claim to drawbar_app;
grant select, insert, update on certificate_issued to drawbar_app;

-- migrate:down

set local role drawbar_directory;
drop function directory.tenant_of_claim;
reset role;
drop table certificate_issued, claim;
