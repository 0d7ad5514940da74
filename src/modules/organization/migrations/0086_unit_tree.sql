-- Units are a tree, whichever way they were moved: also by two people at the same moment, which no rule of a single
-- operation can see.
create function app.require_unit_tree() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.organization_id::text, 7100086));
  if exists (
    with recursive above as (
      select new.parent_id as id
      union
      select u.parent_id from app.organization_unit u join above a on u.id = a.id
      where u.organization_id = new.organization_id and u.parent_id is not null
    )
    select from above where id = new.id
  ) then
    raise exception 'Nothing was changed: a unit cannot belong to one that is part of it. Choose another unit above it.'
      using errcode = 'PL001';
  end if;
  return null;
end $$;
revoke all on function app.require_unit_tree() from public;
create constraint trigger require_unit_tree after update of parent_id on app.organization_unit
  deferrable initially deferred for each row
  when (new.parent_id is not null and new.parent_id is distinct from old.parent_id)
  execute function app.require_unit_tree();
