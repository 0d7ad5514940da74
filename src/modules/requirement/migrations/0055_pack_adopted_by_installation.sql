-- What an organization works with from its beginning is adopted by the installation itself: no person decided it.
alter table app.pack_adoption alter column adopted_by drop not null;
