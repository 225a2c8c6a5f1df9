/** Uploaded documents, what reading made of them, their claims by region and year, and the life of findings. */
import { definer, protect, within } from './protect.ts'

export const name = '0004-documents'

export const sql = `
create table gouji.document (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references gouji.organisation,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  name text not null check (name <> ''),
  media_type text not null,
  -- As recognised, and then as somebody confirmed.
  year integer check (year between 1990 and 2200),
  stage text check (stage in ('budget', 'adjusted', 'final')),
  audience text check (audience in ('unit', 'department')),
  recognised jsonb not null default '{}',
  confirmed_by uuid references gouji.person,
  confirmed_at timestamptz,
  edition uuid references gouji.edition,
  removed_at timestamptz,
  version integer not null default 1,
  uploaded_by uuid not null references gouji.person,
  uploaded_at timestamptz not null default now(),
  unique (id, organisation)
);
create unique index document_content on gouji.document (organisation, sha256) where removed_at is null;
create index document_sha256 on gouji.document (sha256);
create index document_listed on gouji.document (organisation, year, uploaded_at desc);

create function gouji.document_guard() returns trigger language plpgsql as $$
begin
  if (new.id, new.sha256, new.bytes, new.uploaded_by, new.uploaded_at) is distinct from
    (old.id, old.sha256, old.bytes, old.uploaded_by, old.uploaded_at) then
    raise exception 'document-immutable' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger guard before update on gouji.document for each row execute function gouji.document_guard();

create table gouji.reading (
  id uuid primary key default gen_random_uuid(),
  document uuid not null,
  organisation uuid not null,
  region text not null check (region ~ '^[0-9]{2}$'),
  year integer not null,
  engine text not null,
  verdict text not null check (verdict in ('pass', 'fail', 'unverified')),
  errors integer not null,
  warnings integer not null,
  hints integer not null,
  claims integer not null,
  summary jsonb not null default '{}',
  -- The whole report, kept as a blob under its hash.
  report text check (report ~ '^[0-9a-f]{64}$'),
  created_by uuid not null references gouji.person,
  created_at timestamptz not null default now(),
  unique (id, organisation),
  foreign key (document, organisation) references gouji.document (id, organisation) on update cascade
);
create index reading_document on gouji.reading (document, created_at desc);
create index reading_organisation on gouji.reading (organisation, year);

-- Distributed by region, then by year. Every query names both, and so touches one partition.
create table gouji.claim (
  region text not null,
  year integer not null,
  reading uuid not null,
  number integer not null,
  document uuid not null,
  organisation uuid not null,
  kind text not null check (kind in ('cell', 'statement')),
  measure text not null,
  -- Whole fen. The closed interval of amounts that print so; equal where the figure is exact.
  low bigint,
  high bigint,
  printed text not null,
  unit text,
  coordinates jsonb not null,
  -- The coordinates in a fixed order, for looking up the same figure elsewhere.
  key text not null,
  label text not null default '',
  place jsonb not null,
  primary key (region, year, reading, number)
) partition by list (region);
create index claim_key on gouji.claim (region, year, key, organisation);
create index claim_document on gouji.claim (region, year, document);

-- Partitions come into being when first needed. The application may reach them through their parent only.
${definer(
  'claim_partition(of_region text, of_year integer) returns void',
  `
declare whole text := 'claim_' || of_region; part text := 'claim_' || of_region || '_' || of_year;
begin
  if of_region !~ '^[0-9]{2}$' or of_year not between 1990 and 2200 then
    raise exception 'claim-partition' using errcode = 'GJ001';
  end if;
  if to_regclass('gouji.' || part) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('gouji.claim'));
  if to_regclass('gouji.' || whole) is null then
    execute format('create table gouji.%I partition of gouji.claim for values in (%L) partition by list (year)', whole, of_region);
    execute format('alter table gouji.%I enable row level security', whole);
    execute format('alter table gouji.%I force row level security', whole);
    execute format('create policy owner on gouji.%I to gouji_owner using (true) with check (true)', whole);
  end if;
  if to_regclass('gouji.' || part) is null then
    execute format('create table gouji.%I partition of gouji.%I for values in (%s)', part, whole, of_year);
    execute format('alter table gouji.%I enable row level security', part);
    execute format('alter table gouji.%I force row level security', part);
    execute format('create policy owner on gouji.%I to gouji_owner using (true) with check (true)', part);
  end if;
