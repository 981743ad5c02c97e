-- migrate:up
-- Files that bring many things at once: what was in them, what was wrong with it, and what was made of it.

create table bulk_import (
  tenant_id  uuid        not null,
  import_id  uuid        not null,
  kind       text        not null,
  file_name  text        not null,
  state      text        not null default 'uploading',
  problem    text,
  sheet      jsonb,
  mapping    jsonb,
  file_rows  integer     not null default 0,
  rows_done  integer     not null default 0,
  rows_bad   integer     not null default 0,
  rows_warned integer    not null default 0,
  rows_made  integer     not null default 0,
  rows_kept  integer     not null default 0,
  tries      integer     not null default 0,
  actor_kind text        not null,
  actor_id   text,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),

  constraint bulk_import_key primary key (tenant_id, import_id),
  constraint bulk_import_of_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint bulk_import_state_known check (state in
    ('uploading', 'reading', 'unreadable', 'read', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone'))
);

comment on column bulk_import.problem is 'why the last step did not end as wished, for people';
comment on column bulk_import.sheet is 'what the file turned out to be: format, encoding, separator, headers, first rows, proposed mapping';
comment on column bulk_import.mapping is 'for each column of the kind the index of the column of the file';
comment on column bulk_import.rows_done is 'of the step in progress';
comment on column bulk_import.rows_kept is 'what an undo left, since it was changed or is in use';
comment on column bulk_import.tries is 'of the step in progress; one that ends the process each time is given up';
comment on column bulk_import.actor_id is 'who asked for the step in progress';

create index bulk_import_newest_index on bulk_import (tenant_id, created_at, import_id);

-- A file as it was sent, until it is read.
create table bulk_import_part (
  tenant_id uuid    not null,
  import_id uuid    not null,
  part      integer not null,
  body      bytea   not null,

  constraint bulk_import_part_key primary key (tenant_id, import_id, part),
  constraint bulk_import_part_of_import foreign key (tenant_id, import_id) references bulk_import (tenant_id, import_id) on delete cascade
);

-- Its rows, some hundreds together, until they are made or the import is discarded.
create table bulk_import_rows (
  tenant_id uuid    not null,
  import_id uuid    not null,
  first_row integer not null,
  cells     jsonb   not null,

  constraint bulk_import_rows_key primary key (tenant_id, import_id, first_row),
  constraint bulk_import_rows_of_import foreign key (tenant_id, import_id) references bulk_import (tenant_id, import_id) on delete cascade
);

comment on column bulk_import_rows.cells is 'an array a row: its number in the file, then its cells';

create table bulk_import_finding (
  tenant_id uuid    not null,
  import_id uuid    not null,
  file_row  integer not null,
  field     text    not null,
  code      text    not null,
  severity  text    not null,
  value     text    not null,
  message   text    not null,

  constraint bulk_import_finding_key primary key (tenant_id, import_id, file_row, field, code),
  constraint bulk_import_finding_of_import foreign key (tenant_id, import_id) references bulk_import (tenant_id, import_id) on delete cascade,
  constraint bulk_import_finding_severity_known check (severity in ('error', 'warning', 'kept'))
);

comment on column bulk_import_finding.severity is 'error: the row is left out; warning: it is made all the same; kept: an undo left it';

-- What was made of which row, with its values, so that an undo takes only what nobody has changed.
create table bulk_import_made (
  tenant_id uuid    not null,
  import_id uuid    not null,
  thing_id  uuid    not null,
  file_row  integer not null,
  written   jsonb   not null,

  constraint bulk_import_made_key primary key (tenant_id, import_id, thing_id),
  constraint bulk_import_made_of_import foreign key (tenant_id, import_id) references bulk_import (tenant_id, import_id) on delete cascade
);

-- The worker adds many at once and must count as exactly as the API does, without the right to change a tenant.
create function hold_quotas(tenant uuid) returns void
  language plpgsql
  security definer
  set search_path = drawbar, pg_temp
as $$
begin
  if tenant <> current_tenant() then
    raise exception 'not in the context of the tenant' using errcode = '42501';
  end if;
  perform 1 from tenant t where t.tenant_id = tenant for no key update;
end
$$;

revoke all on function hold_quotas(uuid) from public;
grant execute on function hold_quotas(uuid) to drawbar_worker;

call isolate('bulk_import');
call isolate('bulk_import_part');
call isolate('bulk_import_rows');
call isolate('bulk_import_finding');
call isolate('bulk_import_made');

grant select, insert, update, delete on bulk_import, bulk_import_part to drawbar_app;
grant select, delete on bulk_import_rows, bulk_import_finding, bulk_import_made to drawbar_app;
grant select, update on bulk_import to drawbar_worker;
grant select, delete on bulk_import_part to drawbar_worker;
grant select, insert, delete on bulk_import_rows, bulk_import_finding, bulk_import_made to drawbar_worker;
grant insert, delete on vehicle to drawbar_worker;
grant select on tenant_quota to drawbar_worker;

-- migrate:down

revoke insert, delete on vehicle from drawbar_worker;
revoke select on tenant_quota from drawbar_worker;
drop function hold_quotas;
drop table bulk_import_made, bulk_import_finding, bulk_import_rows, bulk_import_part, bulk_import;
