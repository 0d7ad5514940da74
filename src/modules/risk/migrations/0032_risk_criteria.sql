-- Risk criteria: the scales, appetite, deadlines and authorities that AI risk is measured with.

create table app.risk_criteria (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'approved', 'superseded')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 200),
  basis text check (char_length(basis) <= 4000),
  review_on date,
  edition int check (edition between 1 and 10000),
  approved_on date,
  approved_by_id uuid,
  -- Scales, bands, appetite, deadlines and authority, as one document; shape in criteria-content.ts.
  content jsonb check (state = 'draft' or content is not null),
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
  foreign key (organization_id, approved_by_id) references app.person (organization_id, id)
);
select app.enroll_register('app.risk_criteria', 'risk-criteria', 'title');
select app.enroll_search('app.risk_criteria', array['title']);
-- One edition is in force at a time.
create unique index on app.risk_criteria (organization_id) where state = 'approved';
