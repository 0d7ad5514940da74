-- Imports and what is kept of them as evidence.

create table app.import (
  organization_id uuid not null references app.organization,
  id uuid not null,
  register text not null,
  file_name text not null check (char_length(file_name) between 1 and 300),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  format text not null check (format in ('csv', 'xlsx')),
  encoding text,
  columns jsonb not null,
  mapping_name text not null,
  mapping_sha256 text not null check (mapping_sha256 ~ '^[0-9a-f]{64}$'),
  mapping jsonb not null,
  row_count int not null,
  created_count int not null,
  changed_count int not null,
  unchanged_count int not null,
  notice_count int not null,
  -- SHA-256 over key_hash and hash of every import_row of this import, ordered by line.
  kept_row_count int not null,
  rows_digest text not null check (rows_digest ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id)
);
create index on app.import (organization_id, register, mapping_name, id desc);
select trail.enroll('app.import');
revoke update on app.import from {{app}};

-- The rows of imported files, cell by cell, as they stood. Rows are only ever added: a key that comes again with
-- other cells gets the next version.
--
-- Not enrolled in the trail, which holds the record's own image and the import. Each row would double the leaves and
-- store its largest texts a third time; instead app.import, which is enrolled, states a digest over the
-- rows it brought (measured: see docs/decisions/0011-rows-of-imported-files.md). And raw cells may name people: outside the trail's
-- payloads they can be redacted without touching a proof.
create table app.import_row (
  organization_id uuid not null,
  register text not null,
  -- SHA-256 of import_key, which may be longer than an index entry.
  key_hash bytea not null check (octet_length(key_hash) = 32),
  version int not null check (version > 0),
  import_key text not null,
  import_id uuid not null,
  record_id uuid not null,
  line int not null,
  -- SHA-256 of the cells as JSON.
  hash bytea not null check (octet_length(hash) = 32),
  -- SHA-256 of the trimmed key columns as JSON: rows that share it are suspected duplicates. Null when all are blank.
  parts_hash bytea check (octet_length(parts_hash) = 32),
  cells jsonb not null,
  primary key (organization_id, register, key_hash, version),
  foreign key (organization_id, import_id) references app.import (organization_id, id) deferrable initially deferred,
  foreign key (organization_id, record_id) references app.record (organization_id, id)
);
create index on app.import_row (organization_id, record_id);
create index on app.import_row (organization_id, import_id, line);
alter table app.import_row enable row level security;
alter table app.import_row force row level security;
create policy owner_all on app.import_row to {{owner}} using (true) with check (true);
create policy backup_read on app.import_row for select to {{backup}} using (true);
create policy app_read on app.import_row for select to {{app}} using (organization_id = (select app.organization_id()));
create policy app_add on app.import_row for insert to {{app}} with check (organization_id = (select app.organization_id()));
create trigger refuse_truncate before truncate on app.import_row execute function app.refuse_truncate();
grant select, insert on app.import_row to {{app}};
grant select on app.import_row to {{backup}};

-- How far a running import is. Its own transaction is not visible before it ends, so a second connection writes here.
-- Not part of the trail: nothing is decided from it and old rows are removed.
create table app.import_progress (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  register text not null,
  phase text not null check (phase in ('reading', 'committing', 'refused')),
  rows_read int not null,
  rows_mapped int not null,
  rows_written int not null,
  at timestamptz not null,
  primary key (organization_id, id)
);
create index on app.import_progress (at);
alter table app.import_progress enable row level security;
alter table app.import_progress force row level security;
create policy owner_all on app.import_progress to {{owner}} using (true) with check (true);
create policy app_all on app.import_progress to {{app}} using (organization_id = (select app.organization_id())) with check (organization_id = (select app.organization_id()));
grant select, insert, update, delete on app.import_progress to {{app}};
