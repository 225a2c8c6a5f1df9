/**
 * Looking for words and figures among all claims. Under row-level security an index serves only comparisons that reveal
 * nothing of rows that stay hidden, and looking inside a text is none; so the search is a function with the owner's rights
 * that asks for the person's reach itself.
 */
import { definer } from './protect.ts'

export const name = '0011-search'

export const sql = `
-- Every two characters that stand beside each other: Chinese has no spaces between words, and needs no dictionary so.
create function gouji.pieces(words text) returns text[] language sql immutable strict parallel safe
as $$ select coalesce(array_agg(distinct substr(words, i, 2)), '{}') from generate_series(1, length(words) - 1) i $$;

create index claim_pieces on gouji.claim using gin (gouji.pieces(label));
create index claim_printed on gouji.claim (region, year, printed);

-- Planned anew each time: rare words and common ones want different ways. The inner bound keeps common ones cheap.
${definer(
  `search_claims(of_region text, of_year integer, words text, figures text[], most integer)
  returns table (kind text, title text, excerpt text, document uuid, place jsonb)`,
  `
declare
  match text := case
    when figures is not null then 'c.printed = any ($4)'
    when length(words) > 1 then 'gouji.pieces(c.label) @> gouji.pieces($3) and position($3 in c.label) > 0'
    else 'position($3 in c.label) > 0' end;
begin
  return query execute 'with found as materialized (
      select c.* from gouji.claim c
      where c.region = $1 and c.year = $2 and c.organisation in (select gouji.reach(''see'')) and ' || match || '
      limit $5 * 20
    )
    select case when f.coordinates ? ''project'' then ''project'' else ''figure'' end, f.label,
      f.printed || coalesce('' '' || f.unit, ''''), f.document, f.place
    from found f order by f.document, f.number limit $5'
  using of_region, of_year, words, figures, most;
end `,
  'stable',
)}

grant execute on function gouji.pieces(text), gouji.search_claims(text, integer, text, text[], integer) to gouji_app;
`
