-- Guesses are counted by where they come from, so that nobody can close somebody else's account by guessing at it, and
-- sessions say where they were begun, so that people can tell theirs apart.

alter table auth.session
  add column agent text check (char_length(agent) <= 300),
  add column address text check (char_length(address) <= 100);

drop function auth.begin_attempt(bytea, timestamptz);
drop function auth.clear_attempts(bytea);
alter table auth.attempt drop column locked_until;

-- Counts an attempt under several keys before it is checked, so that attempts in parallel are counted too. Each key has its
-- limit: once `most` attempts fall within the time `within`, the next waits until `pause` has passed since the last.
-- Returns until when attempts are refused, null when this one may go on; a refused one is not counted.
create function auth.begin_attempts(attempt_keys bytea[], most int[], within interval[], pause interval[], at timestamptz)
returns timestamptz
language plpgsql security definer set search_path = pg_catalog as $$
declare
  until timestamptz;
begin
  -- In the order of the keys, so that two attempts that share keys do not wait for each other.
  insert into auth.attempt (key, recent, touched_at)
  select k, '{}', at from unnest(attempt_keys) k order by k on conflict (key) do nothing;
  perform from auth.attempt a where a.key = any (attempt_keys) order by a.key for update;
  select max(counted.latest + l.pause) into until
  from unnest(attempt_keys, most, within, pause) l (key, most, within, pause)
  join auth.attempt a on a.key = l.key
  cross join lateral (
    select count(*) as attempts, max(t) as latest from unnest(a.recent) t where t > at - l.within
  ) counted
  where counted.attempts >= l.most and counted.latest + l.pause > at;
  if until is not null then
    return until;
  end if;
  update auth.attempt a
  set recent = array(select t from unnest(a.recent) t where t > at - l.within order by t) || at, touched_at = at
  from unnest(attempt_keys, within) l (key, within)
  where a.key = l.key;
  return null;
end $$;

-- After one that succeeded: forgets all attempts under some keys, and under others this one alone.
create function auth.end_attempts(forgotten bytea[], taken_back bytea[], at timestamptz) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  delete from auth.attempt a where a.key = any (forgotten);
  update auth.attempt a set recent = array_remove(a.recent, at) where a.key = any (taken_back);
end;

revoke all on function auth.begin_attempts, auth.end_attempts from public;
grant execute on function auth.begin_attempts, auth.end_attempts to {{app}};
