/**
 * Owners and projects have no catalogue: how they nest shows in their codes and their order alone.
 */
import type { PanelBook, PanelRow } from '../quantities.ts'
import type { RowSum } from './rows.ts'

const UNITS = '部门数等于本级与所属各单位之和（预算法第八条）'
const PROJECTS = '表内勾稽：合计等于各项目之和'

const totalOf = (panel: PanelBook): PanelRow | undefined =>
  panel.rows.find((r) => r.row.role === 'total' && Object.keys(r.row.coordinates).length === 0)

export function nestUnits(panel: PanelBook, shape: 'flat' | 'first-is-department' | 'codes'): RowSum[] {
  const units = panel.rows.filter((r) => r.row.role === 'unit')
  const total = totalOf(panel)
  if (units.length === 0 || panel.rows.some((r) => r.row.role === 'project')) return []
  const sum = (whole: PanelRow, parts: readonly PanelRow[]): RowSum => ({
    whole,
    parts,
    rule: 'SUM-UNITS',
    trust: 0.85,
    basis: UNITS,
  })
  if (shape === 'flat') return total ? [sum(total, units)] : []
  if (shape === 'first-is-department') {
    const [department, ...rest] = units
    if (rest.length === 0 || isSibling(department!, rest)) return []
    return [...(total ? [sum(total, [department!])] : []), sum(department!, rest)]
  }
  const sums: RowSum[] = []
  const roots: PanelRow[] = []
  const children = new Map<PanelRow, PanelRow[]>()
  for (const unit of units) {
    const code = unit.row.code ?? ''
    const parent =
      code === ''
        ? undefined
        : units.filter((u) => isPrefix(u.row.code, code)).sort((a, b) => b.row.code!.length - a.row.code!.length)[0]
    if (parent) children.set(parent, [...(children.get(parent) ?? []), unit])
    else roots.push(unit)
  }
  if (children.size === 0) return []
  if (total && roots.length > 0) sums.push(sum(total, roots))
  for (const [whole, parts] of children) sums.push(sum(whole, parts))
  return sums
}

/** 695001 beside 695002; 695000 may stand above them, and so may 017 above 604, which has nothing in common with it. */
const isSibling = (first: PanelRow, rest: readonly PanelRow[]): boolean => {
  const code = first.row.code ?? ''
  const shared = code.slice(0, -3)
  const isBeside = (other = ''): boolean => other.length === code.length && other.startsWith(shared)
  return shared !== '' && !code.endsWith('00') && rest.every(({ row }) => isBeside(row.code))
}

const isPrefix = (short: string | undefined, long: string): boolean =>
  short !== undefined && short !== '' && short.length < long.length && long.startsWith(short)

/**
 * Projects below categories, below units: the longer the code, the deeper the row; each row belongs to the nearest
 * shallower one above it. `flat` takes every project row as a part of the total;
 * in `categories` the rows that name a kind of project stand above the others.
 */
export function nestProjects(panel: PanelBook, shape: 'flat' | 'nested' | 'categories'): RowSum[] {
  const rows = panel.rows.filter(
    (r) => r.row.role === 'project' || r.row.role === 'unit' || r.row.role === 'unknown' || r.row.role === 'total',
  )
  if (!rows.some((r) => r.row.role === 'project')) return []
  const make = (whole: PanelRow, parts: readonly PanelRow[]): RowSum => ({
    whole,
    parts,
    rule: 'SUM-PROJECTS',
    trust: 0.85,
    basis: PROJECTS,
  })
  if (shape === 'flat') {
    const total = totalOf(panel) ?? rows.find((r) => r.row.role === 'unit')
    const projects = rows.filter((r) => r.row.role === 'project' && r !== total)
    return total && projects.length > 0 ? [make(total, projects)] : []
  }
  const children = new Map<PanelRow, PanelRow[]>()
  const stack: { row: PanelRow; depth: number }[] = []
  let last = 0
  const categories = shape === 'categories'
  if (categories && !rows.some(isCategory)) return []
  for (const row of rows) {
    const depth = categories && row.row.role === 'project' ? (isCategory(row) ? 3 : 4) : projectDepth(row, last)
    last = depth
    while (stack.length > 0 && stack.at(-1)!.depth >= depth) stack.pop()
    const parent = stack.at(-1)?.row
    if (parent) children.set(parent, [...(children.get(parent) ?? []), row])
    stack.push({ row, depth })
  }
  const sums = [...children].map(([whole, parts]) => make(whole, parts))
  return sums.length > 0 && children.size > 1 ? sums : []
}

/** 其他运转类 and the like head the projects of their kind. */
const isCategory = (r: PanelRow): boolean =>
  r.row.role === 'project' && r.row.coordinates.project === undefined && r.row.coordinates.character !== undefined

function projectDepth(row: PanelRow, last: number): number {
  const code = row.row.code ?? ''
  if (row.row.role === 'total' || (row.row.label === '' && code === '')) return 0
  if (code.length >= 15) return 5
  if (row.row.role === 'unit' || (/^0?\d{2,3}$/.test(code) && row.row.label.length > 5)) return code.length >= 6 ? 2 : 1
  if (code.length === 6) return 2
  if (code.length > 0) return 3
  return last === 0 ? 5 : Math.max(last, 3)
}
