-- An account may come to open another organization at the very moment in which an administrator of the first mends it.
-- Both hold its row, so that the second of them sees what the first has done.

create or replace function auth.mendable(person uuid, out account uuid, out refusal text)
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  select p.user_id into account from app.person p
  where p.organization_id = app.organization_id() and p.id = person and p.state = 'active' and p.archived_at is null;
  if account is null then
    refusal := 'no-account';
    return;
  end if;
  perform 1 from auth.user u where u.id = account for no key update;
  if exists (select from app.person p where p.user_id = account and p.organization_id <> app.organization_id()) then
    refusal := 'elsewhere';
  end if;
end $$;

-- Takes up an invitation of this transaction's organization. Whoever has an account with a password must have shown that
-- password: `proven_hash` is what it was compared with, and still the account's. Everybody else brings `new_password_hash`.
-- Links for a new password end together with what this does: one that an administrator made while the account opened no
-- other organization opens none of the others, and none is used between the proof and this.
drop function auth.accept_invitation(bytea, uuid, text, timestamptz);
create function auth.accept_invitation(hash bytea, new_user uuid, new_password_hash text, proven_hash text, at timestamptz)
returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  invited record;
  account uuid;
  kept_hash text;
begin
  select i.id, i.organization_id, i.person_id, lower(p.email) as email into invited
  from auth.invitation i
  join app.person p on p.organization_id = i.organization_id and p.id = i.person_id
  where i.token_hash = hash and i.organization_id = app.organization_id()
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > at
    and p.state <> 'disabled' and p.user_id is null and p.archived_at is null and p.email is not null
  for update of i, p;
  if not found then
    return null;
  end if;
  insert into auth.user (id, email, created_at) values (new_user, invited.email, at) on conflict (email) do nothing;
  select u.id into account from auth.user u where u.email = invited.email for update;
  update auth.one_time_token t set used_at = at
  where t.user_id = account and t.purpose = 'reset' and t.used_at is null;
  select w.hash into kept_hash from auth.password w where w.user_id = account;
  if kept_hash is distinct from proven_hash or (kept_hash is null) = (new_password_hash is null) then
    return null;
  end if;
  if kept_hash is null then
    insert into auth.password (user_id, hash, changed_at) values (account, new_password_hash, at);
  end if;
  update auth.invitation i set accepted_at = at
  where i.organization_id = invited.organization_id and i.id = invited.id;
  update app.person p set user_id = account, state = 'active', version = p.version + 1, updated_at = at, updated_by = p.id
  where p.organization_id = invited.organization_id and p.id = invited.person_id;
  return account;
end $$;

revoke all on function auth.accept_invitation from public;
grant execute on function auth.accept_invitation to {{app}};
