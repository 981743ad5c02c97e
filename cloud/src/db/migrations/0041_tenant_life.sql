-- migrate:up
-- A fleet's life at a headquarters: suspended, to be deleted; what it may use at most, and what it has used.

alter table tenant
  add column suspended_at      timestamptz,
  add column suspension_reason text,
  add column delete_after      timestamptz,
  add constraint tenant_deleted_when_suspended check (delete_after is null or suspended_at is not null);

comment on column tenant.suspended_at is 'since then nobody signs in, calls or links; absent for a fleet that is served';
comment on column tenant.suspension_reason is 'shown to who is refused';
comment on column tenant.delete_after is 'from then on the worker removes everything of the fleet';

-- Only what differs from the standard that the program knows.
create table tenant_quota (
  tenant_id uuid   not null,
  kind      text   not null,
  most      bigint not null,

  constraint tenant_quota_key primary key (tenant_id, kind),
  constraint tenant_quota_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint tenant_quota_not_negative check (most >= 0)
);

create table tenant_usage_day (
  tenant_id uuid    not null,
  day       integer not null,
  samples   bigint  not null,
  bytes     bigint  not null,

  constraint tenant_usage_day_key primary key (tenant_id, day)
) with (fillfactor = 50);

comment on column tenant_usage_day.day is 'days since 1970-01-01 UTC, by the time of receipt';
comment on column tenant_usage_day.bytes is 'of segments as they came, stored that day, less what was removed that day: only the sum over all days means something';

-- Requests of the running minute, added up by all api processes. Losing it in a crash of the server does no harm.
create unlogged table tenant_request_minute (
  tenant_id uuid   not null,
  minute    bigint not null,
  requests  bigint not null,

  constraint tenant_request_minute_key primary key (tenant_id)
) with (fillfactor = 50);

comment on column tenant_request_minute.minute is 'minutes since 1970, by the clock of the database, which all processes share';

call isolate('tenant_quota');
call isolate('tenant_usage_day');
call isolate('tenant_request_minute');

grant select, insert, update, delete on tenant_quota to drawbar_app;
grant select, insert, update on tenant_usage_day, tenant_request_minute to drawbar_app;

-- Removes up to `rows_max` rows of each table of a fleet whose time is over; what others still refer to waits for the
-- next call. Returns how many rows went; at 0 nothing is left but the tenant's own row, which then goes too. By the
-- owner, since the trail of acts and its checkpoints can be deleted by no role of the service.
create function purge_tenant(tenant uuid, rows_max integer) returns bigint
  language plpgsql
  security definer
  set search_path = drawbar, pg_temp
as $$
declare
  target  regclass;
  removed bigint;
  total   bigint := 0;
begin
  if tenant <> current_tenant() then
    raise exception 'not in the context of the tenant' using errcode = '42501';
  end if;
  perform 1 from tenant t where t.tenant_id = tenant and t.delete_after <= now() for update;
  if not found then
    raise exception 'the time of the tenant is not over' using errcode = '55000';
  end if;
  for target in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'tenant'
    order by c.oid desc
  loop
    begin
      execute format(
        'delete from %s where tenant_id = $1 and (tableoid, ctid) in (select tableoid, ctid from %s where tenant_id = $1 limit $2)', target, target)
        using tenant, rows_max;
      get diagnostics removed = row_count;
      total := total + removed;
    exception when foreign_key_violation then
      null;
    end;
  end loop;
  if total = 0 then
    delete from tenant t where t.tenant_id = tenant;
  end if;
  return total;
end
$$;

revoke all on function purge_tenant(uuid, integer) from public;
grant execute on function purge_tenant(uuid, integer) to drawbar_worker;

-- migrate:down

drop function purge_tenant;
drop table tenant_request_minute, tenant_usage_day, tenant_quota;
alter table tenant
  drop constraint tenant_deleted_when_suspended,
  drop column delete_after,
  drop column suspension_reason,
  drop column suspended_at;
