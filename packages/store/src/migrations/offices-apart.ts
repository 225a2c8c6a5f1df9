/**
 * Closes further ways around 三员分立: who watches cannot be sent away by whom they watch, each office stays held by
 * somebody, and an account that was taken over is wholly given back by a reset. And a line of news that a browser keeps
 * open does not count as somebody being there.
 */
import { definer } from './protect.ts'

export const name = '0010-offices-apart'

const SEPARATED = `('system_admin', 'security_admin', 'auditor')`

export const sql = `
create function gouji.grant_offices() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if (new.valid_from, new.valid_to) is distinct from (old.valid_from, old.valid_to) then
    raise exception 'grant-immutable' using errcode = 'GJ001';
  end if;
  if old.state <> 'active' or new.state = 'active' or old.role not in ${SEPARATED} or gouji.current_person() is null then
    return new;
  end if;
  if old.role <> 'system_admin' and old.organisation not in (select gouji.reach('secure')) then
    raise exception 'grant-other-office' using errcode = 'GJ001';
  end if;
  -- Two that end at once would each see the other.
  perform pg_advisory_xact_lock(hashtext('gouji.offices'));
  if not exists (
    select from gouji."grant" o join gouji.person p on p.id = o.person and p.disabled_at is null
    where o.role = old.role and o.id <> old.id and o.state = 'active'
      and o.valid_from <= current_date and o.valid_to is null
  ) then
    raise exception 'grant-last-of-office' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger offices before update on gouji."grant" for each row execute function gouji.grant_offices();

-- Who holds one of the offices is neither shut out nor renamed before that grant has ended.
create function gouji.person_offices() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if gouji.current_person() is not null
    and (new.login, new.disabled_at, new.organisation) is distinct from (old.login, old.disabled_at, old.organisation)
    and exists (select from gouji."grant" g where g.person = new.id and g.state = 'active' and g.role in ${SEPARATED}) then
    raise exception 'person-holds-office' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger offices before update on gouji.person for each row execute function gouji.person_offices();

-- A sign-on that somebody linked to another's account goes with the second factor.
create function gouji.credential_unlink() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if new.must_change and not old.must_change or new.must_change and new.secret <> old.secret then
    delete from gouji.credential where person = new.person and kind = 'oidc';
  end if;
  return null;
end $$;
create trigger unlink after update on gouji.credential for each row when (new.kind = 'password')
  execute function gouji.credential_unlink();

-- As session_find, without keeping it awake.
${definer(
  'session_look(wanted text, idle_seconds integer) returns setof gouji.session',
  `
begin
  return query select s.* from gouji.session s join gouji.person p on p.id = s.person and p.disabled_at is null
  where s.hash = wanted and s.ended_at is null and s.expires_at > now()
    and s.seen_at > now() - make_interval(secs => idle_seconds);
end `,
  'stable',
)}
grant execute on function gouji.session_look(text, integer) to gouji_app;
`
