/**
 * Puts one known error into a consistent book, of the kinds that real books hold, and says exactly where it is.
 */
import { formatFen } from '@gouji/ledger'
import { type BodyCell, type Book, type BookTable, columnsOf, tablesOf } from './book.ts'
import { ECONOMIES, FUNCTIONS } from './facts.ts'
import type { Random } from './random.ts'

export const ERROR_KINDS = [
  'digit',
  'exchanged',
  'total-off',
  'factor-ten',
  'row-deleted',
  'blank',
  'wrong-code',
  'code-name',
  'unit-line',
  'year',
  'note',
] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

export interface Planted {
  readonly kind: ErrorKind
  /** 0-based among the book's tables. */
  readonly table: number
  readonly title: string
  /** 0-based among the body rows, where the error is in a row. */
  readonly row?: number
  readonly column?: number
  readonly rowLabel?: string
  readonly columnPath?: readonly string[]
  readonly before: string
  readonly after: string
  /** The second cell of two that were exchanged. */
  readonly other?: { readonly row: number; readonly column: number; readonly rowLabel: string }
}

export interface Damaged {
  readonly book: Book
  readonly planted: Planted
}

/** Limits where an error is planted, by the words that stand there. */
export interface Wanted {
  readonly title?: RegExp
  readonly row?: RegExp
  readonly column?: RegExp
}

/** Undefined when the book has no place for this kind of error. */
export function inject(book: Book, kind: ErrorKind, random: Random, wanted: Wanted = {}): Damaged | undefined {
  const tables = tablesOf(book)
    .map((table, index) => ({ table, index }))
    .filter(({ table }) => !wanted.title || wanted.title.test(table.title))
  const choices = tables
    .flatMap(({ table, index }) => CHOICES[kind](table, random, book).map((c) => ({ ...c, index })))
    .filter((c) => !wanted.row || wanted.row.test(c.rowLabel ?? ''))
    .filter((c) => !wanted.column || wanted.column.test(c.columnPath?.join('/') ?? ''))
  if (choices.length === 0) return undefined
  const { index, make, ...said } = random.pick(choices)
  const table = tablesOf(book)[index] as BookTable
  const changed = make()
  let n = -1
  const blocks = book.blocks.map((b) => {
    if (b.kind === 'table') n++
    return b.kind === 'table' && n === index ? changed : b
  })
  return { book: { ...book, blocks }, planted: { kind, table: index, title: table.title, ...said } }
}

interface Choice extends Omit<Planted, 'kind' | 'table' | 'title'> {
  readonly make: () => BookTable
}

interface Spot {
  readonly row: number
  readonly column: number
  readonly cell: BodyCell
  readonly label: string
  readonly path: readonly string[]
}

const labelOf = (table: BookTable, row: number, column: number): string => {
  const columns = columnsOf(table.header)
  for (let c = column; c >= 0; c--) if (columns[c]?.role === 'label') return table.rows[row]?.[c]?.text ?? ''
  return ''
}

/** Printed, exact amounts that stand in some relation. */
function spotsOf(table: BookTable): Spot[] {
  if (!table.related) return []
  return columnsOf(table.header).flatMap((c, column) =>
    c.role !== 'figure'
      ? []
      : table.rows.flatMap((cells, row): Spot[] => {
          const cell = cells[column]
          if (cell?.fen === undefined || cell.fen <= 0n || !/\d/.test(cell.text)) return []
          return [{ row, column, cell, label: labelOf(table, row, column), path: c.path }]
        }),
  )
}

const isTotal = (label: string): boolean =>
  /^(本年(收入|支出))?[合总]计|[收支][入出][合总]计/.test(label.replace(/\s/g, ''))

function withCell(table: BookTable, row: number, column: number, cell: BodyCell): BookTable {
  return {
    ...table,
    rows: table.rows.map((cells, r) => (r === row ? cells.map((c, i) => (i === column ? cell : c)) : cells)),
  }
}

const at = (spot: Spot, after: string): Omit<Choice, 'make'> => ({
  row: spot.row,
  column: spot.column,
  rowLabel: spot.label,
  columnPath: spot.path,
  before: spot.cell.text,
  after,
})

const rewrite = (table: BookTable, spot: Spot, text: string): Choice => ({
  ...at(spot, text),
  // The amount behind the figure stays what it was: only the print is wrong.
  make: () => withCell(table, spot.row, spot.column, { ...spot.cell, text }),
})

/** Changes one digit before the decimal point, so that no rounding can explain it. */
function digitSlip(text: string, random: Random): string | undefined {
  const point = text.includes('.') ? text.indexOf('.') : text.length
  const places = [...text].flatMap((c, i) => (i < point && /\d/.test(c) ? [i] : []))
  const place = random.pick(places)
  const old = Number(text[place])
  // A leading zero would change the number of digits, which is another kind of error.
  const choices = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].filter((d) => d !== old && !(d === 0 && place === places[0]))
  if (text.replace(/[.,]/g, '').length < 3) return undefined
  return `${text.slice(0, place)}${random.pick(choices)}${text.slice(place + 1)}`
}

const subjectCodes = (table: BookTable): { row: number; code: string; at: number; labelAt: number }[] => {
  const columns = columnsOf(table.header)
  const codeAt = columns.flatMap((c, i) => (c.role === 'code' ? [i] : []))
  const labelAt = columns.findIndex((c) => c.role === 'label')
  // Tables in two panels have two sets of codes; the first is enough here.
  const first = codeAt.filter((c, i) => i === 0 || c === (codeAt[0] ?? 0) + i)
  return table.rows.flatMap((cells, row) => {
    const code = first.map((c) => cells[c]?.text ?? '').join('')
    return code && first[0] !== undefined ? [{ row, code, at: first[0], labelAt }] : []
  })
}

