-- migrate:up
-- The tenant context, and the only policy shape that we use. Roles, schemas and extensions are made before this
-- (roles.ts); migrations run as drawbar_owner, who is policed like everybody else.

-- Raises when no tenant is set: 42704 in a fresh session, 22P02 after a transaction that had one.
-- One SQL expression, so that the planner inlines it: plpgsql read at half the speed.
create function current_tenant() returns uuid
  language sql
  stable
  parallel safe
  return current_setting('drawbar.tenant_id')::uuid;

-- Enables, forces and polices one table. The policy names its roles, so that drawbar_directory has only its own ones.
create procedure isolate(target regclass)
  language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy within_tenant on %s to drawbar_app, drawbar_worker, drawbar_owner
       using (tenant_id = drawbar.current_tenant())
       with check (tenant_id = drawbar.current_tenant())',
    target
  );
end
$$;

create table tenant (
  tenant_id  uuid        not null,
  name       text        not null,
  created_at timestamptz not null default now(),

  constraint tenant_key primary key (tenant_id),
  constraint tenant_name_not_empty check (name <> '')
);

call isolate('tenant');
grant select, insert, update on tenant to drawbar_app;
grant select on tenant to drawbar_worker;

-- Workers go through the tenants one by one; the list itself belongs to none of them.
grant select (tenant_id) on tenant to drawbar_directory;

create policy directory_reads on tenant
  for select to drawbar_directory
  using (true);

create function directory.tenants() returns table (tenant_id uuid)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
begin atomic
  select t.tenant_id from drawbar.tenant t order by t.tenant_id;
end;

-- Granted first: once the owner is another, it is for that one to grant.
revoke all on function directory.tenants() from public;
grant execute on function directory.tenants() to drawbar_app, drawbar_worker;
alter function directory.tenants() owner to drawbar_directory;

-- migrate:down

set local role drawbar_directory;
drop function directory.tenants();
reset role;
drop table tenant;
drop procedure isolate;
drop function current_tenant;
