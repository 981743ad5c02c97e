-- What a unit or depot holds until the cloud has it. One file is one holder; times are the cloud's clock, milliseconds.

create table holder (
  id                 integer primary key check (id = 1),
  source             text    not null,
  epoch              integer,
  boot               integer not null,
  ended_clean        integer not null,
  cloud_incarnation  integer not null,
  cloud_as_of        integer not null,
  cursor_incarnation integer not null,
  cursor_position    integer not null
);

create table stream (
  stream_id integer primary key,
  name      text    not null unique -- source/epoch/priority
);

-- Heads only, so that opening a file reads no bodies. Ids grow in order of sealing or arrival and are never used again.
create table record (
  id              integer primary key autoincrement,
  stream_id       integer not null references stream,
  seq             integer not null,
  priority        integer not null,
  kind            integer not null,
  checksum        blob    not null,
  produced_before integer not null,
  produced        integer not null,
  samples         integer not null,
  size            integer not null, -- bytes of the body
  catalogue       blob,
  replaces        text,             -- JSON: numbers, and their epoch where it is another
  is_thinnable    integer not null,
  secured_at      integer,
  stored_at       text              -- the depot that last called it stored
);

create unique index record_name on record (stream_id, seq);
create index record_unsecured on record (priority, id) where secured_at is null;
create index record_stored on record (priority, id) where secured_at is null and stored_at is not null;
create index record_thinnable on record (priority, id) where secured_at is null and is_thinnable = 1;
create index record_secured on record (priority, secured_at, id) where secured_at is not null;
create index record_settled on record (secured_at, id) where secured_at is not null;
create index record_catalogue on record (catalogue) where catalogue is not null;

create table body (
  id    integer primary key,
  bytes blob    not null
);

-- How far each stream of this source has come that is not closed.
create table total (
  stream   text primary key,
  last     integer not null,
  produced integer not null
) without rowid;

-- Numbers known to be in the cloud beyond what is held, with the incarnation that said so in the same row.
create table known_secured (
  stream text primary key,
  under  integer not null,
  ranges text    not null, -- JSON: [[first, last], ...]
  as_of  integer not null
) without rowid;

create index known_secured_by_age on known_secured (as_of);

create table catalogue (
  position integer primary key autoincrement,
  hash     blob    not null unique,
  bytes    blob    not null
);