end `,
)}

create table gouji.finding (
  id uuid primary key default gen_random_uuid(),
  document uuid not null,
  organisation uuid not null,
  year integer not null,
  reading uuid not null,
  code text not null,
  severity text not null check (severity in ('error', 'warning', 'hint')),
  -- What makes it the same finding when the document is read again or its next edition comes.
  fingerprint text not null,
  title text not null,
  detail jsonb not null,
  state text not null default 'open' check (state in ('open', 'answered', 'accepted', 'fixed')),
  fixed_in uuid references gouji.document,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (document, fingerprint),
  unique (id, organisation),
  foreign key (document, organisation) references gouji.document (id, organisation) on update cascade
);
create index finding_organisation on gouji.finding (organisation, year, state, severity);

create table gouji.finding_event (
  id uuid primary key default gen_random_uuid(),
  finding uuid not null,
  organisation uuid not null,
  kind text not null check (kind in ('opened', 'answered', 'accepted', 'reopened', 'fixed')),
  reason text not null default '',
  document uuid references gouji.document,
  person uuid not null references gouji.person,
  person_name text not null,
  at timestamptz not null default clock_timestamp(),
  check (kind not in ('answered', 'accepted', 'reopened') or btrim(reason) <> ''),
  check (kind <> 'fixed' or document is not null),
  foreign key (finding, organisation) references gouji.finding (id, organisation) on update cascade
);
create index finding_event_finding on gouji.finding_event (finding, at);

-- The state follows from the events, and nothing else changes it.
create function gouji.finding_follow() returns trigger language plpgsql security definer
set search_path = pg_catalog, gouji, pg_temp as $$
declare present text;
begin
  select state into present from gouji.finding where id = new.finding for update;
  if (new.kind = 'answered' and present not in ('open', 'answered'))
    or (new.kind = 'accepted' and present not in ('open', 'answered'))
    or (new.kind = 'reopened' and present not in ('answered', 'accepted', 'fixed'))
    or (new.kind = 'fixed' and present = 'fixed') then
    raise exception 'finding-step' using errcode = 'GJ001';
  end if;
  update gouji.finding set version = version + 1, updated_at = now(),
    state = case new.kind when 'answered' then 'answered' when 'accepted' then 'accepted' when 'fixed' then 'fixed' else 'open' end,
    fixed_in = case new.kind when 'fixed' then new.document end
  where id = new.finding and new.kind <> 'opened';
  return null;
end $$;
create trigger follow after insert on gouji.finding_event for each row execute function gouji.finding_follow();

${protect('document', 'reading', 'claim', 'finding', 'finding_event')}

create policy see on gouji.document for select to gouji_app using (${within('see')});
create policy add on gouji.document for insert to gouji_app
  with check (${within('upload')} and uploaded_by = (select gouji.current_person()));
create policy change on gouji.document for update to gouji_app using (${within('upload')}) with check (${within('upload')});

create policy see on gouji.reading for select to gouji_app using (${within('see')});
create policy add on gouji.reading for insert to gouji_app
  with check (${within('upload')} and created_by = (select gouji.current_person()));

create policy see on gouji.claim for select to gouji_app using (${within('see')});
create policy add on gouji.claim for insert to gouji_app with check (${within('upload')});
create policy drop on gouji.claim for delete to gouji_app using (${within('upload')});

create policy see on gouji.finding for select to gouji_app using (${within('see')});
create policy add on gouji.finding for insert to gouji_app with check (${within('upload')} and state = 'open');
create policy change on gouji.finding for update to gouji_app using (${within('upload')}) with check (${within('upload')});

create policy see on gouji.finding_event for select to gouji_app using (${within('see')});
create policy add on gouji.finding_event for insert to gouji_app with check (
  person = (select gouji.current_person()) and case kind
    when 'opened' then ${within('upload')}
    when 'fixed' then ${within('upload')}
    when 'answered' then ${within('prepare')} or ${within('review')}
    else ${within('review')} or (kind = 'reopened' and btrim(reason) = 'read-again' and ${within('upload')})
  end);

grant select, insert on gouji.document, gouji.reading, gouji.claim, gouji.finding, gouji.finding_event to gouji_app;
grant update (organisation, name, year, stage, audience, recognised, confirmed_by, confirmed_at, edition, removed_at, version)
  on gouji.document to gouji_app;
-- Not the state: that follows from events.
grant update (reading, severity, title, detail, updated_at) on gouji.finding to gouji_app;
grant delete on gouji.claim to gouji_app;
grant execute on function gouji.claim_partition(text, integer) to gouji_app;
`
