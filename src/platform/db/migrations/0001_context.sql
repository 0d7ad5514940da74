-- Schemas, and the transaction's context. Roles are created before the first migration (see roles.ts);
-- this and every later migration runs as the owner. {{...}} names are the configured roles.

create schema app;
create schema trail;
create schema auth;

grant usage on schema app, trail to {{app}}, {{sequencer}}, {{backup}};
grant usage on schema auth to {{app}}, {{backup}};
revoke create on schema public from public;
-- A function is called by whom it is granted to, and by nobody else: also those of later migrations.
alter default privileges revoke execute on functions from public;

-- The organization of this transaction. Null when unset: every policy then fails closed.
create function app.organization_id() returns uuid
language sql stable parallel safe set search_path = pg_catalog
return nullif(current_setting('plumbline.organization', true), '')::uuid;

-- The operation that this transaction carries out.
create function app.operation_id() returns uuid
language sql stable parallel safe set search_path = pg_catalog
return nullif(current_setting('plumbline.operation', true), '')::uuid;

create function app.refuse_truncate() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'rows of % are never truncated: archive them, or erase a person with the product', tg_relid::regclass;
end $$;

grant execute on function app.organization_id, app.operation_id to {{app}}, {{sequencer}}, {{backup}};
