/** A reading in short lines: one for each table, one for each figure in it, one for whatever was not understood. */
import { type Coordinates, coordinatesKey, printedText } from '@gouji/ledger'
import type { ReadCell, Reading, ReadTable } from '@gouji/read'

const REASONS: Readonly<Record<string, string>> = {
  'table-without-figures': '无数之表',
  'column-not-understood': '栏目不识',
  'row-not-understood': '行目不识',
  'number-not-understood': '数不识',
  'unit-missing': '缺计量单位',
  'page-without-text': '无文字之页',
}

export function tellReading(reading: Reading): string {
  const lines = reading.tables.flatMap(tellTable)
  const unread = reading.unread.map((u) => `未读：${REASONS[u.reason] ?? u.reason} ${u.text}`.trimEnd())
  return [...lines, ...unread].join('\n')
}

function tellTable(table: ReadTable): string[] {
  const printed = table.cells.filter((c) => c.printed || c.noise)
  const shared = sharedBy(printed.flatMap((c) => (c.coordinates ? [c.coordinates] : [])))
  const title = table.title === '' ? '（无题）' : table.title
  const from = { printed: '', contents: '（题自目录）', none: '' }[table.titleSource]
  const unit = { printed: '', header: '（单位自表头）', document: '（单位自他表）', none: '（无单位）' }[
    table.unitSource
  ]
  const head = `表${table.number} ${title}${from} | ${table.kind} | ${table.unit ?? ''}${unit} | ${coordinatesKey(shared)}`
  return [head.trimEnd(), ...printed.map((c) => tellCell(c, shared))]
}

function tellCell(cell: ReadCell, shared: Coordinates): string {
  const row = [cell.rowCode, cell.rowLabel.trim()].filter(Boolean).join(' ')
  const path = cell.columnPath.join('/')
  if (cell.noise || !cell.printed) return `  ${row} | ${path} | 杂点 ${cell.text}`
  const value = [printedText(cell.printed), cell.unit ?? ''].join(' ').trim()
  const measure = cell.measure === 'amount' ? '' : ` ${cell.measure}`
  return `  ${row} | ${path} | ${value}${measure} | ${tellCoordinates(cell.coordinates, shared)}`.trimEnd()
}

function tellCoordinates(own: Coordinates | undefined, shared: Coordinates): string {
  if (!own) return '坐标不明'
  const entries = Object.entries(own).filter(([dimension, member]) => shared[dimension as keyof Coordinates] !== member)
  return coordinatesKey(Object.fromEntries(entries) as Coordinates)
}

/** What all figures of a table have in common is said once. */
function sharedBy(all: readonly Coordinates[]): Coordinates {
  const [first, ...rest] = all
  if (!first) return {}
  const entries = Object.entries(first) as [keyof Coordinates, string][]
  return Object.fromEntries(entries.filter(([d, m]) => rest.every((c) => c[d] === m))) as Coordinates
}
