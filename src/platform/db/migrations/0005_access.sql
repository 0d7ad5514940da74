-- How people and programs get in. Identities are global (one person may work for several organizations), so
-- schema auth is outside the organizations' row-level security; instead its tables of identities are out of
-- reach of every transaction that acts for an organization. Tokens are kept as SHA-256 only.

create table auth.user (
  id uuid primary key,
  email text not null unique check (email = lower(email) and char_length(email) between 3 and 320),
  created_at timestamptz not null
);

create table auth.password (
  user_id uuid primary key references auth.user on delete cascade,
  hash text not null check (hash like '$scrypt$%'),
  changed_at timestamptz not null
);

create table auth.session (
  id uuid primary key,
  user_id uuid not null references auth.user on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  authenticated_at timestamptz not null,
  second_factor boolean not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on auth.session (user_id);
create index on auth.session (expires_at);

-- Links and pending sign-ins, each good for one use.
create table auth.one_time_token (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  purpose text not null check (purpose in ('second-factor', 'reset')),
  user_id uuid not null references auth.user on delete cascade,
  failures int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on auth.one_time_token (user_id);
create index on auth.one_time_token (expires_at);

create table auth.second_factor (
  user_id uuid primary key references auth.user on delete cascade,
  -- Encrypted under a key derived from the signing secret, which is not in the database.
  sealed_secret bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The time step of the last code accepted: it and all before are refused (RFC 6238, 5.2).
  last_step bigint
);

create table auth.recovery_code (
  user_id uuid not null references auth.second_factor on delete cascade,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- Attempts to prove an identity, by a keyed hash of the address tried: known and unknown ones alike.
create table auth.attempt (
  key bytea primary key check (octet_length(key) = 32),
  recent timestamptz[] not null,
  locked_until timestamptz,
  touched_at timestamptz not null
);
create index on auth.attempt (touched_at);

do $$
declare t text;
begin
  foreach t in array array['user', 'password', 'session', 'one_time_token', 'second_factor', 'recovery_code', 'attempt'] loop
    execute format('alter table auth.%I enable row level security', t);
    execute format('alter table auth.%I force row level security', t);
    execute format('create policy owner_all on auth.%I to {{owner}} using (true) with check (true)', t);
    execute format('create policy backup_read on auth.%I for select to {{backup}} using (true)', t);
    execute format('create policy app_identity on auth.%I to {{app}} using ((select app.organization_id()) is null) with check ((select app.organization_id()) is null)', t);
    execute format('grant select on auth.%I to {{backup}}', t);
  end loop;
end $$;
grant select, insert on auth.user to {{app}};
grant select, insert, update (hash, changed_at) on auth.password to {{app}};
grant select, insert, delete, update (last_seen_at) on auth.session to {{app}};
grant select, insert, update (failures, used_at) on auth.one_time_token to {{app}};
grant select, insert, delete, update (confirmed_at, last_step) on auth.second_factor to {{app}};
grant select, insert, update (used_at) on auth.recovery_code to {{app}};

alter table app.person add foreign key (user_id) references auth.user (id);

-- What belongs to one organization: under its row-level security, and in its trail without hashes.
create table auth.invitation (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references app.person (organization_id, id)
);
create index on auth.invitation (organization_id, person_id);

create table auth.api_key (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 100),
  created_at timestamptz not null,
  created_by uuid not null,
  expires_at timestamptz not null check (expires_at <= created_at + interval '366 days'),
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references app.person (organization_id, id)
);
create index on auth.api_key (organization_id, person_id);

-- Like trail.capture, but only the columns named as arguments enter the image: never a hash or a secret.
create function auth.capture_facts() returns trigger
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare
  operation uuid := app.operation_id();
  organization uuid := app.organization_id();
  salt bytea := uuid_send(gen_random_uuid());
  before_image bytea;
  after_image bytea;
begin
  if operation is null or new.organization_id is distinct from organization then
    raise exception 'a write to % outside an operation of its organization', tg_relid::regclass;
  end if;
  select convert_to(jsonb_object_agg(f.key, f.value)::text, 'UTF8') into after_image
  from jsonb_each(to_jsonb(new)) f where f.key = any (tg_argv);
  if tg_op = 'UPDATE' then
    select c.after into before_image from trail.change c
    where c.row_id = new.id and c.table_name = tg_table_name order by c.id desc limit 1;
  end if;
  insert into trail.change (organization_id, operation_id, table_name, row_id, action, schema_version, salt, before_hash, after_hash, after)
  values (organization, operation, tg_table_name, new.id, case tg_op when 'INSERT' then 'i' else 'u' end, 1, salt,
    sha256(salt || before_image), sha256(salt || after_image), after_image);
  return null;
end $$;

create trigger capture_facts after insert or update of person_id, expires_at, accepted_at, revoked_at on auth.invitation
  for each row execute function auth.capture_facts('organization_id', 'id', 'person_id', 'created_at', 'created_by', 'expires_at', 'accepted_at', 'revoked_at');
create trigger capture_facts after insert or update of person_id, name, scopes, expires_at, revoked_at on auth.api_key
  for each row execute function auth.capture_facts('organization_id', 'id', 'person_id', 'name', 'scopes', 'created_at', 'created_by', 'expires_at', 'revoked_at', 'revoked_by');

do $$
declare t text;
begin
  foreach t in array array['invitation', 'api_key'] loop
    execute format('alter table auth.%I enable row level security', t);
    execute format('alter table auth.%I force row level security', t);
    execute format('create policy owner_all on auth.%I to {{owner}} using (true) with check (true)', t);
    execute format('create policy backup_read on auth.%I for select to {{backup}} using (true)', t);
    execute format('create policy app_all on auth.%I to {{app}} using (organization_id = (select app.organization_id())) with check (organization_id = (select app.organization_id()))', t);
    execute format('grant select on auth.%I to {{backup}}', t);
    execute format('grant insert on auth.%I to {{app}}', t);
    execute format('create trigger refuse_truncate before truncate on auth.%I execute function app.refuse_truncate()', t);
  end loop;
end $$;
grant select (organization_id, id, person_id, created_at, created_by, expires_at, accepted_at, revoked_at), update (revoked_at)
  on auth.invitation to {{app}};
grant select (organization_id, id, person_id, name, scopes, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by),
  update (last_used_at, revoked_at, revoked_by)
  on auth.api_key to {{app}};

-- Who acts, from the hash of a session's token or of an API key. Everything that ends access is looked at here,
-- at each request. `wanted` chooses among a user's organizations; unless `strict`, it is only a preference.
create function auth.identify(session_hash bytea, api_key_hash bytea, wanted uuid, strict boolean, at timestamptz)
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
      and p.state = 'active' and p.archived_at is null
      and (wanted is null or not strict or p.organization_id = wanted)
    order by (p.organization_id = wanted) desc nulls last, p.created_at, p.id
    limit 1;
  end if;
end $$;

-- Counts an attempt before it is checked, so that attempts in parallel are counted too; a success clears them.
-- Returns until when attempts are refused, null when this one may go on.
create function auth.begin_attempt(attempt_key bytea, at timestamptz) returns timestamptz
language plpgsql security definer set search_path = pg_catalog as $$
declare
  kept timestamptz[];
  until timestamptz;
begin
  insert into auth.attempt (key, recent, touched_at) values (attempt_key, '{}', at) on conflict (key) do nothing;
  select a.recent, a.locked_until into kept, until from auth.attempt a where a.key = attempt_key for update;
  if until > at then
    return until;
  end if;
  kept := array(select t from unnest(kept) t where t > at - interval '15 minutes' order by t) || at;
  update auth.attempt a
  set recent = kept, touched_at = at,
    locked_until = case when cardinality(kept) >= 10 then at + interval '15 minutes' end
  where a.key = attempt_key;
  return null;
end $$;

create function auth.clear_attempts(attempt_key bytea) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  delete from auth.attempt a where a.key = attempt_key;
end;

-- Whether any organization lets this user in.
create function auth.may_enter(candidate uuid) returns boolean
language sql stable security definer set search_path = pg_catalog
begin atomic
  select exists (select from app.person p where p.user_id = candidate and p.state = 'active' and p.archived_at is null);
end;

-- An open invitation, and the account that its address has already.
create function auth.find_invitation(hash bytea, at timestamptz)
returns table (organization_id uuid, person_id uuid, organization text, name text, email text, user_id uuid)
language sql stable security definer set search_path = pg_catalog rows 1
begin atomic
  select p.organization_id, p.id, o.name, p.name, lower(p.email), u.id
  from auth.invitation i
  join app.person p on p.organization_id = i.organization_id and p.id = i.person_id
  join app.organization o on o.organization_id = i.organization_id
  left join auth.user u on u.email = lower(p.email)
    and exists (select from auth.password w where w.user_id = u.id)
  where i.token_hash = hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > at
    and p.state <> 'disabled' and p.user_id is null and p.archived_at is null and p.email is not null;
end;

-- Takes up an invitation of this transaction's organization. `new_password_hash` is null exactly when the address has an
-- account with a password already: whoever holds the link must then have shown that password, or an
-- administrator who sees the link could take over an account that other organizations trust.
-- Returns the user, null when the invitation is not open any more.
create function auth.accept_invitation(hash bytea, new_user uuid, new_password_hash text, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  invited record;
  account uuid;
  has_password boolean;
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
  has_password := exists (select from auth.password w where w.user_id = account);
  if has_password <> (new_password_hash is null) then
    return null;
  end if;
  if not has_password then
    insert into auth.password (user_id, hash, changed_at) values (account, new_password_hash, at);
  end if;
  update auth.invitation i set accepted_at = at
  where i.organization_id = invited.organization_id and i.id = invited.id;
  update app.person p set user_id = account, state = 'active', version = p.version + 1, updated_at = at, updated_by = p.id
  where p.organization_id = invited.organization_id and p.id = invited.person_id;
  return account;
end $$;

-- The account of a person of this transaction's organization, when an administrator of it may mend that account:
-- not when it opens another organization too, which never gave this administrator any power over it.
create function auth.mendable(person uuid, out account uuid, out refusal text)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  select p.user_id into account from app.person p
  where p.organization_id = app.organization_id() and p.id = person and p.state = 'active' and p.archived_at is null;
  if account is null then
    refusal := 'no-account';
  elsif exists (select from app.person p where p.user_id = account and p.organization_id <> app.organization_id()) then
    refusal := 'elsewhere';
  end if;
end $$;

-- Keeps a one-time link for a new password. Returns why not, null when kept.
create function auth.issue_reset(person uuid, hash bytea, at timestamptz, expires timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_account uuid;
  why text;
begin
  select m.account, m.refusal into found_account, why from auth.mendable(person) m;
  if why is null then
    update auth.one_time_token t set used_at = at where t.user_id = found_account and t.purpose = 'reset' and t.used_at is null;
    insert into auth.one_time_token (token_hash, purpose, user_id, created_at, expires_at)
    values (hash, 'reset', found_account, at, expires);
  end if;
  return why;
end $$;

-- Removes the second factor of someone who has lost it, and ends their sessions. Returns why not, null when removed.
create function auth.remove_second_factor(person uuid) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_account uuid;
  why text;
begin
  select m.account, m.refusal into found_account, why from auth.mendable(person) m;
  if why is null then
    delete from auth.second_factor f where f.user_id = found_account;
    if not found then
      return 'no-second-factor';
    end if;
    delete from auth.session s where s.user_id = found_account;
  end if;
  return why;
end $$;

-- Removes what can no longer be used.
create function auth.sweep(at timestamptz) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  delete from auth.session s where s.expires_at < at or s.last_seen_at < at - interval '12 hours';
  delete from auth.one_time_token t where t.expires_at < at - interval '1 day';
  delete from auth.attempt a where a.touched_at < at - interval '1 day';
end;

-- A person who is disabled or archived loses sessions and keys for good, not only while in that state.
create function auth.end_access() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from auth.session s where s.user_id = new.user_id;
  update auth.api_key k set revoked_at = new.updated_at, revoked_by = new.updated_by
  where k.organization_id = new.organization_id and k.person_id = new.id and k.revoked_at is null;
  update auth.invitation i set revoked_at = new.updated_at
  where i.organization_id = new.organization_id and i.person_id = new.id and i.accepted_at is null and i.revoked_at is null;
  return null;
end $$;
create trigger end_access after update on app.person for each row
  when ((new.state = 'disabled' and old.state <> 'disabled') or (new.archived_at is not null and old.archived_at is null))
  execute function auth.end_access();

-- An organization never loses its last administrator, not even when two remove each other at the same moment:
-- checked at commit, one transaction of an organization at a time.
create function auth.require_administrator() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(old.organization_id::text, 7100005));
  if not exists (
    select from app.role_assignment a
    join app.person p on p.organization_id = a.organization_id and p.id = a.person_id
    where a.organization_id = old.organization_id and a.role = 'administrator'
      and p.state = 'active' and p.archived_at is null
  ) then
    raise exception 'Nothing was changed: an organization needs at least one active administrator. Make someone else administrator first.'
      using errcode = 'PL001';
  end if;
  return null;
end $$;
create constraint trigger require_administrator after delete or update on app.role_assignment
  deferrable initially deferred for each row when (old.role = 'administrator')
  execute function auth.require_administrator();
create constraint trigger require_administrator after update on app.person
  deferrable initially deferred for each row
  when (old.state = 'active' and old.archived_at is null and (new.state <> 'active' or new.archived_at is not null))
  execute function auth.require_administrator();

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'auth'::regnamespace loop
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function auth.identify, auth.begin_attempt, auth.clear_attempts, auth.may_enter, auth.find_invitation,
  auth.accept_invitation, auth.issue_reset, auth.remove_second_factor, auth.sweep to {{app}};
