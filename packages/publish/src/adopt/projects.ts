/**
 * The projects (项目) of a document: rows of its project tables. Tables of goals are asked only where there is no other
 * list. A second list that adds up to the same with fewer rows is that of the first level (一级项目).
 */
import type { Project } from '@gouji/budget'
import { isNilMark, nameDistance, plainName } from '@gouji/ledger'
import type { Reading, ReadRow, ReadTable } from '@gouji/read'
import type { Undecided } from './adopted.ts'
import type { Units } from './units.ts'

export interface Projects {
  readonly projects: readonly Project[]
  /** Code of the project that a row of a table is; undefined where it is none of this year's list. */
  readonly ofRow: (table: ReadTable, row: ReadRow) => string | undefined
  /** By name, for goals and sentences. */
  readonly byName: (name: string, unit?: string) => string | undefined
  /** Rows of the first level, whose amounts are sums of projects. */
  readonly programs: readonly Program[]
}

export interface Program {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly table: ReadTable
  readonly row: ReadRow
}

interface Entry {
  readonly name: string
  readonly unit: string
  readonly kind: string
  readonly code?: string
  readonly table: ReadTable
  readonly row: ReadRow
}

export function projectsOf(reading: Reading, units: Units, undecided: Undecided[]): Projects {
  const lists = listsOf(reading, units)
  const [finest, ...coarser] = lists
  const rowCodes = new Map<string, string>()
  const projects = new Map<string, Project>()
  const used = new Set<string>()
  const unitCodes = new Set(units.units.map((unit) => unit.code))
  const codeFor = (entry: Pick<Entry, 'code'>, prefix: string): string => {
    const own = entry.code !== undefined && entry.code.length >= 6 && !unitCodes.has(entry.code)
    const printed = own ? entry.code : undefined
    let code = printed !== undefined && !used.has(printed) ? printed : ''
    for (let n = used.size + 1; code === '' || used.has(code); n++) code = `${prefix}${String(n).padStart(3, '0')}`
    used.add(code)
    return code
  }
  for (const list of finest ?? []) {
    const key = `${list.unit}|${list.name}`
    const known = projects.get(key)
    const code = known?.code ?? codeFor(list, 'P')
    rowCodes.set(rowKey(list.table, list.row), code)
    if (known) continue
    projects.set(key, {
      code,
      name: list.name,
      unit: list.unit,
      kind: list.kind,
      origin: { file: 'projects.csv', line: projects.size + 2 },
    })
  }
  const all = withProseProjects([...projects.values()], finest ?? [], reading, units, () => codeFor({}, 'P'))
  // The same list printed again, in other columns or with goals: names and units tell.
  const programs: Program[] = []
  for (const list of coarser) {
    const same = list.filter((e) => find(all, e.name, e.unit) !== undefined).length
    const isSame = same * 2 > list.length
    for (const entry of list) {
      const code = isSame ? find(all, entry.name, entry.unit) : undefined
      if (code !== undefined) rowCodes.set(rowKey(entry.table, entry.row), code)
      else if (!isSame && list.length <= all.length) {
        const { name, unit, table, row } = entry
        programs.push({ code: codeFor(entry, 'G'), name, unit, table, row })
      }
    }
  }
  for (const project of all) {
    if (/^P\d{3}$/.test(project.code)) {
      undecided.push({ code: 'code-missing', facts: { name: project.name, code: project.code } })
    }
  }
  return {
    projects: all,
    programs,
    ofRow: (table, row) => rowCodes.get(rowKey(table, row)),
    byName: (name, unit) => find(all, cleanName(name), unit) ?? alike(all, name),
  }
}

/**
 * Sentences name projects that the list lacks. One whose amount a row without a readable name prints gives it its name;
 * others stand beside the list where there is only one unit that they can be of.
 */
function withProseProjects(
  listed: readonly Project[],
  entries: readonly Entry[],
  reading: Reading,
  { units }: Units,
  newCode: () => string,
): Project[] {
  const all = [...listed]
  if (listed.length === 0) return all
  for (const { kind, coordinates: c, figure } of reading.statements) {
    if (kind !== 'amount' || c?.project === undefined || c.source !== undefined || !figure) continue
    const name = cleanName(c.project)
    if (name.length < 4 || find(all, name) !== undefined || alike(all, name) !== undefined) continue
    const unread = entries.filter((e) => isUnread(e.name) && amountsOf(e).includes(figure.fen))
    const at = unread.length === 1 ? all.findIndex((p) => p.name === unread[0]!.name) : -1
    if (at >= 0) all[at] = { ...all[at]!, name }
    else if (units.length === 1) {
      const origin = { file: 'projects.csv', line: all.length + 2 }
      all.push({ code: newCode(), name, unit: units[0]!.code, kind: 'project', origin })
    }
  }
  return all
}

const isUnread = (name: string): boolean => /^项目\d/.test(name)

