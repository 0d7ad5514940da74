-- The golden thread is read from both ends: every reference of a register to another finds its way back by an index.
-- Registers made later bring these indexes in their own migrations.
do $$
declare
  reference record;
begin
  for reference in
    select c.conrelid::regclass as relation, a.attname as name
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
    where c.contype = 'f' and cardinality(c.conkey) = 2 and c.connamespace = 'app'::regnamespace
      and c.confrelid <> 'app.person'::regclass and a.attname <> 'id'
      and exists (select from pg_trigger t where t.tgrelid = c.conrelid and t.tgname = 'spine')
      and exists (select from pg_trigger t where t.tgrelid = c.confrelid and t.tgname = 'spine'
        union all select where c.confrelid = 'app.record'::regclass)
      and not exists (
        select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and i.indkey[1] = c.conkey[2])
  loop
    execute format('create index on %s (organization_id, %I)', reference.relation, reference.name);
  end loop;
end $$;
