-- A number such as A.7.4 or GPT-4.1 stands as one word in the index, because marks within it join its parts. Whoever
-- searches for it means that one word, or its beginning, or its parts as they stand elsewhere.
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
    from regexp_split_to_table(lower(words), '\s+') chunk
    cross join lateral (
      select '(' || string_agg('''' || word || ''':*', ' & ') || ')' as meant
      from regexp_split_to_table(chunk, '[^[:alnum:]]+') word where word <> ''
    ) parts
    where parts.meant is not null
  ) one
);
