-- migrate:up
-- Papers of vehicles and drivers: what they are, until when they hold, and a file of each.

create table document (
  tenant_id      uuid        not null,
  document_id    uuid        not null,
  vehicle_id     uuid,
  driver_id      uuid,
  kind           text        not null,
  title          text        not null,
  number         text        not null default '',
  note           text        not null default '',
  expires_on     date        not null default 'infinity',
  remind_days    integer[]   not null default '{}',
  told_days      integer,
  next_remind_on date        not null default 'infinity',
  file_name      text,
  file_type      text,
  file_bytes     integer,
  created_at     timestamptz not null default now(),

  constraint document_key primary key (tenant_id, document_id),
  constraint document_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint document_of_driver foreign key (tenant_id, driver_id) references driver (tenant_id, driver_id) on delete cascade,
  constraint document_of_one check ((vehicle_id is null) <> (driver_id is null)),
  constraint document_reminders_few check (cardinality(remind_days) <= 6),
  constraint document_file_whole check ((file_name is null) = (file_type is null) and (file_name is null) = (file_bytes is null))
);

comment on column document.number is 'of the paper itself, such as that of a licence';
comment on column document.expires_on is 'the last day on which it holds; infinity for what does not expire';
comment on column document.remind_days is 'how many days before it expires somebody is told';
comment on column document.told_days is 'the reminder that was told last, in days before it expires; -1 once it was told that it has';
comment on column document.next_remind_on is 'from this day (UTC) on the next one is due; infinity when there is none';
comment on column document.file_type is 'media type as its bytes show it, not as the sender called it';

create index document_by_expiry on document (tenant_id, expires_on, document_id);
create index document_due on document (tenant_id, next_remind_on);
create index document_of_vehicle_index on document (tenant_id, vehicle_id);
create index document_of_driver_index on document (tenant_id, driver_id);

-- Apart, so that a list never reads it.
create table document_file (
  tenant_id   uuid  not null,
  document_id uuid  not null,
  body        bytea not null,

  constraint document_file_key primary key (tenant_id, document_id),
  constraint document_file_of_document foreign key (tenant_id, document_id) references document (tenant_id, document_id) on delete cascade
);

-- PDF and pictures are packed already.
alter table document_file alter column body set storage external;

call isolate('document');
call isolate('document_file');

grant select, insert, update, delete on document, document_file to drawbar_app;
grant select on document, document_file to drawbar_worker;
grant update (told_days, next_remind_on) on document to drawbar_worker;

-- migrate:down

drop table document_file, document;
