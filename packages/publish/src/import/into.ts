/**
 * Rows of exports go into the ledger of a folder: what is new is added, what is there is changed, and where an export is
 * complete for a unit and a year, what it no longer has is removed. Nothing is written here; the changes come as data.
 */
import {
  ALL_SHEETS,
  type Budget,
  type BudgetKnowledge,
  type BudgetProblem,
  type Entries,
  FILE_NAMES,
  type Grid,
  HEAD_FILE,
  headValues,
  Problems,
  printCell,
  type ReadBudget,
  SHEETS,
  type SheetName,
  sheetValues,
  understand,
} from '@gouji/budget'
import { formatFen, parseNumber } from '@gouji/ledger'
import type { ImportCode, ImportProblem } from './drift.ts'
import type { Imported } from './import.ts'
import { ADDED, KEYS, keyOf } from './keys.ts'
import type { ImportedRow } from './rows.ts'

type Values = ReadonlyMap<string, string>

export interface Change {
  readonly sheet: SheetName
  readonly kind: 'added' | 'changed' | 'removed'
  /** The cells of the key that hold something. */
  readonly key: readonly string[]
  /** By heading; what changes, or for added and removed rows the rest of the row. */
  readonly before: Values
  readonly after: Values
}

export interface ImportedInto {
  /** Undefined where something cannot be taken over. */
  readonly budget?: Budget
  readonly changes: readonly Change[]
  /** What hinders the import, at the cells of the export. */
  readonly problems: readonly ImportProblem<ImportCode>[]
  /** What the ledger says of itself afterwards, such as income that is still missing. */
  readonly after: readonly BudgetProblem[]
}

/** Problems that take nothing away from what was understood: the entries are there, they do not agree yet. */
const STATEMENTS: ReadonlySet<string> = new Set([
  ...['missing-file', 'unbalanced', 'carried-overspent', 'negative-amount', 'whole-exceeded', 'whole-differs'],
  ...['years-reversed', 'year-far', 'date-far', 'weights', 'weight-missing', 'goal-without-indicator'],
  ...['project-without-goal', 'price-differs', 'share-exceeds', 'project-of-other-unit', 'one-unit', 'no-lines'],
  ...['duplicate-line', 'unknown-measure', 'character-contradicts-economy', 'character-contradicts-project'],
  ...['coarse-subject', 'superseded-subject', 'unknown-subject', 'other-budget', 'unit-cycle'],
  ...['transfer-one-sided', 'transfer-unequal', 'transfer-outside', 'transfer-to-self', 'transfer-unnamed'],
  'transfer-kind',
])

/** Whether a ledger with these problems can be written again without losing what could not be understood. */
export const isWhole = (problems: readonly BudgetProblem[]): boolean =>
  problems.every(({ code, severity }) => severity !== 'error' || STATEMENTS.has(code))

/** Sheets that others refer to: old and new rows are understood together. */
const REFERRED: ReadonlySet<SheetName> = new Set(['units', 'projects', 'goals'])

