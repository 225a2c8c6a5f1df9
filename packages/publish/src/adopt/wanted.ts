/**
 * The amounts that the ledger has to give back: every amount that a table or a sentence prints, at the coordinates at
 * which the cube is asked for it. Ways to say the same thing are brought to one form.
 */
import type { FactCoordinates, FactDimension } from '@gouji/budget'
import { type Coordinates, type Dimension, FIXED_MEMBERS, isMoneyUnit } from '@gouji/ledger'
import type { ReadCell, Reading, ReadRow, ReadTable, Statement } from '@gouji/read'
import type { Undecided, Wanted } from './adopted.ts'
import { beforeChange, isToldByAmount } from './before.ts'
import { keyOf } from './block.ts'
import { type Correction, intervalOf, placeKey } from './corrections.ts'
import type { Projects } from './projects.ts'
import type { Units } from './units.ts'

export interface Sources {
  readonly reading: Reading
  readonly units: Units
  readonly projects: Projects
  readonly corrections: ReadonlyMap<string, Correction>
  readonly year: number
  readonly undecided: Undecided[]
}

type Asked = Partial<Record<FactDimension, string>>

const OF_BUDGET = new Set<ReadTable['kind']>([
  'balance',
  'income',
  'expenditure',
  'economy',
  'three-public',
  'project',
  'other',
])

export function wantedOf(sources: Sources): Wanted[] {
  const { reading, undecided } = sources
  const carried = carriedIn(reading)
  const found: Wanted[] = []
  for (const table of reading.tables) {
    const tells = [...table.columns, ...table.rows].some((x) => x.coordinates.vintage !== undefined)
    const rows = new Map(table.rows.map((row) => [`${row.row}|${row.panel}`, row]))
    const columns = new Map(table.columns.map((column) => [column.column, column]))
    // A second column at the coordinates of another has lost the words that tell them apart.
    const taken = new Set<string>()
    for (const cell of table.cells) {
      const column = columns.get(cell.column)
      const row = column && rows.get(`${cell.row}|${column.panel}`)
      if (!column?.understood || !row || column.measure !== 'amount') continue
      if (/^其中/.test(column.path.at(-1) ?? '') || /^其\s*中/.test(row.label.trim())) continue
      const asked = askedOfCell(sources, { table, row, cell, tells, carried })
      const wanted = asked && wantedOfCell(sources, table, cell, asked)
      if (!wanted) continue
      const key = `${cell.row}|${column.panel}|${keyOf(wanted.asked)}`
      if (!taken.has(key)) found.push(wanted)
      else if (!wanted.blank && wanted.nominal !== 0n) undecided.push(unreadable(wanted))
      taken.add(key)
    }
  }
  reading.statements.forEach((statement) => {
    found.push(...wantedOfStatement(sources, statement, carried))
  })
  return found
}

const unreadable = ({ where, name, printed, place }: Wanted): Undecided => ({
  code: 'coordinates-missing',
  place,
  facts: { where, name, printed },
})

/** Whether any table says that money of last year came in. */
function carriedIn(reading: Reading): boolean {
  return reading.tables.some((table) =>
    table.cells.some(
      ({ coordinates: c, figure }) =>
        c?.flow === 'income' && (c.vintage === 'carried' || c.vintage === 'reserve') && figure && figure.fen !== 0n,
    ),
  )
}

interface InTable {
  readonly table: ReadTable
  readonly row: ReadRow
  readonly cell: ReadCell
  /** Whether the table tells this year's money from last year's. */
  readonly tells: boolean
  readonly carried: boolean
}

function askedOfCell(sources: Sources, { table, row, cell, tells, carried }: InTable): FactCoordinates | undefined {
  const c: Partial<Record<Dimension, string>> = { ...cell.coordinates }
  if (!cell.coordinates || table.unitSource === 'none') return undefined
  const program = sources.projects.programs.find((p) => p.table === table && p.row === row)
  const project = sources.projects.ofRow(table, row) ?? program?.code
  if (!OF_BUDGET.has(table.kind) && (table.kind !== 'performance' || project === undefined)) return undefined
  if (project !== undefined) {
    c.flow = 'expenditure'
    c.project = project
    delete c.character
  } else if (row.role === 'project' && c.project !== undefined) {
    // A heading above projects that names a character or an owner is a claim; any other row is a program (sums.ts).
    if (c.character === undefined || !row.coordinates.character) {
      const owner = sources.units.codeOf(row.label)
      if (owner === undefined) return undefined
      c.unit = row.label
    }
    delete c.project
  } else if (!row.understood && row.role !== 'total') return undefined
  if (table.kind === 'project') c.flow = 'expenditure'
  return normalized(sources, c, {
    grand: tells && table.kind === 'balance',
    silent: !tells && carried,
  })
}

interface Manner {
  /** A total without a year's layer counts what is carried to next year as well. */
  readonly grand: boolean
  /** Income of which nothing says whether it counts what was carried over. */
  readonly silent: boolean
}

/** What a table of personnel or of assets calls its items is none of the budget's. */
const ITEMS = new Set(FIXED_MEMBERS.item?.map(({ id }) => id))

