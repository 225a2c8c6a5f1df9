/** Ledgers, the filings that are made of them, and the editions that were published. */
import { protect, within } from './protect.ts'

export const name = '0003-filings'

export const sql = `
create table gouji.ledger (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  year integer not null check (year between 1990 and 2200),
  stage text not null check (stage in ('budget', 'adjusted', 'final')),
  version integer not null default 0,
  created_by uuid not null references gouji.person,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation, year, stage),
  unique (id, organisation)
);

create table gouji.ledger_version (
  ledger uuid not null,
  organisation uuid not null,
  version integer not null,
  person uuid not null references gouji.person,
  person_name text not null,
  note text not null default '',
  undoes integer,
  rows_changed integer not null,
  at timestamptz not null default now(),
  primary key (ledger, version),
  foreign key (ledger, organisation) references gouji.ledger (id, organisation)
);

-- A row holds from one version until before another; the present ones have no end.
create table gouji.ledger_row (
  ledger uuid not null,
  organisation uuid not null,
  sheet text not null,
  key text not null,
  position double precision not null,
  cells jsonb not null check (jsonb_typeof(cells) = 'object'),
  valid_from_version integer not null,
  valid_to_version integer,
  primary key (ledger, sheet, key, valid_from_version),
  foreign key (ledger, organisation) references gouji.ledger (id, organisation),
  check (valid_to_version is null or valid_to_version > valid_from_version)
);
create unique index ledger_row_present on gouji.ledger_row (ledger, sheet, key) where valid_to_version is null;

create table gouji.filing (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  year integer not null check (year between 1990 and 2200),
  stage text not null check (stage in ('budget', 'adjusted', 'final')),
  audience text not null default 'unit' check (audience in ('unit', 'department')),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'unit_approved', 'department_approved',
    'approved', 'returned', 'published')),
  ledger uuid,
  pack text,
  title text not null default '',
  note text not null default '',
  version integer not null default 1,
  created_by uuid not null references gouji.person,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  state_since timestamptz not null default now(),
  unique (organisation, year, stage, audience),
  unique (id, organisation),
  foreign key (ledger, organisation) references gouji.ledger (id, organisation)
);
create index filing_year on gouji.filing (year, stage, state);

create table gouji.filing_step (
  from_state text not null,
  to_state text not null,
  power text not null,
  primary key (from_state, to_state, power)
);
insert into gouji.filing_step (from_state, to_state, power) values
  ('draft', 'submitted', 'prepare'), ('returned', 'submitted', 'prepare'), ('submitted', 'draft', 'prepare'),
  ('submitted', 'unit_approved', 'unit'), ('submitted', 'returned', 'unit'),
  ('unit_approved', 'department_approved', 'department'), ('unit_approved', 'returned', 'department'),
  ('department_approved', 'approved', 'finance'), ('department_approved', 'returned', 'finance'),
  ('approved', 'returned', 'finance'), ('approved', 'published', 'publish'),
  ('published', 'returned', 'finance');

create function gouji.filing_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'filing-begins-as-draft' using errcode = 'GJ001'; end if;
    return new;
  end if;
  if (new.id, new.organisation, new.year, new.stage, new.audience, new.created_by) is distinct from
    (old.id, old.organisation, old.year, old.stage, old.audience, old.created_by) then
    raise exception 'filing-immutable' using errcode = 'GJ001';
  end if;
  if new.state <> old.state then
    if not exists (
      select from gouji.filing_step s where s.from_state = old.state and s.to_state = new.state
        and new.organisation in (select gouji.reach(s.power))
    ) then
      raise exception 'filing-step' using errcode = 'GJ001';
    end if;
    if (new.ledger, new.pack, new.title) is distinct from (old.ledger, old.pack, old.title) then
      raise exception 'filing-step-changes-nothing-else' using errcode = 'GJ001';
    end if;
    new.state_since := now();
  elsif old.state not in ('draft', 'returned') or new.organisation not in (select gouji.reach('prepare')) then
    raise exception 'filing-frozen' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger guard before insert or update on gouji.filing for each row execute function gouji.filing_guard();

-- What was handed in does not change under the hands of those who review it.
create function gouji.ledger_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
begin
  if exists (select from gouji.filing f where f.ledger = new.ledger and f.state not in ('draft', 'returned')) then
    raise exception 'ledger-frozen' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger guard before insert on gouji.ledger_version for each row execute function gouji.ledger_guard();
create trigger guard before insert or update on gouji.ledger_row for each row execute function gouji.ledger_guard();

create table gouji.edition (
  id uuid primary key default gen_random_uuid(),
  filing uuid not null,
  organisation uuid not null,
  number integer not null check (number > 0),
  ledger_version integer,
  pack text not null,
  -- Each file with its name, type, size and hash; the bytes are kept under the hash.
  files jsonb not null check (jsonb_typeof(files) = 'array'),
  corrects uuid references gouji.edition,
  changes jsonb not null default '[]',
  published_by uuid not null references gouji.person,
  published_at timestamptz not null default now(),
  withdrawn_by uuid references gouji.person,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  unique (filing, number),
  unique (id, organisation),
  foreign key (filing, organisation) references gouji.filing (id, organisation),
  check ((withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null) = (withdrawn_by is null))
);

create function gouji.edition_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.withdrawn_at is not null or not exists (
      select from gouji.filing f where f.id = new.filing and f.state in ('approved', 'published')
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
create trigger guard before insert or update on gouji.edition for each row execute function gouji.edition_guard();

${protect('ledger', 'ledger_version', 'ledger_row', 'filing', 'filing_step', 'edition')}

create policy see on gouji.ledger for select to gouji_app using (${within('see')});
create policy add on gouji.ledger for insert to gouji_app
  with check (${within('prepare')} and created_by = (select gouji.current_person()) and version = 0);
create policy change on gouji.ledger for update to gouji_app using (${within('prepare')}) with check (${within('prepare')});

create policy see on gouji.ledger_version for select to gouji_app using (${within('see')});
create policy add on gouji.ledger_version for insert to gouji_app
  with check (${within('prepare')} and person = (select gouji.current_person()));

create policy see on gouji.ledger_row for select to gouji_app using (${within('see')});
create policy add on gouji.ledger_row for insert to gouji_app with check (${within('prepare')});
create policy change on gouji.ledger_row for update to gouji_app
  using (${within('prepare')} and valid_to_version is null) with check (${within('prepare')});

create policy see on gouji.filing for select to gouji_app using (${within('see')});
create policy add on gouji.filing for insert to gouji_app
  with check (${within('prepare')} and created_by = (select gouji.current_person()));
create policy change on gouji.filing for update to gouji_app
  using (${within('prepare')} or ${within('review')} or ${within('publish')})
  with check (${within('prepare')} or ${within('review')} or ${within('publish')});

create policy see on gouji.filing_step for select to gouji_app using ((select gouji.current_person()) is not null);

create policy see on gouji.edition for select to gouji_app using (${within('see')});
create policy add on gouji.edition for insert to gouji_app
  with check (${within('publish')} and published_by = (select gouji.current_person()));
create policy withdraw on gouji.edition for update to gouji_app
  using (${within('publish')}) with check (${within('publish')} and withdrawn_by = (select gouji.current_person()));

grant select, insert on gouji.ledger, gouji.ledger_version, gouji.ledger_row, gouji.filing, gouji.edition to gouji_app;
grant update (version, updated_at) on gouji.ledger to gouji_app;
grant update (valid_to_version) on gouji.ledger_row to gouji_app;
grant update (state, ledger, pack, title, note, version, updated_at) on gouji.filing to gouji_app;
grant update (withdrawn_by, withdrawn_at, withdrawn_reason) on gouji.edition to gouji_app;
grant select on gouji.filing_step to gouji_app;
`
