-- Content of packs as organizations adopted it, so that a later version can be compared with it and what was
-- decided under it can be decided again. It is the same for every organization and holds nothing of any of them,
-- so it stands outside row-level security, in a schema of its own; a row is written once.
create schema pack;
grant usage on schema pack to {{app}}, {{backup}};

create table pack.edition (
  pack_id text not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  version text not null,
  content text not null,
  kept_at timestamptz not null,
  primary key (pack_id, content_hash),
  check (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
grant select, insert on pack.edition to {{app}};
grant select on pack.edition to {{backup}};
create trigger refuse_truncate before truncate on pack.edition execute function app.refuse_truncate();

-- Which version of a pack an organization works with: the latest row of each pack.
create table app.pack_adoption (
  organization_id uuid not null references app.organization,
  id uuid not null,
  pack_id text not null check (char_length(pack_id) between 1 and 100),
  content_hash text not null,
  version text not null,
  law_state_date date,
  adopted_at timestamptz not null,
  adopted_by uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, adopted_by) references app.person (organization_id, id),
  foreign key (pack_id, content_hash) references pack.edition (pack_id, content_hash)
);
create index on app.pack_adoption (organization_id, pack_id, id desc);
select trail.enroll('app.pack_adoption');
