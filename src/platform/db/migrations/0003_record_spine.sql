-- The record spine: one row per record of any register, so that search, links, comments, My work and the
-- golden thread read one table. Title, state and owner arrive by trigger; nobody writes here. It is derived
-- from rows that the trail captures, so it is not captured itself.

create table app.record (
  organization_id uuid not null,
  id uuid not null,
  register text not null,
  title text not null,
  state text not null,
  owner_id uuid,
  version int not null,
  archived boolean not null default false,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
create index on app.record (organization_id, register, title);
create index on app.record (organization_id, owner_id) where not archived;

alter table app.record enable row level security;
alter table app.record force row level security;
create policy owner_all on app.record to {{owner}} using (true) with check (true);
create policy backup_read on app.record for select to {{backup}} using (true);
create policy app_read on app.record for select to {{app}} using (organization_id = (select app.organization_id()));
grant select on app.record to {{app}}, {{backup}};
create trigger refuse_truncate before truncate on app.record execute function app.refuse_truncate();

-- Makes a table a register: the spine's triggers and key, then the trail. The table brings the standard
-- columns itself, so that a reader of its migration sees every column.
create function app.enroll_register(relation regclass, register text, title text, schema_version int default 1, subject text default null)
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
  -- Lists sort by title as people do, without regard to case and accents; the operators are leakproof, so the
  -- index also serves paging under row-level security.
  execute format('create index on %s (organization_id, %I collate "und-x-icu", id)', relation, title);
  execute format('create index on %s (organization_id, updated_at, id)', relation);
  execute format('create index on %s (organization_id, owner_id)', relation);
  perform trail.enroll(relation, schema_version, subject);
end $$;
revoke all on function app.enroll_register from public;

-- What a search box means: every word, each as the beginning of a word, whatever its case.
create function app.words_query(words text) returns tsquery
language sql immutable parallel safe set search_path = pg_catalog
return (
  select coalesce(to_tsquery('simple', string_agg('''' || word || ''':*', ' & ')), ''::tsquery)
  from regexp_split_to_table(lower(words), '[^[:alnum:]]+') word where word <> ''
);

-- Gives a register's list a search over its columns: app.search_<table>(words). The function runs as the owner
-- and filters on the organization itself, because text search is not leakproof and could not use its index
-- under a policy.
create function app.enroll_search(relation regclass, columns text[]) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  name text := (select relname from pg_class where oid = relation);
  document text := (select string_agg(format('coalesce(%I, '''')', one), ' || '' '' || ') from unnest(columns) one);
begin
  execute format('create index on %s using gin (to_tsvector(''simple'', %s))', relation, document);
  execute format($f$
    create function app.%I(words text) returns setof uuid
    language sql stable security definer set search_path = pg_catalog rows 100 as $body$
      select id from %s where organization_id = (select app.organization_id())
        and to_tsvector('simple', %s) @@ app.words_query(words)
    $body$
  $f$, 'search_' || name, relation, document);
  execute format('revoke all on function app.%I(text) from public', 'search_' || name);
  execute format('grant execute on function app.%I(text) to {{app}}', 'search_' || name);
end $$;
revoke all on function app.enroll_search from public;

create table app.link (
  organization_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  relation text not null check (relation ~ '^[a-z][a-z_]{1,40}$'),
  to_id uuid not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  unique (organization_id, from_id, relation, to_id),
  foreign key (organization_id, from_id) references app.record (organization_id, id),
  foreign key (organization_id, to_id) references app.record (organization_id, id),
  check (from_id <> to_id)
);
create index on app.link (organization_id, to_id, relation);
select trail.enroll('app.link', deletable => true);

create table app.comment (
  organization_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  body text not null check (char_length(body) between 1 and 10000),
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, record_id) references app.record (organization_id, id)
);
create index on app.comment (organization_id, record_id, created_at, id);
select trail.enroll('app.comment');

-- Answers kept for `Idempotency-Key`: written in the command's own transaction, so an acknowledged write
-- happens once even if the process dies between commit and answer. Not part of the trail: nothing is decided
-- from it and old rows are removed.
create table app.answer (
  organization_id uuid not null,
  person_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  operation text not null,
  request_hash bytea not null,
  body text not null,
  at timestamptz not null,
  primary key (organization_id, person_id, key)
);
create index on app.answer (at);
alter table app.answer enable row level security;
alter table app.answer force row level security;
create policy owner_all on app.answer to {{owner}} using (true) with check (true);
create policy app_all on app.answer to {{app}} using (organization_id = (select app.organization_id())) with check (organization_id = (select app.organization_id()));
grant select, insert, delete on app.answer to {{app}};

-- Answers are for retries, not for keeping; whoever runs the installation forgets them across organizations.
create function app.forget_answers(before timestamptz) returns void
language sql security definer set search_path = pg_catalog
as $$ delete from app.answer where at < before $$;
revoke all on function app.forget_answers from public;
grant execute on function app.forget_answers to {{app}};
