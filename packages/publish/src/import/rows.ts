/** The rows of a sheet of an export as rows of sheets of the ledger. */
import type { SheetName } from '@gouji/budget'
import { formatFen, type MoneyUnit, moneyUnitIn, plainName } from '@gouji/ledger'
import { type CellScene, type CellTrouble, type CellValue, partOf, readCell } from './cells.ts'
import { clipped, type ImportProblems } from './drift.ts'
import { addressOf, type SheetGrid } from './grid.ts'
import type { FoundColumn, Header } from './header.ts'
import type { Condition, MappedColumn, MappedValue, Mapping, Target } from './mapping.ts'

/** A row for the ledger, and where each of its cells comes from. */
export interface ImportedRow {
  readonly sheet: SheetName
  /** By heading of the ledger, as its files hold them. */
  readonly values: ReadonlyMap<string, string>
  readonly from: { readonly sheet: string; readonly row: number }
  readonly cells: ReadonlyMap<string, string>
}

export interface SheetRows {
  readonly rows: readonly ImportedRow[]
  readonly taken: number
  readonly leftOut: number
}

interface Row {
  readonly number: number
  readonly values: ReadonlyMap<string, CellValue>
  readonly texts: ReadonlyMap<string, string>
  /** Names without a code, which matter only where no other column tells the code. */
  readonly troubles: ReadonlyMap<string, CellTrouble>
  readonly cells: ReadonlyMap<string, string>
  readonly isFaulty: boolean
}

type Scene = Omit<CellScene, 'unit' | 'codes'> & {
  readonly codes: { unit: Map<string, string>; project: Map<string, string> }
}

const AMOUNT = '金额(元)'

export function readRows(
  grid: SheetGrid,
  header: Header,
  mapping: Mapping,
  scene: Scene,
  problems: ImportProblems,
): SheetRows {
  const columns = mapping.columns.flatMap((column) => {
    const found = header.columns.get(column.name)
    return found ? [{ column, found }] : []
  })
  const unit = unitAbove(grid, header) ?? mapping.unit
  const body = grid.rows.filter((row) => row > header.bottom)
  learnCodes(grid, body, columns, scene)
  const rows: Row[] = []
  const totals: number[] = []
  const above = new Map<string, string>()
  let leftOut = 0
  for (const number of body) {
    const kind = kindOf(grid, number, header, columns, mapping)
    if (kind === 'total') totals.push(number)
    if (kind !== 'data') {
      leftOut += 1
      continue
    }
    const values = new Map<string, CellValue>()
    const texts = new Map<string, string>()
    const cells = new Map<string, string>()
    const troubles = new Map<string, CellTrouble>()
    const told = problems.errors
    for (const { column, found } of columns) {
      const address = addressOf(number, found.index)
      cells.set(column.name, address)
      const own = grid.cell(number, found.index)
      if (grid.isWithoutValue(number, found.index)) {
        problems.tell('error', 'formula-without-value', { sheet: grid.name, cell: address })
        continue
      }
      const cell =
        own && own.text.trim() !== '' ? own : column.down ? { text: above.get(column.name) ?? '' } : undefined
      if (!cell || cell.text.trim() === '') continue
      if (column.down && above.get(column.name) !== cell.text) {
        // With the next project begins everything that is said of it: columns stand in this order in the mapping.
        for (const later of columns.slice(columns.findIndex((c) => c.column === column)))
          above.delete(later.column.name)
        above.set(column.name, cell.text)
      }
      texts.set(column.name, cell.text.trim())
      const value = readCell(cell, column, { ...scene, unit: found.unit ?? unit })
      if (!('trouble' in value)) values.set(column.name, value)
      else if (value.trouble.endsWith('-name')) troubles.set(column.name, value)
      else tellCell(value, cell.text, grid.name, address, problems)
    }
    rows.push({ number, values, texts, troubles, cells, isFaulty: problems.errors > told })
  }
  if (totals.length === 1) compareTotals(grid, totals[0]!, columns, rows, { ...scene, unit }, problems)
  const out = rows.flatMap((row) => {
    const told = problems.errors
    const own = mapping.into.flatMap((target) => targetRows(row, target, grid.name, problems))
    // What follows from a cell that cannot be understood would only be told once more by the ledger.
    return row.isFaulty || problems.errors > told ? [] : own
  })
  return { rows: out, taken: rows.length, leftOut }
}

interface Used {
  readonly column: MappedColumn
  readonly found: FoundColumn
}

function tellCell({ trouble, near }: CellTrouble, text: string, sheet: string, cell: string, problems: ImportProblems) {
  problems.tell('error', trouble, { sheet, cell }, { found: clipped(text), ...(near ? { near } : {}) })
}

/** 单位：万元 above the header. */
function unitAbove(grid: SheetGrid, header: Header): MoneyUnit | undefined {
  for (const row of grid.rows.filter((number) => number < header.top).reverse()) {
    for (const text of grid.texts(row)) {
      const unit = /单位/.test(text) ? moneyUnitIn(text) : undefined
      if (unit) return unit
    }
  }
  return undefined
}

/** Names that stand beside their codes somewhere tell the codes of rows that have the name alone. */
function learnCodes(grid: SheetGrid, body: readonly number[], columns: readonly Used[], scene: Scene): void {
  for (const { column, found } of columns) {
    if (column.read !== 'unit' && column.read !== 'project') continue
    for (const row of body) {
      const cell = grid.cell(row, found.index)
      const value = cell && cell.text.trim() !== '' ? readCell(cell, column, { ...scene, unit: '元' }) : {}
      if ('code' in value && value.code !== undefined && value.name !== undefined) {
        scene.codes[column.read].set(plainName(value.name), value.code)
      }
    }
  }
}

