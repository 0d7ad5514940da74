-- What somebody does to their own account (another password, a second factor) concerns every organization that the
-- account opens, and belongs to none. It happens in a transaction of no organization, so the recording puts each in turn in
-- charge of it, and none at the end.

-- In how many trails it has to stand. Holds the account, so that it opens no further organization meanwhile.
create function auth.count_entered(account uuid) returns int
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform 1 from auth.user u where u.id = account for no key update;
  return (select count(*) from app.person p where p.user_id = account and p.state = 'active' and p.archived_at is null);
end $$;

-- Records it under one of the operation ids in each of them, as an act of the person that the account is there.
create function auth.record_own(account uuid, operations uuid[], at timestamptz, name text, event text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one record;
begin
  if app.organization_id() is not null then
    raise exception 'an operation of an organization records itself';
  end if;
  for one in
    select p.organization_id, p.id, operations[row_number() over (order by p.id)] as operation from app.person p
    where p.user_id = account and p.state = 'active' and p.archived_at is null
  loop
    perform set_config('plumbline.organization', one.organization_id::text, true),
      set_config('plumbline.operation', one.operation::text, true);
    perform trail.record(at, name, event, one.id, one.id, null);
  end loop;
  perform set_config('plumbline.organization', '', true), set_config('plumbline.operation', '', true);
end $$;

revoke all on function auth.count_entered from public;
revoke all on function auth.record_own from public;
grant execute on function auth.count_entered to {{app}};
grant execute on function auth.record_own to {{app}};
