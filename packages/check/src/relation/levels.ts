/**
 * First-level projects (一级项目) and the second-level ones (二级项目) that make them up, where a document lists both. A
 * list says itself on which level it is, or the sizes of two lists of the same money do. Which project belongs to which
 * is known from a column, from codes, from names, or at least from the owner of both; where none of these divides both
 * lists without a rest, nothing is summed.
 */
import { bareName, coordinatesKey, plainName } from '@gouji/ledger'
import { remembered } from '../memo.ts'
import type { Book, PanelBook, PanelRow } from '../quantities.ts'
import type { Tie } from './relation.ts'

export type ProjectLevel = 1 | 2

export interface ProjectList {
  readonly panel: PanelBook
  readonly rows: readonly PanelRow[]
  /** Undefined where neither words nor figures tell. */
  readonly level: ProjectLevel | undefined
}

export const LEVEL_NAME: Readonly<Record<ProjectLevel, string>> = { 1: '一级项目', 2: '二级项目' }

export const projectLists = remembered((book: Book): readonly ProjectList[] => levelled(book, listsOf(book)))

function listsOf(book: Book): ProjectList[] {
  return book.panels.flatMap((panel): ProjectList[] => {
    if (panel.table.kind !== 'project') return []
    const projects = panel.rows.filter(
      ({ row, cells }) =>
        row.role === 'project' &&
        row.coordinates.project !== undefined &&
        [...cells.values()].some((q) => !book.quantities[q]!.blank),
    )
    const byLevel = Map.groupBy(projects, ({ row }) => row.projectLevel ?? levelIn(panel.table.title))
    return [...byLevel].map(([level, rows]) => ({ panel, rows, level }))
  })
}

function levelIn(title: string): ProjectLevel | undefined {
  const levels = ([1, 2] as const).filter((level) => plainName(title).includes(LEVEL_NAME[level]))
  return levels.length === 1 ? levels[0] : undefined
}

/** Of two lists of the same money, under other names and of other sizes, the shorter one is of the first level. */
function levelled(book: Book, lists: readonly ProjectList[]): ProjectList[] {
  const unknown = lists.filter((l) => l.level === undefined)
  const known = lists.filter((l) => l.level !== undefined)
  const speaksOf = (level: ProjectLevel): boolean =>
    lists.some((l) => l.level === level) ||
    book.reading.statements.some((s) => s.kind === 'count' && plainName(s.subject) === LEVEL_NAME[level])
  const spoken = speaksOf(1) && speaksOf(2)
  if (!spoken || lists.length !== 2 || unknown.length === 0) return [...lists]
  const [short, long] = lists.toSorted((a, b) => a.rows.length - b.rows.length) as [ProjectList, ProjectList]
  const apart = short.rows.length < long.rows.length && !areAlike(short, long) && sameMoney(book, short, long)
  const fits = known.every((l) => l.level === (l === short ? 1 : 2))
  return apart && fits ? [ranked(short, 1), ranked(long, 2)] : [...lists]
}

const ranked = (list: ProjectList, level: ProjectLevel): ProjectList => ({ ...list, level })

function areAlike(a: ProjectList, b: ProjectList): boolean {
  const names = new Set(b.rows.map((r) => nameOf(r)))
  return a.rows.filter((r) => names.has(nameOf(r))).length * 2 > a.rows.length
}

const nameOf = ({ row }: PanelRow): string => bareName(row.label)

function sameMoney(book: Book, a: ProjectList, b: ProjectList): boolean {
  const [x, y] = [a, b].map((list) => {
    const total = list.panel.rows.find(({ row }) => row.role === 'total' && Object.keys(row.coordinates).length === 0)
    const column = list.panel.columns[0]?.column
    const quantity = column === undefined ? undefined : total?.cells.get(column)
    return quantity === undefined ? undefined : book.quantities[quantity]
  })
  if (!x || !y || x.blank || y.blank) return false
  return x.interval.lo <= y.interval.hi && y.interval.lo <= x.interval.hi
}

interface Group {
  readonly wholes: readonly PanelRow[]
  readonly parts: readonly PanelRow[]
}

/** How the two levels are divided alike, the surest way first. */
type Division = (first: readonly PanelRow[], second: readonly PanelRow[]) => readonly Group[] | undefined

