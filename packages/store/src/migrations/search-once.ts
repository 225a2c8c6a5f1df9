/**
 * The whole search as one question whose plans are made once: planned anew for each year, a rare word took longer to plan
 * than to look for. Names of books and messages of findings get the index that claims and passages have.
 */
export const name = '0016-search-once'

/** Hits of one kind of row, of which only the first few of each kind get their excerpt. */
const ranked = (rows: string, excerpt: string): string => `
  with rows as materialized (${rows} limit most * 8),
  ranked as (select r.*, row_number() over (partition by r.kind order by r.document, r.number) as nth from rows r)
  select r.kind, r.nth + before, r.title, ${excerpt}, r.document, r.place from ranked r where r.nth <= most`

const CLAIMS = (match: string): string =>
  ranked(
    `select case when c.coordinates ? 'project' then 'project' else 'figure' end as kind, c.label as title, c.printed,
      c.unit, c.document, c.place, c.number
    from gouji.claim c where c.region = share.region and c.year = share.year and c.organisation = any (seen) and ${match}`,
    `r.printed || coalesce(' ' || r.unit, '')`,
  )
const PASSAGES = (match: string): string =>
  ranked(
    `select p.kind, p.title, p.words, p.document, p.place, p.number
    from gouji.passage p where p.region = share.region and p.year = share.year and p.organisation = any (seen) and ${match}`,
    `case when length(r.words) <= 80 then r.words
      else substr(r.words, greatest(1, position(wanted in r.words) - 30), 80) end`,
  )
const TEXT = `(p.title || ' ' || p.words)`

export const sql = `
create index document_pieces on gouji.document using gin (gouji.pieces(lower(name)));
create index finding_pieces on gouji.finding using gin (gouji.pieces(title));
create index finding_code on gouji.finding (code);

create function gouji.search_all(wanted text, figures text[], most integer)
returns table (kind text, nth bigint, title text, excerpt text, document uuid, place jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, gouji, pg_temp set plan_cache_mode = force_generic_plan as $body$
declare
  seen uuid[] := array(select gouji.reach('see'));
  own uuid[] := array(select o.id from gouji.organisation o where o.id = any (seen) and position(wanted in o.name) > 0);
  -- One character has no two beside each other: it is looked for without the index, among as many rows at most.
  is_word boolean := length(wanted) > 1;
  share record; before bigint := 0; found bigint; one bigint;
begin
  return query select 'document', row_number() over (order by d.uploaded_at desc, d.id), d.name, o.name, d.id, null::jsonb
  from (select * from gouji.document t where t.organisation = any (own)
    union select * from gouji.document t where is_word and gouji.pieces(lower(t.name)) @> gouji.pieces(lower(wanted))
      and position(lower(wanted) in lower(t.name)) > 0) d
  join gouji.organisation o on o.id = d.organisation
  where d.removed_at is null and d.organisation = any (seen)
  order by 2 limit most;

  return query select 'finding', row_number() over (order by f.created_at desc, f.id), f.code, f.title, f.document, f.detail -> 'place'
  from (
    (select * from gouji.finding t where t.code = upper(wanted) and t.organisation = any (seen) limit most * 20)
    union all
    (select * from gouji.finding t where is_word and gouji.pieces(t.title) @> gouji.pieces(wanted)
      and position(wanted in t.title) > 0 and t.organisation = any (seen) and t.code <> upper(wanted) limit most * 20)
  ) f order by 2 limit most;

  -- The latest six years of the regions that are seen, by the partitions that there are.
  for share in
    select s.part[1] as region, s.part[2]::integer as year
    from (select regexp_match(c.relname, '^claim_([0-9]{2})_([0-9]{4})$') as part from pg_class c
      where c.relnamespace = 'gouji'::regnamespace and c.relkind = 'r' and c.relname like 'claim\\_%') s
    where s.part[1] in (select left(o.region, 2) from gouji.organisation o where o.id = any (seen))
    order by 2 desc, 1 limit 6
  loop
    found := 0;
    if figures is not null then
      return query ${CLAIMS('c.printed = any (figures)')};
    elsif is_word then
      return query ${CLAIMS('gouji.pieces(c.label) @> gouji.pieces(wanted) and position(wanted in c.label) > 0')};
    else
      return query ${CLAIMS('position(wanted in c.label) > 0')};
    end if;
    get diagnostics one = row_count;
    found := found + one;
    if to_regclass(format('gouji.passage_%s_%s', share.region, share.year)) is not null then
      if is_word then
        return query ${PASSAGES(`gouji.pieces(p.title || ' ' || p.words) @> gouji.pieces(wanted) and position(wanted in ${TEXT}) > 0`)};
      else
        return query ${PASSAGES(`position(wanted in ${TEXT}) > 0`)};
      end if;
      get diagnostics one = row_count;
      found := found + one;
    end if;
    before := before + most;
    exit when found >= most;
  end loop;
end $body$;

drop function gouji.search_words(text, text[], integer);
grant execute on function gouji.search_all(text, text[], integer) to gouji_app;
`