function kindOf(
  grid: SheetGrid,
  row: number,
  header: Header,
  columns: readonly Used[],
  mapping: Mapping,
): 'data' | 'total' | 'other' {
  const texts = grid.texts(row).filter((text) => text !== '')
  const bare = texts.map((text) => text.replace(/\s/g, ''))
  if (bare.some((text) => mapping.totals.includes(text))) return 'total'
  // 本页小计, 示例市档案局合计; remarks may well end in such a word.
  const remarks = new Set(columns.filter(({ column }) => column.read === 'long').map(({ found }) => found.index))
  for (let index = 0; index < grid.width; index += 1) {
    const text = remarks.has(index) ? '' : grid.text(row, index).replace(/\s/g, '')
    if (text !== '' && text.length < 40 && mapping.leaveOut.some((word) => text.endsWith(word))) return 'other'
  }
  // Remarks below a table and titles between its pages are one text.
  if (new Set(texts).size <= 1 && columns.length > 2) return 'other'
  const repeats = columns.every(({ found }) => grid.text(row, found.index) === grid.text(header.bottom, found.index))
  return repeats ? 'other' : 'data'
}

/** What the export states as its total against the rows that were read: rows lost or counted twice show here. */
function compareTotals(
  grid: SheetGrid,
  total: number,
  columns: readonly Used[],
  rows: readonly Row[],
  scene: CellScene,
  problems: ImportProblems,
): void {
  for (const { column, found } of columns) {
    const cell = grid.cell(total, found.index)
    if (column.read !== 'money' || !cell || cell.text.trim() === '') continue
    // An amount that could not be read is told; that it is missing from the sum is a consequence.
    if (rows.some((row) => row.isFaulty && !row.values.has(column.name))) continue
    const stated = readCell(cell, column, { ...scene, unit: found.unit ?? scene.unit })
    if ('trouble' in stated || stated.fen === undefined) continue
    const sum = rows.reduce((all, row) => all + (row.values.get(column.name)?.fen ?? 0n), 0n)
    if (sum === stated.fen) continue
    problems.tell(
      'error',
      'total-differs',
      { sheet: grid.name, cell: addressOf(total, found.index) },
      {
        heading: clipped(found.heading),
        stated: yuan(stated.fen),
        sum: yuan(sum),
        difference: yuan(stated.fen - sum),
      },
    )
  }
}

const yuan = (fen: bigint): string => formatFen(fen, '元', 2)

const holds = ({ column, words }: Condition, row: Row): boolean => {
  const text = row.texts.get(column)
  if (text === undefined) return false
  return words === undefined || words.some((word) => plainName(word) === plainName(text))
}

function targetRows(row: Row, target: Target, sheet: string, problems: ImportProblems): ImportedRow[] {
  if (target.when && !holds(target.when, row)) return []
  if (target.unless && holds(target.unless, row)) return []
  const values = new Map<string, string>()
  const cells = new Map<string, string>()
  let amount: bigint | undefined
  for (const [heading, mapped] of target.values) {
    const found = firstOf(mapped, row)
    if (!found) continue
    cells.set(heading, row.cells.get(found.column)!)
    if (found.fen !== undefined) {
      if (heading === AMOUNT) amount = found.fen
      values.set(heading, yuan(found.fen))
    } else if (found.text !== undefined) values.set(heading, found.text)
    else {
      const text = row.texts.get(found.column) ?? ''
      const cell = row.cells.get(found.column)!
      const trouble = row.troubles.get(found.column)
      if (trouble) tellCell(trouble, text, sheet, cell, problems)
      else problems.tell('error', 'no-code', { sheet, cell }, { found: clipped(text) })
    }
  }
  for (const [heading, text] of target.fixed) values.set(heading, text)
  const from = { sheet, row: row.number }
  if (target.spread.length === 0) {
    // A line without money is no line.
    if (target.values.has(AMOUNT) && (amount ?? 0n) === 0n) return []
    return values.size > target.fixed.size ? [{ sheet: target.sheet, values, from, cells }] : []
  }
  let sum = 0n
  const out: ImportedRow[] = []
  for (const { column, set } of target.spread) {
    const fen = row.values.get(column)?.fen ?? 0n
    sum += fen
    if (fen === 0n) continue
    const own = new Map([...values, ...set, [AMOUNT, yuan(fen)]])
    out.push({ sheet: target.sheet, values: own, from, cells: new Map([...cells, [AMOUNT, row.cells.get(column)!]]) })
  }
  const stated = target.total === undefined ? undefined : row.values.get(target.total)?.fen
  if (stated !== undefined && stated !== sum) {
    const facts = { stated: yuan(stated), sum: yuan(sum), difference: yuan(stated - sum) }
    problems.tell('error', 'row-total-differs', { sheet, cell: row.cells.get(target.total!)! }, facts)
  }
  return out
}

/** The first of the columns that holds something; without text where that something has no code. */
function firstOf(mapped: MappedValue, row: Row): { column: string; text?: string; fen?: bigint } | undefined {
  if (mapped.unless && holds(mapped.unless, row)) return undefined
  let nameless: { column: string } | undefined
  for (const source of mapped.from) {
    const value = row.values.get(source.column)
    if (value?.fen !== undefined) return { column: source.column, fen: value.fen }
    const text = partOf(value, source)
    if (text !== undefined) return { column: source.column, text }
    const wantsCode = source.part === 'code' || source.part === undefined
    if (wantsCode && (value?.name !== undefined || row.troubles.has(source.column)))
      nameless ??= { column: source.column }
  }
  return nameless
}
