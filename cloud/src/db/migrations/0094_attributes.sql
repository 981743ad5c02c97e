-- migrate:up
-- What a fleet notes of its vehicles beside what every fleet does: fields of its own, and their values.

create table attribute_schema (
  tenant_id uuid        not null,
  version   integer     not null,
  fields    jsonb       not null,
  made_at   timestamptz not null default now(),

  constraint attribute_schema_key primary key (tenant_id, version),
  constraint attribute_schema_of_tenant foreign key (tenant_id) references tenant (tenant_id)
);

comment on column attribute_schema.fields is 'an array in the order of forms: key, label, type, and what its values may be';

alter table vehicle add column attributes jsonb not null default '{}';

comment on column vehicle.attributes is 'by key of the field: text, number, day (ISO 8601), choice or boolean';

call isolate('attribute_schema');

grant select, insert, delete on attribute_schema to drawbar_app;
grant select on attribute_schema to drawbar_worker;

-- migrate:down

alter table vehicle drop column attributes;
drop table attribute_schema;
