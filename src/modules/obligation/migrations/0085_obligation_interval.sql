-- How often a duty is asked becomes a fact of it that people see.
alter table app.obligation drop constraint obligation_interval_days_check;
alter table app.obligation add constraint obligation_interval_days_check check (interval_days between 1 and 36500);
