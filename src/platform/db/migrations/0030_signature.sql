-- Signatures on decisions. A signature is written once: the app may neither change nor remove it.

create table app.signature (
  organization_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  record_version int not null check (record_version > 0),
  record_hash text not null check (record_hash ~ '^[0-9a-f]{64}$'),
  meaning text not null check (char_length(meaning) between 1 and 100),
  statement text not null check (char_length(statement) between 1 and 20000),
  statement_hash text not null check (statement_hash ~ '^[0-9a-f]{64}$'),
  signer_id uuid not null,
  signed_at timestamptz not null,
  time_zone text not null,
  reauthenticated_by text not null check (reauthenticated_by in ('password', 'password_and_second_factor')),
  reauthenticated_at timestamptz not null,
  operation_id uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, record_id) references app.record (organization_id, id),
  foreign key (organization_id, signer_id) references app.person (organization_id, id)
);
create index on app.signature (organization_id, record_id, signed_at desc, id);
select trail.enroll('app.signature');
revoke update on app.signature from {{app}};

-- The printed name is personal data: apart from the signature, so that it can be erased and the signature still stands.
create table app.signature_name (
  organization_id uuid not null,
  id uuid not null,
  signature_id uuid not null,
  person_id uuid not null,
  printed_name text not null,
  primary key (organization_id, id),
  unique (organization_id, signature_id),
  foreign key (organization_id, signature_id) references app.signature (organization_id, id),
  foreign key (organization_id, person_id) references app.person (organization_id, id)
);
select trail.enroll('app.signature_name', subject => 'person_id');
revoke update on app.signature_name from {{app}};
