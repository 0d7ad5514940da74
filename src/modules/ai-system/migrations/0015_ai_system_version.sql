-- Versions of AI systems.

create table app.ai_system_version (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('planned', 'released', 'withdrawn')),
  owner_id uuid,
  label text not null check (char_length(label) between 1 and 100),
  system_id uuid not null,
  change_kind text check (change_kind in ('new_model', 'retrained', 'configuration', 'interface', 'other')),
  change_summary text check (char_length(change_summary) <= 20000),
  model text check (char_length(model) <= 200),
  model_supplier text check (char_length(model_supplier) <= 200),
  source_revision text check (char_length(source_revision) <= 200),
  released_on date,
  withdrawn_on date,
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
  foreign key (organization_id, system_id) references app.ai_system (organization_id, id)
);
select app.enroll_register('app.ai_system_version', 'ai-system-version', 'label');
select app.enroll_search('app.ai_system_version', array['label']);
create index on app.ai_system_version (organization_id, system_id);