function normalized(
  sources: Sources,
  given: Partial<Record<Dimension, string>>,
  manner: Manner,
): FactCoordinates | undefined {
  const { units, year, reading } = sources
  const c: Asked = { ...given }
  if (c.flow === undefined) return undefined
  if (c.item !== undefined && !ITEMS.has(c.item)) return undefined
  // 机关运行经费 are what administrations spend on running, out of 一般公共预算.
  const running = c.item === 'office-running'
  if (running) {
    delete c.item
    delete c.unit
    Object.assign(c, { character: 'public', source: 'general', nature: 'administration' })
  }
  c.stage ??= reading.identity.stage ?? 'budget'
  const printed = Number(c.year ?? year)
  c.year = String(printed >= year - 5 && printed <= year + 1 ? printed : year)
  if (c.unit !== undefined && c.project === undefined) {
    const code = units.codeOf(c.unit)
    if (code === undefined && units.units.length > 1) return undefined
    if (code === undefined || code === units.root) delete c.unit
    else c.unit = code
  } else delete c.unit
  if (c.procurement !== undefined) return c
  if (c.flow === 'expenditure') {
    const detailed = c.function ?? c.economy ?? c.governmentEconomy ?? c.character ?? c.project ?? c.item
    if (c.vintage === 'surplus' || c.vintage === 'reserve') return undefined
    if (detailed !== undefined || (c.vintage === undefined && !manner.grand)) c.vintage = 'current'
    // “三公”经费 are by definition out of 一般公共预算财政拨款, and their economies say what they are.
    if (c.item !== undefined) {
      delete c.source
      delete c.character
    }
  } else {
    if (c.vintage === undefined && manner.silent) return undefined
    if (c.vintage === 'reserve') c.vintage = 'carried'
    for (const d of ['character', 'project', 'item'] as const) if (c[d] !== undefined) return undefined
  }
  return c
}

function wantedOfCell(
  { corrections }: Sources,
  table: ReadTable,
  cell: ReadCell,
  asked: FactCoordinates,
): Wanted | undefined {
  const correction = corrections.get(placeKey(cell.place))
  const unit = cell.figure?.unit ?? cell.unit ?? table.unit ?? ''
  if (!isMoneyUnit(unit)) return undefined
  const mended = correction && intervalOf(correction.proposed, unit)
  const blank = cell.figure === undefined && mended === undefined
  if (blank && (cell.noise || !/^[\s\-—–－/·.]*$/.test(cell.text))) return undefined
  const damaged = (cell.printed?.repairs.length ?? 0) > 0
  const weight =
    (table.titleResidue === undefined ? 1 : 0.4) *
    (table.unitSource === 'document' ? 0.9 : 1) *
    (damaged ? 0.6 : 1) *
    (blank ? 0.2 : 1)
  const figure = cell.figure
  const nothing = figure?.fen === 0n
  return {
    asked,
    lo: mended?.lo ?? (nothing ? 0n : (figure?.rounded.lo ?? 0n)),
    hi: mended?.hi ?? (nothing ? 0n : (figure?.rounded.hi ?? 0n)),
    nominal: mended?.nominal ?? figure?.fen ?? 0n,
    place: cell.place,
    where: table.title === '' ? `表${table.number}` : `表${table.number} ${table.title}`,
    name: [cell.rowCode, cell.rowLabel.trim(), cell.columnPath.at(-1)].filter(Boolean).join(' / '),
    printed: cell.text.trim(),
    weight,
    blank,
    ...(mended && correction && { corrected: correction.finding }),
  }
}

const PROSE = '正文'

/** Prose names the source or the side; 总计, 总预算 and 总额 count what is carried to next year. */
const mannerOf = (s: Statement, c: Coordinates, carried: boolean): Manner => ({
  grand: c.flow === undefined || /总计|总预算|总额/.test(s.subject),
  silent: carried && c.source !== undefined,
})

function wantedOfStatement(sources: Sources, s: Statement, carried: boolean): Wanted[] {
  const { coordinates: c } = s
  if (!c) return []
  const manner = mannerOf(s, c, carried)
  const at = (more: Coordinates = {}): FactCoordinates | undefined =>
    normalized(sources, { ...c, flow: c.flow ?? 'expenditure', ...more }, manner)
  const said = { place: s.place, where: PROSE, name: s.subject, printed: `${s.value}${s.unit}`, blank: false }
  if (s.kind === 'amount' && s.figure && s.relation !== 'within') {
    const project = c.project === undefined ? undefined : sources.projects.byName(c.project)
    if (c.project !== undefined && project === undefined) {
      sources.undecided.push({
        code: 'coordinates-missing',
        place: s.place,
        facts: { where: PROSE, name: s.subject, printed: said.printed },
      })
      return []
    }
    const { character: _, ...rest } = c
    const asked = project === undefined ? at() : normalized(sources, { ...rest, flow: 'expenditure', project }, manner)
    if (!asked) return []
    const correction = sources.corrections.get(placeKey(s.place))
    const mended = correction && intervalOf(correction.proposed, s.figure.unit)
    const { rounded, fen } = s.figure
    const range = mended ?? (fen === 0n ? { lo: 0n, hi: 0n, nominal: 0n } : { ...rounded, nominal: fen })
    const cut = mended || fen === 0n ? {} : { cut: s.figure.truncated }
    return [
      { ...said, ...range, ...cut, asked, weight: 0.6, ...(mended && correction && { corrected: correction.finding }) },
    ]
  }
  if (s.kind === 'nil') {
    const asked = c.source === undefined && c.item === undefined ? undefined : at()
    return asked ? [{ ...said, asked, lo: 0n, hi: 0n, nominal: 0n, weight: 0.4 }] : []
  }
  const before = beforeChange(sources, s)
  if (!before && (s.relation === 'rate' || s.kind === 'change-percent') && s.base && !isToldByAmount(sources, s)) {
    const facts = { name: s.subject, printed: said.printed }
    sources.undecided.push({ code: 'last-year-rate-only', place: s.place, facts })
  }
  if (!before || !s.base) return []
  const asked = at(s.base)
  return asked ? [{ ...said, ...before, asked, weight: 0.5 }] : []
}
