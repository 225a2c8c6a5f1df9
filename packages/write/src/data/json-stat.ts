/**
 * JSON-stat 2.0: a collection with one dataset for each panel of each table. The cube as a whole is nearly empty (few of
 * all pairs of function and economy occur), while rows by columns of a table are dense by their nature.
 */
import type { Book, BookCell, BookTable } from '@gouji/compose'
import type { DataFile } from './media.ts'
import { textFile } from './media.ts'
import { columnLabels, gridOf, rowLabel } from './places.ts'
import { figureValue } from './value.ts'

interface Entry {
  readonly row: number
  readonly column: number
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly printedUnit: string
  readonly decimals: number
  readonly adjusted: boolean
}

export function jsonStatOf(book: Book): DataFile {
  const items = book.blocks.flatMap((block) => (block.kind === 'table' ? datasetsOf(book, block.table) : []))
  const label = JSON.stringify(book.title)
  const updated = book.date === undefined ? '' : `"updated":${JSON.stringify(book.date)},`
  const text = `{"version":"2.0","class":"collection","label":${label},${updated}"link":{"item":[\n${items.join(',\n')}\n]}}\n`
  return textFile('jsonstat.json', text)
}

function datasetsOf(book: Book, table: BookTable): string[] {
  const panels = new Map<number, Entry[]>()
  const grid = gridOf(table)
  table.rows.forEach((row, r) => {
    for (const cell of row.cells) {
      const entry = entryOf(book, cell, r, rowLabel(grid[r]!, cell.column))
      if (!entry) continue
      const panel = panelOf(grid[r]!, cell.column)
      panels.set(panel, [...(panels.get(panel) ?? []), entry])
    }
  })
  const heads = columnLabels(table, grid)
  return [...panels.values()].map((entries, i) => {
    const title = `${table.number === undefined ? '' : `${table.number} `}${table.title}`
    return datasetOf(book, entries, heads, panels.size === 1 ? title : `${title}（第${i + 1}栏组）`)
  })
}

function entryOf(book: Book, cell: BookCell, row: number, label: string): Entry | undefined {
  const index = cell.runs.find((run) => run.figure !== undefined)?.figure
  const figure = index === undefined ? undefined : book.figures[index]
  const known = figure && figureValue(figure)
  if (!figure || !known) return undefined
  return {
    row,
    column: cell.column,
    label,
    value: known.value,
    unit: known.unit === 'CNY' ? '元' : known.unit,
    printedUnit: figure.unit ?? '',
    decimals: known.decimals,
    adjusted: figure.adjusted === true,
  }
}

/** Where the labels of this figure begin: the column after the amounts further left. */
function panelOf(row: readonly (BookCell | undefined)[], column: number): number {
  const isAmount = (c: number): boolean => row[c]?.role === 'amount' || row[c]?.role === 'number'
  let c = column
  while (c > 0 && isAmount(c - 1)) c--
  while (c > 0 && !isAmount(c - 1)) c--
  return c
}

/** Values are written as their exact decimals, which no program on the way here has turned into a binary fraction. */
function datasetOf(book: Book, entries: readonly Entry[], heads: readonly string[], label: string): string {
  const rows = [...new Set(entries.map((e) => e.row))].sort((a, b) => a - b)
  const columns = [...new Set(entries.map((e) => e.column))].sort((a, b) => a - b)
  const at = new Map(entries.map((e) => [`${e.row}|${e.column}`, e]))
  const inOrder = rows.flatMap((r) => columns.map((c) => at.get(`${r}|${c}`)))
  const status = inOrder.flatMap((e, i) => (e?.adjusted ? [[String(i), 'adjusted'] as const] : []))
  const rowId = (r: number): string => `r${r + 1}`
  const columnId = (c: number): string => `c${c + 1}`
  const rowLabels = new Map(entries.map((e) => [e.row, e.label]))
  const unitOf = (c: number): object => {
    const first = entries.find((e) => e.column === c)!
    return { label: first.unit, decimals: Math.max(0, first.unit === '元' ? 2 : first.decimals) }
  }
  const year = String(book.year)
  const dataset = {
    version: '2.0',
    class: 'dataset',
    label,
    source: book.organisation,
    ...(book.date === undefined ? {} : { updated: book.date }),
    id: ['organisation', 'year', 'row', 'column'],
    size: [1, 1, rows.length, columns.length],
    role: { time: ['year'], metric: ['column'] },
    dimension: {
      organisation: { label: '单位', category: { index: [book.code], label: { [book.code]: book.organisation } } },
      year: { label: '年度', category: { index: [year], label: { [year]: `${year}年` } } },
      row: {
        label: '行',
        category: {
          index: rows.map(rowId),
          label: Object.fromEntries(rows.map((r) => [rowId(r), rowLabels.get(r) || `第${r + 1}行`])),
        },
      },
      column: {
        label: '栏',
        category: {
          index: columns.map(columnId),
          label: Object.fromEntries(columns.map((c) => [columnId(c), heads[c] || `第${c + 1}栏`])),
          unit: Object.fromEntries(columns.map((c) => [columnId(c), unitOf(c)])),
        },
      },
    },
    ...(status.length > 0 ? { status: Object.fromEntries(status) } : {}),
  }
  const values = inOrder.map((e) => e?.value ?? 'null').join(',')
  return `${JSON.stringify(dataset).slice(0, -1)},"value":[${values}]}`
}