const byProgram: Division = (first, second) =>
  byParent(first, second, (whole, part) => bareName(part.row.program ?? '') === nameOf(whole))

const byCode: Division = (first, second) => byParent(first, second, (a, b) => begins(a.row.code, b.row.code))

const byName: Division = (first, second) =>
  byParent(first, second, (a, b) => nameOf(a).length >= 4 && begins(nameOf(a), nameOf(b)))

const begins = (short: string | undefined, long: string | undefined): boolean =>
  short !== undefined && short !== '' && long !== undefined && long.length > short.length && long.startsWith(short)

/** Every project of the second level has exactly one above it, and every one of the first level has some below it. */
function byParent(
  first: readonly PanelRow[],
  second: readonly PanelRow[],
  isPart: (whole: PanelRow, part: PanelRow) => boolean,
): readonly Group[] | undefined {
  const groups = first.map((whole) => ({ whole, parts: [] as PanelRow[] }))
  for (const part of second) {
    const own = groups.filter((g) => isPart(g.whole, part) && mayShareOwner(g.whole, part))
    if (own.length !== 1) return undefined
    own[0]!.parts.push(part)
  }
  if (groups.some((g) => g.parts.length === 0)) return undefined
  return groups.map(({ whole, parts }) => ({ wholes: [whole], parts }))
}

const ownerOf = ({ row }: PanelRow): string | undefined =>
  row.coordinates.unit === undefined ? undefined : plainName(row.coordinates.unit)

const mayShareOwner = (a: PanelRow, b: PanelRow): boolean =>
  ownerOf(a) === undefined || ownerOf(b) === undefined || ownerOf(a) === ownerOf(b)

/** All that one owner lists on the one level is what it lists on the other. */
const byOwner: Division = (first, second) => {
  if ([...first, ...second].some((r) => ownerOf(r) === undefined)) return undefined
  const parts = Map.groupBy(second, (r) => ownerOf(r))
  const groups = [...Map.groupBy(first, (r) => ownerOf(r))].map(([owner, wholes]) => ({
    wholes,
    parts: parts.get(owner) ?? [],
  }))
  return groups.length === parts.size && groups.every((g) => g.parts.length > 0) ? groups : undefined
}

const DIVISIONS: readonly (readonly [Division, number])[] = [
  [byProgram, 0.9],
  [byCode, 0.9],
  [byName, 0.85],
  [byOwner, 0.9],
]

export function levelSums(book: Book): Tie[] {
  const lists = projectLists(book)
  const [first, second] = ([1, 2] as const).map((level) => lists.filter((l) => l.level === level))
  // With several lists of one level nobody knows which of them the other level makes up.
  if (first!.length !== 1 || second!.length !== 1) return []
  const [whole, part] = [first![0]!, second![0]!]
  for (const [divide, trust] of DIVISIONS) {
    const groups = divide(whole.rows, part.rows)
    if (groups) return groups.flatMap((group) => tiesOf(whole, part, group, trust))
  }
  return []
}

function tiesOf(first: ProjectList, second: ProjectList, { wholes, parts }: Group, trust: number): Tie[] {
  return first.panel.columns.flatMap((column): Tie[] => {
    const key = coordinatesKey(column.coordinates)
    const other = second.panel.columns.find((c) => coordinatesKey(c.coordinates) === key)
    if (!other) return []
    const left = wholes.map((r) => r.cells.get(column.column))
    const right = parts.map((r) => r.cells.get(other.column))
    if ([...left, ...right].some((q) => q === undefined)) return []
    return [
      {
        rule: 'SUM-LEVELS',
        kind: 'sum',
        terms: [
          ...left.map((q) => ({ quantity: q!, weight: 1 as const })),
          ...right.map((q) => ({ quantity: q!, weight: -1 as const })),
        ],
        trust,
        family: `levels ${first.panel.table.number} ${second.panel.table.number} ${column.column}`,
        basis: '一级项目的金额等于所属各二级项目之和',
        subject: `${wholes.map((r) => r.row.label).join(' + ')} = ${parts.map((r) => r.row.label).join(' + ')}`,
      },
    ]
  })
}
