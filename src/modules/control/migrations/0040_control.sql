-- Controls: what the organization does to meet requirements.

create table app.control (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('planned', 'implementing', 'operating', 'retired')),
  owner_id uuid,
  name text not null check (char_length(name) between 1 and 200),
  reference text check (char_length(reference) <= 40),
  description text check (char_length(description) <= 20000),
  kind text check (kind in ('preventive', 'detective', 'corrective', 'directive')),
  requirements text[] check (cardinality(requirements) <= 60),
  operator_id uuid,
  frequency text check (frequency in ('continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'semiannual', 'annual', 'per_release', 'per_event')),
  design_rating int check (design_rating between 0 and 4),
  design_rated_on date,
  design_rationale text check (char_length(design_rationale) <= 4000),
  operating_rating int check (operating_rating between 0 and 4),
  operating_rated_on date,
  operating_rationale text check (char_length(operating_rationale) <= 4000),
  verification_method text check (verification_method in ('inquiry', 'observation', 'inspection', 'reperformance', 'automated_test', 'effectiveness_test')),
  evidence_note text check (char_length(evidence_note) <= 4000),
  evidence_on date,
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
  foreign key (organization_id, operator_id) references app.person (organization_id, id),
  -- A rating without a day and a reason is an opinion nobody can follow.
  check (design_rating is null or (design_rated_on is not null and design_rationale is not null)),
  check (operating_rating is null or (operating_rated_on is not null and operating_rationale is not null))
);
select app.enroll_register('app.control', 'control', 'name');
select app.enroll_search('app.control', array['name', 'description']);
