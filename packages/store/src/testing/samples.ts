/**
 * Rows for the tables of each migration, as they could be when it was the newest. Written in SQL, because the functions
 * of the store know the newest schema only. A new migration adds its own.
 */
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const SAMPLES: Readonly<Record<string, string>> = {
  '0001-people': `
    insert into gouji.organisation (id, code, name, kind, region) values ('${id(1)}', '339900', '样例区', 'region', '339900');
    insert into gouji.organisation (id, parent, code, name, kind, region)
    values ('${id(2)}', '${id(1)}', '101', '样例局', 'department', '339900');
    insert into gouji.person (id, organisation, login, name) values ('${id(10)}', '${id(2)}', 'sample', '某人');
    insert into gouji."grant" (id, person, organisation, role, state, proposed_by, decided_by)
    values ('${id(11)}', '${id(10)}', '${id(2)}', 'preparer', 'active', '${id(10)}', '${id(10)}');
    insert into gouji.credential (person, kind, secret) values ('${id(10)}', 'password', 'hash');
    insert into gouji.session (person, hash, expires_at) values ('${id(10)}', 'hash', now() + interval '1 hour');
    insert into gouji.token (person, name, hash, scopes, expires_at) values ('${id(10)}', 't', 'hash', '{read}', now());
    insert into gouji.idempotency (person, key, request) values ('${id(10)}', 'k', 'r');`,
  '0002-audit': `
    select gouji.audit_append('[{"act":"sample","kind":"sample","subject":"1","detail":"{}","by":"sample"}]');`,
  '0003-filings': `
    insert into gouji.ledger (id, organisation, year, stage, version, created_by)
    values ('${id(20)}', '${id(2)}', 2026, 'budget', 1, '${id(10)}');
    insert into gouji.ledger_version (ledger, organisation, version, person, person_name, rows_changed)
    values ('${id(20)}', '${id(2)}', 1, '${id(10)}', '某人', 1);
    insert into gouji.ledger_row (ledger, organisation, sheet, key, position, cells, valid_from_version)
    values ('${id(20)}', '${id(2)}', 'income', '1', 1, '{"amount":"1.00"}', 1);
    insert into gouji.filing (id, organisation, year, stage, ledger, created_by)
    values ('${id(21)}', '${id(2)}', 2026, 'budget', '${id(20)}', '${id(10)}');`,
  '0004-documents': `
    insert into gouji.document (id, organisation, sha256, bytes, name, media_type, year, uploaded_by)
    values ('${id(30)}', '${id(2)}', repeat('0', 64), 1, 'a.pdf', 'application/pdf', 2026, '${id(10)}');
    insert into gouji.reading (id, document, organisation, region, year, engine, verdict, errors, warnings, hints, claims, created_by)
    values ('${id(31)}', '${id(30)}', '${id(2)}', '33', 2026, '1', 'fail', 1, 0, 0, 1, '${id(10)}');
    select gouji.claim_partition('33', 2026);
    insert into gouji.claim (region, year, reading, number, document, organisation, kind, measure, low, high, printed, coordinates, key, place)
    values ('33', 2026, '${id(31)}', 0, '${id(30)}', '${id(2)}', 'cell', 'amount', 1, 1, '0.01', '{}', '', '{}');
    insert into gouji.finding (id, document, organisation, year, reading, code, severity, fingerprint, title, detail)
    values ('${id(32)}', '${id(30)}', '${id(2)}', 2026, '${id(31)}', 'SUM', 'error', 'f', 't', '{}');
    insert into gouji.finding_event (finding, organisation, kind, person, person_name)
    values ('${id(32)}', '${id(2)}', 'opened', '${id(10)}', '某人');`,
  '0005-guidance': `
    insert into gouji.pack (organisation, name, number, years, text, sha256, created_by)
    values ('${id(1)}', 'p', 1, '{2026}', 'x', 'x', '${id(10)}');
    insert into gouji.calendar (organisation, year, stage, step, due_on) values ('${id(1)}', 2026, 'budget', 'submit', '2026-01-31');
    insert into gouji.threshold (organisation, name, year, value, unit, source) values ('${id(1)}', 'n', 2026, '1', '元', 's');
    insert into gouji.comment (organisation, subject_kind, subject, text, author, author_name)
    values ('${id(2)}', 'filing', '${id(21)}', '请改', '${id(10)}', '某人');`,
  '0006-jobs': `
    insert into gouji.job (kind, organisation, person) values ('read', '${id(2)}', '${id(10)}');`,
  '0007-offices': '',
  '0008-separation': '',
  '0009-publishing': '',
  '0010-offices-apart': '',
  '0011-search': '',
  '0012-pack-use': `
    insert into gouji.pack_use (organisation, year, stage, audience, name, packs, created_by)
    select '${id(1)}', 2026, 'budget', 'unit', name, array[id], '${id(10)}' from gouji.pack where name = 'p';`,
  '0013-recognise': '',
  '0014-passages': `
    select gouji.passage_partition('33', 2026);
    insert into gouji.passage (region, year, reading, number, document, organisation, kind, words, place)
    values ('33', 2026, '${id(31)}', 0, '${id(30)}', '${id(2)}', 'text', '本年预算增加。', '{}');`,
  '0015-reset-held': '',
  '0016-search-once': '',
  '0017-closed-ways': '',
  '0018-account-ends': '',
}
