-- AI systems that looked like duplicates and are not: somebody said so, with a reason.

create table app.duplicate_dismissal (
  organization_id uuid not null references app.organization,
  id uuid not null,
  -- The systems that were looked at together. A further one that looks the same is suspected again.
  record_ids uuid[] not null check (cardinality(record_ids) between 2 and 100),
  reason text not null check (char_length(reason) between 1 and 4000),
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id)
);
create index on app.duplicate_dismissal using gin (record_ids);
select trail.enroll('app.duplicate_dismissal');
revoke update on app.duplicate_dismissal from {{app}};
