-- When each job ran last for an organization, and when it is due next: bookkeeping of the installation, not a record of the
-- organization, so it stands outside the trail. What a job does is recorded as any other operation.
create schema job;
grant usage on schema job to {{app}}, {{backup}};

create table job.run (
  organization_id uuid not null references app.organization,
  job text not null check (char_length(job) between 1 and 100),
  next_run_at timestamptz not null,
  -- The last run that ended well, and the last that found something to do.
  ran_at timestamptz,
  did_at timestamptz,
  -- Of the last run when it failed.
  failed_at timestamptz,
  failure text check (char_length(failure) <= 1000),
  failures int not null check (failures >= 0),
  primary key (organization_id, job)
);
alter table job.run enable row level security;
alter table job.run force row level security;
create policy owner_all on job.run to {{owner}} using (true) with check (true);
create policy backup_read on job.run for select to {{backup}} using (true);
create policy app_all on job.run to {{app}}
  using (organization_id = (select app.organization_id())) with check (organization_id = (select app.organization_id()));
grant select, insert, update on job.run to {{app}};
grant select on job.run to {{backup}};

-- Which jobs are due for which organization: the one question that looks across organizations. It answers ids only.
create function job.due(jobs text[], at timestamptz) returns table (organization_id uuid, job text)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, wanted.job
  from app.organization o cross join unnest(jobs) as wanted (job)
  left join job.run r on r.organization_id = o.id and r.job = wanted.job
  where r.next_run_at is null or r.next_run_at <= at
  order by coalesce(r.next_run_at, 'epoch'), o.id, wanted.job
$$;
revoke all on function job.due from public;
grant execute on function job.due to {{app}};
