-- Whoever ends a person's access to one organization ends the sessions there for good, and none in another organization that
-- the same account opens: its administrator was never asked.

alter table auth.session add column closed_to uuid[] not null default '{}';

create or replace function auth.end_access() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if auth.may_enter(new.user_id) then
    update auth.session s set closed_to = s.closed_to || new.organization_id
    where s.user_id = new.user_id and new.organization_id <> all (s.closed_to);
  else
    delete from auth.session s where s.user_id = new.user_id;
  end if;
  update auth.api_key k set revoked_at = new.updated_at, revoked_by = new.updated_by
  where k.organization_id = new.organization_id and k.person_id = new.id and k.revoked_at is null;
  update auth.invitation i set revoked_at = new.updated_at
  where i.organization_id = new.organization_id and i.person_id = new.id and i.accepted_at is null and i.revoked_at is null;
  return null;
end $$;

-- As in 0005, but a session opens no organization that it was closed to.
create or replace function auth.identify(session_hash bytea, api_key_hash bytea, wanted uuid, strict boolean, at timestamptz)
returns table (organization_id uuid, person_id uuid, roles text[], scopes text[], credential_id uuid, used_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog rows 1 as $$
begin
  if api_key_hash is not null then
    return query
    select p.organization_id, p.id,
      array(select a.role from app.role_assignment a where a.organization_id = p.organization_id and a.person_id = p.id order by a.role),
      k.scopes, k.id, k.last_used_at
    from auth.api_key k
    join app.person p on p.organization_id = k.organization_id and p.id = k.person_id
    where k.key_hash = api_key_hash and k.revoked_at is null and k.expires_at > at
      and p.state = 'active' and p.archived_at is null
      and (wanted is null or not strict or p.organization_id = wanted);
  else
    return query
    select p.organization_id, p.id,
      array(select a.role from app.role_assignment a where a.organization_id = p.organization_id and a.person_id = p.id order by a.role),
      null::text[], s.id, s.last_seen_at
    from auth.session s
    join app.person p on p.user_id = s.user_id
    where s.token_hash = session_hash and s.expires_at > at and s.last_seen_at > at - interval '12 hours'
      and p.organization_id <> all (s.closed_to)
      and p.state = 'active' and p.archived_at is null
      and (wanted is null or not strict or p.organization_id = wanted)
    order by (p.organization_id = wanted) desc nulls last, p.created_at, p.id
    limit 1;
  end if;
end $$;
