-- Policies: which edition of which document is in force.

create table app.policy (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'in_review', 'approved', 'withdrawn')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 200),
  edition text check (char_length(edition) <= 20),
  location text check (char_length(location) <= 1000),
  summary text check (char_length(summary) <= 4000),
  commitments text[] check (commitments <@ array['meet_applicable_requirements', 'continual_improvement', 'framework_for_objectives', 'fits_purpose', 'responsible_use', 'human_oversight']::text[]),
  effective_on date,
  review_on date,
  replaces_id uuid,
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
  foreign key (organization_id, replaces_id) references app.policy (organization_id, id),
  foreign key (organization_id, approved_by_id) references app.person (organization_id, id)
);
select app.enroll_register('app.policy', 'policy', 'title');
select app.enroll_search('app.policy', array['title']);
