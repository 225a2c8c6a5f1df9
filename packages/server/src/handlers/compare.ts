/** Two versions of a ledger, or two editions, side by side: only what differs. */
import { ALL_SHEETS, HEAD } from '@gouji/budget'
import { getEdition, getLedger, type Tx } from '@gouji/store'
import type { Context } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import type { PlainTable } from '../tasks/desk-task.ts'
import { HEAD_SHEET, type StoredRow, TEXTS_SHEET } from '../tasks/ledger-rows.ts'
import { atDesk } from './at-desk.ts'
import { storedRows } from './ledger-infos.ts'

interface Book {
  readonly tables: readonly PlainTable[]
  readonly sentences: readonly string[]
}

export interface Comparison {
  tables: { title: string; rows: { label: string; column: string; left?: string; right?: string }[] }[]
  sentences: { left?: string; right?: string }[]
}

/** `ledger:<id>`, `ledger:<id>@<version>` or `edition:<id>`. */
const NAME = /^(ledger|edition):([0-9a-f-]{36})(?:@(\d{1,9}))?$/

export async function compareBooks(
  query: { readonly left: string; readonly right: string },
  context: Context<Tx>,
): Promise<Comparison> {
  const left = NAME.exec(query.left)
  const right = NAME.exec(query.right)
  if (!left || !right || left[1] !== right[1]) {
    throw new Refusal('invalid', {}, [
      { path: left ? 'right' : 'left', message: '应为 ledger:编号@版本 或 edition:编号，且两边同类' },
    ])
  }
  const [a, b] = [await bookOf(left, context), await bookOf(right, context)]
  return { tables: differingTables(a.tables, b.tables), sentences: differingSentences(a.sentences, b.sentences) }
}

async function bookOf(name: RegExpExecArray, context: Context<Tx>): Promise<Book> {
  const [, kind, id, version] = name
  const { tx, store } = context
  if (kind === 'ledger') {
    await getLedger(tx, id!)
    return bookOfRows(await storedRows(tx, id!, version === undefined ? undefined : Number(version)))
  }
  const edition = await getEdition(tx, id!)
  const file = edition.files.find(({ name: path }) => /\.(?:html|docx)$/.test(path)) ?? edition.files[0]
  if (!file) throw notFound()
  const result = await atDesk(context, { kind: 'text', path: store.blobs.pathOf(file.sha256), name: file.name })
  return { tables: result.tables ?? [], sentences: result.sentences ?? [] }
}

function bookOfRows(rows: readonly StoredRow[]): Book {
  const sheets = [
    { name: HEAD_SHEET, title: '封面', columns: HEAD.map(({ field, key }) => ({ field, heading: key })) },
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
          return columns.flatMap(({ field, heading }) => {
            const text = values[field] ?? ''
            return text === '' ? [] : [{ label: name === HEAD_SHEET ? heading : label, column: heading, text }]
          })
        }),
    }),
  )
  const sentences = rows.filter(({ sheet }) => sheet === TEXTS_SHEET).map(({ values }) => values.text ?? '')
  return { tables, sentences }
}

function differingTables(left: readonly PlainTable[], right: readonly PlainTable[]): Comparison['tables'] {
  const others = new Map(right.map((table) => [table.title, table]))
  const titles = [...new Set([...left, ...right].map(({ title }) => title))]
  const mine = new Map(left.map((table) => [table.title, table]))
  return titles.flatMap((title) => {
    const a = cellsByName(mine.get(title))
    const b = cellsByName(others.get(title))
    const rows = [...new Set([...a.keys(), ...b.keys()])].flatMap((name) => {
      const [x, y] = [a.get(name), b.get(name)]
      if (x?.text === y?.text) return []
      const { label, column } = (x ?? y)!
      return [{ label, column, ...(x ? { left: x.text } : {}), ...(y ? { right: y.text } : {}) }]
    })
    return rows.length > 0 ? [{ title, rows }] : []
  })
}

function cellsByName(table: PlainTable | undefined): Map<string, PlainTable['cells'][number]> {
  const out = new Map<string, PlainTable['cells'][number]>()
  const seen = new Map<string, number>()
  for (const cell of table?.cells ?? []) {
    const name = `${cell.label}\u0000${cell.column}`
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    out.set(`${name}\u0000${nth}`, cell)
  }
  return out
}

/** Sentences of one side only, each beside the one of the other side that begins most like it. */
function differingSentences(left: readonly string[], right: readonly string[]): Comparison['sentences'] {
  const theirs = new Set(right)
  const mine = new Set(left)
  const onlyRight = right.filter((sentence) => !mine.has(sentence))
  const taken = new Set<number>()
  const pairs: Comparison['sentences'] = left
    .filter((sentence) => !theirs.has(sentence))
    .map((sentence) => {
      const found = onlyRight.findIndex((other, i) => !taken.has(i) && sentence.slice(0, 6) === other.slice(0, 6))
      if (found < 0) return { left: sentence }
      taken.add(found)
      return { left: sentence, right: onlyRight[found]! }
    })
  return [...pairs, ...onlyRight.flatMap((sentence, i) => (taken.has(i) ? [] : [{ right: sentence }]))]
}
