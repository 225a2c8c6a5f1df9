/** What a bureau lays down for those below it (packs, calendars, thresholds), and what people say to each other. */
import { protect, within } from './protect.ts'

export const name = '0005-guidance'

const GUIDED = `(${within('see')} or organisation in (select gouji.guides()))`

export const sql = `
create table gouji.pack (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  name text not null check (name <> ''),
  number integer not null check (number > 0),
  years integer[] not null,
  kind text not null default '',
  text text not null,
  sha256 text not null,
  state text not null default 'draft' check (state in ('draft', 'active', 'retired')),
  version integer not null default 1,
  created_by uuid not null references gouji.person,
  created_at timestamptz not null default now(),
  unique (organisation, name, number)
);

-- What is in use does not change: a correction is the next number.
create function gouji.pack_guard() returns trigger language plpgsql as $$
begin
  if (new.organisation, new.name, new.number, new.text, new.sha256) is distinct from
    (old.organisation, old.name, old.number, old.text, old.sha256) then
    raise exception 'pack-immutable' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger guard before update on gouji.pack for each row execute function gouji.pack_guard();

create table gouji.calendar (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  year integer not null,
  stage text not null check (stage in ('budget', 'adjusted', 'final')),
  step text not null,
  due_on date not null,
  basis text not null default '',
  version integer not null default 1,
  unique (organisation, year, stage, step)
);

create table gouji.threshold (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  name text not null,
  -- For whom: the organisation itself, or one below it (a ceiling).
  subject uuid references gouji.organisation,
  year integer not null,
  value text not null,
  unit text not null,
  source text not null,
  version integer not null default 1
);
create unique index threshold_one on gouji.threshold
  (organisation, name, coalesce(subject, '00000000-0000-0000-0000-000000000000'), year);

create table gouji.comment (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  subject_kind text not null check (subject_kind in ('filing', 'ledger', 'document', 'edition', 'finding')),
  subject uuid not null,
  answers uuid references gouji.comment,
  -- Which cell or sentence: sheet, row and column, or block and span.
  anchor jsonb not null default '{}',
  text text not null check (btrim(text) <> ''),
  author uuid not null references gouji.person,
  author_name text not null,
  resolved_by uuid references gouji.person,
  resolved_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index comment_subject on gouji.comment (subject_kind, subject, created_at);

create function gouji.comment_guard() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'text' - 'resolved_by' - 'resolved_at' - 'version' <>
    to_jsonb(old) - 'text' - 'resolved_by' - 'resolved_at' - 'version'
    or (new.text <> old.text and old.author is distinct from gouji.current_person()) then
    raise exception 'comment-immutable' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger guard before update on gouji.comment for each row execute function gouji.comment_guard();

${protect('pack', 'calendar', 'threshold', 'comment')}

create policy see on gouji.pack for select to gouji_app using (${GUIDED});
create policy add on gouji.pack for insert to gouji_app
  with check (${within('manage')} and created_by = (select gouji.current_person()));
create policy change on gouji.pack for update to gouji_app using (${within('manage')}) with check (${within('manage')});

create policy see on gouji.calendar for select to gouji_app using (${GUIDED});
create policy manage on gouji.calendar for all to gouji_app using (${within('manage')}) with check (${within('manage')});

-- A ceiling for another is not for everyone below.
create policy see on gouji.threshold for select to gouji_app
  using (case when subject is null then ${GUIDED} else ${within('see', 'subject')} end);
create policy manage on gouji.threshold for all to gouji_app
  using (${within('manage')}) with check (${within('manage')} and (subject is null or ${within('manage', 'subject')}));

create policy see on gouji.comment for select to gouji_app using (${within('see')});
create policy add on gouji.comment for insert to gouji_app
  with check ((${within('prepare')} or ${within('review')}) and author = (select gouji.current_person()) and resolved_at is null);
create policy change on gouji.comment for update to gouji_app
  using (${within('prepare')} or ${within('review')}) with check (${within('prepare')} or ${within('review')});

grant select, insert on gouji.pack, gouji.calendar, gouji.threshold, gouji.comment to gouji_app;
grant update (state, years, version) on gouji.pack to gouji_app;
grant update (due_on, basis, version) on gouji.calendar to gouji_app;
grant update (value, unit, source, version) on gouji.threshold to gouji_app;
grant delete on gouji.calendar, gouji.threshold to gouji_app;
grant update (text, resolved_by, resolved_at, version) on gouji.comment to gouji_app;
`
