/** Organisations, people, what they may do where, and how they prove who they are. */
import { definer, protect, within } from './protect.ts'

export const name = '0001-people'

export const sql = `
alter default privileges for role gouji_owner revoke execute on functions from public;
grant usage on schema gouji to gouji_app;

create function gouji.current_person() returns uuid language sql stable
as $$ select nullif(current_setting('gouji.person', true), '')::uuid $$;

create table gouji.organisation (
  id uuid primary key default gen_random_uuid(),
  parent uuid references gouji.organisation,
  -- The identifiers from the root down to this one, each followed by a stroke. What stands below begins with it.
  path text collate "C" not null,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  kind text not null check (kind in ('region', 'bureau', 'department', 'unit')),
  nature text,
  -- Division code of six digits; its first two are the province, by which claims are distributed.
  region text not null check (region ~ '^[0-9]{6}$'),
  valid_from date not null default '1949-10-01',
  valid_to date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index organisation_code on gouji.organisation (coalesce(parent, '00000000-0000-0000-0000-000000000000'), code)
  where valid_to is null;
create index organisation_path on gouji.organisation (path);
create index organisation_parent on gouji.organisation (parent);

create table gouji.person (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  login text not null check (login = lower(btrim(login)) and login <> ''),
  name text not null check (name <> ''),
  disabled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create unique index person_login on gouji.person (login);
create index person_organisation on gouji.person (organisation);

create table gouji.role_power (
  role text not null,
  power text not null,
  primary key (role, power)
);
insert into gouji.role_power (role, power) values
  ('preparer', 'organisations'), ('preparer', 'see'), ('preparer', 'upload'), ('preparer', 'prepare'), ('preparer', 'publish'),
  ('unit_reviewer', 'organisations'), ('unit_reviewer', 'see'), ('unit_reviewer', 'review'), ('unit_reviewer', 'unit'),
  ('department', 'organisations'), ('department', 'see'), ('department', 'upload'), ('department', 'review'),
  ('department', 'department'), ('department', 'publish'),
  ('finance_reviewer', 'organisations'), ('finance_reviewer', 'see'), ('finance_reviewer', 'upload'),
  ('finance_reviewer', 'review'), ('finance_reviewer', 'finance'),
  ('finance_admin', 'organisations'), ('finance_admin', 'see'), ('finance_admin', 'upload'), ('finance_admin', 'review'),
  ('finance_admin', 'finance'), ('finance_admin', 'publish'), ('finance_admin', 'manage'),
  ('reader', 'organisations'), ('reader', 'see'),
  ('system_admin', 'organisations'), ('system_admin', 'people'), ('system_admin', 'administer'),
  ('security_admin', 'organisations'), ('security_admin', 'people'), ('security_admin', 'secure'),
  ('auditor', 'organisations'), ('auditor', 'audit');

create table gouji."grant" (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references gouji.person,
  organisation uuid not null references gouji.organisation,
  role text not null check (role in ('preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin',
    'reader', 'system_admin', 'security_admin', 'auditor')),
  valid_from date not null default current_date,
  valid_to date,
  state text not null default 'proposed' check (state in ('proposed', 'active', 'refused', 'ended')),
  proposed_by uuid not null references gouji.person,
  decided_by uuid references gouji.person,
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  check (valid_to is null or valid_to >= valid_from)
);
create index grant_person on gouji."grant" (person, state);
create index grant_organisation on gouji."grant" (organisation);

create table gouji.credential (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references gouji.person,
  kind text not null check (kind in ('password', 'totp', 'oidc', 'recovery')),
  -- A hash for passwords; what the second factor needs, sealed by the server; issuer and subject of a government's sign-on.
  secret text not null,
  must_change boolean not null default false,
  confirmed boolean not null default true,
  failed integer not null default 0,
  locked_until timestamptz,
  used_at timestamptz,
  updated_at timestamptz not null default now()
);
create unique index credential_one on gouji.credential (person, kind) where kind <> 'recovery';
create unique index credential_oidc on gouji.credential (secret) where kind = 'oidc';

create table gouji.session (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references gouji.person,
  -- Of the secret in the browser's cookie, which is kept nowhere.
  hash text not null unique,
  second_factor boolean not null default false,
  address text,
  agent text,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on gouji.session (person);

create table gouji.token (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references gouji.person,
  name text not null,
  hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index token_person on gouji.token (person);

-- A repeated request with the same key gets the first answer.
create table gouji.idempotency (
  person uuid not null references gouji.person,
  key text not null,
  request text not null,
  status integer,
  answer text,
  created_at timestamptz not null default now(),
  primary key (person, key)
);

create function gouji.organisation_path() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
declare above text := '';
begin
  -- One move at a time: two at once could each make the other's path untrue, or a ring.
  perform pg_advisory_xact_lock(hashtext('gouji.organisation'));
  if new.parent is not null then
    select path into above from gouji.organisation where id = new.parent;
    if above is null then raise exception 'organisation-parent' using errcode = 'GJ001'; end if;
    if tg_op = 'UPDATE' and starts_with(above, old.path) then
      raise exception 'organisation-ring' using errcode = 'GJ001';
    end if;
  end if;
  new.path := above || new.id || '/';
  return new;
end $$;
create trigger path before insert or update of parent, path on gouji.organisation
  for each row execute function gouji.organisation_path();

create function gouji.organisation_moved() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if new.path <> old.path then
    -- Children compute their own path from the parent's, level by level.
    update gouji.organisation set path = '' where parent = new.id;
  end if;
  return null;
end $$;
create trigger moved after update of parent, path on gouji.organisation
  for each row execute function gouji.organisation_moved();

-- Every organisation over which the person of this transaction has a power. Policies ask it once for each statement.
create function gouji.reach(power text) returns setof uuid language sql stable security definer rows 200
set search_path = pg_catalog, gouji, pg_temp as $$
  select distinct below.id
  from gouji."grant" g
  join gouji.person p on p.id = g.person and p.disabled_at is null
  join gouji.role_power r on r.role = g.role and r.power = $1
  join gouji.organisation top on top.id = g.organisation
  join gouji.organisation below on below.path >= top.path and below.path < top.path || '~'
  where g.person = gouji.current_person() and g.state = 'active'
    and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
$$;

-- Organisations above those that the person sees, whose packs, calendars and thresholds hold below them.
create function gouji.guides() returns setof uuid language sql stable security definer rows 20
set search_path = pg_catalog, gouji, pg_temp as $$
  select distinct above.id
  from gouji."grant" g
  join gouji.person p on p.id = g.person and p.disabled_at is null
  join gouji.role_power r on r.role = g.role and r.power = 'see'
  join gouji.organisation o on o.id = g.organisation
  join gouji.organisation above on above.id::text = any (string_to_array(o.path, '/'))
  where g.person = gouji.current_person() and g.state = 'active'
    and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
$$;

create function gouji.grant_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
declare separated constant text[] := array['system_admin', 'security_admin', 'auditor'];
begin
  if tg_op = 'UPDATE' and (new.person, new.organisation, new.role, new.proposed_by) is distinct from
    (old.person, old.organisation, old.role, old.proposed_by) then
    raise exception 'grant-immutable' using errcode = 'GJ001';
  end if;
  if tg_op = 'INSERT' and new.state <> 'proposed' and gouji.current_person() is not null then
    raise exception 'grant-proposed-first' using errcode = 'GJ001';
  end if;
  if new.state = 'active' and (new.decided_by is null or new.decided_by in (new.proposed_by, new.person))
    and gouji.current_person() is not null then
    raise exception 'grant-four-eyes' using errcode = 'GJ001';
  end if;
  if new.state in ('proposed', 'active') then
    perform 1 from gouji.person where id = new.person for update;
    if exists (
      select from gouji."grant" o where o.person = new.person and o.id <> new.id and o.role <> new.role
        and o.state in ('proposed', 'active') and (o.valid_to is null or o.valid_to >= current_date)
        and (new.role = any (separated) or o.role = any (separated))
    ) then
      raise exception 'grant-separated' using errcode = 'GJ001';
    end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on gouji."grant" for each row execute function gouji.grant_guard();

${definer(
  `auth_find(wanted text) returns table (person uuid, disabled boolean, secret text, must_change boolean, failed integer,
  locked_until timestamptz, second_factor boolean)`,
  `
