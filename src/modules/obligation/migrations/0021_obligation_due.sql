-- What escalates is overdue: managers find it without looking at every open obligation.
create index on app.obligation (organization_id, due_on) where state = 'open';
