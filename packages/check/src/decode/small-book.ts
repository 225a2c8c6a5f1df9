/**
 * Small books as text, for tests: tables in 万元 with their sums written beside them.
 *
 *     表一    合计   基本   项目
 *     总计   10.00   6.00   4.00
 *     教育    7.00   4.00   3.00
 *     医疗    3.00   2.00   1.00
 *     行 合计 = 基本 + 项目
 *     列 总计 = 教育 + 医疗
 *
 * A line `同 表一.教育.合计 = 表二.教育` ties cells. `-` is a blank cell. Decimals are read from the number itself.
 */
import { figureOf, parseNumber, printedText } from '@gouji/ledger'
import { decode } from './decode.ts'
import type { DecodeOptions, Quantity, Relation, Suspect } from './system.ts'

export interface SmallBook {
  readonly quantities: readonly Quantity[]
  readonly relations: readonly Relation[]
  /** `表一.教育.合计` by quantity. */
  readonly names: readonly string[]
}

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: Map<string, Map<string, number>>
}

export function smallBook(text: string, trusts: Readonly<Record<string, number>> = {}): SmallBook {
  const quantities: Quantity[] = []
  const names: string[] = []
  const relations: Relation[] = []
  const tables = new Map<string, Table>()
  let table: Table | undefined
  let group = 0
  const relate = (kind: Relation['kind'], total: number, parts: readonly number[], trust: number): void => {
    const terms = [
      { quantity: total, weight: -1 as const },
      ...parts.map((quantity) => ({ quantity, weight: 1 as const })),
    ]
    relations.push({ id: relations.length, terms, kind, trust })
  }
  const place = (path: string): number => {
    const [name, row, column] = path.split('.')
    const found = tables
      .get(name!)
      ?.rows.get(row!)
      ?.get(column ?? tables.get(name!)!.columns[0]!)
    if (found === undefined) throw new Error(`no such cell: ${path}`)
    return found
  }
  for (const line of text.split('\n').map((l) => l.trim())) {
    if (line === '') {
      table = undefined
      continue
    }
    const [head, ...words] = line.split(/\s+/)
    const trust = trusts[line] ?? 1
    const operands = words.filter((word) => word !== '=' && word !== '+')
    if (head === '同' || head === '和' || head === '平') {
      const [total, ...parts] = operands.map(place)
      relate(head === '同' ? 'same' : head === '和' ? 'sum' : 'balance', total!, parts, trust)
    } else if (head === '行') {
      for (const row of table!.rows.values()) {
        const [total, ...parts] = operands.map((column) => row.get(column)!)
        relate('sum', total!, parts, trust)
      }
    } else if (head === '列') {
      for (const column of table!.columns) {
        const [total, ...parts] = operands.map((row) => table!.rows.get(row)!.get(column)!)
        relate('sum', total!, parts, trust)
      }
    } else if (table === undefined) {
      table = { name: head!, columns: words, rows: new Map() }
      tables.set(head!, table)
    } else {
      const row = new Map<string, number>()
      words.forEach((word, k) => {
        const column = table!.columns[k]!
        row.set(column, quantities.length)
        names.push(`${table!.name}.${head}.${column}`)
        quantities.push(cell(quantities.length, word, group))
      })
      table.rows.set(head!, row)
      group++
    }
  }
  return { quantities, relations, names }
}

function cell(id: number, word: string, group: number): Quantity {
  const printed = parseNumber(word)
  if (word === '-' || !printed) return { id, interval: { lo: 0n, hi: 0n }, step: 10_000n, blank: true, group }
  const { rounded, truncated } = figureOf(printed, '万元')
  const step = 10n ** BigInt(6 - printed.decimals)
  return { id, interval: rounded, truncated, step, digits: printed.digits, blank: false, group }
}

/** Each diagnosis as lines that a person can read: relations failing for it, then its suspects. */
export function diagnosed(book: SmallBook, options: DecodeOptions = {}): string[] {
  const { diagnoses } = decode(book.quantities, book.relations, options)
  return diagnoses.map(({ relations, suspects }) => {
    const top = suspects[0]?.score
    const first = suspects.filter((suspect) => suspect.score === top)
    const told = first.map((suspect) => suspectText(book, suspect)).join(' | ')
    return `${relations.length}: ${told || 'unexplained'}`
  })
}

function suspectText(book: SmallBook, { kind, changes, missing, row }: Suspect): string {
  const cells = changes.map(({ quantity, proposed }) => `${book.names[quantity]} → ${amountText(proposed)}`)
  if (row) cells.push(...row.map((quantity) => book.names[quantity]!))
  else if (missing) {
    cells.push(
      ...missing.map(({ interval, like }) => {
        const amount = amountText((interval.lo + interval.hi) / 2n)
        return like === undefined ? amount : `${amount} as in ${book.names[like]}`
      }),
    )
  }
  return `${kind} ${cells.join(', ')}`
}

const amountText = (fen: bigint): string => printedText({ digits: (fen + 5_000n) / 10_000n, decimals: 2 })