begin
  return query select p.id, p.disabled_at is not null, c.secret, c.must_change, c.failed, c.locked_until,
    exists (select from gouji.credential t where t.person = p.id and t.kind = 'totp' and t.confirmed)
  from gouji.person p join gouji.credential c on c.person = p.id and c.kind = 'password'
  where p.login = lower(btrim(wanted));
end `,
  'stable',
)}

${definer(
  'auth_oidc(wanted text) returns uuid',
  `
begin
  return (select p.id from gouji.credential c join gouji.person p on p.id = c.person and p.disabled_at is null
    where c.kind = 'oidc' and c.secret = wanted);
end `,
  'stable',
)}

${definer(
  'auth_failed(who uuid, of_kind text, failed_max integer, lock_seconds integer) returns timestamptz',
  `
declare until timestamptz;
begin
  update gouji.credential set failed = credential.failed + 1,
    locked_until = case when credential.failed + 1 >= failed_max then now() + make_interval(secs => lock_seconds)
      else credential.locked_until end
  where person = who and kind = of_kind returning locked_until into until;
  return until;
end `,
)}

${definer(
  'auth_succeeded(who uuid, of_kind text) returns void',
  `
begin
  update gouji.credential set failed = 0, locked_until = null, used_at = now() where person = who and kind = of_kind;
