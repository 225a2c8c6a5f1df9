/**
 * Which pack composes the books of a year and kind, for a bureau and everyone below it. A use pins the versions of the
 * pack and of those that it inherits from, so that a correction changes no book before somebody puts it to use.
 */
import { definer, protect, within } from './protect.ts'

export const name = '0012-pack-use'

const GUIDED = `(${within('see')} or organisation in (select gouji.guides()))`

export const sql = `
create table gouji.pack_use (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  year integer not null check (year between 2000 and 2200),
  stage text not null check (stage in ('budget', 'adjusted', 'final')),
  audience text not null check (audience in ('unit', 'department')),
  name text not null check (name <> ''),
  -- The pack itself and those of a bureau's own that it inherits from, in this order; none for one that the program ships.
  packs uuid[] not null default '{}',
  version integer not null default 1,
  created_by uuid not null references gouji.person,
  created_at timestamptz not null default now(),
  unique (organisation, year, stage, audience)
);

-- An array knows no foreign keys: each version must be one of the organisation's own or of somebody above it.
create function gouji.pack_use_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if exists (
    select from unnest(new.packs) as one(id) where not exists (
      select from gouji.pack p join gouji.organisation above on above.id = p.organisation
      join gouji.organisation own on own.id = new.organisation
      where p.id = one.id and starts_with(own.path, above.path))
  ) or (cardinality(new.packs) > 0
    and new.name <> (select p.name from gouji.pack p where p.id = new.packs[1])) then
    raise exception 'pack-use-foreign' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger guard before insert or update on gouji.pack_use for each row execute function gouji.pack_use_guard();

-- The state of a version follows from its uses: nobody has to remember to set it.
create function gouji.pack_use_follow() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
declare touched uuid[] := coalesce(case when tg_op <> 'INSERT' then old.packs end, '{}') ||
  coalesce(case when tg_op <> 'DELETE' then new.packs end, '{}');
begin
  update gouji.pack p set version = version + 1, state = wanted.state
  from (select c.id, case when exists (select from gouji.pack_use u where c.id = any (u.packs)) then 'active'
    when c.state = 'active' then 'retired' else c.state end as state from gouji.pack c where c.id = any (touched)) wanted
  where p.id = wanted.id and p.state <> wanted.state;
  return null;
end $$;
create trigger follow after insert or update or delete on gouji.pack_use
  for each row execute function gouji.pack_use_follow();

${protect('pack_use')}

create policy see on gouji.pack_use for select to gouji_app using (${GUIDED});
create policy add on gouji.pack_use for insert to gouji_app
  with check (${within('manage')} and created_by = (select gouji.current_person()));
create policy change on gouji.pack_use for update to gouji_app
  using (${within('manage')}) with check (${within('manage')} and created_by = (select gouji.current_person()));
create policy drop on gouji.pack_use for delete to gouji_app using (${within('manage')});

-- States follow from uses now, and a version says by itself for which years it is made.
revoke update on gouji.pack from gouji_app;

grant select, insert, delete on gouji.pack_use to gouji_app;
grant update (name, packs, version, created_by, created_at) on gouji.pack_use to gouji_app;

-- What holds for the books of an organisation in a year, the nearest bureau first. A unit does not see the rows of the
-- bureaus above it, and so not how near they are; the function asks whether it may see the unit.
${definer(
  `packs_in_use(of_organisation uuid, of_year integer)
  returns table (id uuid, stage text, audience text, name text, nth integer, pack uuid, pack_name text, number integer, text text)`,
  `
begin
  if of_organisation not in (select gouji.reach('see')) then return; end if;
  return query select u.id, u.stage, u.audience, u.name, one.nth::integer, p.id, p.name, p.number, p.text
  from gouji.organisation own
  join gouji.organisation above on starts_with(own.path, above.path)
  join gouji.pack_use u on u.organisation = above.id and u.year = of_year
  left join unnest(u.packs) with ordinality as one(id, nth) on true
  left join gouji.pack p on p.id = one.id
  where own.id = of_organisation
  order by length(above.path) desc, u.stage, u.audience, one.nth;
end `,
  'stable',
)}
grant execute on function gouji.packs_in_use(uuid, integer) to gouji_app;
`
