-- migrate:up
-- How far an hour has come: the next minute is then joined to it, instead of reading all minutes of the hour again.

alter table rollup_hour add column through smallint;

alter table rollup_hour add constraint rollup_hour_through_in_hour check (through between 0 and 59);

comment on column rollup_hour.through is 'last minute of the hour that is in it, 0 to 59; absent in rows of earlier releases, which are made whole once more';

-- migrate:down

alter table rollup_hour drop column through;
