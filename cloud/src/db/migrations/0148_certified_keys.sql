-- migrate:up
-- A key is certified once, so a request to renew that comes twice is noticed, whatever the clocks say.
alter table certificate_issued
  add column key_hash bytea,
  add constraint certificate_issued_key_once unique (tenant_id, key_hash);

comment on column certificate_issued.key_hash is 'SHA-256 of the public key (SubjectPublicKeyInfo); null where it was issued before this was kept';

-- migrate:down
alter table certificate_issued
  drop constraint certificate_issued_key_once,
  drop column key_hash;
