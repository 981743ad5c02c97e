-- migrate:up
-- Under which incarnation this cloud speaks, and the tenant's changes in the order in which depots get them.

-- Not a tenant's: one row for the database.
create table cloud_incarnation (
  only_row    boolean     not null default true,
  incarnation bigint      not null,
  beat        bigint      not null default 0,
  raised_at   timestamptz not null default now(),

  constraint cloud_incarnation_key primary key (only_row),
  constraint cloud_incarnation_one_row check (only_row)
);

comment on column cloud_incarnation.incarnation is 'milliseconds since 1970 when it was taken, or one more than the one before (rule R2)';
comment on column cloud_incarnation.beat is 'counts up each minute; a witness outside the database notices when it falls back';

grant select, insert, update on cloud_incarnation to drawbar_app;

-- Written in the business transaction, last; has no position yet.
create table outbox_entry (
  tenant_id uuid   not null,
  entry_id  bigint not null generated always as identity,
  topic     text   not null,
  body      bytea  not null,

  constraint outbox_entry_key primary key (tenant_id, entry_id)
);

-- What readers see: position n + 1 is never visible before n.
create table change (
  tenant_id uuid   not null,
  position  bigint not null,
  topic     text   not null,
  body      bytea  not null,

  constraint change_key primary key (tenant_id, position)
);

create table change_head (
  tenant_id uuid   not null,
  position  bigint not null,

  constraint change_head_key primary key (tenant_id)
) with (fillfactor = 50);

call isolate('outbox_entry');
call isolate('change');
call isolate('change_head');

grant select, insert on outbox_entry to drawbar_app;
grant select, insert on change to drawbar_app;
grant select, insert, update on change_head to drawbar_app;
grant select, delete on outbox_entry to drawbar_worker;
grant select, insert on change to drawbar_worker;
grant select, insert, update on change_head to drawbar_worker;

-- migrate:down

drop table change_head, change, outbox_entry, cloud_incarnation;
