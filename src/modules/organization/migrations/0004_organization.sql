-- The organization itself, its people and its units.

create table app.organization (
  organization_id uuid primary key,
  id uuid not null check (id = organization_id),
  name text not null check (char_length(name) between 1 and 200),
  -- Made from sample data on this machine: sign-in then lets one pick a person, on loopback only.
  demo boolean not null default false,
  time_zone text not null default 'UTC',
  locale text not null default 'en',
  created_at timestamptz not null
);
select trail.enroll('app.organization');

-- Names and addresses of people live here and in schema auth only; every other table keeps ids.
create table app.person (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('invited', 'active', 'disabled')),
  owner_id uuid,
  name text not null check (char_length(name) between 1 and 200),
  email text check (char_length(email) <= 320),
  job_title text check (char_length(job_title) <= 200),
  unit_id uuid,
  user_id uuid,
  custom jsonb not null default '{}',
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references app.person (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id) deferrable initially deferred,
  foreign key (organization_id, updated_by) references app.person (organization_id, id) deferrable initially deferred
);
create unique index on app.person (organization_id, lower(email));
create unique index on app.person (organization_id, user_id);
create index on app.person (user_id);
select app.enroll_register('app.person', 'person', 'name', subject => 'id');
select app.enroll_search('app.person', array['name']);

-- From here on every record has an owner who is a person of the same organization, or none yet.
alter table app.record add foreign key (organization_id, owner_id) references app.person (organization_id, id);

-- Which access roles a person holds. One row each, so that the trail says who gave what and when.
create table app.role_assignment (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role ~ '^[a-z][a-z-]{1,40}$'),
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  unique (organization_id, person_id, role),
  foreign key (organization_id, person_id) references app.person (organization_id, id)
);
select trail.enroll('app.role_assignment', deletable => true);

create table app.organization_unit (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('active', 'closed')),
  owner_id uuid,
  name text not null check (char_length(name) between 1 and 200),
  short_name text check (char_length(short_name) <= 40),
  kind text check (kind in ('legal_entity', 'division', 'department', 'team', 'site')),
  parent_id uuid,
  purpose text check (char_length(purpose) <= 20000),
  custom jsonb not null default '{}',
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references app.person (organization_id, id),
  foreign key (organization_id, parent_id) references app.organization_unit (organization_id, id),
  foreign key (organization_id, created_by) references app.person (organization_id, id),
  foreign key (organization_id, updated_by) references app.person (organization_id, id),
  check (parent_id <> id)
);
create index on app.organization_unit (organization_id, parent_id);
select app.enroll_register('app.organization_unit', 'organization-unit', 'name');
select app.enroll_search('app.organization_unit', array['name']);

alter table app.person add foreign key (organization_id, unit_id) references app.organization_unit (organization_id, id);
