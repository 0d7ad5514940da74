-- The statement as a whole was put up for approval, until it was approved or taken back.
create table app.soa_submission (
  organization_id uuid not null references app.organization,
  id uuid not null,
  created_at timestamptz not null,
  created_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_because text check (ended_because in ('approved', 'withdrawn')),
  primary key (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id),
  foreign key (organization_id, ended_by) references app.person (organization_id, id),
  check ((ended_at is null) = (ended_because is null) and (ended_at is null) = (ended_by is null))
);
select trail.enroll('app.soa_submission');
-- It waits once.
create unique index on app.soa_submission (organization_id) where ended_at is null;
create index on app.soa_submission (organization_id, created_by);
create index on app.soa_submission (organization_id, ended_by);