export function importInto(ledger: Budget, imports: readonly Imported[], knowledge: BudgetKnowledge): ImportedInto {
  const problems: ImportProblem<ImportCode>[] = []
  const rows = imports.flatMap(({ file, entries }) => entries.map((row) => ({ file, row })))
  const joined = new Map(ALL_SHEETS.map(({ name }) => [name, join(name, rows, problems)]))
  const hasErrors = imports.some((i) => [...i.problems, ...i.drift].some(({ severity }) => severity === 'error'))

  // First the export alone, as the ledger understands it: every problem then stands at its row.
  const origins = new Map<string, Placed>()
  const grids = new Map<SheetName, Grid>()
  for (const { name } of ALL_SHEETS) {
    const old = REFERRED.has(name) ? printedRows(ledger, name) : []
    grids.set(name, gridOf(name, overlay(name, old, joined.get(name)!), origins))
  }
  const alone = read(ledger, grids, knowledge)
  for (const problem of alone.problems) {
    const placed = origins.get(`${problem.origin.file}|${problem.origin.line}`)
    if (!placed || (STATEMENTS.has(problem.code) && !TOLD.has(problem.code))) continue
    const { file, row } = placed
    const cell = row.cells.get(problem.origin.column ?? '') ?? String(row.from.row)
    const severity = STATEMENTS.has(problem.code) ? 'warning' : problem.severity
    problems.push({ code: 'ledger', severity, file, sheet: row.from.sheet, cell, facts: {}, problem })
  }
  const isSound = !hasErrors && problems.every(({ severity }) => severity !== 'error')
  if (!alone.partial) return { changes: [], problems, after: [] }

  const changes: Change[] = []
  const merged = new Map<SheetName, Grid>()
  for (const { name } of ALL_SHEETS) {
    const before = printedRows(ledger, name)
    const incoming = joined.get(name)!.length > 0 ? printedRows(alone.partial, name) : []
    const whole = imports.flatMap(({ mapping }) => mapping.into.filter((t) => t.sheet === name).map((t) => t.whole))[0]
    const after = incoming.length === 0 ? before : merge(name, before, incoming, whole ?? [], changes)
    merged.set(
      name,
      gridOf(
        name,
        after.map((values) => ({ values })),
        new Map(),
      ),
    )
  }
  if (!isSound) return { changes, problems, after: [] }
  const { partial, problems: after } = read(ledger, merged, knowledge)
  if (!partial || !isWhole(after)) return { changes, problems, after }
  return { budget: { ...partial, texts: ledger.texts }, changes, problems, after }
}

/** Of what the ledger states, these concern a single cell and are told at the cell of the export. */
const TOLD: ReadonlySet<string> = new Set(['coarse-subject', 'superseded-subject', 'unknown-subject', 'other-budget'])

interface Placed {
  readonly file: string
  readonly row: ImportedRow
}
interface Sheeted {
  readonly values: Values
  readonly placed?: Placed
}

/** Rows of one key as one: a project that stands beside each of its lines is still one project. */
function join(
  sheet: SheetName,
  rows: readonly Placed[],
  problems: ImportProblem<ImportCode>[],
): { values: Values; placed: Placed }[] {
  const own = rows.filter(({ row }) => row.sheet === sheet)
  if (ADDED[sheet]) return own.map((placed) => ({ values: placed.row.values, placed }))
  const byKey = new Map<string, { values: Map<string, string>; placed: Placed }>()
  for (const placed of own) {
    const key = keyOf(sheet, placed.row.values)
    const first = byKey.get(key)
    if (!first) {
      byKey.set(key, { values: new Map(placed.row.values), placed })
      continue
    }
    for (const [heading, text] of placed.row.values) {
      const before = first.values.get(heading)
      if (before === undefined) first.values.set(heading, text)
      else if (before !== text) {
        const { row } = placed
        problems.push({
          code: 'contradiction',
          severity: 'error',
          file: placed.file,
          sheet: row.from.sheet,
          cell: row.cells.get(heading) ?? String(row.from.row),
          facts: { heading, found: text, before, at: first.placed.row.cells.get(heading) ?? first.placed.row.from.row },
        })
      }
    }
  }
  return [...byKey.values()]
}

/** Old rows with what is new about them, and new rows behind. */
function overlay(sheet: SheetName, old: readonly Values[], rows: readonly Sheeted[]): Sheeted[] {
  const byKey = new Map<string, Sheeted>(old.map((values) => [keyOf(sheet, values), { values }]))
  const others: Sheeted[] = []
  for (const row of rows) {
    const key = keyOf(sheet, row.values)
    const before = REFERRED.has(sheet) ? byKey.get(key) : undefined
    if (before) byKey.set(key, { ...row, values: new Map([...before.values, ...row.values]) })
    else if (REFERRED.has(sheet)) byKey.set(key, row)
    else others.push(row)
  }
  return [...byKey.values(), ...others]
}

function gridOf(sheet: SheetName, rows: readonly Sheeted[], origins: Map<string, Placed>): Grid {
  const { columns, file } = SHEETS[sheet]
  const headings = columns.map(({ heading }) => heading)
  return {
    file,
    rows: [
      { line: 1, cells: headings },
      ...rows.map(({ values, placed }, i) => {
        if (placed) origins.set(`${file}|${i + 2}`, placed)
        return { line: i + 2, cells: headings.map((heading) => values.get(heading) ?? '') }
      }),
    ],
  }
}