end `,
)}

${definer(
  'session_find(wanted text, idle_seconds integer) returns setof gouji.session',
  `
declare found_one gouji.session;
begin
  select s.* into found_one from gouji.session s join gouji.person p on p.id = s.person and p.disabled_at is null
  where s.hash = wanted and s.ended_at is null and s.expires_at > now()
    and s.seen_at > now() - make_interval(secs => idle_seconds);
  if not found then return; end if;
  -- Seen is kept to the minute, so that not every request writes.
  if found_one.seen_at < now() - interval '1 minute' then
    update gouji.session set seen_at = now() where id = found_one.id;
  end if;
  return next found_one;
end `,
)}

${definer(
  'token_find(wanted text) returns setof gouji.token',
  `
declare found_one gouji.token;
begin
  select t.* into found_one from gouji.token t join gouji.person p on p.id = t.person and p.disabled_at is null
  where t.hash = wanted and t.ended_at is null and t.expires_at > now();
  if not found then return; end if;
  if found_one.used_at is null or found_one.used_at < now() - interval '1 minute' then
    update gouji.token set used_at = now() where id = found_one.id;
  end if;
  return next found_one;
end `,
)}

-- Begins a transaction of somebody: nothing is visible before, nor to somebody who is disabled.
${definer(
  'enter(who uuid) returns text',
  `
declare called text;
begin
  select name into called from gouji.person where id = who and disabled_at is null;
  perform set_config('gouji.person', case when called is null then '' else who::text end, true);
  return called;
end `,
)}

${definer('is_started() returns boolean', ` begin return exists (select from gouji.person); end `, 'stable')}

-- The first start: the organisation at the top and the separated administrators, as long as there is nobody.
${definer(
  'begin(top jsonb, administrators jsonb) returns uuid',
  `
declare root uuid; who uuid; one jsonb;
begin
  perform pg_advisory_xact_lock(hashtext('gouji.begin'));
  if exists (select from gouji.person) then raise exception 'already-started' using errcode = 'GJ001'; end if;
  insert into gouji.organisation (code, name, kind, region, path)
  values (top ->> 'code', top ->> 'name', coalesce(top ->> 'kind', 'region'), top ->> 'region', '') returning id into root;
  for one in select * from jsonb_array_elements(administrators) loop
    if one ->> 'role' not in ('system_admin', 'security_admin', 'auditor') then
      raise exception 'begin-administrators-only' using errcode = 'GJ001';
    end if;
    insert into gouji.person (organisation, login, name) values (root, one ->> 'login', one ->> 'name') returning id into who;
    insert into gouji.credential (person, kind, secret) values (who, 'password', one ->> 'secret');
    insert into gouji."grant" (person, organisation, role, state, proposed_by, decided_by, decided_at)
    values (who, root, one ->> 'role', 'active', who, who, now());
  end loop;
  if (select count(distinct role) from gouji."grant" where role in ('system_admin', 'security_admin')) < 2 then
    raise exception 'begin-needs-both' using errcode = 'GJ001';
  end if;
  return root;
