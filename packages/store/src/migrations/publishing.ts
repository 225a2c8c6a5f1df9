/** Corrected figures go through review like the first ones, nothing is published without one, and long news stay short. */
export const name = '0009-publishing'

export const sql = `
create or replace function gouji.edition_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.withdrawn_at is not null or not exists (
      select from gouji.filing f where f.id = new.filing and (f.state = 'approved' or f.state = 'published'
        -- The same figures in another form need no second approval.
        and new.ledger_version is not distinct from
          (select e.ledger_version from gouji.edition e where e.filing = f.id order by e.number desc limit 1))
    ) then
      raise exception 'edition-needs-approval' using errcode = 'GJ001';
    end if;
    return new;
  end if;
  if old.withdrawn_at is not null or to_jsonb(new) - 'withdrawn_by' - 'withdrawn_at' - 'withdrawn_reason'
    <> to_jsonb(old) - 'withdrawn_by' - 'withdrawn_at' - 'withdrawn_reason' then
    raise exception 'edition-immutable' using errcode = 'GJ001';
  end if;
  return new;
end $$;

-- The edition comes first, in the same transaction.
create function gouji.filing_published() returns trigger language plpgsql as $$
begin
  if not exists (
    select from gouji.edition e where e.filing = new.id and e.withdrawn_at is null and e.published_at >= old.state_since
  ) then
    raise exception 'filing-publish-edition' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger published before update on gouji.filing for each row
  when (new.state = 'published' and old.state <> 'published') execute function gouji.filing_published();

-- What is told may have 8,000 bytes at most, and must never be the reason that work fails.
create or replace function gouji.job_tell() returns trigger language plpgsql as $$
begin
  perform pg_notify('gouji', json_build_object('kind', 'job', 'id', new.id, 'job', new.kind, 'organisation',
    new.organisation, 'person', new.person, 'state', new.state,
    'progress', case when length(new.progress::text) < 1500 then new.progress end)::text);
  return null;
end $$;
`
