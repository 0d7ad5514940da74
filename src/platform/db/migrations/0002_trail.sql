-- The trail: one leaf per changed row, plus one for what an event itself states. Rows are captured by a
-- database trigger from the rows themselves; at commit the database requires that the operation they belong
-- to exists in this very transaction and that its count is right. Format: docs/reference/trail-format.md.

create table trail.operation (
  organization_id uuid not null,
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  name text not null,
  event text not null,
  actor_id uuid,
  change_count int not null,
  primary key (id, xid)
);
create index on trail.operation (organization_id, at desc, id);

create table trail.change (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  operation_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  table_name text,
  row_id uuid,
  -- i insert, u update, d delete, e event, x erasure
  action "char" not null,
  schema_version int not null,
  subject_person_id uuid,
  salt bytea,
  before_hash bytea,
  after_hash bytea,
  -- The row image as the database wrote it, in UTF-8 JSON. Null only when erased.
  after bytea,
  -- Matched by operation and transaction: transaction ids alone restart after a restore.
  foreign key (operation_id, xid) references trail.operation (id, xid) deferrable initially deferred
);
create index on trail.change (operation_id);
create index on trail.change (row_id, id);

-- Committed operations that the sequencer has not placed yet.
create table trail.pending (
  organization_id uuid not null,
  operation_id uuid primary key,
  -- Orders operations so that changes of one row keep their order: whoever changed a row later did so after the
  -- earlier operation had committed, so all of its later change ids are greater.
  last_change_id bigint not null
);
create index on trail.pending (organization_id, last_change_id);

create table trail.leaf (
  organization_id uuid not null,
  leaf_index bigint not null,
  change_id bigint not null unique references trail.change (id),
  -- Place among the leaves of its operation, from 1.
  ordinal int not null,
  row_id uuid,
  table_name text,
  hash bytea not null,
  primary key (organization_id, leaf_index)
);
create index on trail.leaf (organization_id, row_id, leaf_index desc) include (change_id);
create index on trail.leaf (organization_id, table_name, row_id, leaf_index desc) include (change_id);

-- Hash tiles of the tree (C2SP tlog-tiles), the growing right edge included.
create table trail.tile (
  organization_id uuid not null,
  level int not null,
  tile_index bigint not null,
  hashes bytea not null,
  primary key (organization_id, level, tile_index)
);

create table trail.checkpoint (
  organization_id uuid not null,
  tree_size bigint not null,
  root bytea not null,
  at timestamptz not null,
  note text not null,
  primary key (organization_id, tree_size)
);
create index on trail.checkpoint (organization_id, at desc);

do $$
declare t text;
begin
  foreach t in array array['operation', 'change', 'pending', 'leaf', 'tile', 'checkpoint'] loop
    execute format('alter table trail.%I enable row level security', t);
    execute format('alter table trail.%I force row level security', t);
    execute format('create policy owner_all on trail.%I to {{owner}} using (true) with check (true)', t);
    execute format('create policy sequencer_all on trail.%I to {{sequencer}} using (true) with check (true)', t);
    execute format('create policy backup_read on trail.%I for select to {{backup}} using (true)', t);
    execute format('create policy app_read on trail.%I for select to {{app}} using (organization_id = (select app.organization_id()))', t);
    execute format('create trigger refuse_truncate before truncate on trail.%I execute function app.refuse_truncate()', t);
    execute format('grant select on trail.%I to {{app}}, {{backup}}', t);
  end loop;
end $$;
grant select on trail.operation, trail.change to {{sequencer}};
grant select, delete on trail.pending to {{sequencer}};
grant select, insert on trail.leaf, trail.checkpoint to {{sequencer}};
grant select, insert, update on trail.tile to {{sequencer}};

-- After each row of an enrolled table. Arguments: schema version of the table's rows; optionally the column
-- that names the person whose data the image holds (so that it can be erased with them).
create function trail.capture() returns trigger
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare
  operation uuid := nullif(current_setting('plumbline.operation', true), '')::uuid;
  organization uuid := nullif(current_setting('plumbline.organization', true), '')::uuid;
  salt bytea := uuid_send(gen_random_uuid());
  image bytea;
  previous bytea;
  subject uuid;
