-- migrate:up
-- An import may change what is there already. What each row would do is kept: people look at it before, and it is what is taken back.

alter table bulk_import
  add column update_by text,
  add column rows_changed integer not null default 0,
  add column rows_same integer not null default 0;

comment on column bulk_import.update_by is 'the unique column by which things that are there are found and changed; absent: they are errors';
comment on column bulk_import.rows_same is 'whose thing is as they say already';

create table bulk_import_plan (
  tenant_id uuid    not null,
  import_id uuid    not null,
  file_row  integer not null,
  outcome   text    not null,
  thing_id  uuid,
  name      text    not null,
  before    jsonb   not null default '{}',
  after     jsonb   not null default '{}',
  version   text,

  constraint bulk_import_plan_key primary key (tenant_id, import_id, file_row),
  constraint bulk_import_plan_of_import foreign key (tenant_id, import_id) references bulk_import (tenant_id, import_id) on delete cascade,
  constraint bulk_import_plan_outcome_known check (outcome in ('new', 'changed', 'same', 'error'))
);

comment on table bulk_import_plan is 'what the rows would do, of imports that may change things; once applied, what those did that changed one';
comment on column bulk_import_plan.before is 'by key of the column; null where there was no value';
comment on column bulk_import_plan.version is 'stands for the thing as it was in the dry run';

call isolate('bulk_import_plan');

grant select, delete on bulk_import_plan to drawbar_app;
grant select, insert, delete on bulk_import_plan to drawbar_worker;
grant update (call_sign, vin, description, life, life_since, group_id, tags, attributes) on vehicle to drawbar_worker;
grant insert on vehicle_life_step to drawbar_worker;

-- migrate:down

revoke insert on vehicle_life_step from drawbar_worker;
revoke update (call_sign, vin, description, life, life_since, group_id, tags, attributes) on vehicle from drawbar_worker;
drop table bulk_import_plan;
alter table bulk_import drop column rows_same, drop column rows_changed, drop column update_by;
