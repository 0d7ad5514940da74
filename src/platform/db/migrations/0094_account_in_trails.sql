-- What somebody does to their own account (another password, a second factor) concerns every organization that the
-- account opens, and belongs to none. It happens in a transaction of no organization, which recording puts into one after
-- the other, and out of it again.

-- The person that an account is in each organization it opens. Holds the account, so that it opens no further one meanwhile.
create function auth.persons_of(account uuid) returns table (organization_id uuid, person_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform 1 from auth.user u where u.id = account for no key update;
  return query
  select p.organization_id, p.id from app.person p
  where p.user_id = account and p.state = 'active' and p.archived_at is null
  order by p.id;
end $$;

-- Records in an organization's trail what a person of it did to their own account.
create function auth.record_own(organization uuid, person uuid, operation uuid, at timestamptz, name text, event text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if app.organization_id() is not null then
    raise exception 'an operation of an organization records itself';
  end if;
  perform set_config('plumbline.organization', organization::text, true),
    set_config('plumbline.operation', operation::text, true);
  perform trail.record(at, name, event, person, person, null);
  perform set_config('plumbline.organization', '', true), set_config('plumbline.operation', '', true);
end $$;

revoke all on function auth.persons_of from public;
revoke all on function auth.record_own from public;
grant execute on function auth.persons_of to {{app}};
grant execute on function auth.record_own to {{app}};
