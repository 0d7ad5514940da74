-- Text sorts as people sort it: without regard to case and accents at first, and numbers in it by their size, so
-- that A.2.2 comes before A.10.2. Deterministic, so its operators stay leakproof.
create collation app.natural_order (provider = icu, locale = 'und-u-kn-true');

-- As in 0003, but lists sort by the collation above.
create or replace function app.enroll_register(relation regclass, register text, title text, schema_version int default 1, subject text default null)
returns void language plpgsql set search_path = pg_catalog as $$
declare
  spine text := 'app.' || quote_ident('spine_' || replace(register, '-', '_'));
begin
  execute format($f$
    create function %1$s() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $body$
    begin
      if tg_op = 'INSERT' then
        insert into app.record (organization_id, id, register, title, state, owner_id, version, archived, updated_at)
        values (new.organization_id, new.id, %2$L, new.%3$I, new.state, new.owner_id, new.version, new.archived_at is not null, new.updated_at);
      else
        if new.id <> old.id or new.organization_id <> old.organization_id then
          raise exception 'the id and organization of a record never change';
        end if;
        update app.record
        set title = new.%3$I, state = new.state, owner_id = new.owner_id, version = new.version,
          archived = new.archived_at is not null, updated_at = new.updated_at
        where organization_id = new.organization_id and id = new.id;
      end if;
      return new;
    end $body$
  $f$, spine, register, title);
  execute format('create trigger spine before insert or update on %s for each row execute function %s()', relation, spine);
  execute format('alter table %s add foreign key (organization_id, id) references app.record (organization_id, id)', relation);
  -- Lists sort by title as people do; the operators are leakproof, so the index also serves paging under
  -- row-level security.
  execute format('create index on %s (organization_id, %I collate app.natural_order, id)', relation, title);
  execute format('create index on %s (organization_id, updated_at, id)', relation);
  execute format('create index on %s (organization_id, owner_id)', relation);
  perform trail.enroll(relation, schema_version, subject);
end $$;

-- Registers that were enrolled before.
do $$
declare
  one record;
begin
  for one in
    select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition
    from pg_index
    where indrelid in (select oid from pg_class where relnamespace = 'app'::regnamespace)
      and pg_get_indexdef(indexrelid) like '%COLLATE "und-x-icu"%'
  loop
    execute format('drop index %s', one.name);
    execute replace(one.definition, '"und-x-icu"', 'app.natural_order');
  end loop;
end $$;
