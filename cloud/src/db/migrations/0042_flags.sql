-- migrate:up
-- How a fleet's switches stand, where they differ from what the program has as standard.

create table flag_setting (
  tenant_id  uuid        not null,
  flag       text        not null,
  variant    text        not null,
  changed_at timestamptz not null,

  constraint flag_setting_key primary key (tenant_id, flag),
  constraint flag_setting_of_tenant foreign key (tenant_id) references tenant (tenant_id)
);

comment on column flag_setting.flag is 'a name that the program knows; one that it knows no more is left alone';
comment on column flag_setting.variant is 'on or off, or one of the words of the flag';

call isolate('flag_setting');
grant select, insert, update, delete on flag_setting to drawbar_app;
grant select on flag_setting to drawbar_worker;

-- migrate:down

drop table flag_setting;
