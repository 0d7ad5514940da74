-- Determinations: the organization's ISO roles for an AI system, and its class under the EU AI Act.
create table app.determination (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'proposed', 'approved', 'use_rejected', 'superseded')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 500),
  ai_system_id uuid not null,
  kind text not null check (kind in ('iso_roles', 'eu_ai_act')),
  ai_roles text[] check (ai_roles <@ array['provider', 'producer', 'developer', 'user', 'partner']::text[]),
  tier text check (tier in ('not_ai_system', 'no_eu_nexus', 'excluded', 'foss_outside_act', 'prohibited', 'high_risk', 'high_risk_sectoral', 'annex3_derogated', 'limited_transparency', 'minimal', 'gpai_model', 'gpai_model_systemic')),
  rationale text check (char_length(rationale) <= 10000),
  system_version int check (system_version between 1 and 2147483647),
  pack_version text check (char_length(pack_version) <= 40),
  rule_version text check (char_length(rule_version) <= 40),
  law_state_date date,
  decided_by uuid,
  decided_on date,
  supersedes_id uuid,
  -- What the answers were, how the questions were worded, what they rested on, what followed, and who answered what
  -- law leaves open. Kept as given and found.
  answers jsonb not null,
  questions jsonb not null,
  basis jsonb not null,
  outcome jsonb not null,
  sign_offs jsonb not null default '[]',
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
  foreign key (organization_id, ai_system_id) references app.ai_system (organization_id, id),
  foreign key (organization_id, decided_by) references app.person (organization_id, id),
  foreign key (organization_id, supersedes_id) references app.determination (organization_id, id)
);
select app.enroll_register('app.determination', 'determination', 'title');
select app.enroll_search('app.determination', array['title']);
-- At most one counts and at most one is under way for a system and kind, whoever writes at the same moment.
create unique index on app.determination (organization_id, ai_system_id, kind)
  where state in ('approved', 'use_rejected') and archived_at is null;
create unique index on app.determination (organization_id, ai_system_id, kind, (state in ('draft', 'proposed')))
  where state in ('draft', 'proposed') and archived_at is null;
create index on app.determination (organization_id, ai_system_id, id desc);
