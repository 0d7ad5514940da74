-- Words joined by a slash, such as AI/ML, are words of their own. The parser takes them for the path of a file, one
-- word, which nobody finds who looks for the second. And what stands between angle brackets is text like any other: the
-- parser takes it for markup and leaves it out, a script with all that follows it. What is looked for is read alike.

create or replace function app.words_query(words text) returns tsquery
language sql immutable parallel safe set search_path = pg_catalog
return (
  select coalesce(to_tsquery('simple', string_agg(one.meant, ' & ')), ''::tsquery)
  from (
    select
      case when chunk ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]'
        -- Quotes and backslashes would end the quoted word.
        then '(' || parts.meant || ' | ''' || translate(chunk, '''\', '  ') || ''':*)'
        else parts.meant
      end as meant
    from regexp_split_to_table(lower(translate(words, '/<>', '   ')), '\s+') chunk
    cross join lateral (
      select '(' || string_agg('''' || word || ''':*', ' & ') || ')' as meant
      from regexp_split_to_table(chunk, '[^[:alnum:]]+') word where word <> ''
    ) parts
    where parts.meant is not null
  ) one
);

create or replace function app.enroll_search(relation regclass, columns text[]) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  name text := (select relname from pg_class where oid = relation);
  document text := format('translate(%s, ''/<>'', ''   '')',
    (select string_agg(format('coalesce(%I, '''')', one), ' || '' '' || ') from unnest(columns) one));
begin
  execute format('create index on %s using gin (to_tsvector(''simple'', %s))', relation, document);
  execute format($f$
    create or replace function app.%I(words text) returns setof tid
    language sql stable security definer set search_path = pg_catalog rows 100 as $body$
      select ctid from %s where organization_id = (select app.organization_id())
        and to_tsvector('simple', %s) @@ app.words_query(words)
    $body$
  $f$, 'search_' || name, relation, document);
  execute format('revoke all on function app.%I(text) from public', 'search_' || name);
  execute format('grant execute on function app.%I(text) to {{app}}', 'search_' || name);
end $$;

-- The searches there are, made anew over the columns that they look at now.
do $$
declare
  found record;
begin
  for found in
    select x.indexrelid::regclass as index, x.indrelid::regclass as relation,
      array(
        select one[1] from regexp_matches(pg_get_indexdef(x.indexrelid), 'COALESCE\("?(\w+)"?, ', 'g') one
      ) as columns
    from pg_index x
    join pg_class c on c.oid = x.indrelid
    where c.relnamespace = 'app'::regnamespace
      and pg_get_indexdef(x.indexrelid) like '%USING gin (to_tsvector(''simple''::regconfig, %'
  loop
    execute format('drop index %s', found.index);
    perform app.enroll_search(found.relation, found.columns);
  end loop;
end $$;
