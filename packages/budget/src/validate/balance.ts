/**
 * Income equals expenditure with what is carried to next year, for each unit and each source; what was carried over is
 * not spent twice.
 */
import { FIXED_MEMBERS, formatFen, lineage } from '@gouji/ledger'
import type { Budget, Line } from '../budget.ts'
import { headingOf } from '../sheets/sheets.ts'
import { placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

const SOURCE_NAMES = new Map((FIXED_MEMBERS.source ?? []).map(({ id, name }) => [id, name]))
const STAGE_NAMES = new Map((FIXED_MEMBERS.stage ?? []).map(({ id, name }) => [id, name]))

export function validateBalance(budget: Budget, { problems, incomplete }: Validation): void {
  for (const line of budget.lines) {
    if (line.fen >= 0n) continue
    problems.warn('negative-amount', placeOfLine(line, 'fen'), { found: formatFen(line.fen, '元', 2) })
  }
  // Where rows are missing, sums that differ are only a consequence.
  if (incomplete.has('income') || incomplete.has('expenditure')) return
  const { head, units } = budget
  const known = new Set(units.map(({ code }) => code))
  if (budget.lines.some(({ unit }) => !known.has(unit))) return
  for (const group of groupsOf(budget.lines)) {
    const { unit, source, year, stage, lines } = group
    const isOwn = year === head.year && stage === head.stage
    // Last year is often entered for one side only, as far as the forms compare with it.
    if (!isOwn && !(group.hasIncome && group.hasExpenditure)) continue
    const sum = (flow: Line['flow'], vintage: Line['vintage']): bigint =>
      lines.reduce((total, l) => (l.flow === flow && l.vintage === vintage ? total + l.fen : total), 0n)
    const income = { current: sum('income', 'current') + sum('income', 'reserve'), carried: sum('income', 'carried') }
    const spent = { current: sum('expenditure', 'current'), carried: sum('expenditure', 'carried') }
    const next = sum('expenditure', 'next') + sum('expenditure', 'surplus')
    const yuan = (fen: bigint): string => formatFen(fen, '元', 2)
    const [first] = lines
    const at = { file: first!.origin.file, ...(isOwn ? {} : first!.origin), column: headingOf(first!.flow, 'fen') }
    const facts = {
      unit,
      source: source === undefined ? '' : (SOURCE_NAMES.get(source) ?? source),
      year,
      stage: STAGE_NAMES.get(stage) ?? stage,
    }
    const tell = isOwn ? problems.error.bind(problems) : problems.warn.bind(problems)
    const [given, used] = [income.current + income.carried, spent.current + spent.carried + next]
    if (given !== used) {
      tell('unbalanced', at, {
        ...facts,
        vintage: '',
        income: yuan(given),
        expenditure: yuan(used),
        difference: yuan(given - used),
      })
    } else if (spent.carried > income.carried) {
      tell('carried-overspent', at, { ...facts, income: yuan(income.carried), expenditure: yuan(spent.carried) })
    } else if (next === 0n && spent.carried !== income.carried) {
      tell('unbalanced', at, {
        ...facts,
        vintage: '上年结转',
        income: yuan(income.carried),
        expenditure: yuan(spent.carried),
        difference: yuan(income.carried - spent.carried),
      })
    }
  }
}

interface Group {
  readonly unit: string
  /** Undefined: all sources together, because some line does not tell its source. */
  readonly source: string | undefined
  readonly year: number
  readonly stage: string
  readonly lines: readonly Line[]
  readonly hasIncome: boolean
  readonly hasExpenditure: boolean
}

/** One group per unit, year, stage and source. Where one side is coarser (单位资金), the finer lines join it. */
export function groupsOf(lines: readonly Line[]): Group[] {
  const books = new Map<string, Line[]>()
  for (const line of lines) {
    const key = `${line.year}|${line.stage}|${line.unit}`
    const list = books.get(key)
    if (list) list.push(line)
    else books.set(key, [line])
  }
  return [...books.values()].flatMap((book) => {
    const used = new Set(book.map(({ source }) => source))
    const { unit, year, stage } = book[0]!
    const hasIncome = book.some(({ flow }) => flow === 'income')
    const hasExpenditure = book.some(({ flow }) => flow === 'expenditure')
    const bySource = new Map<string | undefined, Line[]>()
    for (const line of book) {
      const source = used.has(undefined) ? undefined : coarsest(line.source!, used)
      const list = bySource.get(source)
      if (list) list.push(line)
      else bySource.set(source, [line])
    }
    return [...bySource].map(([source, own]) => ({ unit, source, year, stage, lines: own, hasIncome, hasExpenditure }))
  })
}

const coarsest = (source: string, used: ReadonlySet<string | undefined>): string =>
  lineage('source', source).findLast((above) => used.has(above)) ?? source
