/** Two versions of a ledger, or two editions, side by side: only what differs. */
import type { API, ResponseOf } from '@gouji/api'
import { ALL_SHEETS, HEAD } from '@gouji/budget'
import { getEdition, getFiling, getLedger, getOrganisation, type Tx } from '@gouji/store'
import { sql } from 'kysely'
import type { Context } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import { compareBooks, type PlainBook, type PlainTable } from '../tasks/comparison.ts'
import { HEAD_SHEET, type StoredRow, TEXTS_SHEET } from '../tasks/ledger-rows.ts'
import { readableFile } from '../tasks/plain-book.ts'
import { atDesk } from './at-desk.ts'
import { storedRows } from './ledger-infos.ts'

type Answer = ResponseOf<typeof API.filings.compare>
type Versions = ResponseOf<typeof API.filings.versions>

/** `ledger:<id>`, `ledger:<id>@<version>` or `edition:<id>`. */
const NAME = /^(ledger|edition):([0-9a-f-]{36})(?:@(\d{1,9}))?$/

export async function compareVersions(
  query: { readonly left: string; readonly right: string },
  context: Context<Tx>,
): Promise<Answer> {
  const left = NAME.exec(query.left)
  const right = NAME.exec(query.right)
  if (!left || !right || left[1] !== right[1]) {
    throw new Refusal('invalid', {}, [
      { path: left ? 'right' : 'left', message: '应为 ledger:编号@版本 或 edition:编号，且两边同类' },
    ])
  }
  const [a, b] = [await bookOf(left, context), await bookOf(right, context)]
  return { ...compareBooks(a, b), organisation: a.organisation, left: a.title, right: b.title }
}

interface Version extends PlainBook {
  readonly organisation: string
  readonly title: string
}

async function bookOf(name: RegExpExecArray, context: Context<Tx>): Promise<Version> {
  const [, kind, id, version] = name
  const { tx, store } = context
  if (kind === 'ledger') {
    const { organisation, year, stage, version: now } = await getLedger(tx, id!)
    const number = version === undefined ? now : Number(version)
    const title = titleOf({ year, stage, what: `账册第 ${number} 版` })
    return { organisation, title, ...bookOfRows(await storedRows(tx, id!, number)) }
  }
  const { organisation, number, files, filing } = await getEdition(tx, id!)
  const file = readableFile(files)
  if (!file) throw notFound()
  const { year, stage } = await getFiling(tx, filing)
  const result = await atDesk(context, { kind: 'text', path: store.blobs.pathOf(file.sha256), name: file.name })
  const title = titleOf({ year, stage, what: `公开第 ${number} 版` })
  return { organisation, title, tables: result.tables ?? [], sentences: result.sentences ?? [] }
}

const titleOf = (of: { readonly year: number; readonly stage: string; readonly what: string }): string =>
  `${of.year} 年${of.stage === 'final' ? '决算' : '预算'}${of.what}`

/** How many versions of each ledger are offered: the newest, and whoever wants an older one finds it in its history. */
const VERSIONS_MOST = 30

/** Everything of one organisation that can be held against each other, newest first: editions, then ledgers. */
export async function versionsOf(tx: Tx, organisation: string): Promise<Versions> {
  await getOrganisation(tx, organisation)
  const editions = await sql<Listed>`
    select 'edition:' || e.id as name, f.year, f.stage, e.number, e.published_at as at, p.name as by,
      e.withdrawn_at is not null as withdrawn
    from edition e join filing f on f.id = e.filing left join person p on p.id = e.published_by
    where f.organisation = ${organisation} order by f.year desc, e.number desc`.execute(tx.db)
  const ledgers = await sql<Listed>`
    select 'ledger:' || l.id || '@' || v.version as name, l.year, l.stage, v.version as number, v.at, v.person_name as by,
      false as withdrawn
    from ledger l join lateral (select version, at, person_name from ledger_version where ledger = l.id
      order by version desc limit ${VERSIONS_MOST}::int) v on true
    where l.organisation = ${organisation} order by l.year desc, v.version desc`.execute(tx.db)
  const shown = (rows: readonly Listed[], what: (number: number) => string) =>
    rows.map(({ name, at, by, withdrawn, number, year, stage }) => ({
      ...{ name, title: titleOf({ year, stage, what: what(number) }), at: at.toISOString(), by: by ?? '', withdrawn },
    }))
  return [
    ...shown(editions.rows, (number) => `公开第 ${number} 版`),
    ...shown(ledgers.rows, (number) => `账册第 ${number} 版`),
  ]
}

interface Listed {
  readonly name: string
  readonly year: number
  readonly stage: string
  readonly number: number
  readonly at: Date
  readonly by: string | null
  readonly withdrawn: boolean
}

function bookOfRows(rows: readonly StoredRow[]): PlainBook {
  const sheets = [
    { name: HEAD_SHEET, title: '封面', columns: HEAD.map(({ field, key, kind }) => ({ field, heading: key, kind })) },
    ...ALL_SHEETS.map(({ name, title, columns }) => ({ name: name as string, title, columns })),
  ]
  const tables = sheets.map(
    ({ name, title, columns }): PlainTable => ({
      title,
      cells: rows
        .filter(({ sheet }) => sheet === name)
        .flatMap(({ key, values }) => {
          const label =
            columns
              .slice(0, 4)
              .map(({ field }) => values[field] ?? '')
              .filter(Boolean)
              .join(' ') || key
          return columns.flatMap(({ field, heading, kind }) => {
            const text = printed(values[field] ?? '', kind)
            return text === '' ? [] : [{ label: name === HEAD_SHEET ? heading : label, column: heading, text }]
          })
        }),
    }),
  )
  const sentences = rows.filter(({ sheet }) => sheet === TEXTS_SHEET).map(({ values }) => values.text ?? '')
  return { tables, sentences }
}

/** Amounts are compared as amounts, however they were typed. */
function printed(text: string, kind: string): string {
  const amount = kind === 'amount' ? /^(-?\d+)(?:\.(\d{0,2}))?$/.exec(text.replaceAll(/[,，\s]/g, '')) : null
  if (!amount) return text
  return `${amount[1]!.replace(/\B(?=(\d{3})+$)/g, ',')}.${(amount[2] ?? '').padEnd(2, '0')}`
}
