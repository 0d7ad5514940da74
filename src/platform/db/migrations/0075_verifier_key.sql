-- The public halves of the keys that ever signed a trail here, so that losing the key file loses the private half only.
-- Nothing trusts a key because it stands here: what may sign and what verifies says the file outside the database.

create table trail.verifier_key (
  verifier text primary key check (char_length(verifier) between 20 and 500),
  kept_at timestamptz not null
);
alter table trail.verifier_key enable row level security;
alter table trail.verifier_key force row level security;
create policy owner_all on trail.verifier_key to {{owner}} using (true) with check (true);
create policy sequencer_all on trail.verifier_key to {{sequencer}} using (true) with check (true);
create policy backup_read on trail.verifier_key for select to {{backup}} using (true);
create trigger refuse_truncate before truncate on trail.verifier_key execute function app.refuse_truncate();
grant select, insert on trail.verifier_key to {{sequencer}};
grant select on trail.verifier_key to {{backup}};
