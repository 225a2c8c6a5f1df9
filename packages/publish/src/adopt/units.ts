/**
 * The units (单位) of a document: who stands in unit rows with amounts. A name that merely looks like one of them is it;
 * a row that repeats the whole department is none.
 */
import type { Unit } from '@gouji/budget'
import { nameDistance, plainName, type UnitNature } from '@gouji/ledger'
import type { Reading, ReadTable } from '@gouji/read'
import type { Undecided } from './adopted.ts'

export interface Units {
  readonly units: readonly Unit[]
  /** Code of the department itself, above all units. */
  readonly root: string
  /** Code by the name printed: a unit's, the root's where the row is the whole, undefined where it is nobody's. */
  readonly codeOf: (name: string) => string | undefined
}

interface Row {
  readonly name: string
  readonly code?: string
}

const OWN_LEVEL = /(?:\(?本级\)?|\(本部\)|机关本级)$/
const DEPARTMENT = /\((?:部门|汇总|含所属单位)\)?$/

export function unitsOf(reading: Reading, undecided: Undecided[]): Units {
  const organisation = plainName(reading.identity.organisation ?? '')
  const rows = unitRows(reading)
  const names = [...new Set(rows.map((row) => row.name))]
  const codes = new Map<string, string>()
  for (const row of rows) {
    if (row.code !== undefined && !codes.has(row.name)) codes.set(row.name, row.code)
  }
  // A row above others of the same table whose code begins theirs, or that bears the department's name beside its own level.
  const isWhole = (name: string): boolean => {
    const bare = name.replace(DEPARTMENT, '')
    if (bare !== name) return true
    const code = codes.get(name)
    if (code !== undefined && [...codes].some(([n, c]) => n !== name && c.startsWith(code) && c !== code)) return true
    return bare === organisation && names.some((n) => n !== name && (n === `${name}本级` || n === `${name}(本级)`))
  }
  const leaves = names.filter((name) => !isWhole(name))
  const own = leaves.length > 0 ? leaves : [organisation || '本单位']
  const rootCode = rootCodeOf(names.filter(isWhole), codes, own)
  const units: Unit[] = own.map((name, index) => {
    const printed = codes.get(name)
    const code = printed ?? `${rootCode}${String(index + 1).padStart(3, '0')}`
    if (printed === undefined) undecided.push({ code: 'code-missing', facts: { name, code } })
    const nature = natureOf(name)
    undecided.push({ code: 'nature-guessed', facts: { name, nature: NATURE_NAME[nature] } })
    const origin = { file: 'units.csv', line: index + 2 }
    const people = own.length === 1 ? peopleOf(reading) : {}
    return { code, name, nature, natureName: NATURE_NAME[nature], ...people, origin }
  })
  const byName = new Map(units.map((unit) => [plainName(unit.name), unit.code]))
  const root = units.length === 1 ? units[0]!.code : rootCode
  return { units, root, codeOf: (name) => codeOf(plainName(name), byName, root, isWhole, organisation) }
}

function codeOf(
  name: string,
  byName: ReadonlyMap<string, string>,
  root: string,
  isWhole: (name: string) => boolean,
  organisation: string,
): string | undefined {
  const known = byName.get(name)
  if (known !== undefined) return known
  if (isWhole(name) || name === organisation) return root
  // Conversion damages names and puts marks beside them; both still end or differ by little.
  const near = [...byName.keys()].filter(
    (n) => n.length >= 4 && (name.endsWith(n) || nameDistance(name, n, 2) !== undefined),
  )
  if (near.length === 1) return byName.get(near[0]!)
  return undefined
}

/** Rows of units that print an amount, in tables that list units rather than projects. */
function unitRows(reading: Reading): Row[] {
  const rows: Row[] = []
  for (const table of reading.tables) {
    if (!LISTS_UNITS.has(table.kind)) continue
    for (const row of table.rows) {
      if (row.role !== 'unit' || !hasAmount(table, row.row)) continue
      const name = plainName(row.coordinates.unit ?? row.label)
      if (name.length < 2 || !/^[\u4e00-\u9fff]/.test(name)) continue
      rows.push({ name, ...(row.code !== undefined && { code: row.code }) })
    }
  }
  return rows
}

const LISTS_UNITS = new Set<ReadTable['kind']>(['income', 'expenditure', 'three-public', 'economy', 'balance', 'other'])

const hasAmount = (table: ReadTable, row: number): boolean =>
  table.cells.some((cell) => cell.row === row && cell.figure !== undefined && cell.figure.fen !== 0n)

/** The printed code of the department, or what the codes of its units begin with. */
function rootCodeOf(whole: readonly string[], codes: ReadonlyMap<string, string>, own: readonly string[]): string {
  for (const name of whole) {
    const code = codes.get(name)
    if (code !== undefined) return code
  }
  const first = codes.get(own[0] ?? '')
  return first !== undefined && first.length > 3 ? first.slice(0, 3) : (first ?? '001')
}

/** Posts and people in post, where a sentence counts them and there is only one unit whose they can be. */
function peopleOf(reading: Reading): { posts?: number; staff?: number } {
  const counted = (form: RegExp): number[] =>
    reading.statements.flatMap(({ kind, subject, value, unit }) =>
      kind === 'count' && /^[人名]$/.test(unit) && form.test(subject) && /^\d{1,6}$/.test(value) ? [Number(value)] : [],
    )
  const posts = counted(/编制/)
  const staff = counted(/(?:实有|在职)/)
  return {
    ...(posts.length === 1 && { posts: posts[0]! }),
    ...(staff.length === 1 && { staff: staff[0]! }),
  }
}

const NATURE_NAME: Readonly<Record<UnitNature, string>> = { administration: '行政', institution: '事业' }

/** By the name, as no table of a published book says it. */
function natureOf(name: string): UnitNature {
  const bare = name.replace(OWN_LEVEL, '')
  return /(?:中心|院|所|站|馆|学校|小学|中学|大学|幼儿园|队|台|社|园|场|室\)?事业)$/.test(bare)
    ? 'institution'
    : 'administration'
}
