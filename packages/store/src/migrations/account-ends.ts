/**
 * What ends with an account: its sessions and the tokens of its programs, for good. An account that is opened again begins
 * anew, and so does somebody from whom the last role was taken and to whom another is given later.
 */
export const name = '0018-account-ends'

export const sql = `
create function gouji.account_ends(who uuid) returns void language sql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
  update gouji.session set ended_at = now() where person = who and ended_at is null;
  update gouji.token set ended_at = now() where person = who and ended_at is null;
$$;

create function gouji.person_closed() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  perform gouji.account_ends(new.id);
  return null;
end $$;
create trigger closed after update of disabled_at on gouji.person for each row
  when (new.disabled_at is not null and old.disabled_at is null) execute function gouji.person_closed();

create function gouji.grant_last() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if not exists (select from gouji."grant" g where g.person = new.person and g.state = 'active') then
    update gouji.token set ended_at = now() where person = new.person and ended_at is null;
  end if;
  return null;
end $$;
create trigger last after update of state on gouji."grant" for each row
  when (old.state = 'active' and new.state <> 'active') execute function gouji.grant_last();

select gouji.account_ends(id) from gouji.person where disabled_at is not null;
`
