/**
 * Who is asking, in one question: with every request the session or token is looked up, and the person with the offices
 * held today. Asked one after the other, on a busy machine the questions wait longer than they take.
 */
import { definer } from './protect.ts'

export const name = '0013-recognise'

const PERSON = `
  p.id, p.login, p.name,
  coalesce((select c.must_change from gouji.credential c where c.person = p.id and c.kind = 'password'), false),
  exists (select from gouji.credential c where c.person = p.id and c.kind = 'totp' and c.confirmed),
  coalesce((select array_agg(distinct g.role) from gouji."grant" g where g.person = p.id and g.state = 'active'
    and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)), '{}')`
const COLUMNS = 'person uuid, login text, name text, must_change boolean, second_factor boolean, roles text[]'

export const sql = `
${definer(
  `recognise_session(wanted text, idle_seconds integer, is_awake boolean) returns table (${COLUMNS})`,
  `
declare who uuid;
begin
  if is_awake then select s.person into who from gouji.session_find(wanted, idle_seconds) s;
  else select s.person into who from gouji.session_look(wanted, idle_seconds) s; end if;
  return query select ${PERSON} from gouji.person p where p.id = who and p.disabled_at is null;
end `,
)}

${definer(
  `recognise_token(wanted text) returns table (${COLUMNS}, scopes text[])`,
  `
declare found_one gouji.token;
begin
  select * into found_one from gouji.token_find(wanted);
  return query select ${PERSON}, found_one.scopes from gouji.person p where p.id = found_one.person and p.disabled_at is null;
end `,
)}

${definer(
  `recognise_person(who uuid) returns table (${COLUMNS})`,
  `
begin
  -- Only oneself: whoever asks about another learns nothing.
  return query select ${PERSON} from gouji.person p
  where p.id = who and p.id = gouji.current_person() and p.disabled_at is null;
end `,
  'stable',
)}

grant execute on function gouji.recognise_session(text, integer, boolean), gouji.recognise_token(text),
  gouji.recognise_person(uuid) to gouji_app;
`
