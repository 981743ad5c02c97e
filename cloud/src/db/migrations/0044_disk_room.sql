-- migrate:up
-- Whether the disk of the database has room again. Nothing of a tenant's is touched.

-- Sorts more than fits into its memory, so that the server writes some 8 MB to its disk and removes them again: a file
-- of its own grows, as a table would have to. Raises 53100 when there is no room.
create function directory.has_disk_room() returns boolean
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64kB'
begin atomic
  select count(*) > 0 from (select repeat(md5(g.n::text), 32) as filling from generate_series(1, 8000) as g (n) order by filling offset 0) s;
end;

revoke all on function directory.has_disk_room() from public;
grant execute on function directory.has_disk_room() to drawbar_app, drawbar_worker;
alter function directory.has_disk_room() owner to drawbar_directory;

-- migrate:down

set local role drawbar_directory;
drop function directory.has_disk_room();
reset role;
