-- A duty is asked of a role that may complete it. One that was asked of the certification auditor takes another role
-- before anything else is done with it, and does not keep the product from being upgraded.
alter table app.obligation drop constraint obligation_role_check;
alter table app.obligation add constraint obligation_role_check
  check (role in ('administrator', 'aims-manager', 'ai-system-owner', 'risk-owner', 'top-management', 'internal-auditor', 'employee')) not valid;
do $$
begin
  alter table app.obligation validate constraint obligation_role_check;
exception when check_violation then
  raise notice 'A duty is asked of a role that cannot complete it.';
end
$$;
