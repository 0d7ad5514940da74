-- Which records name a requirement is asked of lists, and no list is compared by what is leakproof: under row-level
-- security an index of them would never be used. As search does, a function of the owner filters on the organization
-- itself, and tells rows by their place, which is good for the statement that asked and for no other.
create function app.enroll_naming(relation regclass, name text) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  finds text := (select 'naming_' || relname || '_' || name from pg_class where oid = relation);
begin
  -- Entries that wait to be sorted in would be gone through by every search, until so many wait that it costs less to go
  -- through the table.
  execute format('create index on %s using gin (%I) with (fastupdate = off)', relation, name);
  execute format($f$
    create function app.%I(word text) returns setof tid
    language sql stable security definer set search_path = pg_catalog rows 100 as $body$
      select ctid from %s where organization_id = (select app.organization_id()) and %I @> array[word]
    $body$
  $f$, finds, relation, name);
  execute format('revoke all on function app.%I(text) from public', finds);
  execute format('grant execute on function app.%I(text) to {{app}}', finds);
end $$;
