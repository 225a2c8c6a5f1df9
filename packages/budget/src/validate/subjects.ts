/** Codes of the catalogue: known in the year, fine enough, and of the budget that pays. */
import { type Catalogue, codeLevel, codeParent, nameDistance, type Subject, type SubjectTable } from '@gouji/ledger'
import type { Budget, Origin } from '../budget.ts'
import type { Facts } from '../folder/problems.ts'
import { placeOf, placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

interface Use {
  readonly code: string
  readonly year: number
  readonly at: Origin
  readonly source?: string | undefined
}

export function validateSubjects(budget: Budget, validation: Validation): void {
  const uses: Record<'function' | 'economy' | 'procurement', Use[]> = { function: [], economy: [], procurement: [] }
  for (const line of budget.lines) {
    const { year, source } = line
    if (line.function !== undefined) {
      uses.function.push({ code: line.function, year, at: placeOfLine(line, 'function'), source })
    }
    if (line.economy !== undefined) uses.economy.push({ code: line.economy, year, at: placeOfLine(line, 'economy') })
  }
  for (const item of budget.procurement) {
    const { year } = item
    const at = (field: string): Origin => placeOf(item, 'procurement', field)
    uses.procurement.push({ code: item.catalogue, year, at: at('catalogue') })
    if (item.function !== undefined) uses.function.push({ code: item.function, year, at: at('function') })
    if (item.economy !== undefined) uses.economy.push({ code: item.economy, year, at: at('economy') })
  }
  for (const table of ['function', 'economy', 'procurement'] as const) {
    for (const use of uses[table]) validateUse(table, use, validation)
  }
}

function validateUse(table: SubjectTable, { code, year, at, source }: Use, { catalogue, problems }: Validation): void {
  const subject = catalogue.subject(table, code, year)
  if (!subject) {
    const others = catalogue.subjects(table, code)
    const last = others.at(-1)
    if (last) {
      const facts = (): Facts => ({
        code,
        name: last.name,
        year,
        ...validity(last),
        near: nearest(catalogue, table, code, year, last.name),
      })
      // A list that nobody has seen in print cannot prove that a code is out of use.
      if (others.some((row) => catalogue.mayAssert(row, year))) problems.error('superseded-subject', at, facts)
      else problems.warn('superseded-subject', at, facts)
      return
    }
    const facts = (): Facts => ({ code, year, near: nearest(catalogue, table, code, year) })
    // The list of procurement ends at its third level, and years before the lists are not known.
    if (table === 'procurement' || !catalogue.covers(table, year)) problems.warn('unknown-subject', at, facts)
    else problems.error('unknown-subject', at, facts)
    return
  }
  if (table !== 'procurement' && !catalogue.isLeafLevel(table, code)) {
    const wanted = table === 'function' ? '项' : '款'
    problems.warn('coarse-subject', at, { code, name: subject.name, level: levelName(code), wanted })
  }
  const paysFor = source === undefined ? undefined : BUDGET_OF[source]
  if (paysFor !== undefined && subject.budget !== undefined && !subject.budget.startsWith(paysFor)) {
    problems.warn('other-budget', at, { code, name: subject.name, budget: subject.budget, source: paysFor })
  }
}

/** As the lists of functions name the budgets. */
const BUDGET_OF: Readonly<Record<string, string>> = {
  general: '一般公共预算',
  fund: '政府性基金',
  capital: '国有资本经营预算',
}

const levelName = (code: string): string => ['', '类', '款', '项', '目'][codeLevel(code) ?? 0] ?? ''

const validity = ({ yearFrom, yearTo }: Subject): Record<string, number> => ({
  ...(yearFrom === undefined ? {} : { from: yearFrom }),
  ...(yearTo === undefined ? {} : { to: yearTo }),
})

/** What may have been meant: subjects of the same name, then codes beside it that differ in one digit, then any beside it. */
function nearest(catalogue: Catalogue, table: SubjectTable, code: string, year: number, name?: string): string {
  const found = new Map<string, Subject>()
  if (name !== undefined) for (const { subject } of catalogue.near(table, name, year)) found.set(subject.code, subject)
  let parent = codeParent(code)
  while (parent !== undefined && !catalogue.subject(table, parent, year)) parent = codeParent(parent)
  const beside = catalogue.children(table, parent, year)
  const alike = [...beside].sort((a, b) => distance(a.code, code) - distance(b.code, code))
  for (const subject of alike) found.set(subject.code, subject)
  return [...found.values()]
    .slice(0, 3)
    .map((subject) => `${subject.code} ${subject.name}`)
    .join('、')
}

const distance = (a: string, b: string): number => nameDistance(a, b, 9) ?? 9
