-- The Statement of Applicability: one row for each control of Annex A and for each control of the organization's own;
-- why controls are included, answers to rules that speak against leaving them out, facts that the inventory does not
-- hold, and the versions that approval freezes.

create table app.soa_row (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('current')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 300),
  reference text check (char_length(reference) <= 20),
  requirement text check (char_length(requirement) <= 200),
  applicable boolean,
  justification text check (char_length(justification) <= 4000),
  status text check (status in ('not_started', 'partial', 'implemented', 'operating')),
  custom jsonb not null default '{}',
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references app.person (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id),
  foreign key (organization_id, updated_by) references app.person (organization_id, id),
  unique (organization_id, requirement),
  -- Nothing is left out without a reason.
  constraint soa_row_exclusion_is_justified check (applicable is distinct from false or btrim(coalesce(justification, '')) <> ''),
  -- Every control of Annex A stays in the statement.
  constraint soa_row_of_annex_a_stays check (requirement is null or archived_at is null)
);
select app.enroll_register('app.soa_row', 'soa-row', 'title');
select app.enroll_search('app.soa_row', array['title', 'justification']);

create table app.soa_origin (
  organization_id uuid not null,
  id uuid not null,
  soa_row_id uuid not null,
  kind text not null check (kind in ('risk', 'law', 'contract', 'impact', 'own_decision')),
  record_id uuid,
  requirement text check (char_length(requirement) <= 200),
  reference text check (char_length(reference) between 1 and 500),
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, soa_row_id) references app.soa_row (organization_id, id),
  foreign key (organization_id, record_id) references app.record (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id),
  -- Each origin leads somewhere.
  check (num_nonnulls(record_id, requirement, reference) > 0)
);
create index on app.soa_origin (organization_id, soa_row_id);
create index on app.soa_origin (organization_id, record_id);
select trail.enroll('app.soa_origin', deletable => true);

create table app.soa_conflict_answer (
  organization_id uuid not null,
  id uuid not null,
  soa_row_id uuid not null,
  rule_id text not null check (char_length(rule_id) between 1 and 100),
  facts_hash text not null check (facts_hash ~ '^[0-9a-f]{64}$'),
  answer text not null check (char_length(answer) between 1 and 4000),
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, soa_row_id) references app.soa_row (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id)
);
create index on app.soa_conflict_answer (organization_id, soa_row_id);
select trail.enroll('app.soa_conflict_answer');
revoke update on app.soa_conflict_answer from {{app}};

create table app.soa_fact (
  organization_id uuid not null,
  id uuid not null,
  fact text not null check (char_length(fact) between 1 and 100),
  ai_system_id uuid,
  value boolean,
  basis text not null check (char_length(basis) between 1 and 2000),
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, ai_system_id) references app.ai_system (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id)
);
create index on app.soa_fact (organization_id, fact, ai_system_id);
select trail.enroll('app.soa_fact');
revoke update on app.soa_fact from {{app}};

create table app.soa_version (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('approved', 'superseded')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 300),
  number int not null check (number > 0),
  image jsonb not null,
  image_hash text not null check (image_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  archived_at timestamptz check (archived_at is null),
  primary key (organization_id, id),
  unique (organization_id, number),
  foreign key (organization_id, created_by) references app.person (organization_id, id),
  foreign key (organization_id, updated_by) references app.person (organization_id, id)
);
select app.enroll_register('app.soa_version', 'soa-version', 'title');
-- One version is in force at a time.
create unique index on app.soa_version (organization_id) where state = 'approved';

-- A version is frozen: all that ever happens to it is that a later one supersedes it.
create function app.keep_soa_version() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if old.state <> 'approved' or new.state <> 'superseded' or new.version <> old.version + 1
    or to_jsonb(new) - array['state', 'version', 'updated_at', 'updated_by']
      is distinct from to_jsonb(old) - array['state', 'version', 'updated_at', 'updated_by'] then
    raise exception 'an approved version of the Statement of Applicability never changes';
  end if;
  return new;
end $$;
create trigger keep before update on app.soa_version for each row execute function app.keep_soa_version();
