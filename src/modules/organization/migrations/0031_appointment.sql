-- Appointments: who was given which duty and authority, from when to when.

create table app.appointment (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'in_force', 'ended')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 200),
  person_id uuid not null,
  role text not null check (role in ('top_management', 'aims_manager', 'ai_system_owner', 'ai_risk_owner', 'ai_ethics_lead', 'communications_lead', 'data_steward', 'document_controller', 'hr_lead', 'human_oversight_operator', 'internal_auditor', 'legal_counsel', 'ml_engineering_lead', 'operations_lead', 'privacy_lead', 'procurement_lead', 'product_owner', 'security_lead')),
  responsibilities text[] check (responsibilities <@ array['aims_conformity', 'performance_reporting']::text[]),
  from_on date not null,
  to_on date,
  appointed_by_id uuid,
  delegated_by_id uuid,
  limits text check (char_length(limits) <= 4000),
  acceptance_limit text check (acceptance_limit in ('low', 'moderate', 'high', 'critical')),
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
  foreign key (organization_id, person_id) references app.person (organization_id, id),
  foreign key (organization_id, appointed_by_id) references app.person (organization_id, id),
  foreign key (organization_id, delegated_by_id) references app.person (organization_id, id)
);
select app.enroll_register('app.appointment', 'appointment', 'title');
select app.enroll_search('app.appointment', array['title']);

create index on app.appointment (organization_id, role, person_id) where state = 'in_force';
