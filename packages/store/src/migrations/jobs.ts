/** Work for the workers: leased, beaten, finished once, and shared fairly between organisations. */
import { definer, protect, within } from './protect.ts'

export const name = '0006-jobs'

export const sql = `
create table gouji.job (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind <> ''),
  organisation uuid not null references gouji.organisation,
  person uuid not null references gouji.person,
  -- The same key is the same work: asking for it again finds the job that is there.
  key text unique,
  payload jsonb not null default '{}',
  priority integer not null default 0,
  -- Which turn it has among its equals; each organisation has one job in each turn.
  turn bigint not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'dead', 'cancelled')),
  attempts integer not null default 0,
  attempts_max integer not null default 5 check (attempts_max > 0),
  run_at timestamptz not null default now(),
  lease uuid,
  lease_until timestamptz,
  worker text,
  progress jsonb,
  result jsonb,
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index job_next on gouji.job (priority desc, turn, id) where state = 'queued';
create index job_turns on gouji.job (organisation, priority, turn) where state = 'queued';
create index job_leases on gouji.job (lease_until) where state = 'running';
create index job_listed on gouji.job (organisation, created_at desc);

-- A newcomer's first job comes at the turn that is being served, however many jobs another one has waiting.
create function gouji.job_turn() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
declare served bigint; own bigint;
begin
  -- One after the other within an organisation, else several jobs would take the same turn.
  perform pg_advisory_xact_lock(hashtext('gouji.job'), hashtext(new.organisation::text));
  select turn into served from gouji.job where state = 'queued' and priority = new.priority order by turn limit 1;
  select max(turn) into own from gouji.job
  where state = 'queued' and organisation = new.organisation and priority = new.priority;
  new.turn := greatest(coalesce(served, 0), coalesce(own + 1, 0));
  new.state := 'queued'; new.attempts := 0; new.lease := null; new.lease_until := null; new.worker := null;
  new.progress := null; new.result := null; new.error := null; new.finished_at := null;
  return new;
end $$;
create trigger turn before insert on gouji.job for each row execute function gouji.job_turn();

create function gouji.job_tell() returns trigger language plpgsql as $$
begin
  perform pg_notify('gouji', json_build_object('kind', 'job', 'id', new.id, 'job', new.kind, 'organisation',
    new.organisation, 'person', new.person, 'state', new.state, 'progress', new.progress)::text);
  return null;
end $$;
create trigger tell after insert or update on gouji.job for each row execute function gouji.job_tell();

${definer(
  'job_take(by text, kinds text[], lease_seconds integer) returns setof gouji.job',
  `
begin
  -- What a killed worker held comes back, at the turn it had.
  update gouji.job set state = case when attempts >= attempts_max then 'dead' else 'queued' end,
    lease = null, lease_until = null, worker = null,
    finished_at = case when attempts >= attempts_max then now() end,
    error = coalesce(error, 'worker-lost')
  where id in (select id from gouji.job where state = 'running' and lease_until < now() for update skip locked);
  return query update gouji.job set state = 'running', attempts = job.attempts + 1, lease = gen_random_uuid(),
    lease_until = clock_timestamp() + make_interval(secs => lease_seconds), worker = by, progress = null
  where id = (
    select j.id from gouji.job j where j.state = 'queued' and j.run_at <= now() and (kinds is null or j.kind = any (kinds))
    order by j.priority desc, j.turn, j.id limit 1 for update skip locked
  ) returning *;
end `,
)}

${definer(
  'job_beat(which uuid, of_lease uuid, lease_seconds integer, news jsonb) returns boolean',
  `
begin
  update gouji.job set lease_until = clock_timestamp() + make_interval(secs => lease_seconds),
    progress = coalesce(news, progress)
  where id = which and lease = of_lease and state = 'running';
  return found;
end `,
)}

-- Called inside the transaction that writes what the job made: both happen, or neither.
${definer(
  'job_finish(which uuid, of_lease uuid, outcome jsonb) returns void',
  `
begin
  update gouji.job set state = 'done', result = outcome, lease = null, lease_until = null, error = null, finished_at = now()
  where id = which and lease = of_lease and state = 'running';
  if not found then raise exception 'lease-lost' using errcode = 'GJ002'; end if;
end `,
)}

${definer(
  'job_fail(which uuid, of_lease uuid, why text, wait_seconds double precision, for_good boolean) returns text',
  `
declare after text;
begin
  update gouji.job set error = why, lease = null, lease_until = null, worker = null,
    state = case when for_good or attempts >= attempts_max then 'dead' else 'queued' end,
    finished_at = case when for_good or attempts >= attempts_max then now() end,
    run_at = now() + make_interval(secs => wait_seconds)
  where id = which and lease = of_lease and state = 'running' returning state into after;
  return after;
end `,
)}

-- A worker that stops in order gives back what it holds; the attempt does not count.
${definer(
  'job_return(which uuid, of_lease uuid) returns void',
  `
begin
  update gouji.job set state = 'queued', attempts = greatest(attempts - 1, 0), lease = null, lease_until = null, worker = null
  where id = which and lease = of_lease and state = 'running';
end `,
)}

${definer(
  'job_cancel(which uuid) returns boolean',
  `
begin
  update gouji.job set state = 'cancelled', lease = null, lease_until = null, finished_at = now()
  where id = which and state in ('queued', 'running')
    and (person = gouji.current_person() or organisation in (select gouji.reach('administer')));
  return found;
end `,
)}

${definer(
  'job_again(which uuid) returns boolean',
  `
begin
  update gouji.job set state = 'queued', attempts = 0, run_at = now(), finished_at = null, error = null
  where id = which and state in ('dead', 'cancelled')
    and (person = gouji.current_person() or organisation in (select gouji.reach('administer')));
  return found;
end `,
)}

${protect('job')}

create policy see on gouji.job for select to gouji_app
  using (person = (select gouji.current_person()) or ${within('see')} or ${within('administer')});
create policy add on gouji.job for insert to gouji_app
  with check (person = (select gouji.current_person()) and ${within('see')});

grant select, insert on gouji.job to gouji_app;
grant execute on function gouji.job_take(text, text[], integer), gouji.job_beat(uuid, uuid, integer, jsonb),
  gouji.job_finish(uuid, uuid, jsonb), gouji.job_fail(uuid, uuid, text, double precision, boolean),
  gouji.job_return(uuid, uuid), gouji.job_cancel(uuid), gouji.job_again(uuid) to gouji_app;
`
