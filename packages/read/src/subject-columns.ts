/**
 * Columns headed by subjects: the economies of the whole expenditure side by side (机关工资福利支出 | 机关商品和服务支出),
 * or functions with their codes (2130301 行政运行). The lexicon knows the names of economies as parts of 基本支出 only.
 */
import { bareName, type Catalogue, type Coordinates, isUnder, plainName } from '@gouji/ledger'
import type { Column } from './header.ts'
import type { Panel } from './panel.ts'
import { matches, type SubjectTable } from './subject.ts'

export function subjectColumns(
  panel: Panel,
  base: Coordinates,
  title: string,
  catalogue: Catalogue,
  year: number,
): ReadonlyMap<Column, Coordinates> {
  const found = new Map<Column, Coordinates>()
  const byName = base.character !== 'basic' && !panel.values.some(isProjects)
  const economy = economyOf(panel, title, catalogue, year)
  for (const column of panel.values) {
    const heading = headingOf(column)
    const coded = codeIn(heading, catalogue, year)
    const code = byName && !isOfBasic(column) ? topByName(catalogue, economy, heading, year) : undefined
    const subject = coded ?? (code === undefined ? undefined : { [economy]: code })
    if (!subject) continue
    const { character: _, ...rest } = column.meaning.coordinates
    const { character } = column.above.coordinates
    found.set(column, { ...rest, ...(character === undefined ? {} : { character }), ...subject })
  }
  return found
}

const headingOf = (column: Column): string => plainName(column.printed.at(-1) ?? '')

/** Beside a column of 项目支出 the economies are those of 基本支出, and so are they below its heading. */
const isProjects = (column: Column): boolean =>
  column.own.coordinates.character === 'project' && !/[合总小]计$/.test(headingOf(column))

const isOfBasic = ({ above: { coordinates } }: Column): boolean =>
  coordinates.character === 'basic' ||
  (coordinates.character !== undefined && isUnder('character', coordinates.character, 'basic'))

const TABLES: Readonly<Record<string, SubjectTable>> = { 2: 'function', 3: 'economy', 5: 'governmentEconomy' }

/** A code and a name that belong together. */
function codeIn(heading: string, catalogue: Catalogue, year: number): Coordinates | undefined {
  const [, code = '', name = ''] = /^\(?(\d{3}(?:\d{2}){0,2})\)?-?([\u4e00-\u9fff].*)$/.exec(heading) ?? []
  const table = TABLES[code[0] ?? '']
  if (!table || !catalogue.subject(table, code, year)) return undefined
  return matches(catalogue, table, bareName(name), code, year) ? { [table]: code } : undefined
}

/** 对个人和家庭的补助 is a name in both classifications of economies: title or neighbours say which is meant. */
function economyOf(panel: Panel, title: string, catalogue: Catalogue, year: number): 'economy' | 'governmentEconomy' {
  if (/政府(?:预算)?(?:支出)?经济/.test(title)) return 'governmentEconomy'
  const known = (table: SubjectTable): number =>
    panel.values.filter((c) => topByName(catalogue, table, headingOf(c), year) !== undefined).length
  return known('governmentEconomy') > known('economy') ? 'governmentEconomy' : 'economy'
}

const topByName = (catalogue: Catalogue, table: SubjectTable, heading: string, year: number): string | undefined =>
  heading === ''
    ? undefined
    : catalogue.byName(table, heading, year).find((s) => s.parent === undefined || s.parent === '')?.code
