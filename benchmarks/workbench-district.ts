/**
 * A generated district in a running workbench: a few books are uploaded and read by the workers, and what came of them is
 * copied, row by row, for every unit and year, so that each row has the shape that the workbench itself gives it.
 */
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { loadKnowledge, loadSynthWords } from '@gouji/knowledge'
import { openStore } from '@gouji/store'
import { synthDistrict } from '@gouji/synth'
import { openBureau } from '../tests/workbench/office.ts'
import type { Visitor } from '../tests/workbench/visitor.ts'
import { ROOT } from './measure.ts'
import { book } from './workbench-books.ts'

export const DEPARTMENTS = 60
export const UNITS = 300
export const YEARS = [2021, 2022, 2023, 2024, 2025] as const
const LAST = 2025
/** Seeds of the books that are copied: with several units for departments, with one for units. */
const TEMPLATES = [900, 901, 902, 903, 904, 905]
/** A published book with mistakes; every third book of the district gets its findings. */
const FLAWED = 'examples/archive-centre-2025.pdf'

export interface People {
  readonly login: string
  readonly isFinance: boolean
}

/** Organisations and people, before the workbench starts. */
export async function makeOffice(folder: string, people: number): Promise<People[]> {
  const store = await openStore({ dataFolder: folder })
  try {
    const bureau = await openBureau(store)
    const { catalogue } = loadKnowledge()
    const departments: string[] = []
    const given = { seed: 1, year: LAST, catalogue, words: loadSynthWords(), departments: DEPARTMENTS, units: UNITS }
    for (const { head, units } of synthDistrict({ ...given, audience: 'department' })) {
      const code = head.code ?? String(101 + departments.length)
      const department = await bureau.addOrganisation('department', code, head.name, bureau.root)
      departments.push(department)
      for (const unit of units) await bureau.addOrganisation('unit', unit.code, unit.name, department)
    }
    const made: People[] = []
    for (let n = 0; n < people; n += 1) {
      const isFinance = n % 5 === 0
      const role = isFinance ? 'finance_reviewer' : n % 5 === 1 ? 'department' : 'preparer'
      const login = `person${n}`
      await bureau.addPerson(login, role, isFinance ? bureau.root : departments[n]!)
      made.push({ login, isFinance })
    }
    return made
  } finally {
    await store.close()
  }
}

/** Every unit's and department's books of five years. Tells how many claims there are. */
export async function fillOffice(folder: string, finance: Visitor): Promise<{ books: number; claims: number }> {
  const files = [
    ...(await Promise.all(TEMPLATES.map(book))),
    { name: FLAWED, bytes: await readFile(`${ROOT}${FLAWED}`) },
  ]
  const sent = await finance.upload(`/documents?year=${LAST}`, files)
  const ids: string[] = sent.json.accepted.map((one: { id: string }) => one.id)
  if (ids.length !== files.length) throw new Error(`not all books were taken: ${sent.bytes}`)
  for (const id of ids) await untilChecked(finance, id)
  const flawed = sent.json.accepted.find((one: { name: string }) => one.name.includes('archive')).id as string
  const store = await openStore({ dataFolder: folder, attach: true })
  const client = await store.maintenancePool.connect()
  try {
    const templates = ids.filter((id) => id !== flawed)
    for (const year of YEARS) {
      await client.query(`select gouji.claim_partition('33', ${year}), gouji.passage_partition('33', ${year})`)
      for (const statement of copiesOf(year, templates, flawed)) await client.query(statement)
    }
    await client.query('analyze')
    const { rows } = await client.query(
      'select count(*)::int as claims, count(distinct document)::int as books from gouji.claim',
    )
    return rows[0]
  } finally {
    client.release()
    await store.close()
  }
}

