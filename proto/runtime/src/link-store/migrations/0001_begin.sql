-- A holder's file: the outbox of a unit, or the spool of a depot. One process at a time.

create table holder (
  one                 integer primary key check (one = 1),
  source              text    not null, -- UUID of the unit or depot whose file this is
  epoch               integer,          -- absent until the first start
  boot                integer not null, -- counts starts
  ended_clean         integer not null,
  cloud_incarnation   integer not null, -- `secured` holds under it only (rule R1)
  cloud_as_of_ms      integer not null, -- the cloud's clock, milliseconds since 1970
  cursor_incarnation  integer not null,
  cursor_position     integer not null
) strict;

create table stream (
  stream_id      integer primary key,
  name           text    not null unique, -- source/epoch/priority
  last           integer,                 -- own streams that are not closed: highest number given
  produced       integer,                 -- own streams that are not closed: samples so far
  known_under    integer,                 -- incarnation of the cloud under which `known_ranges` are secured, held here or not
  known_ranges   text,                    -- JSON, pairs of first and last number
  known_as_of_ms integer                  -- the cloud's clock when it last secured something of the stream
) strict;

-- Narrow, since it changes: bodies lie apart, and are written once.
create table record (
  record_id       integer primary key, -- in order of sealing or arrival; given by the program, never twice
  stream_id       integer not null,
  seq             integer not null,
  priority        integer not null,
  kind            integer not null,
  produced_before integer not null,
  produced        integer not null,
  samples         integer not null,
  size            integer not null,    -- bytes of the body
  is_own          integer not null,    -- sealed by the file's own source
  is_thinnable    integer not null,
  catalogue_id    integer,
  secured_at_ms   integer,             -- the cloud's clock when it called the record secured; absent while it has not
  stored_at       text,                -- the depot that last called it stored; absent while none did
  checksum        blob    not null
) strict;

create unique index record_by_number on record (stream_id, seq);
create index record_unsecured on record (priority, record_id) where secured_at_ms is null;
create index record_secured on record (priority, secured_at_ms, record_id) where secured_at_ms is not null;
create index record_stored on record (priority, record_id) where stored_at is not null and secured_at_ms is null;
create index record_thinnable on record (priority, record_id) where is_thinnable = 1 and secured_at_ms is null;
create index record_statement on record (record_id) where is_own = 1 and kind in (3, 4) and secured_at_ms is null;
create index record_by_catalogue on record (catalogue_id) where catalogue_id is not null;

create table record_body (
  record_id      integer primary key,
  replaces       text,    -- JSON, numbers that a thinned record stands in for
  replaces_epoch integer,
  bytes          blob    not null
) strict;

create table catalogue (
  catalogue_id integer primary key autoincrement,
  hash         text not null unique,
  bytes        blob not null
) strict;