end `,
)}

${protect('organisation', 'person', 'role_power', '"grant"', 'credential', 'session', 'token', 'idempotency')}

create policy see on gouji.organisation for select to gouji_app using (${within('organisations', 'id')});
create policy add on gouji.organisation for insert to gouji_app with check (${within('administer', 'parent')});
create policy change on gouji.organisation for update to gouji_app
  using (${within('administer', 'id')}) with check (parent is null or ${within('administer', 'parent')});

create policy see on gouji.person for select to gouji_app
  using (id = (select gouji.current_person()) or ${within('people')});
create policy add on gouji.person for insert to gouji_app with check (${within('administer')});
create policy change on gouji.person for update to gouji_app
  using (${within('administer')}) with check (${within('administer')});

create policy see on gouji.role_power for select to gouji_app using ((select gouji.current_person()) is not null);

create policy see on gouji."grant" for select to gouji_app
  using (person = (select gouji.current_person()) or ${within('people')});
create policy propose on gouji."grant" for insert to gouji_app
  with check (${within('administer')} and proposed_by = (select gouji.current_person()));
create policy decide on gouji."grant" for update to gouji_app
  using (${within('secure')}) with check (decided_by = (select gouji.current_person()));

create policy own on gouji.credential for all to gouji_app
  using (person = (select gouji.current_person())) with check (person = (select gouji.current_person()));
-- The administrator sets a first password for somebody, and cannot read the one that is chosen then.
create policy give on gouji.credential for insert to gouji_app
  with check (must_change and kind = 'password'
    and person in (select id from gouji.person where ${within('administer')}));
create policy own on gouji.session for all to gouji_app
  using (person = (select gouji.current_person())) with check (person = (select gouji.current_person()));
create policy own on gouji.token for all to gouji_app
  using (person = (select gouji.current_person())) with check (person = (select gouji.current_person()));
create policy own on gouji.idempotency for all to gouji_app
  using (person = (select gouji.current_person())) with check (person = (select gouji.current_person()));

-- Somebody who forgot the password gets a new one to change; the second factor goes with it when asked for.
${definer(
  'credential_reset(who uuid, new_secret text, with_second_factor boolean) returns void',
  `
begin
  if not exists (select from gouji.person p where p.id = who and p.organisation in (select gouji.reach('administer')))
    or who = gouji.current_person() then
    raise exception 'credential-reset' using errcode = 'GJ001';
  end if;
  insert into gouji.credential (person, kind, secret, must_change) values (who, 'password', new_secret, true)
  on conflict (person, kind) where kind <> 'recovery'
  do update set secret = new_secret, must_change = true, failed = 0, locked_until = null, updated_at = now();
  if with_second_factor then delete from gouji.credential where person = who and kind in ('totp', 'recovery'); end if;
  update gouji.session set ended_at = now() where person = who and ended_at is null;
end `,
)}

grant select, insert, update on gouji.organisation, gouji.person, gouji."grant" to gouji_app;
grant select on gouji.role_power to gouji_app;
grant select, insert, update, delete on gouji.credential, gouji.idempotency to gouji_app;
grant select, insert, update on gouji.session, gouji.token to gouji_app;
grant execute on function gouji.current_person(), gouji.reach(text), gouji.guides(), gouji.auth_find(text), gouji.auth_oidc(text),
  gouji.auth_failed(uuid, text, integer, integer), gouji.auth_succeeded(uuid, text), gouji.session_find(text, integer),
  gouji.token_find(text), gouji.enter(uuid), gouji.is_started(), gouji.begin(jsonb, jsonb),
  gouji.credential_reset(uuid, text, boolean) to gouji_app;
`
