/**
 * The rows of a ledger in the store, and the budget that they say. Two sheets are not tables of a budget: `head` has one
 * row with its entries by name, `texts` has one row for each text.
 */
import { createHash } from 'node:crypto'
import {
  ALL_SHEETS,
  type Budget,
  type BudgetKnowledge,
  type BudgetProblem,
  type Entries,
  type Entry,
  type Grid,
  HEAD,
  headValues,
  Problems,
  printCell,
  type ReadBudget,
  SHEETS,
  type SheetName,
  sheetValues,
  TEXT_PARTS,
  textValues,
  understand,
} from '@gouji/budget'

export interface StoredRow {
  readonly sheet: string
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}

export const HEAD_SHEET = 'head'
export const TEXTS_SHEET = 'texts'
export const SHEET_ORDER: readonly string[] = [HEAD_SHEET, TEXTS_SHEET, ...ALL_SHEETS.map(({ name }) => name)]
const FIRST_LINE = 1

export function readLedger(rows: readonly StoredRow[], knowledge: BudgetKnowledge): ReadBudget {
  return understand(entriesOf(rows), knowledge, new Problems(), SHEET_ORDER)
}

function entriesOf(rows: readonly StoredRow[]): Entries {
  const bySheet = Map.groupBy(rows, ({ sheet }) => sheet)
  const head = bySheet.get(HEAD_SHEET)?.flatMap(({ values }): Entry[] =>
    HEAD.flatMap(({ field, key }) => {
      const text = values[field]?.trim() ?? ''
      return text === '' ? [] : [{ key, text, origin: { file: HEAD_SHEET, line: FIRST_LINE, column: key } }]
    }),
  )
  const texts = (bySheet.get(TEXTS_SHEET) ?? []).map(({ values }, index) => ({
    part: values.part?.trim() ?? '',
    entry: {
      key: values.key?.trim() ?? '',
      text: values.text ?? '',
      origin: { file: TEXTS_SHEET, line: index + FIRST_LINE, column: 'text' },
    },
  }))
  const grids = new Map<SheetName, Grid>()
  for (const { name, columns, required } of ALL_SHEETS) {
    const own = bySheet.get(name)
    if (!own && !required) continue
    grids.set(name, {
      file: name,
      rows: [
        { line: 0, cells: columns.map(({ heading }) => heading) },
        ...(own ?? []).map(({ values }, index) => ({
          line: index + FIRST_LINE,
          cells: columns.map(({ field }) => values[field] ?? ''),
        })),
      ],
    })
  }
  return { headFile: HEAD_SHEET, head, texts, grids }
}

/** A budget as rows. Keys follow from what a row says, so that the same budget gives the same keys in every import. */
export function rowsOfBudget(budget: Budget): StoredRow[] {
  const head = headValues(budget)
  const rows: { sheet: string; values: Record<string, string> }[] = [
    {
      sheet: HEAD_SHEET,
      values: Object.fromEntries(
        HEAD.flatMap(({ field, key }) => (head[key] === undefined ? [] : [[field, String(head[key])]])),
      ),
    },
  ]
  const parts = textValues(budget)
  for (const { key: part } of TEXT_PARTS) {
    const value = parts.get(part)
    if (value === undefined) continue
    const entries: [string, string][] =
      value instanceof Map ? [...value] : [...(value as readonly string[])].map((t) => ['', t])
    for (const [key, text] of entries) rows.push({ sheet: TEXTS_SHEET, values: { part, key, text } })
  }
  for (const { name, columns } of ALL_SHEETS) {
    for (const own of sheetValues(budget, name)) {
      const cells = columns.map((column) => [column.field, printCell(own, column)] as const)
      rows.push({ sheet: name, values: Object.fromEntries(cells.filter(([, text]) => text !== '')) })
    }
  }
  return withKeys(rows)
}

/** Columns that say what a row is about, as opposed to what it says of it. */
function nameOfRow(sheet: string, values: Readonly<Record<string, string>>): string {
  if (sheet === HEAD_SHEET) return ''
  const told = sheet === TEXTS_SHEET ? [values.part, values.key] : columnsThatName(sheet).map((field) => values[field])
  return told.map((text) => text ?? '').join('|')
}

const columnsThatName = (sheet: string): string[] =>
  (SHEETS[sheet as SheetName]?.columns ?? [])
    .filter(({ kind }) => kind !== 'amount' && kind !== 'long' && kind !== 'count' && kind !== 'quantity')
    .map(({ field }) => field)

export function withKeys(
  rows: readonly { readonly sheet: string; readonly values: Record<string, string> }[],
): StoredRow[] {
  const seen = new Map<string, number>()
  return rows.map(({ sheet, values }) => {
    const name = `${sheet}|${nameOfRow(sheet, values)}`
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    return { sheet, key: uuidOf(`${name}|${nth}`), values }
  })
}

/** A name-based UUID (version 8, RFC 9562). */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Where a problem stands, in the terms of the grid: the number of the row in its sheet, and the field. */
export function placeOfProblem({ origin }: BudgetProblem): { sheet?: string; row?: number; field?: string } {
  const { file, line, column } = origin
  const fields =
    file === HEAD_SHEET
      ? HEAD.map(({ field, key }) => ({ field, heading: key }))
      : (SHEETS[file as SheetName]?.columns ?? [])
  const field = fields.find((one) => one.heading === column || one.field === column)?.field ?? column
  return {
    ...(SHEET_ORDER.includes(file) ? { sheet: file } : {}),
    ...(line === undefined || line < FIRST_LINE ? {} : { row: line }),
    ...(field === undefined ? {} : { field }),
  }
}

/** The same amount written in another way, `1,000` for `1000.00`, is no change. */
export const isSameCell = (a = '', b = ''): boolean => a === b || plainAmount(a) === plainAmount(b)

function plainAmount(text: string): string {
  const bare = text.replaceAll(/[,，\s]/g, '')
  return /^-?\d+\.\d*$/.test(bare) ? bare.replace(/\.?0*$/, '') : bare
}
