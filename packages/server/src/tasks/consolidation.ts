/** The books of a department's units, added up and held against the department's own; each trouble with its ledger. */
import {
  type Budget,
  type BudgetHead,
  consolidate,
  differencesBetween,
  type LineDifference,
  type Origin,
  SOURCES,
  type UnitTree,
  unitTree,
} from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import type { DeskConsolidation, DeskTask, LedgerPlace } from './desk-task.ts'
import { placeOfProblem, readLedger } from './ledger-rows.ts'

const DIFFERENCES_MOST = 200

export function consolidationOf({ parts, whole }: Extract<DeskTask, { kind: 'consolidate' }>): DeskConsolidation {
  const knowledge = loadKnowledge()
  const errors = new Map<string, number>()
  const unread: { ledger: string; errors: number }[] = []
  const books: Budget[] = []
  for (const { ledger, rows } of parts) {
    const { budget, partial, problems } = readLedger(rows, knowledge)
    const count = problems.filter(({ severity }) => severity === 'error').length
    errors.set(ledger, count)
    const shown = budget ?? partial
    if (!shown) unread.push({ ledger, errors: count })
    // Places of the merged book begin with the name of the book that they are in: here that is its ledger.
    else books.push({ ...shown, head: { ...shown.head, name: ledger } })
  }
  books.sort(({ units: a }, { units: b }) => ((a[0]?.code ?? '') < (b[0]?.code ?? '') ? -1 : 1))
  const department = whole && (readLedger(whole, knowledge).budget ?? readLedger(whole, knowledge).partial)
  const names = new Map(books.flatMap(({ head, units }) => units.map((u) => [head.name, u.name] as const)))
  const { budget, problems } = consolidate(books, headOf(department, books))
  const tree = unitTree(budget)
  const wholeTree = department && unitTree(department)
  return {
    units: unitsOf(tree, wholeTree),
    eliminations: tree.eliminations.map(({ kind, payer, receiver, fen, paid, received }) => ({
      ...{ kind: kind.name, payer, receiver, fen },
      places: [...paid, ...received].flatMap(({ origin }) => placeIn(origin) ?? []),
    })),
    ...{ eliminated: tree.eliminated, income: tree.income, expenditure: tree.expenditure },
    whole: wholeTree && {
      ...{ income: wholeTree.income, expenditure: wholeTree.expenditure, eliminated: wholeTree.eliminated },
    },
    problems: problems.map((problem) => ({
      problem: { ...problem, facts: named(problem.facts, names) },
      place: placeIn(problem.origin),
    })),
    differences: department ? differencesBetween(department, budget).slice(0, DIFFERENCES_MOST).map(told) : [],
    ...{ unread, errors },
  }
}

/** Without a book of its own, the department is of the year and stage of its units. */
function headOf(department: Budget | undefined, books: readonly Budget[]): BudgetHead {
  const head = department?.head ?? books[0]?.head ?? EMPTY
  return { ...head, audience: 'department', ...(department ? {} : { code: '' }) }
}
const EMPTY: BudgetHead = { year: 0, stage: 'budget', audience: 'department', name: '', code: '', region: '' }

function unitsOf(tree: UnitTree, whole: UnitTree | undefined): DeskConsolidation['units'] {
  const told = new Map(whole?.units.map((one) => [one.unit.code, one]))
  const own = tree.units.map(({ unit, depth, income, expenditure }) => {
    const there = told.get(unit.code)
    told.delete(unit.code)
    return {
      ...{ code: unit.code, name: unit.name, nature: unit.natureName, depth, income, expenditure },
      ledger: placeIn(unit.origin)?.ledger,
      whole: there && { income: there.income, expenditure: there.expenditure },
    }
  })
  // A unit above others has no lines of its own.
  const missing = [...told.values()].filter(({ income, expenditure }) => income !== 0n || expenditure !== 0n)
  return [
    ...own,
    ...missing.map(({ unit, income, expenditure }) => ({
      ...{ code: unit.code, name: unit.name, nature: unit.natureName, depth: 0, income: 0n, expenditure: 0n },
      ...{ ledger: undefined, whole: { income, expenditure } },
    })),
  ]
}

function placeIn(origin: Origin): LedgerPlace | undefined {
  const [ledger, file] = origin.file.split('/')
  if (ledger === undefined) return undefined
  if (file === undefined) return { ledger }
  return { ledger, ...placeOfProblem({ code: '', severity: 'error', origin: { ...origin, file }, facts: {} }) }
}

/** In messages a ledger goes by the name of its unit. */
function named(facts: Readonly<Record<string, string | number>>, names: ReadonlyMap<string, string>) {
  const words = Object.entries(facts).map(([key, fact]) => {
    if (typeof fact !== 'string') return [key, fact] as const
    const [ledger = '', ...rest] = fact.split('/')
    const name = names.get(ledger)
    return [key, name === undefined ? fact : [name, ...rest].join(' ')] as const
  })
  return Object.fromEntries(words)
}

const SOURCE_NAMES = new Map(SOURCES.map(({ value, name }) => [value, name]))
const VINTAGES: Readonly<Record<string, string>> = {
  carried: '上年结转',
  next: '结转下年',
  reserve: '使用结余',
  surplus: '结余分配',
}

function told({ subject, whole, own }: LineDifference): DeskConsolidation['differences'][number] {
  const { catalogue } = loadKnowledge()
  const { flow, source, function: code, project, vintage, unit } = subject
  const name = code === '' ? undefined : catalogue.subjects('function', code)[0]?.name
  const words = [
    flow === 'income' ? '收入' : '支出',
    code === '' ? '' : `${code}${name ? ` ${name}` : ''}`,
    SOURCE_NAMES.get(source) ?? source,
    VINTAGES[vintage] ?? '',
    project,
  ]
  return { unit, whole, own, what: words.filter(Boolean).join(' · ') }
}