async function untilChecked(who: Visitor, id: string): Promise<void> {
  for (let i = 0; i < 1200; i += 1) {
    const { state } = (await who.call('GET', `/documents/${id}`)).json
    if (state === 'done') return
    if (state === 'failed' || state === 'unreadable') throw new Error(`a book was not read: ${state}`)
    await pause(100)
  }
  throw new Error('a book was not read in time')
}

const shifted = (text: string, year: number): string =>
  `replace(replace(replace(${text}, 'year=${LAST - 1}', 'year=last'), 'year=${LAST}', 'year=${year}'), 'year=last', 'year=${year - 1}')`

/** Statements that copy what was read of the templates; the years in coordinates move along. */
function copiesOf(year: number, templates: readonly string[], flawed: string): string[] {
  const list = templates.map((id) => `'${id}'`).join(', ')
  return [
    `create temp table copy on commit preserve rows as
     select gen_random_uuid() as document, gen_random_uuid() as reading, o.id as organisation, o.name, o.kind,
       (array[${list}]::uuid[])[1 + (row_number() over (order by o.path) + ${year}) % ${templates.length}] as template,
       row_number() over (order by o.path) as nth
     from gouji.organisation o where o.kind in ('department', 'unit')`,
    `insert into gouji.filing (organisation, year, stage, created_by)
     select c.organisation, ${year}, 'budget', (select id from gouji.person where login = 'person0') from copy c`,
    `insert into gouji.document (id, organisation, sha256, bytes, name, media_type, year, stage, audience, recognised, uploaded_by, uploaded_at)
     select c.document, c.organisation, encode(sha256((c.document::text)::bytea), 'hex'), d.bytes, c.name || '${year}年预算.pdf',
       d.media_type, ${year}, 'budget', case c.kind when 'department' then 'department' else 'unit' end, d.recognised - 'job',
       d.uploaded_by, make_date(${year}, 3, 1) + c.nth * interval '1 minute'
     from copy c join gouji.document d on d.id = c.template`,
    `insert into gouji.reading (id, document, organisation, region, year, engine, verdict, errors, warnings, hints, claims, summary, report, created_by)
     select c.reading, c.document, c.organisation, r.region, ${year}, r.engine, r.verdict, r.errors, r.warnings, r.hints, r.claims,
       r.summary, r.report, r.created_by
     from copy c join lateral (select * from gouji.reading where document = c.template order by created_at desc limit 1) r on true`,
    `insert into gouji.claim (region, year, reading, number, document, organisation, kind, measure, low, high, printed, unit, coordinates, key, label, place)
     select k.region, ${year}, c.reading, k.number, c.document, c.organisation, k.kind, k.measure, k.low, k.high, k.printed, k.unit,
       case k.coordinates ->> 'year' when '${LAST}' then jsonb_set(k.coordinates, '{year}', '"${year}"')
         when '${LAST - 1}' then jsonb_set(k.coordinates, '{year}', '"${year - 1}"') else k.coordinates end,
       ${shifted('k.key', year)}, k.label, k.place
     from copy c join gouji.claim k on k.region = '33' and k.year = ${LAST} and k.document = c.template`,
    `insert into gouji.passage (region, year, reading, number, document, organisation, kind, title, words, place)
     select p.region, ${year}, c.reading, p.number, c.document, c.organisation, p.kind, p.title, p.words, p.place
     from copy c join gouji.passage p on p.region = '33' and p.year = ${LAST} and p.document = c.template`,
    `insert into gouji.finding (document, organisation, year, reading, code, severity, fingerprint, title, detail)
     select c.document, c.organisation, ${year}, c.reading, f.code, f.severity, f.fingerprint, f.title, f.detail
     from copy c join gouji.finding f on f.document = '${flawed}' where c.nth % 3 = 0`,
    `insert into gouji.finding_event (finding, organisation, kind, person, person_name)
     select f.id, f.organisation, 'opened', (select id from gouji.person where login = 'person0'), 'person0'
     from copy c join gouji.finding f on f.document = c.document`,
    'drop table copy',
  ]
}
