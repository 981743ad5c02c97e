-- migrate:up
-- Depots ask every few seconds who was revoked; few are, of many.
create index unit_revoked_index on unit (tenant_id, unit_id) where revoked_at is not null;
create index certificate_revoked_index on certificate_issued (tenant_id, serial) where revoked_at is not null;

-- migrate:down

drop index certificate_revoked_index;
drop index unit_revoked_index;
