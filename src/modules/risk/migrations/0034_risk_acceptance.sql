-- Decisions about risks that somebody signed: treatment plans approved, and risks accepted for a time.

create table app.risk_plan_approval (
  organization_id uuid not null,
  id uuid not null,
  risk_id uuid not null,
  risk_version int not null,
  level text not null check (level in ('low', 'moderate', 'high', 'critical')),
  -- SHA-256 of what was approved: the option and every action of the plan. Another plan needs another approval.
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  approved_by_id uuid not null,
  appointment_id uuid not null,
  reason text not null check (char_length(reason) between 1 and 4000),
  signature_id uuid not null,
  approved_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, risk_id) references app.risk (organization_id, id),
  foreign key (organization_id, approved_by_id) references app.person (organization_id, id),
  foreign key (organization_id, appointment_id) references app.appointment (organization_id, id),
  foreign key (organization_id, signature_id) references app.signature (organization_id, id)
);
create index on app.risk_plan_approval (organization_id, risk_id, approved_at desc);
select trail.enroll('app.risk_plan_approval');
revoke update on app.risk_plan_approval from {{app}};

create table app.risk_acceptance (
  organization_id uuid not null,
  id uuid not null,
  risk_id uuid not null,
  risk_version int not null,
  criteria_id uuid not null,
  level text not null check (level in ('low', 'moderate', 'high', 'critical')),
  -- What was accepted: the residual risk, or the inherent one where nothing is recorded that lowers it.
  basis text not null check (basis in ('residual', 'inherent')),
  likelihood int not null check (likelihood between 1 and 5),
  impact int not null check (impact between 1 and 5),
  -- SHA-256 of the AI system's significant fields then; null for a risk of no one system.
  system_hash text check (system_hash ~ '^[0-9a-f]{64}$'),
  accepted_by_id uuid not null,
  appointment_id uuid not null,
  -- A low risk accepted by the owner of its AI system, as the criteria allow.
  by_system_owner boolean not null,
  reason text not null check (char_length(reason) between 1 and 4000),
  -- Who was consulted, in which role, and what they said: [{role, person_id, opinion}].
  consulted jsonb not null,
  accepted_at timestamptz not null,
  expires_on date not null,
  signature_id uuid not null,
  -- Set when an event ended it before its time; expiry and changed facts are computed and stand nowhere.
  ended_at timestamptz,
  ended_because text check (ended_because in ('new_version', 'reopened', 'replaced', 'closed')),
  primary key (organization_id, id),
  foreign key (organization_id, risk_id) references app.risk (organization_id, id),
  foreign key (organization_id, criteria_id) references app.risk_criteria (organization_id, id),
  foreign key (organization_id, accepted_by_id) references app.person (organization_id, id),
  foreign key (organization_id, appointment_id) references app.appointment (organization_id, id),
  foreign key (organization_id, signature_id) references app.signature (organization_id, id),
  check ((ended_at is null) = (ended_because is null))
);
create index on app.risk_acceptance (organization_id, risk_id, accepted_at desc);
create unique index on app.risk_acceptance (organization_id, risk_id) where ended_at is null;
select trail.enroll('app.risk_acceptance');
