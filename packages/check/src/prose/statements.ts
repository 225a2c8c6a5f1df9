/**
 * Amounts of sentences as quantities of the same system as those of tables: a sentence claims as a cell does.
 */
import type { Coordinates } from '@gouji/ledger'
import { exactly } from '@gouji/ledger'
import type { ReadCell, Reading, ReadTable, Statement } from '@gouji/read'
import type { Quantity } from '../decode/index.ts'
import { type Book, isTiny, stepOf } from '../quantities.ts'

/** The title under which the prose appears among the tables; its numbers lie below zero, one for each statement. */
export const PROSE = '正文'

export const isProse = (table: ReadTable): boolean => table.number < 0

/** Statement index → quantity id, for amounts and changes of money. */
export interface ProseBook extends Book {
  readonly quantityOf: ReadonlyMap<number, number>
}

export function withStatements(book: Book, reading: Reading): ProseBook {
  const quantities: Quantity[] = [...book.quantities]
  const cells: ReadCell[] = [...book.cells]
  const tables: ReadTable[] = [...book.tables]
  const quantityOf = new Map<number, number>()
  const inYuan = reading.tables.some((table) => table.unit === '元' && table.kind !== 'performance')
  const isTinyBook = isTiny(reading)
  for (const [i, s] of reading.statements.entries()) {
    if (!s.figure || !s.printed || (s.kind !== 'amount' && s.kind !== 'change-amount')) continue
    const id = quantities.length
    const step = stepOf(s.figure)
    // Beside tables in 元, or where nothing reaches a single 万元, 0.00 万元 is what is left of a few yuan.
    const isLeft = (inYuan || isTinyBook) && s.figure.unit !== '元' && s.figure.printed.decimals > 0
    const nothing = s.figure.fen === 0n && !isLeft
    quantities.push({
      id,
      interval: nothing ? exactly(0n) : s.figure.rounded,
      truncated: nothing ? exactly(0n) : s.figure.truncated,
      step,
      digits: s.figure.fen / step,
      blank: false,
    })
    cells.push(cellOf(s, i))
    tables.push(tableOf(s, i))
    quantityOf.set(i, id)
  }
  return { ...book, quantities, cells, tables, quantityOf }
}

function cellOf(s: Statement, index: number): ReadCell {
  const coordinates = s.coordinates && Object.keys(s.coordinates).length > 2 ? s.coordinates : grand(s)
  return {
    row: index,
    column: 0,
    place: s.place,
    text: s.quote,
    rowLabel: s.kind === 'change-amount' ? `${s.subject}增减额` : s.subject,
    columnPath: [],
    measure: s.kind === 'amount' ? 'amount' : 'change',
    ...(s.printed ? { printed: s.printed } : {}),
    ...(s.figure ? { figure: s.figure, unit: s.figure.unit } : {}),
    ...(coordinates ? { coordinates } : {}),
  }
}

/** 收支总预算 says only year and stage: it is the total of both sides. Other subjects that say no more say nothing. */
function grand(s: Statement): Coordinates | undefined {
  return s.coordinates &&
    /^(?:财政拨款)?收(?:入)?(?:总计|合计)?[、和及与]?支(?:出)?(?:预算|决算)?总|收支预算/.test(s.subject)
    ? { ...s.coordinates, flow: 'expenditure' }
    : undefined
}

function tableOf(s: Statement, index: number): ReadTable {
  const column = { column: 0, panel: 0, path: [], measure: 'amount', coordinates: {}, understood: true } as const
  return {
    number: -1 - index,
    title: PROSE,
    titleSource: 'none',
    unitSource: 'printed',
    place: s.place,
    parts: [s.place],
    coordinates: {},
    kind: 'other',
    columns: [column],
    rows: [],
    cells: [],
    notes: [],
  }
}
