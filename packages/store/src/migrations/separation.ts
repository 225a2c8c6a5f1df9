/** Closes a way around 三员分立: who resets another administrator's password could act in that office too. */
import { definer } from './protect.ts'

export const name = '0008-separation'

export const sql = `
create function gouji.credential_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if gouji.current_person() is not null and gouji.current_person() <> new.person and exists (
    select from gouji."grant" g where g.person = new.person and g.state in ('proposed', 'active')
      and g.role in ('system_admin', 'security_admin', 'auditor')
  ) and new.secret is distinct from (case when tg_op = 'UPDATE' then old.secret end) then
    raise exception 'credential-separated' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger separated before insert or update on gouji.credential
  for each row execute function gouji.credential_guard();

-- For the machine's own command, which whoever holds the data folder may run. The application may not call it.
${definer(
  'credential_recover(of_login text, new_secret text) returns uuid',
  `
declare who uuid;
begin
  select id into who from gouji.person where login = lower(btrim(of_login));
  if who is null then return null; end if;
  insert into gouji.credential (person, kind, secret, must_change) values (who, 'password', new_secret, true)
  on conflict (person, kind) where kind <> 'recovery'
  do update set secret = new_secret, must_change = true, failed = 0, locked_until = null, updated_at = now();
  delete from gouji.credential where person = who and kind in ('totp', 'recovery');
  update gouji.session set ended_at = now() where person = who and ended_at is null;
  update gouji.token set ended_at = now() where person = who and ended_at is null;
  return who;
end `,
)}
`
