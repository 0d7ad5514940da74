-- On what ground the duties of all records were last made what cadences ask: the declared cadences and the programme that
-- the organization works with. Another ground is caught up with once.
create table app.cadence_catch_up (
  organization_id uuid not null references app.organization,
  id uuid not null,
  ground_hash text not null check (ground_hash ~ '^[0-9a-f]{64}$'),
  caught_up_at timestamptz not null,
  primary key (organization_id, id),
  check (id = organization_id)
);
select trail.enroll('app.cadence_catch_up');
