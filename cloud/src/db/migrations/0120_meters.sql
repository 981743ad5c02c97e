-- migrate:up
-- What people read off odometers and hour meters. What signals say of them is telemetry.

create table meter_reading (
  tenant_id   uuid             not null,
  reading_id  uuid             not null,
  vehicle_id  uuid             not null,
  meter       text             not null,
  value       double precision not null,
  read_at     timestamptz      not null,
  note        text             not null,
  recorded_at timestamptz      not null default now(),

  constraint meter_reading_key primary key (tenant_id, reading_id),
  constraint meter_reading_of_vehicle foreign key (tenant_id, vehicle_id) references vehicle (tenant_id, vehicle_id) on delete cascade,
  constraint meter_reading_meter_known check (meter in ('odometer', 'engine-hours')),
  constraint meter_reading_value_counted check (value >= 0 and value <= 5000000),
  constraint meter_reading_note_short check (length(note) <= 500)
);

comment on column meter_reading.value is 'kilometres of an odometer, hours of an engine';

create index meter_reading_of_vehicle_index on meter_reading (tenant_id, vehicle_id, read_at);

call isolate('meter_reading');

grant select, insert, update, delete on meter_reading to drawbar_app, drawbar_worker;

-- migrate:down

drop table meter_reading;
