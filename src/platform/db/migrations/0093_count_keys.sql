-- Counts the rows of a table by organization and id, for the planner. A table that grew within one transaction is, to
-- the planner, still the small one it was; it then checks keys through whichever index of the organization seems
-- smallest, and reads the whole organization for every row that points there.
create function app.count_keys(relation regclass) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select relnamespace from pg_class where oid = relation) <> 'app'::regnamespace then
    raise exception 'only the product''s own tables are counted';
  end if;
  -- Whoever counts it at this moment does so for all: nobody waits.
  execute format('analyze (skip_locked) %s (organization_id, id)', relation);
end $$;
revoke all on function app.count_keys from public;
grant execute on function app.count_keys to {{app}};
