/**
 * An export of a budget system as rows for the ledger, by a declared mapping. Whatever the mapping does not know is told
 * by sheet and cell; nothing is guessed in silence.
 *
 *     const { entries, problems, drift } = importExport(bytes, mapping, knowledge, { name: '支出明细.xlsx', year: 2025 })
 */
import type { Budget, BudgetKnowledge } from '@gouji/budget'
import { UnreadableError } from '@gouji/document'
import { readStoredSheets, type StoredSheet } from '@gouji/files'
import { plainName } from '@gouji/ledger'
import { clipped, type DriftCode, type ImportCode, type ImportProblem, ImportProblems } from './drift.ts'
import { addressOf, SheetGrid } from './grid.ts'
import { type Header, tellHeader } from './header.ts'
import type { Mapping } from './mapping.ts'
import { type ImportedRow, readRows } from './rows.ts'
import { findSheets } from './sheets.ts'

export interface ImportOptions {
  /** Name of the file, for messages and for telling its format. */
  readonly name?: string
  /** The ledger that it goes to: its year, and the codes of units and projects that the export only names. */
  readonly into?: Budget
  /** Exports that were read before, which may tell the codes of units and projects. */
  readonly after?: readonly Imported[]
  /** Year of the classifications where there is no ledger and the export states none. */
  readonly year?: number
}

export interface Imported {
  readonly file: string
  readonly mapping: Mapping
  readonly entries: readonly ImportedRow[]
  readonly problems: readonly ImportProblem<ImportCode>[]
  readonly drift: readonly ImportProblem<DriftCode>[]
  readonly sheets: readonly {
    readonly name: string
    readonly header: number
    readonly taken: number
    readonly leftOut: number
  }[]
}

export function importExport(
  bytes: Uint8Array,
  mapping: Mapping,
  { catalogue }: BudgetKnowledge,
  { name = '', into, after = [], year }: ImportOptions = {},
): Imported {
  const problems = new ImportProblems(name)
  const done = (entries: readonly ImportedRow[] = [], sheets: Imported['sheets'] = []): Imported => ({
    file: name,
    mapping,
    entries,
    problems: problems.problems,
    drift: problems.drift,
    sheets,
  })
  let stored: StoredSheet[]
  try {
    stored = readStoredSheets(bytes, name)
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    const { code, facts } = error.failure
    problems.tell('error', 'file-unreadable', {}, { ...plainFacts(facts), reason: code })
    return done()
  }
  const codes = {
    unit: new Map((into?.units ?? []).map((unit) => [plainName(unit.name), unit.code])),
    project: new Map((into?.projects ?? []).map((project) => [plainName(project.name), project.code])),
  }
  for (const { sheet, values } of after.flatMap((imported) => imported.entries)) {
    const isUnit = sheet === 'units'
    const code = values.get(isUnit ? '单位编码' : '项目编码')
    const named = values.get(isUnit ? '单位名称' : '项目名称')
    if ((isUnit || sheet === 'projects') && code && named)
      codes[isUnit ? 'unit' : 'project'].set(plainName(named), code)
  }
  const found = findSheets(
    stored.map((sheet) => new SheetGrid(sheet)),
    mapping,
    problems,
  )
  const entries: ImportedRow[] = []
  const sheets: { name: string; header: number; taken: number; leftOut: number }[] = []
  for (const { grid, header } of found) {
    const stated = statedYear(grid, header)
    if (stated && into && stated.year !== into.head.year) {
      const facts = { found: clipped(stated.text), year: into.head.year }
      problems.tell('error', 'other-year', { sheet: grid.name, cell: stated.cell }, facts)
      continue
    }
    if (!tellHeader(grid, header, mapping, problems)) continue
    const scene = { catalogue, year: into?.head.year ?? stated?.year ?? year ?? LATEST, codes }
    const { rows, taken, leftOut } = readRows(grid, header, mapping, scene, problems)
    if (taken === 0) problems.tell('warning', 'no-rows', { sheet: grid.name })
    for (const row of rows) entries.push(row)
    sheets.push({ name: grid.name, header: header.bottom, taken, leftOut })
  }
  return done(entries, sheets)
}

/** Later than every list of the catalogue: the newest classification. */
const LATEST = 2099

/** 2025年部门预算支出明细表, above the header. */
function statedYear(grid: SheetGrid, header: Header): { year: number; text: string; cell: string } | undefined {
  for (const row of grid.rows.filter((number) => number < header.top)) {
    for (let column = 0; column < grid.width; column += 1) {
      const text = grid.text(row, column)
      // A date of printing is no year of the budget.
      const year = /(20\d\d)\s*年(?!\s*\d)/.exec(text)?.[1]
      if (year !== undefined) return { year: Number(year), text, cell: addressOf(row, column) }
    }
  }
  return undefined
}

const plainFacts = (facts: Readonly<Record<string, unknown>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, value] as const] : [],
    ),
  )
