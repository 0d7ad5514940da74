-- Obligations: what cadences, triggers and managers ask of people, one row for each time it is asked.

create table app.obligation (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('open', 'done', 'waived')),
  owner_id uuid,
  title text not null check (char_length(title) between 1 and 500),
  kind text not null check (kind in ('review', 'decision', 'reading', 'answer', 'fix')),
  origin text not null check (char_length(origin) between 1 and 100),
  subject_id uuid,
  role text check (role in ('administrator', 'aims-manager', 'ai-system-owner', 'risk-owner', 'top-management', 'internal-auditor', 'certification-auditor', 'employee')),
  opens_on date,
  due_on date not null,
  legal_clock boolean,
  requirement_ids text[] check (cardinality(requirement_ids) <= 50),
  completed_on date,
  outcome text check (outcome in ('done', 'no_change')),
  outcome_note text check (char_length(outcome_note) <= 4000),
  -- {"key": ..., "facts": {...}}: why it exists. Null for obligations made by hand.
  cause jsonb check (cause ? 'key' and cause ? 'facts'),
  -- The terms of its cadence as they were when it was raised; null unless a cadence raised it.
  interval_days int check (interval_days > 0),
  missed_before int not null default 0 check (missed_before >= 0),
  escalation_after_days int[] not null default '{}',
  follows_owner boolean not null default false,
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
  foreign key (organization_id, subject_id) references app.record (organization_id, id),
  -- Done means done on a day, with an outcome; looked at without a change means saying why. An obligation that was
  -- reopened keeps what came of it last.
  check (state <> 'done' or (completed_on is not null and outcome is not null)),
  check (outcome <> 'no_change' or char_length(outcome_note) > 0)
);
select app.enroll_register('app.obligation', 'obligation', 'title');
select app.enroll_search('app.obligation', array['title']);

-- The same subject, origin and cause ask once at a time, whoever raises them at the same moment.
create unique index obligation_asks_once on app.obligation
  (organization_id, coalesce(subject_id, organization_id), origin, (cause ->> 'key'))
  where state = 'open' and archived_at is null and cause is not null;
-- My work: one person's, and what a role may take.
create index on app.obligation (organization_id, owner_id, due_on) where state = 'open';
create index on app.obligation (organization_id, role, due_on) where state = 'open' and owner_id is null;
create index on app.obligation (organization_id, subject_id, origin);

-- My work asks the spine which records of a register wait in a state.
create index on app.record (organization_id, register, state) where not archived;

-- When the organization does not work: due dates move off these days, except those a law sets.
create table app.working_calendar (
  organization_id uuid not null references app.organization,
  id uuid not null,
  weekend int[] not null check (weekend <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekend) < 7),
  holidays date[] not null check (cardinality(holidays) <= 500),
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, updated_by) references app.person (organization_id, id),
  check (id = organization_id)
);
select trail.enroll('app.working_calendar');
