-- Views of lists: filters, grouping, order and columns under a name, of one person, or shared with everyone who may
-- read the register.

create table app.view (
  organization_id uuid not null references app.organization,
  id uuid not null,
  version int not null check (version > 0),
  person_id uuid not null,
  register text not null check (register ~ '^[a-z][a-z-]{0,60}$'),
  name text not null check (char_length(name) between 1 and 60),
  -- The parameters of the list's address.
  search jsonb not null check (jsonb_typeof(search) = 'object' and octet_length(search::text) <= 16000),
  shared boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, register, person_id, name),
  foreign key (organization_id, person_id) references app.person (organization_id, id)
);
select trail.enroll('app.view', deletable => true);
