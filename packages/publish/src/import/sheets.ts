/** Which sheets of an export a mapping speaks of: by name, else by their header, which is told. */
import { plainName } from '@gouji/ledger'
import type { ImportProblems } from './drift.ts'
import type { SheetGrid } from './grid.ts'
import { findHeader, type Header } from './header.ts'
import type { Mapping } from './mapping.ts'

export interface MatchedSheet {
  readonly grid: SheetGrid
  readonly header: Header
}

export function findSheets(grids: readonly SheetGrid[], mapping: Mapping, problems: ImportProblems): MatchedSheet[] {
  const names = mapping.sheets.map(patternOf)
  const all = grids.map((grid) => ({
    grid,
    header: findHeader(grid, mapping),
    isNamed: names.some((name) => name.test(plainName(grid.name))),
  }))
  const hasHeader = (sheet: (typeof all)[number]): sheet is MatchedSheet & { isNamed: boolean } =>
    sheet.header !== undefined
  const isWhole = ({ header }: MatchedSheet): boolean => header.anchors === mapping.anchors.length
  const named = all.filter(({ isNamed }) => isNamed)
  const wanted = mapping.sheets.join('、')
  if (named.length === 0) {
    const others = all.filter(hasHeader).filter(isWhole)
    for (const { grid } of others) problems.drifted('warning', 'sheet-renamed', { sheet: grid.name }, { wanted })
    if (others.length === 0) {
      const sheets = grids.map((grid) => grid.name).slice(0, 10)
      problems.drifted('error', 'sheet-missing', {}, { wanted, sheets: sheets.join('、') })
    }
    return others
  }
  const found = named.filter(hasHeader)
  for (const sheet of all) {
    const { grid } = sheet
    if (sheet.isNamed && !sheet.header) {
      const facts = { headings: mapping.anchors.join('、') }
      // Beside a sheet that can be read, another of a similar name is usually its cover.
      if (found.length > 0) problems.drifted('warning', 'sheet-left-out', { sheet: grid.name }, { why: 'header' })
      else problems.drifted('error', 'header-missing', { sheet: grid.name }, facts)
    } else if (!sheet.isNamed && hasHeader(sheet) && isWhole(sheet)) {
      problems.drifted('warning', 'sheet-left-out', { sheet: grid.name }, { why: 'name', wanted })
    }
  }
  for (const { grid } of found) if (grid.hidden) problems.drifted('warning', 'sheet-hidden', { sheet: grid.name })
  return found
}

const patternOf = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`)

const literal = (text: string): string => plainName(text).replace(/[.+?^${}()|[\]\\]/g, '\\$&')
