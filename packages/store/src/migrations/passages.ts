/**
 * Words of books: their sentences, goals and projects, found beside the figures. Kept and distributed like claims. Who
 * searches is asked for once: compared row by row, the reach of a person costs more than the search.
 */
import { definer, protect, within } from './protect.ts'

export const name = '0014-passages'

export const sql = `
create table gouji.passage (
  region text not null,
  year integer not null,
  reading uuid not null,
  number integer not null,
  document uuid not null,
  organisation uuid not null,
  kind text not null check (kind in ('text', 'goal', 'project')),
  -- What it is about: the project of a goal, the heading above a sentence.
  title text not null default '' check (length(title) <= 300),
  words text not null check (words <> '' and length(words) <= 2000),
  place jsonb not null,
  primary key (region, year, reading, number)
) partition by list (region);
create index passage_pieces on gouji.passage using gin (gouji.pieces(title || ' ' || words));
create index passage_document on gouji.passage (region, year, document);

-- As claim_partition: partitions come into being when first needed, and are reached through their parent only.
${definer(
  'passage_partition(of_region text, of_year integer) returns void',
  `
declare whole text := 'passage_' || of_region; part text := 'passage_' || of_region || '_' || of_year;
begin
  if of_region !~ '^[0-9]{2}$' or of_year not between 1990 and 2200 then
    raise exception 'claim-partition' using errcode = 'GJ001';
  end if;
  if to_regclass('gouji.' || part) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('gouji.claim'));
  if to_regclass('gouji.' || whole) is null then
    execute format('create table gouji.%I partition of gouji.passage for values in (%L) partition by list (year)', whole, of_region);
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

${protect('passage')}

create policy see on gouji.passage for select to gouji_app using (${within('see')});
create policy add on gouji.passage for insert to gouji_app with check (${within('upload')});
create policy drop on gouji.passage for delete to gouji_app using (${within('upload')});
grant select, insert, delete on gouji.passage to gouji_app;

-- The latest years first, up to so many of each kind. Planned anew for each share: rare words and common ones want
-- different ways, and the inner bounds keep common ones cheap.
${definer(
  `search_words(words text, figures text[], most integer)
  returns table (kind text, nth bigint, title text, excerpt text, document uuid, place jsonb)`,
  `
declare
  seen uuid[] := array(select gouji.reach('see'));
  in_label text := case
    when figures is not null then 'c.printed = any ($5)'
    when length(words) > 1 then 'gouji.pieces(c.label) @> gouji.pieces($4) and position($4 in c.label) > 0'
    else 'position($4 in c.label) > 0' end;
  in_passage text := case
    when length(words) > 1
      then 'gouji.pieces(p.title || '' '' || p.words) @> gouji.pieces($4) and position($4 in p.title || '' '' || p.words) > 0'
    else 'position($4 in p.title || '' '' || p.words) > 0' end;
  share record; wanted integer := most; before bigint := 0; found bigint;
begin
  for share in select distinct r.region, r.year from gouji.reading r where r.organisation = any (seen)
    order by r.year desc, r.region limit 6 loop
    return query execute 'with claims as materialized (
        select c.coordinates, c.label, c.printed, c.unit, c.document, c.place, c.number from gouji.claim c
        where c.region = $1 and c.year = $2 and c.organisation = any ($3) and ' || in_label || ' limit $6 * 20
      ), passages as materialized (
        select p.kind, p.title, p.words, p.document, p.place, p.number from gouji.passage p
        where p.region = $1 and p.year = $2 and p.organisation = any ($3) and ' || in_passage || ' limit $6 * 20
      ), hits as (
        select case when f.coordinates ? ''project'' then ''project'' else ''figure'' end as kind, f.label as title,
          f.printed || coalesce('' '' || f.unit, '''') as excerpt, f.document, f.place, f.number
        from claims f
        union all
        select p.kind, p.title, case when length(p.words) <= 80 then p.words
          else substr(p.words, greatest(1, position($4 in p.words) - 30), 80) end, p.document, p.place, p.number
        from passages p
      ), ranked as (
        select h.*, row_number() over (partition by h.kind order by h.document, h.number) as nth from hits h
      )
      select r.kind, r.nth + $7, r.title, r.excerpt, r.document, r.place from ranked r where r.nth <= $6'
    using share.region, share.year, seen, words, figures, wanted, before;
    get diagnostics found = row_count;
    before := before + most;
    exit when found >= most;
  end loop;
end `,
  'stable',
)}
grant execute on function gouji.passage_partition(text, integer), gouji.search_words(text, text[], integer) to gouji_app;
create index reading_share on gouji.reading (year desc, region, organisation);
drop function gouji.search_claims(text, integer, text, text[], integer);
`
