/** What the offices of 三员 do to accounts beside the first start: unlock, reset, see whether somebody is locked, end grants. */
import { definer, within } from './protect.ts'

export const name = '0007-offices'

export const sql = `
${definer(
  'credential_unlock(who uuid) returns void',
  `
begin
  if not exists (select from gouji.person p where p.id = who and p.organisation in (select gouji.reach('secure'))) then
    raise exception 'credential-unlock' using errcode = 'GJ001';
  end if;
  update gouji.credential set failed = 0, locked_until = null where person = who;
end `,
)}

-- Whether somebody is locked, without the secrets beside it.
${definer(
  'people_facts(wanted uuid[]) returns table (id uuid, locked boolean, second_factor boolean)',
  `
begin
  return query select p.id,
    coalesce(bool_or(c.locked_until > now()), false) or p.disabled_at is not null,
    coalesce(bool_or(c.kind = 'totp' and c.confirmed), false)
  from gouji.person p left join gouji.credential c on c.person = p.id
  where p.id = any (wanted) and (p.id = gouji.current_person() or p.organisation in (select gouji.reach('people')))
  group by p.id;
end `,
  'stable',
)}

-- A forgotten password is a matter of 安全管理员, who cannot make people or propose grants.
create or replace function gouji.credential_reset(who uuid, new_secret text, with_second_factor boolean) returns void
language plpgsql security definer set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if not exists (
    select from gouji.person p where p.id = who
      and (p.organisation in (select gouji.reach('administer')) or p.organisation in (select gouji.reach('secure')))
  ) or who = gouji.current_person() then
    raise exception 'credential-reset' using errcode = 'GJ001';
  end if;
  insert into gouji.credential (person, kind, secret, must_change) values (who, 'password', new_secret, true)
  on conflict (person, kind) where kind <> 'recovery'
  do update set secret = new_secret, must_change = true, failed = 0, locked_until = null, updated_at = now();
  if with_second_factor then delete from gouji.credential where person = who and kind in ('totp', 'recovery'); end if;
  update gouji.session set ended_at = now() where person = who and ended_at is null;
  update gouji.token set ended_at = now() where person = who and ended_at is null;
end $$;

-- 系统管理员 may take a grant back, and still cannot put one in force.
drop policy decide on gouji."grant";
create policy decide on gouji."grant" for update to gouji_app
  using (${within('secure')}) with check (decided_by = (select gouji.current_person()) and ${within('secure')});
create policy take_back on gouji."grant" for update to gouji_app
  using (${within('administer')})
  with check (decided_by = (select gouji.current_person()) and state = 'ended' and ${within('administer')});

grant execute on function gouji.credential_unlock(uuid), gouji.people_facts(uuid[]) to gouji_app;
`
