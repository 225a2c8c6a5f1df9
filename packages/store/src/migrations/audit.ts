/** The trail: rows that are only ever added, each sealed with the one before. */
import { definer, protect, within } from './protect.ts'

export const name = '0002-audit'

export const sql = `
create table gouji.audit (
  seq bigint primary key,
  at timestamptz not null,
  person uuid,
  person_name text not null,
  act text not null,
  subject_kind text not null,
  subject text not null,
  organisation uuid,
  -- Canonical JSON as text, so that what was sealed is what is read. It tells what was done, never figures.
  detail text not null,
  previous text not null,
  hash text not null
);
create index audit_subject on gouji.audit (subject_kind, subject);
create index audit_at on gouji.audit (at);

-- The text that is sealed: a JSON array without blanks, times in UTC to the microsecond.
create function gouji.audit_text(a gouji.audit) returns text language sql immutable
set search_path = pg_catalog, gouji, pg_temp as $$
  select '[' || array_to_string(array[
    to_json(a.previous)::text,
    a.seq::text,
    to_json(to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text,
    coalesce(to_json(a.person::text)::text, 'null'),
    to_json(a.person_name)::text,
    to_json(a.act)::text,
    to_json(a.subject_kind)::text,
    to_json(a.subject)::text,
    coalesce(to_json(a.organisation::text)::text, 'null'),
    to_json(a.detail)::text
  ], ',') || ']'
$$;

-- Takes the acts of one transaction at its end: the lock that keeps the chain one is then held only for the commit.
${definer(
  'audit_append(acts jsonb) returns void',
  `
declare last gouji.audit; entry gouji.audit; act jsonb; who text;
begin
  perform pg_advisory_xact_lock(7136281904257);
  select * into last from gouji.audit order by seq desc limit 1;
  select p.name into who from gouji.person p where p.id = gouji.current_person();
  for act in select * from jsonb_array_elements(acts) loop
    entry.seq := coalesce(last.seq, 0) + 1;
    entry.at := clock_timestamp();
    entry.person := gouji.current_person();
    entry.person_name := coalesce(who, act ->> 'by', '');
    entry.act := act ->> 'act';
    entry.subject_kind := act ->> 'kind';
    entry.subject := act ->> 'subject';
    entry.organisation := (act ->> 'organisation')::uuid;
    entry.detail := act ->> 'detail';
    entry.previous := coalesce(last.hash, repeat('0', 64));
    entry.hash := encode(sha256(convert_to(gouji.audit_text(entry), 'UTF8')), 'hex');
    insert into gouji.audit select entry.*;
    last := entry;
  end loop;
end `,
)}

create function gouji.audit_frozen() returns trigger language plpgsql as $$
begin raise exception 'audit-append-only' using errcode = 'GJ001'; end $$;
create trigger frozen before update or delete on gouji.audit for each row execute function gouji.audit_frozen();
create trigger kept before truncate on gouji.audit for each statement execute function gouji.audit_frozen();

${protect('audit')}

create policy see on gouji.audit for select to gouji_app
  using (${within('audit')} or (organisation is null and exists (select gouji.reach('audit'))));

grant select on gouji.audit to gouji_app;
grant execute on function gouji.audit_append(jsonb) to gouji_app;
`
