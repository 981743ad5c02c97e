-- migrate:up
-- The fleet in order of registration, page by page.

create index vehicle_by_registration_index on vehicle (tenant_id, registered_at, call_sign);

-- migrate:down

drop index vehicle_by_registration_index;
