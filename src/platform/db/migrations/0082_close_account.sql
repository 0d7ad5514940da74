-- For an account that is in other hands: what opens it now ends at once, so that only a link that is made afterwards lets
-- its person in. Returns why not, null when it has ended.
create function auth.close_account(person uuid, at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_account uuid;
  why text;
begin
  select m.account, m.refusal into found_account, why from auth.mendable(person) m;
  if why is null then
    delete from auth.password p where p.user_id = found_account;
    delete from auth.session s where s.user_id = found_account;
    update auth.one_time_token t set used_at = at where t.user_id = found_account and t.used_at is null;
  end if;
  return why;
end $$;

revoke all on function auth.close_account from public;
grant execute on function auth.close_account to {{app}};
