-- Treatment actions: the plan of each risk, carried out by controls.

create table app.treatment_action (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('planned', 'under_way', 'done', 'effective', 'ineffective', 'cancelled')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 300),
  risk_id uuid not null,
  option text not null check (option in ('avoid', 'modify_likelihood', 'modify_consequence', 'share', 'retain', 'defer_with_limits', 'pursue')),
  description text check (char_length(description) <= 20000),
  control_id uuid,
  consequence_means text check (consequence_means in ('stop', 'fallback', 'remedy', 'limits', 'insurance', 'contract')),
  contract_reference text check (char_length(contract_reference) <= 500),
  due_on date,
  extended_to date,
  evidence_note text check (char_length(evidence_note) <= 4000),
  effect_note text check (char_length(effect_note) <= 4000),
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
  foreign key (organization_id, risk_id) references app.risk (organization_id, id),
  foreign key (organization_id, control_id) references app.control (organization_id, id)
);
select app.enroll_register('app.treatment_action', 'treatment-action', 'title');
select app.enroll_search('app.treatment_action', array['title']);
create index on app.treatment_action (organization_id, risk_id);
