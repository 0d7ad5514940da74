-- Scope statements: one row for each edition of the scope.

create table app.scope_statement (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'in_review', 'approved', 'superseded')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 200),
  edition text check (char_length(edition) <= 20),
  statement text check (char_length(statement) <= 8000),
  boundaries text check (char_length(boundaries) <= 4000),
  units text[] check (cardinality(units) <= 200),
  included text check (char_length(included) <= 4000),
  excluded text check (char_length(excluded) <= 4000),
  climate_relevant boolean,
  climate_reason text check (char_length(climate_reason) <= 2000),
  review_on date,
  approved_on date,
  approved_by_id uuid,
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
  foreign key (organization_id, approved_by_id) references app.person (organization_id, id),
  check (state not in ('approved', 'superseded') or (edition is not null and climate_relevant is not null and approved_on is not null))
);
select app.enroll_register('app.scope_statement', 'scope-statement', 'title');
select app.enroll_search('app.scope_statement', array['title', 'statement']);
-- One scope is in force at a time.
create unique index on app.scope_statement (organization_id) where state = 'approved' and archived_at is null;