begin
  -- A trigger on a table of another schema would let its owner write images in a register's name.
  if tg_table_schema <> 'app' and tg_table_schema <> 'auth' then
    raise exception 'only the product''s own tables are captured';
  end if;
  if operation is null or organization is null then
    raise exception 'a write to % outside an operation', tg_relid::regclass;
  end if;
  if tg_op <> 'INSERT' then
    -- The image as it was recorded then, not as today's columns would write it. Row locks order the changes
    -- of a row, so the greatest id is the latest.
    select c.after into previous from trail.change c
    where c.row_id = old.id and c.table_name = tg_table_name order by c.id desc limit 1;
    previous := coalesce(previous, convert_to(row_to_json(old)::text, 'UTF8'));
  end if;
  if tg_nargs > 1 then
    subject := (case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> tg_argv[1])::uuid;
  end if;
  if tg_op = 'DELETE' then
    if old.organization_id is distinct from organization then
      raise exception 'a write to another organization''s row of %', tg_relid::regclass;
    end if;
    insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, subject_person_id, salt, before_hash)
    values (organization, operation, tg_table_name, old.id, 'd', tg_argv[0]::int, subject, salt,
      sha256(salt || previous));
    return null;
  end if;
  if new.organization_id is distinct from organization then
    raise exception 'a write to another organization''s row of %', tg_relid::regclass;
  end if;
  image := convert_to(row_to_json(new)::text, 'UTF8');
  if tg_op = 'INSERT' then
    insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, subject_person_id, salt, after_hash, after)
    values (organization, operation, tg_table_name, new.id, 'i', tg_argv[0]::int, subject, salt, sha256(salt || image), image);
  else
    insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, subject_person_id, salt, before_hash, after_hash, after)
    values (organization, operation, tg_table_name, new.id, 'u', tg_argv[0]::int, subject, salt,
      sha256(salt || previous), sha256(salt || image), image);
  end if;
  return null;
end $$;

-- Records the operation of this transaction, after its writes. `detail` is what the event itself states.
-- A declared event without any changed row still leaves one leaf.
create function trail.record(at timestamptz, name text, event text, actor uuid, record_id uuid, detail text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  operation uuid := nullif(current_setting('plumbline.operation', true), '')::uuid;
  organization uuid := nullif(current_setting('plumbline.organization', true), '')::uuid;
  salt bytea := uuid_send(gen_random_uuid());
  written int;
  latest bigint;
begin
  if operation is null or organization is null then
    raise exception 'nothing to record outside an operation';
  end if;
  select count(*), max(c.id) into written, latest from trail.change c where c.operation_id = operation;
  if detail is not null or written = 0 then
    insert into trail.change (organization_id, operation_id, row_id, action, schema_version, salt, after_hash, after)
    values (organization, operation, record_id, 'e', 1, salt,
      sha256(salt || convert_to(coalesce(detail, '{}'), 'UTF8')), convert_to(coalesce(detail, '{}'), 'UTF8'))
    returning id into latest;
    written := written + 1;
  end if;
  insert into trail.operation (organization_id, id, at, name, event, actor_id, change_count)
  values (organization, operation, at, name, event, actor, written);
  insert into trail.pending (organization_id, operation_id, last_change_id) values (organization, operation, latest);
end $$;
revoke all on function trail.record from public;
grant execute on function trail.record to {{app}};

-- At commit: an operation holds exactly the changes it says, and stands alone under its id.
create function trail.check_operation() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  written int;
begin
  select count(*) into written from trail.change c where c.operation_id = new.id;
  if written <> new.change_count then
    raise exception 'operation % recorded % changes but wrote %', new.name, new.change_count, written;
  end if;
  if exists (select from trail.operation o where o.id = new.id and o.xid <> new.xid) then
    raise exception 'operation id % was used before', new.id;
  end if;
  return null;
end $$;
create constraint trigger check_operation after insert on trail.operation
  deferrable initially deferred for each row execute function trail.check_operation();

-- Puts a table under row-level security and under the trail. The app may insert, update and, only where
-- `deletable`, delete; it never owns.
create function trail.enroll(relation regclass, schema_version int default 1, subject text default null, deletable boolean default false)
returns void language plpgsql set search_path = pg_catalog as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format('create policy owner_all on %s to {{owner}} using (true) with check (true)', relation);
  execute format('create policy backup_read on %s for select to {{backup}} using (true)', relation);
  execute format('create policy app_all on %s to {{app}} using (organization_id = (select app.organization_id())) with check (organization_id = (select app.organization_id()))', relation);
  execute format('grant select, insert, update on %s to {{app}}', relation);
  if deletable then
    execute format('grant delete on %s to {{app}}', relation);
  end if;
  execute format('grant select on %s to {{backup}}', relation);
  execute format('create trigger refuse_truncate before truncate on %s execute function app.refuse_truncate()', relation);
  execute format('create trigger capture after insert or update or delete on %s for each row execute function trail.capture(%s)',
    relation, concat_ws(', ', quote_literal(schema_version::text), quote_literal(subject)));
end $$;
revoke all on function trail.enroll from public;