/** 项 of a function, 款 of an economy. */
const isLeaf = (code: string): boolean =>
  code.startsWith('2') ? code.length === 7 && code in FUNCTIONS : code.length === 5 && code in ECONOMIES

const CHOICES: Readonly<Record<ErrorKind, (table: BookTable, random: Random, book: Book) => Choice[]>> = {
  digit: (table, random) =>
    spotsOf(table).flatMap((spot) => {
      const text = digitSlip(spot.cell.text, random)
      return text === undefined ? [] : [rewrite(table, spot, text)]
    }),

  'total-off': (table, random) =>
    spotsOf(table)
      .filter((s) => isTotal(s.label))
      .flatMap((spot) => {
        const text = digitSlip(spot.cell.text, random)
        return text === undefined ? [] : [rewrite(table, spot, text)]
      }),

  'factor-ten': (table) =>
    spotsOf(table)
      .filter((s) => !isTotal(s.label) && s.cell.unit === undefined && (s.cell.fen ?? 0n) > 10_000_000n)
      .map((spot) => {
        const { unit, decimals } = table.style
        return rewrite(table, spot, formatFen((spot.cell.fen ?? 0n) * 10n, unit, decimals))
      }),

  blank: (table) => spotsOf(table).map((spot) => rewrite(table, spot, '')),

  exchanged: (table) => {
    const spots = spotsOf(table).filter((s) => !isTotal(s.label))
    const codes = new Map(subjectCodes(table).map((c) => [c.row, c.code]))
    return spots.flatMap((a, i) => {
      const b = spots.slice(i + 1).find((s) => s.column === a.column && s.cell.text !== a.cell.text)
      if (!b || !isLeaf(codes.get(a.row) ?? '') || !isLeaf(codes.get(b.row) ?? '')) return []
      const swapped = (): BookTable =>
        withCell(withCell(table, a.row, a.column, { ...a.cell, text: b.cell.text }), b.row, b.column, {
          ...b.cell,
          text: a.cell.text,
        })
      return [{ ...at(a, b.cell.text), other: { row: b.row, column: b.column, rowLabel: b.label }, make: swapped }]
    })
  },

  'row-deleted': (table) =>
    subjectCodes(table)
      .filter(({ code, row }) => isLeaf(code) && table.rows[row]?.some((c) => (c?.fen ?? 0n) > 10_000_000n))
      .filter(() => columnsOf(table.header).filter((c) => c.role === 'label').length === 1)
      .map(({ row, labelAt }) => ({
        row,
        rowLabel: table.rows[row]?.[labelAt]?.text ?? '',
        before: table.rows[row]?.map((c) => c?.text ?? '').join(' ') ?? '',
        after: '',
        make: () => ({ ...table, rows: table.rows.filter((_, r) => r !== row) }),
      })),

  'wrong-code': (table) =>
    subjectCodes(table)
      .filter(({ code }) => code.length === 7 && isLeaf(code))
      .map(({ row, code, at: column, labelAt }) => {
        // The 类 is written wrong and the rest stays, so that the code falls under a parent that is not its own.
        const wrong = code.startsWith('201') ? '208' : '201'
        const cell = table.rows[row]?.[column] ?? { text: '' }
        const text = wrong + cell.text.slice(3)
        return {
          row,
          column,
          rowLabel: table.rows[row]?.[labelAt]?.text ?? '',
          before: code,
          after: wrong + code.slice(3),
          make: () => withCell(table, row, column, { ...cell, text }),
        }
      }),

  'code-name': (table, random) =>
    subjectCodes(table)
      .filter(({ code }) => code.length === 7 && isLeaf(code) && code.startsWith('2'))
      .map(({ row, code, labelAt }) => {
        const others = Object.entries(FUNCTIONS).filter(([c, n]) => c.length === 7 && n !== FUNCTIONS[code])
        const [, name] = random.pick(others)
        const cell = table.rows[row]?.[labelAt] ?? { text: '' }
        return {
          row,
          column: labelAt,
          rowLabel: cell.text,
          before: cell.text,
          after: name,
          make: () => withCell(table, row, labelAt, { ...cell, text: name }),
        }
      }),

  'unit-line': (table) => {
    const { unit } = table.style
    const wrong = unit === '元' ? '万元' : '元'
    // A table that holds two rows at least, so that there is something to compare.
    if (!table.unitLine.includes(unit) || table.rows.length < 4 || spotsOf(table).length < 4) return []
    const after = table.unitLine.replace(unit, wrong)
    return [{ before: table.unitLine, after, make: () => ({ ...table, unitLine: after }) }]
  },

  year: (table, _random, book) => {
    const year = String(book.year)
    if (!table.title.includes(year)) return []
    const after = table.title.replace(year, String(book.year - 1))
    return [{ before: table.title, after, make: () => ({ ...table, title: after }) }]
  },

  note: (table, _random, book) => {
    if (spotsOf(table).length < 4 || table.notes.length > 0) return []
    const word = book.audience === 'department' ? '部门' : '单位'
    const after = `注：本${word}${book.year}年没有此项支出，故本表无数据。`
    return [{ before: '', after, make: () => ({ ...table, notes: [after] }) }]
  },
}
