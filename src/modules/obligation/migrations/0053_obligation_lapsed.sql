-- A duty that nothing asks for any longer is over without having been done or waived: its record was closed, archived, or
-- is no longer of the kind that its cadence looks at.
alter table app.obligation drop constraint obligation_state_check;
alter table app.obligation add constraint obligation_state_check
  check (state in ('open', 'done', 'waived', 'lapsed'));
