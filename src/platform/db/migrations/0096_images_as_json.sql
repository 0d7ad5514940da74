-- The row images of the trail are JSON, which was kept as bytes. As JSON they are read without being decoded and parsed
-- for validity each time: a list as of an earlier moment reads one image for every record that changed since. The type
-- keeps the text as it was written, to the byte, so every hash stands. See docs/decisions/0026-images-are-json.md.
alter table trail.change alter column after type json using convert_from(after, 'UTF8')::json;

create or replace function trail.capture() returns trigger
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare
  operation uuid := nullif(current_setting('plumbline.operation', true), '')::uuid;
  organization uuid := nullif(current_setting('plumbline.organization', true), '')::uuid;
  salt bytea := uuid_send(gen_random_uuid());
  image json;
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
    select convert_to(c.after::text, 'UTF8') into previous from trail.change c
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
  image := row_to_json(new);
  if tg_op = 'INSERT' then
    insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, subject_person_id, salt, after_hash, after)
    values (organization, operation, tg_table_name, new.id, 'i', tg_argv[0]::int, subject, salt,
      sha256(salt || convert_to(image::text, 'UTF8')), image);
  else
    insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, subject_person_id, salt, before_hash, after_hash, after)
    values (organization, operation, tg_table_name, new.id, 'u', tg_argv[0]::int, subject, salt,
      sha256(salt || previous), sha256(salt || convert_to(image::text, 'UTF8')), image);
  end if;
  return null;
end $$;

create or replace function trail.record(at timestamptz, name text, event text, actor uuid, record_id uuid, detail text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  operation uuid := nullif(current_setting('plumbline.operation', true), '')::uuid;
  organization uuid := nullif(current_setting('plumbline.organization', true), '')::uuid;
  salt bytea := uuid_send(gen_random_uuid());
  stated json := coalesce(detail, '{}');
  written int;
  latest bigint;
begin
  if operation is null or organization is null then
    raise exception 'nothing to record outside an operation';
  end if;
  select count(*), max(c.id) into written, latest from trail.change c where c.operation_id = operation;
  if detail is not null or written = 0 then
    insert into trail.change (organization_id, operation_id, row_id, action, schema_version, salt, after_hash, after)
    values (organization, operation, record_id, 'e', 1, salt, sha256(salt || convert_to(stated::text, 'UTF8')), stated)
    returning id into latest;
    written := written + 1;
  end if;
  insert into trail.operation (organization_id, id, at, name, event, actor_id, change_count)
  values (organization, operation, at, name, event, actor, written);
  insert into trail.pending (organization_id, operation_id, last_change_id) values (organization, operation, latest);
end $$;

create or replace function auth.capture_facts() returns trigger
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare
  operation uuid := app.operation_id();
  organization uuid := app.organization_id();
  salt bytea := uuid_send(gen_random_uuid());
  previous json;
  image json;
begin
  if operation is null or new.organization_id is distinct from organization then
    raise exception 'a write to % outside an operation of its organization', tg_relid::regclass;
  end if;
  select jsonb_object_agg(f.key, f.value)::json into image
  from jsonb_each(to_jsonb(new)) f where f.key = any (tg_argv);
  if tg_op = 'UPDATE' then
    select c.after into previous from trail.change c
    where c.row_id = new.id and c.table_name = tg_table_name order by c.id desc limit 1;
  end if;
  insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, salt, before_hash, after_hash, after)
  values (organization, operation, tg_table_name, new.id, case tg_op when 'INSERT' then 'i' else 'u' end, 1, salt,
    sha256(salt || convert_to(previous::text, 'UTF8')), sha256(salt || convert_to(image::text, 'UTF8')), image);
  return null;
end $$;
