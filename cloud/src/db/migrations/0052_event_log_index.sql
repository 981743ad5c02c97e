-- migrate:up
-- Events are dropped oldest first by position (event-relay.ts); the index over their time cost a fifth of writing them.

drop index event_log_logged_index;

-- migrate:down

create index event_log_logged_index on event_log (tenant_id, logged_at);
