/**
 * A password that 安全管理员 resets is good for nothing until 系统管理员 has confirmed it: whoever resets knows the new one,
 * and could otherwise act as that person with nobody else knowing. Making people and granting roles is shared likewise.
 */
import { definer } from './protect.ts'

export const name = '0015-reset-held'

export const sql = `
alter table gouji.credential add column held_by uuid references gouji.person;

create or replace function gouji.credential_reset(who uuid, new_secret text, with_second_factor boolean) returns void
language plpgsql security definer set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if not exists (select from gouji.person p where p.id = who and p.organisation in (select gouji.reach('secure')))
    or who = gouji.current_person() then
    raise exception 'credential-reset' using errcode = 'GJ001';
  end if;
  insert into gouji.credential (person, kind, secret, must_change, held_by)
  values (who, 'password', new_secret, true, gouji.current_person())
  on conflict (person, kind) where kind <> 'recovery'
  do update set secret = new_secret, must_change = true, failed = 0, locked_until = null, updated_at = now(),
    held_by = gouji.current_person();
  if with_second_factor then delete from gouji.credential where person = who and kind in ('totp', 'recovery'); end if;
  update gouji.session set ended_at = now() where person = who and ended_at is null;
  update gouji.token set ended_at = now() where person = who and ended_at is null;
end $$;

${definer(
  'credential_confirm(who uuid) returns void',
  `
begin
  update gouji.credential c set held_by = null
  where c.person = who and c.kind = 'password' and c.held_by is not null and c.held_by <> gouji.current_person()
    and who <> gouji.current_person()
    and exists (select from gouji.person p where p.id = who and p.organisation in (select gouji.reach('administer')));
  if not found then raise exception 'credential-confirm' using errcode = 'GJ001'; end if;
end `,
)}

-- Nobody lets oneself in: not even in the one moment in which a session may still be there.
create function gouji.credential_held() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if gouji.current_person() = new.person
    and (new.held_by is not null or (tg_op = 'UPDATE' and old.held_by is not null)) then
    raise exception 'credential-held' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger held before insert or update on gouji.credential for each row execute function gouji.credential_held();

drop function gouji.auth_find(text);
${definer(
  `auth_find(wanted text) returns table (person uuid, disabled boolean, secret text, must_change boolean, failed integer,
  locked_until timestamptz, second_factor boolean, held boolean)`,
  `
begin
  return query select p.id, p.disabled_at is not null, c.secret, c.must_change, c.failed, c.locked_until,
    exists (select from gouji.credential t where t.person = p.id and t.kind = 'totp' and t.confirmed),
    c.held_by is not null
  from gouji.person p join gouji.credential c on c.person = p.id and c.kind = 'password'
  where p.login = lower(btrim(wanted));
end `,
  'stable',
)}

drop function gouji.people_facts(uuid[]);
${definer(
  'people_facts(wanted uuid[]) returns table (id uuid, locked boolean, second_factor boolean, held boolean)',
  `
begin
  return query select p.id,
    coalesce(bool_or(c.locked_until > now()), false) or p.disabled_at is not null,
    coalesce(bool_or(c.kind = 'totp' and c.confirmed), false), coalesce(bool_or(c.held_by is not null), false)
  from gouji.person p left join gouji.credential c on c.person = p.id
  where p.id = any (wanted) and (p.id = gouji.current_person() or p.organisation in (select gouji.reach('people')))
  group by p.id;
end `,
  'stable',
)}

create or replace function gouji.credential_recover(of_login text, new_secret text) returns uuid
language plpgsql security definer set search_path = pg_catalog, gouji, pg_temp as $$
declare who uuid;
begin
  select id into who from gouji.person where login = lower(btrim(of_login));
  if who is null then return null; end if;
  insert into gouji.credential (person, kind, secret, must_change) values (who, 'password', new_secret, true)
  on conflict (person, kind) where kind <> 'recovery'
  do update set secret = new_secret, must_change = true, failed = 0, locked_until = null, updated_at = now(), held_by = null;
  delete from gouji.credential where person = who and kind in ('totp', 'recovery');
  update gouji.session set ended_at = now() where person = who and ended_at is null;
  update gouji.token set ended_at = now() where person = who and ended_at is null;
  return who;
end $$;

grant execute on function gouji.auth_find(text), gouji.people_facts(uuid[]), gouji.credential_confirm(uuid) to gouji_app;
`
