-- migrate:up
-- A token may be given single permissions, beside the broad words that stand for many.

alter table api_token
  drop constraint api_token_scopes_known,
  add constraint api_token_scopes_some check (scopes <> '{}');

comment on column api_token.scopes is 'as its maker chose: broad words (read, write, admin) and single permissions; a word that the program does not know gives nothing';

-- migrate:down

-- A token must not come back with more than it was given.
do $$
declare
  tenants uuid[];
  one uuid;
begin
  perform set_config('role', 'drawbar_directory', true);
  select array_agg(t.tenant_id) into tenants from directory.tenants() t;
  perform set_config('role', 'drawbar_owner', true);
  foreach one in array coalesce(tenants, '{}') loop
    perform set_config('drawbar.tenant_id', one::text, true);
    delete from drawbar.api_token where tenant_id = one and not scopes <@ array['read', 'write', 'admin'];
  end loop;
end
$$;

alter table api_token
  drop constraint api_token_scopes_some,
  add constraint api_token_scopes_known check (scopes <@ array['read', 'write', 'admin'] and scopes <> '{}');
comment on column api_token.scopes is null;