const amountsOf = ({ table, row }: Entry): bigint[] =>
  table.cells.flatMap((cell) => (cell.row === row.row && cell.figure ? [cell.figure.fen] : []))

const rowKey = (table: ReadTable, row: ReadRow): string => `${table.number}|${row.row}|${row.panel}`

function find(all: readonly Project[], name: string, unit?: string): string | undefined {
  const among = unit === undefined ? all : all.filter((p) => p.unit === unit)
  const exact = among.filter((p) => p.name === name)
  if (exact.length > 0) return exact[0]!.code
  const near = among.filter((p) => name.length >= 5 && nameDistance(p.name, name, 1) !== undefined)
  return near.length === 1 ? near[0]!.code : undefined
}

/** Sentences call a project by less or more than its name: 热线工作专项经费项目 for 12345热线工作专项经费. */
function alike(all: readonly Project[], name: string): string | undefined {
  const wanted = core(name)
  const exact = all.filter((p) => core(p.name) === wanted)
  if (exact.length === 1) return exact[0]!.code
  const near = all.filter((p) => wanted.length >= 5 && nameDistance(core(p.name), wanted, 1) !== undefined)
  return near.length === 1 ? near[0]!.code : undefined
}

const core = (name: string): string =>
  plainName(name)
    .replace(/["()]/g, '')
    .replace(/^\d{4,}/, '')
    .replace(/(?:专项|项目|经费|费用|费|资金)+$/, '')

/** Lists of projects, the finest first: by table, those of project tables before those of goals. */
function listsOf(reading: Reading, units: Units): Entry[][] {
  const of = (kind: ReadTable['kind']): Entry[][] =>
    reading.tables
      .filter((table) => table.kind === kind && table.columns.length > 0)
      .map((table) => entriesOf(table, units))
      .filter((entries) => entries.length > 0)
  const listed = of('project')
  if (listed.length > 0) return listed.sort((a, b) => b.length - a.length)
  return of('performance').sort((a, b) => b.length - a.length)
}

function entriesOf(table: ReadTable, units: Units): Entry[] {
  const entries: Entry[] = []
  let group = ''
  let heading: string | undefined
  // Where rows bear long codes, rows with short ones are headings above them.
  const long = table.rows.some((row) => (row.code ?? '').length >= 10)
  for (const row of table.rows) {
    if (row.role !== 'project' && row.role !== 'unit') continue
    if (!hasAmount(table, row)) continue
    const code = row.code ?? ''
    const unit = row.coordinates.unit === undefined ? undefined : units.codeOf(row.coordinates.unit)
    const own = units.codeOf(row.label)
    if (row.role === 'unit' && own !== undefined && !(long && code.length >= 10)) {
      heading = own
      continue
    }
    if (long && code.length < 10) {
      if (own !== undefined) heading = own
      if (/^\d{1,4}$/.test(code)) group = code
      continue
    }
    const unread = own !== undefined && code.length >= 10
    if (!unread && row.role === 'project' && isOwner(row, table, units)) {
      heading = unit ?? heading
      continue
    }
    const name = unread ? `项目${code || row.row}` : cleanName(row.label)
    const kind = KIND_OF_GROUP.find(([form]) => form.test(group))?.[1] ?? kindOf(row)
    entries.push({
      name,
      unit: unit ?? heading ?? units.units[0]!.code,
      kind,
      ...(code !== '' && { code }),
      table,
      row,
    })
  }
  return entries
}

/** Categories of projects by their first digits, as the national budget system codes them (人员类、运转类、特定目标类). */
const KIND_OF_GROUP: readonly [RegExp, string][] = [
  [/^1/, 'personnel'],
  [/^21/, 'public'],
  [/^22/, 'operating'],
  [/^3/, 'target'],
]

function kindOf(row: ReadRow): string {
  const { character } = row.coordinates
  return character === 'operating' || character === 'target' ? character : 'project'
}

/** A row that names its owner in the place of a project: the head of a list, with the sum of what stands below. */
function isOwner(row: ReadRow, table: ReadTable, units: Units): boolean {
  if (row.coordinates.unit === undefined || units.codeOf(row.label) === undefined) {
    const name = plainName(row.label)
    return units.units.some((u) => name !== '' && nameDistance(name, plainName(u.name), 3) !== undefined)
  }
  return table.rows.length > 1
}

export const cleanName = (label: string): string => plainName(label).replace(/^[-·、.]+/, '')

const hasAmount = (table: ReadTable, row: ReadRow): boolean =>
  !isNilMark(row.label) &&
  row.label !== '**' &&
  table.cells.some(
    (c) => c.row === row.row && c.figure !== undefined && c.figure.fen !== 0n && isOf(table, row, c.column),
  )

const isOf = (table: ReadTable, row: ReadRow, column: number): boolean =>
  table.columns.some((c) => c.column === column && c.panel === row.panel)