function read(ledger: Budget, grids: ReadonlyMap<SheetName, Grid>, knowledge: BudgetKnowledge): ReadBudget {
  const head = Object.entries(headValues(ledger)).map(([key, value]) => ({
    key,
    text: String(value),
    origin: { file: HEAD_FILE, column: key },
  }))
  const entries: Entries = { headFile: HEAD_FILE, head, texts: [], grids }
  return understand(entries, knowledge, new Problems(), FILE_NAMES)
}

const printedRows = (budget: Budget, sheet: SheetName): Values[] =>
  sheetValues(budget, sheet).map(
    (values) => new Map(SHEETS[sheet].columns.map((column) => [column.heading, printCell(values, column)])),
  )

/** The rows of a sheet after the import, in their old order with new ones behind; what changes is noted. */
function merge(
  sheet: SheetName,
  before: readonly Values[],
  incoming: readonly Values[],
  whole: readonly string[],
  changes: Change[],
): Values[] {
  const given = new Map<string, Values>()
  for (const values of incoming) {
    const key = keyOf(sheet, values)
    const first = given.get(key)
    given.set(key, first ? added(sheet, first, values) : values)
  }
  const scopeOf = (values: Values): string => whole.map((heading) => values.get(heading) ?? '').join('|')
  const scopes = new Set(whole.length === 0 ? [] : incoming.map(scopeOf))
  const after: Values[] = []
  const met = new Map<string, Values>()
  for (const values of before) {
    const key = keyOf(sheet, values)
    const own = given.get(key)
    if (!own) {
      if (scopes.has(scopeOf(values))) changes.push(changeOf(sheet, 'removed', values, new Map()))
      else after.push(values)
    } else if (met.has(key)) {
      // Two lines of one key are one line of the export, whose amount is that of both.
      changes.push(changeOf(sheet, 'removed', values, new Map()))
    } else {
      met.set(key, own)
      // What the export does not say stays as it was entered.
      const next = new Map([...values].map(([heading, text]) => [heading, own.get(heading) || text]))
      const different = [...next].filter(([heading, text]) => text !== values.get(heading))
      if (different.length > 0) {
        const old = new Map(different.map(([heading]) => [heading, values.get(heading) ?? '']))
        changes.push({ sheet, kind: 'changed', key: labelOf(sheet, values), before: old, after: new Map(different) })
      }
      after.push(next)
    }
  }
  for (const [key, values] of given) {
    if (met.has(key)) continue
    changes.push(changeOf(sheet, 'added', new Map(), values))
    after.push(values)
  }
  return after
}

const labelOf = (sheet: SheetName, values: Values): string[] =>
  KEYS[sheet].map((heading) => values.get(heading) ?? '').filter((text) => text !== '')

function changeOf(sheet: SheetName, kind: Change['kind'], before: Values, after: Values): Change {
  const values = kind === 'removed' ? before : after
  const rest = (all: Values): Values =>
    new Map([...all].filter(([heading, text]) => text !== '' && !KEYS[sheet].includes(heading)))
  return { sheet, kind, key: labelOf(sheet, values), before: rest(before), after: rest(after) }
}

/** Two rows of one key: amounts add up, remarks stand one behind the other. */
function added(sheet: SheetName, first: Values, next: Values): Values {
  const sums = ADDED[sheet] ?? []
  const out = new Map(first)
  for (const [heading, text] of next) {
    const own = out.get(heading) ?? ''
    if (sums.includes(heading)) out.set(heading, sumOf([own, text]))
    else if (heading === '备注' && text !== '' && !own.split('；').includes(text)) {
      out.set(heading, own === '' ? text : `${own}；${text}`)
    }
  }
  return out
}

/** Of amounts as the ledger prints them: 元 with two decimals. */
function sumOf(texts: readonly string[]): string {
  const amounts = texts.filter((text) => text !== '').map((text) => parseNumber(text)?.digits ?? 0n)
  return amounts.length === 0
    ? ''
    : formatFen(
        amounts.reduce((sum, fen) => sum + fen, 0n),
        '元',
        2,
      )
}
