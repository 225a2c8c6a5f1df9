/**
 * Closes ways around that were open: a grant that was taken back came into force again by one office alone, a department
 * left the sight of its bureau by becoming a top of its own, and a ledger that was just being saved changed after its
 * filing had been handed in.
 */
export const name = '0017-closed-ways'

export const sql = `
-- A grant is decided once: who was refused, or no longer holds it, needs a new one, proposed and approved by two offices.
create function gouji.grant_steps() returns trigger language plpgsql
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if gouji.current_person() is not null and not (
    (old.state = 'proposed' and new.state in ('active', 'refused', 'ended')) or (old.state = 'active' and new.state = 'ended')
  ) then
    raise exception 'grant-step' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger steps before update on gouji."grant" for each row execute function gouji.grant_steps();

create function gouji.organisation_top() returns trigger language plpgsql
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if gouji.current_person() is not null and new.parent is null and old.parent is not null then
    raise exception 'organisation-top' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger top before update of parent on gouji.organisation
  for each row execute function gouji.organisation_top();

-- Whoever saves holds the filing where it is until the figures are kept, and whoever hands it in waits for that.
create function gouji.ledger_version_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  perform 1 from gouji.filing f where f.ledger = new.ledger order by f.id for share;
  if exists (select from gouji.filing f where f.ledger = new.ledger and f.state not in ('draft', 'returned')) then
    raise exception 'ledger-frozen' using errcode = 'GJ001';
  end if;
  return new;
end $$;
drop trigger guard on gouji.ledger_version;
create trigger guard before insert on gouji.ledger_version
  for each row execute function gouji.ledger_version_guard();
`
