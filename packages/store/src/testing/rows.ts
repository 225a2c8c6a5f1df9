/** One row of every table for an organisation, written with the owner's rights: what others must not see or change. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Store } from '../store.ts'

/** Tables whose rows belong to an organisation and hold figures or what is said about them. */
export const FIGURE_TABLES = [
  'ledger',
  'ledger_version',
  'ledger_row',
  'filing',
  'edition',
  'document',
  'reading',
  'claim',
  'passage',
  'finding',
  'finding_event',
  'comment',
] as const

/** Those that also hold for everyone below. */
export const GUIDING_TABLES = ['pack', 'pack_use', 'calendar', 'threshold'] as const

export async function writeRows(store: Store, organisation: string, person: string): Promise<void> {
  const [ledger, filing, document, reading, finding] = Array.from({ length: 5 }, () => randomUUID())
  const statements = [
    `insert into gouji.ledger (id, organisation, year, stage, version, created_by) values ('${ledger}', '${organisation}', 2026, 'budget', 1, '${person}')`,
    `insert into gouji.ledger_version (ledger, organisation, version, person, person_name, rows_changed) values ('${ledger}', '${organisation}', 1, '${person}', '某人', 1)`,
    `insert into gouji.ledger_row (ledger, organisation, sheet, key, position, cells, valid_from_version) values ('${ledger}', '${organisation}', 'income', '1', 1, '{"amount":"1.00"}', 1)`,
    `insert into gouji.filing (id, organisation, year, stage, ledger, created_by) values ('${filing}', '${organisation}', 2026, 'budget', '${ledger}', '${person}')`,
    `alter table gouji.edition disable trigger guard`,
    `insert into gouji.edition (filing, organisation, number, pack, files, published_by) values ('${filing}', '${organisation}', 1, 'p', '[]', '${person}')`,
    `alter table gouji.edition enable trigger guard`,
    `insert into gouji.document (id, organisation, sha256, bytes, name, media_type, year, uploaded_by) values ('${document}', '${organisation}', repeat('a', 64), 1, 'a.pdf', 'application/pdf', 2026, '${person}')`,
    `insert into gouji.reading (id, document, organisation, region, year, engine, verdict, errors, warnings, hints, claims, created_by) values ('${reading}', '${document}', '${organisation}', '33', 2026, '1', 'fail', 1, 0, 0, 1, '${person}')`,
    `select gouji.claim_partition('33', 2026)`,
    `insert into gouji.claim (region, year, reading, number, document, organisation, kind, measure, low, high, printed, coordinates, key, place) values ('33', 2026, '${reading}', 0, '${document}', '${organisation}', 'cell', 'amount', 1, 1, '0.01', '{}', '', '{}')`,
    `select gouji.passage_partition('33', 2026)`,
    `insert into gouji.passage (region, year, reading, number, document, organisation, kind, words, place) values ('33', 2026, '${reading}', 0, '${document}', '${organisation}', 'text', '本年预算增加。', '{}')`,
    `insert into gouji.finding (id, document, organisation, year, reading, code, severity, fingerprint, title, detail) values ('${finding}', '${document}', '${organisation}', 2026, '${reading}', 'SUM', 'error', 'f', 't', '{}')`,
    `insert into gouji.finding_event (finding, organisation, kind, person, person_name) values ('${finding}', '${organisation}', 'opened', '${person}', '某人')`,
    `insert into gouji.comment (organisation, subject_kind, subject, text, author, author_name) values ('${organisation}', 'filing', '${filing}', '请改', '${person}', '某人')`,
    `insert into gouji.pack (organisation, name, number, years, text, sha256, created_by) values ('${organisation}', 'p', 1, '{2026}', 'x', 'x', '${person}')`,
    `insert into gouji.pack_use (organisation, year, stage, audience, name, created_by) values ('${organisation}', 2026, 'budget', 'unit', 'national', '${person}')`,
    `insert into gouji.calendar (organisation, year, stage, step, due_on) values ('${organisation}', 2026, 'budget', 'submit', '2026-01-31')`,
    `insert into gouji.threshold (organisation, name, year, value, unit, source) values ('${organisation}', 'n', 2026, '1', '元', 's')`,
    `insert into gouji.job (kind, organisation, person) values ('read', '${organisation}', '${person}')`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(store.maintenance)
}
